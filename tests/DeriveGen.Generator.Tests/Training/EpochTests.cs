using DeriveGen.Testing;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>An epoch is the steps of Train over its examples, one after the other.</summary>
public sealed class EpochTests
{
    /// <summary>The calls with arrays: spans do not go through late binding.</summary>
    private const string Sources = """
        [Network(BatchSize = 4)]
        [Input(3)] [Dense(5, Activation.Tanh)] [Dropout(0.3)] [Dense(2)] [SoftmaxCrossEntropy] [Adam]
        public sealed partial class Labelled
        {
            public float Whole(float[] x, int[] t, float? rate) => Epoch(x, t, rate);
            public float Part(float[] x, int[] t, int first, int count, float? rate) => Train(x.AsSpan(first * 3, count * 3), t.AsSpan(first, count), rate);
        }

        [Network(BatchSize = 1, Precision = Precision.Double)]
        [Input(2)] [Dense(8, Activation.Tanh)] [Dense(1, Activation.Sigmoid)] [SquaredError] [Sgd]
        public sealed partial class Tiny
        {
            public double Whole(double[] x, double[] y, double? rate) => Epoch(x, y, rate);
            public double Part(double[] x, double[] y, int first, int count, double? rate) => Train(x.AsSpan(first * 2, count * 2), y.AsSpan(first, count), rate);
        }

        [Network(BatchSize = 1)]
        [Input(3)] [Dense(5, Activation.Relu)] [Dense(2)] [SoftmaxCrossEntropy] [Momentum]
        public sealed partial class Single
        {
            public float Whole(float[] x, int[] t, float? rate) => Epoch(x, t, rate);
            public float Part(float[] x, int[] t, int first, int count, float? rate) => Train(x.AsSpan(first * 3, count * 3), t.AsSpan(first, count), rate);
        }

        [Network(BatchSize = 1)]
        [Input(3)] [Dense(4, Activation.Gelu)] [LayerNorm] [Dense(2)] [SoftmaxCrossEntropy] [Adam]
        public sealed partial class Counted
        {
            public float Whole(float[] x, int[] t, float? rate) => Epoch(x, t, rate);
            public float Part(float[] x, int[] t, int first, int count, float? rate) => Train(x.AsSpan(first * 3, count * 3), t.AsSpan(first, count), rate);
        }

        [Network(BatchSize = 3)]
        [Equations("input x[i:batch, t:T<=6, j:2]; input scale[j]; target y[i, t]; param w[j] = 1; z[i, t] = x[i, t, j] * w[j] * scale[j]; L = mean(i: sum(t: (z[i, t] - y[i, t])^2))")]
        public sealed partial class Series
        {
            public float Whole(float[] x, float[] scale, float[] y, int length, float? rate) => Epoch(x, scale, y, length, rate);
            public float Part(float[] x, float[] scale, float[] y, int length, int first, int count, float? rate) =>
                Train(x.AsSpan(first * length * 2, count * length * 2), scale, y.AsSpan(first * length, count * length), length, rate);
        }

        [Network(BatchSize = 3)]
        [Equations("input x[j:2, i:batch]; target y[i]; param w[j] = 1; z[i] = x[j, i] * w[j]; L = mean(i: (z[i] - y[i])^2)")]
        public sealed partial class ExamplesBehind;
        """;

    private static readonly LoadedNetworks s_loaded = LoadedNetworks.Of(Sources);

    private static float[] Reals(int count) => [.. Enumerable.Range(0, count).Select(number => MathF.Sin((3 * number) + 1))];

    private static int[] Labels(int count) => [.. Enumerable.Range(0, count).Select(number => number * number % 3 % 2)];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(12)]
    public void Of_labelled_examples_it_has_the_bits_of_its_steps(int examples) =>
        Compare<float>("Labelled", examples, 4, 0.01f, (net, rate) => net.Whole(Reals(3 * examples), Labels(examples), rate), (net, first, count, rate) => net.Part(Reals(3 * examples), Labels(examples), first, count, rate));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void So_it_has_in_double_precision_with_one_example_a_step(int examples)
    {
        double[] x = [.. Reals(2 * examples).Select(number => (double)number)], y = [.. Reals(examples).Select(number => (double)number * number)];
        Compare<double>("Tiny", examples, 1, 0.5, (net, rate) => net.Whole(x, y, rate), (net, first, count, rate) => net.Part(x, y, first, count, rate));
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Counted")]
    public void So_it_has_with_labels_and_one_example_a_step(string name) =>
        Compare<float>(name, 9, 1, 0.02f, (net, rate) => net.Whole(Reals(27), Labels(9), rate), (net, first, count, rate) => net.Part(Reals(27), Labels(9), first, count, rate));

    [Theory]
    [InlineData(8, 6)]
    [InlineData(8, 2)]
    public void What_has_no_examples_and_what_has_a_length_is_the_same_for_every_step(int examples, int length)
    {
        float[] x = Reals(examples * length * 2), scale = [0.5f, 2], y = Reals(examples * length);
        Compare<float>("Series", examples, 3, 0.05f, (net, rate) => net.Whole(x, scale, y, length, rate), (net, first, count, rate) => net.Part(x, scale, y, length, first, count, rate));
    }

    private static void Compare<T>(string name, int examples, int batch, T rate, Func<dynamic, T?, T> whole, Func<dynamic, int, int, T?, T> part)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        INetwork<T> epochs = s_loaded.Create<T>(name, 5), steps = s_loaded.Create<T>(name, 5);
        foreach (T? chosen in new T?[] { null, rate, rate })
        {
            double sum = 0;
            for (int first = 0; first < examples; first += batch)
            {
                int count = Math.Min(batch, examples - first);
                sum += double.CreateChecked(part(steps, first, count, chosen)) * count;
            }

            Assert.Equal(T.CreateChecked(sum / examples), whole(epochs, chosen));
            foreach (ParameterDescription parameter in epochs.Parameters)
            {
                Assert.Equal(Values(steps, parameter), Values(epochs, parameter));
            }
        }
    }

    private static T[] Values<T>(INetwork<T> network, ParameterDescription parameter)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T[] values = new T[parameter.Shape.ToArray().Aggregate(1, (product, extent) => product * extent)];
        network.CopyParameter(parameter.Name, values);
        return values;
    }

    [Theory]
    [InlineData("Labelled")]
    [InlineData("Single")]
    public void It_ends_at_a_loss_that_is_not_a_number(string name)
    {
        dynamic net = s_loaded.Create<float>(name, 5), until = s_loaded.Create<float>(name, 5);
        float[] x = Reals(3 * 12);
        x[3 * 9] = float.NaN;
        Assert.Equal(float.NaN, (float)net.Whole(x, Labels(12), null));
        int before = name == "Single" ? 9 : 8;
        until.Whole(x[..(3 * before)], Labels(before), null);
        Assert.Equal(Values<float>(until, Parameter(until)), Values<float>(net, Parameter(net)));
    }

    [Fact]
    public void Nothing_is_trained_where_an_argument_does_not_fit()
    {
        dynamic net = s_loaded.Create<float>("Labelled", 5);
        float[] before = Values<float>(net, Parameter(net));
        var length = Assert.Throws<ArgumentException>(() => net.Whole(Reals(3 * 10), Labels(9), null));
        Assert.Equal("t has 9 elements; 10 were expected. (Parameter 't')", length.Message);
        var whole = Assert.Throws<ArgumentException>(() => net.Whole(Reals(31), Labels(10), null));
        Assert.Equal("x has 31 elements; 3 for each example were expected. (Parameter 'x')", whole.Message);
        Assert.Throws<ArgumentException>(() => net.Whole(Reals(0), Labels(0), null));
        int[] last = Labels(10);
        last[9] = 2;
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Whole(Reals(30), last, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Whole(Reals(30), Labels(10), float.NaN));
        Assert.Equal(before, Values<float>(net, Parameter(net)));
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var whole = s_loaded.Create<float>("Labelled", 5).GetType().GetMethod("Whole")!.CreateDelegate<Func<float[], int[], float?, float>>(s_loaded.Create<float>("Labelled", 5));
        float[] x = Reals(30);
        int[] labels = Labels(10);
        whole(x, labels, null);
        Assert.Equal(0, Allocations.Of(() => whole(x, labels, null)));
    }

    [Fact]
    public void Where_examples_are_not_in_front_there_is_none() =>
        Assert.Null(s_loaded.Create<float>("ExamplesBehind", 5).GetType().GetMethod("Epoch"));

    private static ParameterDescription Parameter(INetwork network) => network.Parameters[0];
}
