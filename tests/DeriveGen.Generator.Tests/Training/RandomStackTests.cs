using System.Globalization;
using System.Numerics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>Emitted networks against the interpreter, and against themselves: the same bits however a step is taken.</summary>
public sealed class RandomStackTests
{
    private const int PerCompilation = 25;

    /// <summary>How many compilations of networks to try; a larger number in this variable makes a longer run.</summary>
    private static readonly int s_compilations =
        int.TryParse(Environment.GetEnvironmentVariable("DERIVEGEN_STACKS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 2;

    public static TheoryData<int> Compilations => [.. Enumerable.Range(0, s_compilations)];

    [Theory]
    [MemberData(nameof(Compilations))]
    public void Random_stacks_compute_what_their_equations_say(int compilation)
    {
        RandomStack[] stacks = Enumerable.Range(compilation * PerCompilation, PerCompilation).Select(RandomStack.Draw).ToArray();
        LoadedNetworks loaded = LoadedNetworks.Of(stacks.Select(stack => stack.Source).ToArray());
        foreach (RandomStack stack in stacks)
        {
            if (stack.IsDouble)
            {
                Check<double>(loaded, stack, tolerance: 1e-9);
            }
            else
            {
                Check<float>(loaded, stack, tolerance: 2e-4);
            }
        }
    }

    private static void Check<T>(LoadedNetworks loaded, RandomStack stack, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int examples in new[] { 1, 2, stack.BatchSize - 1, stack.BatchSize }.Where(count => count >= 1 && count <= stack.BatchSize).Distinct())
        {
            string what = $"{examples} examples of\n{stack}";
            var reference = new Reference(loaded.ModelOf(stack.Name), examples);
            INetwork<T> network = loaded.Create<T>(stack.Name, seed: examples);
            Call<T> call = Call<T>.Draw(reference, stack, seed: examples);
            foreach (Tensor parameter in reference.Parameters)
            {
                T[] values = new T[reference.Length(parameter)];
                network.CopyParameter(parameter.Name, values);
                reference[parameter] = Array.ConvertAll(values, value => double.CreateChecked(value));
            }

            double loss = reference.Loss();
            Agree([loss], [network.Gradient(call.Batch)], tolerance, $"loss, {what}");
            foreach (Tensor parameter in reference.Parameters)
            {
                T[] adjoint = new T[reference.Length(parameter)];
                network.CopyGradient(parameter.Name, adjoint);
                Agree(reference.Adjoint(parameter), adjoint, tolerance, $"adjoint of {parameter}, {what}");
            }

            Agree(reference.Predict(), network.Predict(call.Inputs).ToArray(), tolerance, $"output, {what}");
            Agree([loss], [network.Loss(call.Batch)], tolerance, $"loss of evaluation, {what}");
            SameBits(loaded, stack, call, what);
        }
    }

    /// <summary>Train is Gradient and then Update; a second network of the same seed gives the same bits; adding a gradient to 0 changes nothing.</summary>
    private static void SameBits<T>(LoadedNetworks loaded, RandomStack stack, Call<T> call, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        INetwork<T> trained = loaded.Create<T>(stack.Name, 5), stepped = loaded.Create<T>(stack.Name, 5), predicted = loaded.Create<T>(stack.Name, 5);
        for (int step = 0; step < 3; step++)
        {
            T loss = trained.Train(call.Batch);
            T gradientLoss = stepped.Gradient(call.Batch);
            stepped.Update();
            predicted.Train(call.Batch);
            Assert.True(loss.Equals(gradientLoss), $"loss of Train {loss}, of Gradient {gradientLoss}, {what}");
            foreach (ParameterDescription parameter in trained.Parameters)
            {
                T[] expected = Copy(trained, parameter);
                Assert.True(expected.AsSpan().SequenceEqual(Copy(stepped, parameter)), $"{parameter} after Train and after Gradient and Update, {what}");
                Assert.True(expected.AsSpan().SequenceEqual(Copy(predicted, parameter)), $"{parameter} in two runs, {what}");
            }
        }

        Assert.True(trained.Predict(call.Inputs).SequenceEqual(trained.CreatePredictor().Predict(call.Inputs)), $"a predictor, {what}");
    }

    private static T[] Copy<T>(INetwork<T> network, ParameterDescription parameter)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[parameter.Size];
        network.CopyParameter(parameter.Name, values);
        return values;
    }

    private static void Agree<T>(double[] expected, T[] actual, double tolerance, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double scale = Math.Max(expected.Max(Math.Abs), 1e-3);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - double.CreateChecked(actual[i]));
            Assert.True(difference <= tolerance * scale, string.Create(
                CultureInfo.InvariantCulture, $"element {i} is {actual[i]} and should be {expected[i]}: {what}"));
        }
    }
}
