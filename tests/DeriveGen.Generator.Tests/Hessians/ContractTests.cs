using DeriveGen.Generator.Tests.Training;
using DeriveGen.Testing;

namespace DeriveGen.Generator.Tests.Hessians;

/// <summary>What the calls of the second order promise: checks before changes, nothing else changed, no allocation.</summary>
public sealed class ContractTests
{
    private static readonly LoadedNetworks s_loaded = LoadedNetworks.Of(
        """
        [Network(BatchSize = 4, Keep = "z1", SecondOrder = true)]
        [Input(3)]
        [Dense(5, Activation.Tanh)]
        [BatchNorm]
        [Dense(2, Name = "head")]
        [SoftmaxCrossEntropy]
        [Adam]
        public sealed partial class Net;
        """,
        """"
        [Network(SecondOrder = true)]
        [Equations("""
            input  x[i:batch, t:T<=6, j:3];  input s[i];  label c[i] < 4
            param  E[k:4, j] ~ glorot;  param p[u:6] = 0.5;  param idle[j] = 1
            h[i, j]  = tanh(s[i] * sum(t: p[t] * x[i, t, j]))
            z[i, k]  = h[i, j] * E[k, j]
            o[i, k]  = z[i, k] * sum(j: idle[j]);  output o[i, k]
            r[i, j]  = sum(k: E[k, j] * z[i, k])
            q[i, k]  = softmax(k: z[i, k])
            L        = -mean(i: log(q[i, c[i]])) + mean(i: sum(j: (r[i, j] - h[i, j])^2))
            """)]
        public sealed partial class Tied;
        """",
        """
        [Network(SecondOrder = true)]
        [Input(300)]
        [Dense(200)]
        [SquaredError]
        public sealed partial class Large;
        """);

    private static readonly float[] s_inputs = [1, 2, 3, -1, 0.5f, 0.25f];
    private static readonly int[] s_labels = [0, 1];

    private static Batch<float> Good => Batch<float>.Of(s_inputs).With(s_labels);

    private static ISecondOrderNetwork<float> New() => (ISecondOrderNetwork<float>)s_loaded.Create<float>("Net", 1);

    [Theory]
    [InlineData(6, 2, 31, 32, "direction has 31 elements; 42 were expected")]
    [InlineData(6, 2, 42, 43, "result has 43 elements; 42 were expected")]
    [InlineData(5, 2, 42, 42, "x has 5 elements")]
    [InlineData(6, 3, 42, 42, "t has 3 elements; 2 were expected")]
    public void A_wrong_length_is_refused(int inputs, int labels, int direction, int result, string message)
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            New().HessianVector(Batch<float>.Of(new float[inputs]).With(new int[labels]), new float[direction], new float[result]));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_length_of_a_Hessian_is_refused_before_anything_is_written()
    {
        ISecondOrderNetwork<float> network = New();
        float[] result = new float[(network.ParameterCount * network.ParameterCount) - 1];
        result[0] = 7;

        Assert.Contains("were expected", Assert.Throws<ArgumentException>(() => network.Hessian(Good, result)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Hessian(Batch<float>.Of(s_inputs).With([0, 2]), result));
        Assert.Equal(7, result[0]);
    }

    [Fact]
    public void A_Hessian_that_no_span_can_hold_is_refused()
    {
        var network = (ISecondOrderNetwork<float>)s_loaded.Create<float>("Large", 1);

        var exception = Assert.Throws<NotSupportedException>(() => network.Hessian(Batch<float>.Of(new float[300]).With(new float[200]), new float[1]));

        Assert.Contains("60200 parameters", exception.Message, StringComparison.Ordinal);
        Assert.Contains("HessianVector", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_else_is_changed()
    {
        ISecondOrderNetwork<float> network = New(), untouched = New();
        network.Train(Good);
        untouched.Train(Good);
        network.Gradient(Good);
        untouched.Gradient(Good);
        float[] product = new float[network.ParameterCount];

        float loss = network.HessianVector(Batch<float>.Of([3f, 2f, 1f]).With([1]), Ones(network), product);

        Assert.True(float.IsFinite(loss));
        Assert.Contains(product, value => value != 0);
        Assert.Equal(Saved(untouched), Saved(network));
        float[] kept = new float[10], before = new float[10];
        network.Read("z1", kept);
        untouched.Read("z1", before);
        Assert.Equal(before, kept);
        network.Update();
        untouched.Update();
        Assert.Equal(Saved(untouched), Saved(network));
    }

    [Fact]
    public void The_loss_is_that_of_a_gradient()
    {
        ISecondOrderNetwork<float> network = New();

        Assert.Equal(network.Gradient(Good), network.HessianVector(Good, Ones(network), new float[network.ParameterCount]));
    }

    [Fact]
    public void What_is_not_a_number_shows()
    {
        ISecondOrderNetwork<float> network = New();
        float[] product = new float[network.ParameterCount];

        Assert.True(float.IsNaN(network.HessianVector(Batch<float>.Of([float.NaN, 2, 3]).With([1]), Ones(network), product)));
        Assert.Contains(product, float.IsNaN);

        float[] direction = Ones(network);
        direction[3] = float.NaN;
        Assert.True(float.IsFinite(network.HessianVector(Good, direction, product)));
        Assert.Contains(product, float.IsNaN);
    }

    [Fact]
    public void Direction_and_result_may_be_one_memory()
    {
        ISecondOrderNetwork<float> network = New();
        float[] product = new float[network.ParameterCount], both = Ones(network);
        network.HessianVector(Good, both, product);

        network.HessianVector(Good, both, both);

        Assert.Equal(product, both);
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        ISecondOrderNetwork<float> network = New();
        float[] direction = Ones(network), product = new float[network.ParameterCount], hessian = new float[product.Length * product.Length];
        network.HessianVector(Good, direction, product);
        network.Hessian(Good, hessian);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int call = 0; call < 100; call++)
            {
                network.HessianVector(Good, direction, product);
            }

            network.Hessian(Good, hessian);
        }));
    }

    /// <summary>Several inputs, a size of the call, a parameter that is read up to it, one that is read twice, and one that the loss does not depend on.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(4)]
    public void Equations_with_sizes_and_tied_parameters_have_a_Hessian_too(int length)
    {
        var network = (ISecondOrderNetwork<float>)s_loaded.Create<float>("Tied", 3);
        var random = new Random(2);
        float[] x = [.. Enumerable.Range(0, 2 * length * 3).Select(_ => random.NextSingle() - 0.5f)];
        Batch<float> batch = Batch<float>.Of(x).With([0.5f, -1.5f]).With([3, 1]).WithSizes([length]);
        float[] direction = [.. Enumerable.Range(0, network.ParameterCount).Select(_ => random.NextSingle() - 0.5f)], product = new float[direction.Length];
        Assert.Equal(["E[4, 3]", "p[6]", "idle[3]"], network.Parameters.Select(parameter => parameter.ToString()));

        network.HessianVector(batch, direction, product);

        const float Step = 1e-2f;
        float[] above = GradientAt(network, batch, direction, Step), below = GradientAt(network, batch, direction, -2 * Step);
        for (int at = 0; at < product.Length; at++)
        {
            Assert.Equal((above[at] - below[at]) / (2 * Step), product[at], tolerance: 2e-3f);
        }

        Assert.All(product[(12 + length)..], value => Assert.Equal(0, value));
    }

    /// <summary>Moves along the direction and takes the gradient there.</summary>
    private static float[] GradientAt(ISecondOrderNetwork<float> network, in Batch<float> batch, float[] direction, float distance)
    {
        int start = 0;
        foreach (ParameterDescription parameter in network.Parameters)
        {
            float[] values = new float[parameter.Size];
            network.CopyParameter(parameter.Name, values);
            for (int at = 0; at < values.Length; at++)
            {
                values[at] += distance * direction[start++];
            }

            network.SetParameter(parameter.Name, values);
        }

        network.Gradient(batch);
        return [.. network.Parameters.SelectMany(parameter =>
        {
            float[] adjoint = new float[parameter.Size];
            network.CopyGradient(parameter.Name, adjoint);
            return adjoint;
        })];
    }

    private static float[] Ones(INetwork<float> network) => [.. Enumerable.Repeat(1f, network.ParameterCount)];

    private static byte[] Saved(INetwork<float> network)
    {
        using var file = new MemoryStream();
        network.Save(file);
        return file.ToArray();
    }
}
