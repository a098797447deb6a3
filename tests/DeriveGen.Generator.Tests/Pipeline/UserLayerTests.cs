using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Pipeline;

/// <summary>A layer of the user's, in the same project or in another assembly, is derived and trained like a built-in one.</summary>
public sealed class UserLayerTests
{
    /// <summary>Word for word the built-in layer, under another name.</summary>
    private const string Mine = """"
        [Equations("""
            param W[j, k:units] ~ glorot;  param b[k] = 0
            z[..., k] = x[..., j] * W[j, k] + [bias] * b[k]
            y[..., k] = activation(z[..., k])
            """)]
        public sealed class MineAttribute(int units, string activation = Activation.Identity, bool bias = true) : LayerAttribute
        {
            public override string ToString() => $"{units} {activation} {bias}";
        }
        """";

    private const string BuiltInNetwork = """
        [Network(BatchSize = 4), Input(5), Dense(7, Activation.Tanh), Dense(3, bias: false), SoftmaxCrossEntropy, Sgd(0.5)]
        public sealed partial class BuiltIn;
        """;

    private const string OwnNetwork = """
        [Network(BatchSize = 4), Input(5), Mine(7, Activation.Tanh), Mine(3, bias: false), SoftmaxCrossEntropy, Sgd(0.5)]
        public sealed partial class Own;
        """;

    [Fact]
    public void In_the_same_project()
    {
        var project = new LoadedProject(UserProject.Of(BuiltInNetwork, OwnNetwork, Mine));

        AssertTrainAlike(project.Single("BuiltIn"), project.Single("Own"));
    }

    [Fact]
    public void In_another_assembly()
    {
        var layers = LoadedProject.Emit(UserProject.Of(Mine).Named("Layers").Compilation);
        var project = new LoadedProject(UserProject.With([MetadataReference.CreateFromImage(layers)], BuiltInNetwork, OwnNetwork), layers);

        AssertTrainAlike(project.Single("BuiltIn"), project.Single("Own"));
    }

    private static void AssertTrainAlike(INetwork<float> first, INetwork<float> second)
    {
        Assert.Equal(first.Parameters.Select(parameter => parameter.Name), second.Parameters.Select(parameter => parameter.Name));
        var random = new Random(3);
        var x = Numbers(random, 4 * 5);
        int[] labels = [0, 2, 1, 2];
        var before = first.Loss(Batch<float>.Of(x).With(labels));
        for (var step = 0; step < 5; step++)
        {
            Assert.Equal(first.Train(Batch<float>.Of(x).With(labels)), second.Train(Batch<float>.Of(x).With(labels)));
        }

        Assert.All(first.Parameters, parameter => Assert.Equal(Values(first, parameter), Values(second, parameter)));
        Assert.True(first.Loss(Batch<float>.Of(x).With(labels)) < before);
    }

    /// <summary>A layer with a learned slope, a loss, a clipper and an optimizer with a state: nothing here is built in.</summary>
    private const string EverythingOwn = """"
        [Equations("""
            param W[j, k:units] ~ glorot;  param a[k] = 0.25
            z[..., k] = x[..., j] * W[j, k]
            y[..., k] = max(z[..., k], 0) + a[k] * min(z[..., k], 0)
            """)]
        public sealed class SlopedAttribute(int units) : LayerAttribute { public int Units => units; }

        [Equations("""
            target t[i, k];  output x[i, k]
            L = mean(i: sum(k: sqrt(delta^2 + (x[i, k] - t[i, k])^2) - delta))
            """)]
        public sealed class PseudoHuberAttribute(double delta = 1) : LossAttribute { public double Delta => delta; }

        [Equations("g' = factor * g")]
        public sealed class ShrinkAttribute(double factor) : ClipperAttribute { public double Factor => factor; }

        [Equations("""
            state v = 0
            v' = decay*v + g
            p' = p - rate*v'
            """)]
        public sealed class MomentumAttribute(double rate = 0.1, double decay = 0.9) : OptimizerAttribute { public double Sum => rate + decay; }

        [Network(BatchSize = 3, Precision = Precision.Double)]
        [Input(4)]
        [Sloped(5)]
        [Sloped(2)]
        [PseudoHuber(0.5)]
        [Shrink(0.5)]
        [Momentum]
        public sealed partial class Net;
        """";

    [Fact]
    public void Gradients_agree_with_differences_and_the_optimizer_does_what_its_equations_say()
    {
        var network = new LoadedProject(UserProject.Of(EverythingOwn)).Double("Net");
        var random = new Random(5);
        double[] x = [.. Numbers(random, 3 * 4).Select(number => (double)number)];
        double[] target = [.. Numbers(random, 3 * 2).Select(number => (double)number)];
        network.Gradient(Batch<double>.Of(x).With(target));
        var gradients = network.Parameters.ToDictionary(parameter => parameter.Name, parameter => GradientOf(network, parameter));

        foreach (var parameter in network.Parameters)
        {
            var values = Values(network, parameter);
            for (var i = 0; i < values.Length; i++)
            {
                var difference = (LossWith(parameter.Name, values, i, 1e-6) - LossWith(parameter.Name, values, i, -1e-6)) / 2e-6;
                Assert.True(Math.Abs(difference - gradients[parameter.Name][i]) < 1e-8, $"{parameter.Name}[{i}]: {difference} and {gradients[parameter.Name][i]}");
            }

            network.SetParameter(parameter.Name, values);
        }

        var start = network.Parameters.ToDictionary(parameter => parameter.Name, parameter => Values(network, parameter));
        network.Train(Batch<double>.Of(x).With(target));
        foreach (var parameter in network.Parameters)
        {
            var expected = start[parameter.Name].Zip(gradients[parameter.Name], (value, gradient) => value - 0.1 * (0.5 * gradient));
            Assert.Equal(expected, Values(network, parameter), (a, b) => Math.Abs(a - b) < 1e-12);
        }

        double LossWith(string name, double[] values, int position, double step)
        {
            var moved = (double[])values.Clone();
            moved[position] += step;
            network.SetParameter(name, moved);
            return network.Loss(Batch<double>.Of(x).With(target));
        }
    }

    [Fact]
    public void Everything_of_a_user_s_may_come_from_another_assembly()
    {
        var networkAt = EverythingOwn.IndexOf("[Network(", StringComparison.Ordinal);
        const string Join = """
            [Equations("y[...] = sum(a in layers: a[...] * scale)")]
            public sealed class ScaledSumAttribute(double scale, params string[] layers) : LayerAttribute { public double Scale => scale * layers.Length; }

            [Block, Sloped(5, Name = "own"), Dense(5, Name = "plain"), ScaledSum(0.5, "own", "plain")]
            public sealed class Both;
            """;
        var net = EverythingOwn[networkAt..].Replace("[Sloped(5)]", "[Repeat<Both>(2)]");
        var layers = LoadedProject.Emit(UserProject.Of(EverythingOwn[..networkAt], Join).Named("Layers").Compilation);
        var theirs = new LoadedProject(UserProject.With([MetadataReference.CreateFromImage(layers)], net), layers).Double("Net");
        var own = new LoadedProject(UserProject.Of(EverythingOwn[..networkAt], Join, net)).Double("Net");

        double[] x = [.. Numbers(new Random(5), 3 * 4).Select(number => (double)number)], target = [1, 0, -1, 2, 0.5, 1];
        Assert.Contains("block2.own.a", own.Parameters.Select(parameter => parameter.Name));
        for (var step = 0; step < 4; step++)
        {
            Assert.Equal(own.Train(Batch<double>.Of(x).With(target)), theirs.Train(Batch<double>.Of(x).With(target)));
        }

        Assert.All(own.Parameters, parameter => Assert.Equal(Values(own, parameter), Values(theirs, parameter)));
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];

    private static T[] Values<T>(INetwork<T> network, ParameterDescription parameter)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var values = new T[parameter.Size];
        network.CopyParameter(parameter.Name, values);
        return values;
    }

    private static double[] GradientOf(INetwork<double> network, ParameterDescription parameter)
    {
        var values = new double[parameter.Size];
        network.CopyGradient(parameter.Name, values);
        return values;
    }
}
