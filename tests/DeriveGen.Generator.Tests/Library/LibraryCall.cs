using System.Numerics;
using DeriveGen.Generator.Tests.Training;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Generator.Tests.Library;

/// <summary>The arguments of a call, drawn from a seed, for a network and for its reference.</summary>
internal sealed class LibraryCall<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _sizes;
    private readonly List<(int[]? WholeNumbers, T[] Reals, bool IsTarget)> _arguments = [];

    /// <summary>Draws arguments and gives them to the reference.</summary>
    /// <param name="reference">Takes the arguments too.</param>
    /// <param name="given">What the targets are, one after the other; the last goes for all behind it.</param>
    /// <param name="seed">Another seed, other arguments.</param>
    public LibraryCall(Reference reference, IReadOnlyList<Given> given, int seed)
    {
        var random = new Random(seed);
        _sizes = reference.Sizes;
        int targets = 0;
        foreach (Tensor tensor in reference.Arguments)
        {
            int length = reference.Length(tensor);
            bool isTarget = tensor.Kind == TensorKind.Target;
            Given kind = isTarget ? given[Math.Min(targets++, given.Count - 1)] : Given.Real;
            if (tensor.Range is { } range)
            {
                int[] wholeNumbers = [.. Enumerable.Range(0, length).Select(_ => random.Next(range.Static!.Value))];
                reference[tensor] = Array.ConvertAll(wholeNumbers, value => (double)value);
                _arguments.Add((wholeNumbers, [], isTarget));
                continue;
            }

            T[] reals = [.. Values(kind, length, tensor.Rank == 0 ? 1 : tensor.Shape[^1].Static ?? 1, random).Select(T.CreateChecked)];
            reference[tensor] = Array.ConvertAll(reals, value => double.CreateChecked(value));
            _arguments.Add((null, reals, isTarget));
        }
    }

    private LibraryCall(int[] sizes, IEnumerable<(int[]? WholeNumbers, T[] Reals, bool IsTarget)> arguments)
    {
        _sizes = sizes;
        _arguments.AddRange(arguments);
    }

    /// <summary>The examples of several calls, one after the other.</summary>
    public static LibraryCall<T> Joined(IReadOnlyList<LibraryCall<T>> calls) => new(calls[0]._sizes, calls[0]._arguments.Select((first, at) =>
        (first.WholeNumbers is null ? null : calls.SelectMany(call => call._arguments[at].WholeNumbers!).ToArray(), calls.SelectMany(call => call._arguments[at].Reals).ToArray(), first.IsTarget)));

    /// <summary>Inputs alone.</summary>
    public Batch<T> Inputs => Of(withTargets: false);

    /// <summary>Inputs and targets.</summary>
    public Batch<T> Batch => Of(withTargets: true);

    private Batch<T> Of(bool withTargets)
    {
        Batch<T> batch = default;
        foreach ((int[]? wholeNumbers, T[] reals, bool isTarget) in _arguments)
        {
            if (!isTarget || withTargets)
            {
                batch = wholeNumbers is null ? batch.With(reals) : batch.With(wholeNumbers);
            }
        }

        return batch.WithSizes(_sizes);
    }

    private static double[] Values(Given given, int length, int width, Random random)
    {
        double[] values = [.. Enumerable.Range(0, length).Select(_ => given switch
        {
            Given.Real => (4 * random.NextDouble()) - 2,
            Given.Probability => random.NextDouble(),
            Given.Distribution => Math.Max(0, random.NextDouble() - 0.3),
            Given.Sign => random.Next(2) == 0 ? -1 : 1,
            Given.Count => random.Next(5),
            _ => throw new ArgumentOutOfRangeException(nameof(given)),
        })];
        for (int row = 0; given == Given.Distribution && row < length; row += width)
        {
            values[row] += 0.1;
            double sum = values.AsSpan(row, width).ToArray().Sum();
            for (int at = row; at < row + width; at++)
            {
                values[at] /= sum;
            }
        }

        return values;
    }
}
