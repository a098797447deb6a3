using System.Globalization;
using System.Numerics;
using DeriveGen.Generator.Tests.Training;

namespace DeriveGen.Generator.Tests.Library;

/// <summary>Some steps of an emitted optimizer, from the gradients that the network itself gives, against a plain loop.</summary>
internal static class OptimizerCheck
{
    private const int Steps = 6;
    private const int Examples = 4;

    /// <summary>Compares one network after each step, by <c>Update</c> and by <c>Train</c>.</summary>
    public static void Run<T>(LoadedNetworks loaded, OptimizerCase test, Precision precision, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        INetwork<T> network = loaded.Create<T>(test.Name + precision, seed: 3), trained = loaded.Create<T>(test.Name + precision, seed: 3);
        T[] inputs = Numbers<T>(3, seed: 1), targets = Numbers<T>(2, seed: 2);
        double[] expected = All(network, network.CopyParameter);
        double[][] states = [.. expected.Select(_ => new double[3])];
        for (int step = 1; step <= Steps; step++)
        {
            network.Gradient(Batch<T>.Of(inputs).With(targets));
            double[] gradients = test.Clip(All(network, network.CopyGradient));
            expected = test.Whole is { } whole
                ? [.. Parts(network).SelectMany(part => whole(expected[part], gradients[part], step, states[part]))]
                : [.. expected.Select((p, at) => test.Step(p, gradients[at], step, states[at]))];
            network.Update();
            trained.Train(Batch<T>.Of(inputs).With(targets));

            double[] actual = All(network, network.CopyParameter);
            for (int at = 0; at < actual.Length; at++)
            {
                Assert.True(Math.Abs(expected[at] - actual[at]) <= tolerance, string.Create(
                    CultureInfo.InvariantCulture, $"number {at} is {actual[at]} and should be {expected[at]} after step {step} of\n{test.Declaration(precision)}"));
            }

            Assert.Equal(actual, All(trained, trained.CopyParameter));
            expected = actual;
        }
    }

    /// <summary>Where each parameter lies among all numbers.</summary>
    private static IEnumerable<Range> Parts<T>(INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int start = 0;
        foreach (ParameterDescription parameter in network.Parameters)
        {
            yield return start..(start += parameter.Size);
        }
    }

    private delegate void Read<T>(string name, Span<T> values);

    private static double[] All<T>(INetwork<T> network, Read<T> read)
        where T : unmanaged, IFloatingPointIeee754<T> =>
    [
        .. network.Parameters.SelectMany(parameter =>
        {
            T[] values = new T[parameter.Size];
            read(parameter.Name, values);
            return values;
        }).Select(double.CreateChecked),
    ];

    private static T[] Numbers<T>(int width, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Examples * width).Select(_ => T.CreateChecked((2 * random.NextDouble()) - 1))];
    }
}
