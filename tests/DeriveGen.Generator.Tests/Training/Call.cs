using System.Numerics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>The arguments of a call, drawn from a seed, and given to the reference too.</summary>
internal sealed class Call<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private readonly int[] _labels;

    private Call(T[] inputs, T[] targets, int[] labels)
    {
        _inputs = inputs;
        _targets = targets;
        _labels = labels;
    }

    /// <summary>The inputs alone.</summary>
    public Batch<T> Inputs => Batch<T>.Of(_inputs);

    /// <summary>Inputs and targets.</summary>
    public Batch<T> Batch => _labels.Length > 0 ? Inputs.With(_labels) : Inputs.With(_targets);

    /// <summary>Draws arguments for a stack.</summary>
    public static Call<T> Draw(Reference reference, RandomStack stack, int seed)
    {
        var random = new Random(seed);
        Tensor input = reference.Arguments.First(), target = reference.Arguments.Last();
        T[] inputs = Numbers(reference.Length(input), () => (2 * random.NextDouble()) - 1);
        reference[input] = Doubles(inputs);
        if (stack.Target == TargetKind.Class)
        {
            int[] labels = Enumerable.Range(0, reference.Length(target)).Select(_ => random.Next(target.Range!.Static!.Value)).ToArray();
            reference[target] = Array.ConvertAll(labels, label => (double)label);
            return new(inputs, [], labels);
        }

        int width = target.Shape[1].Static!.Value;
        T[] targets = stack.Target == TargetKind.OneHot
            ? OneHot(reference.Length(target) / width, width, random)
            : Numbers(reference.Length(target), stack.Target == TargetKind.Probability ? random.NextDouble : () => (2 * random.NextDouble()) - 1);
        reference[target] = Doubles(targets);
        return new(inputs, targets, []);
    }

    private static T[] OneHot(int rows, int width, Random random)
    {
        T[] targets = new T[rows * width];
        for (int row = 0; row < rows; row++)
        {
            targets[(row * width) + random.Next(width)] = T.One;
        }

        return targets;
    }

    private static T[] Numbers(int count, Func<double> draw) => Enumerable.Range(0, count).Select(_ => T.CreateChecked(draw())).ToArray();

    private static double[] Doubles(T[] values) => Array.ConvertAll(values, value => double.CreateChecked(value));
}
