using System.Globalization;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>What a network promises whose calls are shared by threads.</summary>
public sealed class ThreadTests
{
    private const int Inputs = 200, Classes = 10, Batch = 32;

    private static readonly LoadedNetworks s_loaded = LoadedNetworks.Of([.. new[] { 1, 2, 3, 4 }.Select(Declaration)]);

    private static readonly float[] s_inputs = [.. Enumerable.Range(0, Batch * Inputs).Select(number => MathF.Sin(number))];
    private static readonly int[] s_labels = [.. Enumerable.Range(0, Batch).Select(number => number % Classes)];

    private static Batch<float> Full => Batch<float>.Of(s_inputs).With(s_labels);

    private static string Declaration(int threads) => string.Create(CultureInfo.InvariantCulture, $"""
        [Network(BatchSize = {Batch}{(threads > 1 ? $", Threads = {threads}" : "")})]
        [Input({Inputs})]
        [Dense(192, Activation.Gelu)]
        [LayerNorm]
        [Dense({Classes})]
        [SoftmaxCrossEntropy]
        [Adam]
        public sealed partial class Net{threads};
        """);

    private static INetwork<float> New(int threads) => s_loaded.Create<float>("Net" + threads.ToString(CultureInfo.InvariantCulture), 1);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_number_of_threads_gives_the_same_bits(int threads)
    {
        INetwork<float> one = New(1), many = New(threads);
        for (int step = 0; step < 20; step++)
        {
            int examples = 1 + (step * 7 % Batch);
            Batch<float> inputs = Batch<float>.Of(s_inputs.AsSpan(0, examples * Inputs)), batch = inputs.With(s_labels.AsSpan(0, examples));
            Assert.Equal(one.Train(batch), many.Train(batch));
            Assert.Equal(one.Gradient(batch, accumulate: step % 2 == 1), many.Gradient(batch, accumulate: step % 2 == 1));
            Assert.Equal(one.Predict(inputs).ToArray(), many.Predict(inputs).ToArray());
            Assert.Equal(one.Predict(inputs).ToArray(), many.CreatePredictor().Predict(inputs).ToArray());
        }

        AssertSame(one, many);
        ((IDisposable)many).Dispose();
    }

    [Fact]
    public void A_class_may_have_a_method_of_its_own_to_dispose_with() => Assert.False(LoadedNetworks.Of("""
        [Network(Threads = 2)] [Input(2)] [Dense(1)] [SquaredError]
        public sealed partial class Net
        {
            public void Dispose() { }
        }
        """).Create<float>("Net", 1) is IDisposable);

    [Fact]
    public void A_network_without_threads_has_nothing_to_dispose() => Assert.False(New(1) is IDisposable);

    [Fact]
    public void A_call_allocates_nothing()
    {
        INetwork<float> network = New(2);
        using var threads = (IDisposable)network;
        network.Train(Full);
        network.Predict(Batch<float>.Of(s_inputs));

        // What the runtime does between two calls is counted for this thread too: the least of some runs is the calls' own.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 20; step++)
            {
                network.Train(Full);
                network.Predict(Batch<float>.Of(s_inputs));
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    [Fact]
    public void Disposed_it_computes_the_same()
    {
        INetwork<float> one = New(1), disposed = New(2);
        Assert.Equal(one.Train(Full), disposed.Train(Full));

        ((IDisposable)disposed).Dispose();
        ((IDisposable)disposed).Dispose();

        Assert.Equal(one.Train(Full), disposed.Train(Full));
        AssertSame(one, disposed);
    }

    [Fact]
    public async Task Networks_with_threads_train_at_the_same_time()
    {
        INetwork<float>[] networks = [New(1), New(2), New(3)];
        await Task.WhenAll(networks.Select(network => Task.Run(() =>
        {
            for (int step = 0; step < 10; step++)
            {
                network.Train(Full);
            }
        })));

        Assert.All(networks, network => AssertSame(networks[0], network));
        Array.ForEach(networks, network => (network as IDisposable)?.Dispose());
    }

    private static void AssertSame(INetwork<float> expected, INetwork<float> actual)
    {
        foreach (ParameterDescription parameter in expected.Parameters)
        {
            int length = parameter.Shape.ToArray().Aggregate(1, (product, extent) => product * extent);
            float[] left = new float[length], right = new float[length];
            expected.CopyParameter(parameter.Name, left);
            actual.CopyParameter(parameter.Name, right);
            Assert.Equal(left, right);
        }
    }
}
