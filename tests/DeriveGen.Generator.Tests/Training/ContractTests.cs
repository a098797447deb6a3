using DeriveGen.Testing;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>What a network promises to its callers: checks before changes, no allocation, NaN that harms nothing, files, and views.</summary>
public sealed class ContractTests
{
    private const string Declaration = """
        [Network(BatchSize = 4, Keep = "z1, xBar")]
        [Input(3)]
        [Dense(5, Activation.Relu)]
        [Dense(2, Name = "head")]
        [SoftmaxCrossEntropy]
        [Sgd(0.1)]
        public sealed partial class Net;
        """;

    private static readonly LoadedNetworks s_loaded = LoadedNetworks.Of(Declaration);

    private static readonly float[] s_inputs = [1, 2, 3, -1, 0.5f, 0.25f];
    private static readonly int[] s_labels = [0, 1];

    private static INetwork<float> New(int seed = 1) => s_loaded.Create<float>("Net", seed);

    private static Batch<float> Good => Batch<float>.Of(s_inputs).With(s_labels);

    [Fact]
    public void Parameters_are_named_after_their_layers() =>
        Assert.Equal(["W1[3, 5]", "b1[5]", "head.W[5, 2]", "head.b[2]"], New().Parameters.Select(parameter => parameter.ToString()));

    [Theory]
    [InlineData(5, 2, "x has 5 elements")]
    [InlineData(0, 0, "x has 0 elements")]
    [InlineData(15, 5, "x has 15 elements")]
    [InlineData(6, 3, "t has 3 elements; 2 were expected")]
    public void A_wrong_length_is_refused_before_anything_changes(int inputs, int labels, string message)
    {
        INetwork<float> network = New();
        float[] before = All(network);

        var exception = Assert.Throws<ArgumentException>(() => network.Train(Batch<float>.Of(new float[inputs]).With(new int[labels])));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, All(network));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_class_number_out_of_range_is_refused_with_its_place(int label)
    {
        INetwork<float> network = New();
        float[] before = All(network);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => network.Train(Batch<float>.Of(s_inputs).With([0, label])));

        Assert.Contains($"t[1] is {label}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, All(network));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(-1)]
    public void A_token_out_of_range_is_refused_with_its_place(int token)
    {
        INetwork<float> network = LoadedNetworks.Of("[Network] [Input(3)] [Embedding(7, 2)] [LogCosh] public sealed partial class Net;").Create<float>("Net", 1);
        float[] before = All(network);

        int[] tokens = [0, 6, 1, 2, token, 3];
        string[] messages =
        [
            Assert.Throws<ArgumentOutOfRangeException>(() => network.Train(Batch<float>.Of(tokens).With(new float[12]))).Message,
            Assert.Throws<ArgumentOutOfRangeException>(() => network.Predict(Batch<float>.Of(tokens))).Message,
        ];

        Assert.All(messages, message => Assert.Contains($"x[4] is {token}; it must lie between 0 and 6", message, StringComparison.Ordinal));
        Assert.Equal(before, All(network));
    }

    [Fact]
    public void A_loss_that_is_not_a_number_leaves_everything_as_it_was()
    {
        INetwork<float> network = New();
        float[] before = All(network);

        float loss = network.Train(Batch<float>.Of([float.NaN, 2, 3, -1, 0.5f, 0.25f]).With(s_labels));

        Assert.True(float.IsNaN(loss));
        Assert.Equal(before, All(network));
    }

    [Fact]
    public void Infinite_inputs_give_no_wrong_finite_loss() =>
        Assert.False(float.IsFinite(New().Loss(Batch<float>.Of([float.PositiveInfinity, 2, 3, float.NegativeInfinity, 1, 1]).With(s_labels))));

    [Fact]
    public void A_thousand_steps_allocate_nothing()
    {
        INetwork<float> network = New();
        network.Train(Good);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int step = 0; step < 1000; step++)
            {
                network.Train(Good);
            }
        }));
    }

    [Fact]
    public void Adjoints_are_not_known_before_the_first_gradient()
    {
        INetwork<float> network = New();

        Assert.Throws<InvalidOperationException>(() => network.CopyGradient("W1", new float[15]));
        Assert.Throws<InvalidOperationException>(() => network.Update());
    }

    [Fact]
    public void Train_leaves_the_adjoints_of_the_last_gradient()
    {
        INetwork<float> network = New();
        network.Gradient(Good);
        float[] before = Gradient(network, "W1", 15);

        network.Train(Batch<float>.Of([3f, 2f, 1f]).With([1]));

        Assert.Equal(before, Gradient(network, "W1", 15));
    }

    [Fact]
    public void Accumulated_gradients_add_up()
    {
        INetwork<float> network = New();
        network.Gradient(Good);
        float[] once = Gradient(network, "W1", 15);

        network.Gradient(Good, accumulate: true);

        Assert.Equal(once.Select(value => 2 * value), Gradient(network, "W1", 15));
    }

    [Fact]
    public void The_learning_rate_of_the_call_takes_the_place_of_the_optimizers()
    {
        INetwork<float> network = New();
        float[] before = All(network);

        network.Train(Good, learningRate: 0);
        Assert.Equal(before, All(network));

        INetwork<float> given = New(), own = New();
        given.Train(Good, learningRate: 0.1f);
        own.Train(Good);
        Assert.Equal(All(own), All(given));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1f)]
    public void A_learning_rate_that_is_negative_or_not_finite_is_refused(float rate)
    {
        INetwork<float> network = New();
        float[] before = All(network);
        network.Gradient(Good);

        Assert.Throws<ArgumentOutOfRangeException>(() => network.Train(Good, rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Update(rate));
        Assert.Equal(before, All(network));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Convention.P)]
    public void A_file_brings_the_same_network_back(Convention? convention)
    {
        INetwork<float> network = New(seed: 1), other = New(seed: 2);
        using var file = new MemoryStream();
        network.Save(file, convention);
        file.Position = 0;

        other.Load(file, convention);

        Assert.Equal(All(network), All(other));
        file.Position = 0;
        if (convention is not null)
        {
            Assert.Contains("convention C", Assert.Throws<InvalidDataException>(() => other.Load(file, Convention.C)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_of_another_network_changes_nothing()
    {
        LoadedNetworks others = LoadedNetworks.Of("[Network] [Input(3)] [Dense(4)] [Dense(2, Name = \"head\")] [SoftmaxCrossEntropy] public sealed partial class Net;");
        using var file = new MemoryStream();
        others.Create<float>("Net", 1).Save(file);
        file.Position = 0;
        INetwork<float> network = New();
        float[] before = All(network);

        Assert.Throws<InvalidDataException>(() => network.Load(file));
        Assert.Equal(before, All(network));
    }

    [Fact]
    public void Kept_tensors_can_be_read_after_a_call()
    {
        INetwork<float> network = New();
        Assert.Throws<InvalidOperationException>(() => network.Read("z1", new float[10]));
        network.Gradient(Good);
        float[] z = new float[10];

        network.Read("z1", z);

        float[] w = new float[15];
        network.CopyParameter("W1", w);
        float expected = s_inputs[3] * w[1] + s_inputs[4] * w[6] + s_inputs[5] * w[11];
        Assert.Equal(expected, z[6], tolerance: 1e-5f);
        Assert.Contains("z1", Assert.Throws<ArgumentException>(() => network.Read("nothing", z)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_adjoint_of_an_input_is_kept_where_it_is_asked_for()
    {
        INetwork<float> network = New();
        float loss = network.Gradient(Good);
        float[] adjoint = new float[6];
        network.Read("xBar", adjoint);

        const float Step = 1e-2f;
        for (int i = 0; i < s_inputs.Length; i++)
        {
            float[] moved = [.. s_inputs];
            moved[i] += Step;
            Assert.Equal((network.Loss(Batch<float>.Of(moved).With(s_labels)) - loss) / Step, adjoint[i], tolerance: 2e-2f);
        }
    }

    [Fact]
    public void Conventions_transpose_weights_on_the_way_in_and_out()
    {
        INetwork<float> network = New();
        float[] rows = new float[15], columns = new float[15];
        network.ExportParameter("W1", Convention.R, rows);
        network.ExportParameter("W1", Convention.C, columns);

        Assert.Equal(rows[1], columns[3]);
        Assert.Equal(rows, Copied(network, "W1", 15));
    }

    [Fact]
    public void States_of_an_optimizer_stand_beside_their_parameter()
    {
        LoadedNetworks loaded = LoadedNetworks.Of(
            "[Network] [Input(3)] [Dense(5)] [Dense(2, Name = \"head\")] [SoftmaxCrossEntropy] [Momentum] public sealed partial class Net;");
        Type network = loaded.Create<float>("Net", 1).GetType();

        Assert.Subset(network.GetProperties().Select(property => property.Name).ToHashSet(), new HashSet<string> { "W1_v", "b1_v" });
        Assert.Equal(["W", "WBar", "W_v", "b", "bBar", "b_v"], network.GetProperty("Head")!.PropertyType.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    private static float[] Gradient(INetwork<float> network, string name, int length)
    {
        float[] values = new float[length];
        network.CopyGradient(name, values);
        return values;
    }

    private static float[] Copied(INetwork<float> network, string name, int length)
    {
        float[] values = new float[length];
        network.CopyParameter(name, values);
        return values;
    }

    private static float[] All(INetwork<float> network) => [.. network.Parameters.SelectMany(parameter => Copied(network, parameter.Name, parameter.Size))];

    /// <summary>A state whose next value sums over the examples is that of the last Gradient, whatever was called between; what is kept to be read is that of the last call.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("z", true)]
    [InlineData("z, u", true)]
    [InlineData("z", false)]
    public void A_state_that_sums_over_examples_takes_those_of_the_gradient(string keep, bool predicts)
    {
        const string Running = """
            [Network(BatchSize = 4, Keep = "KEEP")]
            [Equations(\"\"\"
                input x[i:batch, j:2];  target y[i, k:3];  param W[j, k] ~ glorot;  state mean[k] = 0
                u[i, k] = x[i, j] * W[j, k];  z[i, k] = u[i, k];  output z[i, k]
                mean'[k] = 0.5*mean[k] + 0.5*mean(i: z[i, k])
                L = mean(i: sum(k: (z[i, k] - y[i, k])^2))
                \"\"\")]
            public sealed partial class Running;
            """;
        LoadedNetworks loaded = LoadedNetworks.Of(Running.Replace("\\\"\\\"\\\"", "\"\"\"").Replace("KEEP", keep, StringComparison.Ordinal));
        INetwork<float> network = loaded.Create<float>("Running", 1), trained = loaded.Create<float>("Running", 1);
        float[] inputs = [1, 2, 3, 4, 5, 6], targets = new float[9], weights = new float[6];
        network.CopyParameter("W", weights);

        network.Gradient(Batch<float>.Of(inputs).With(targets));
        if (predicts)
        {
            network.Predict(Batch<float>.Of([1f, 1f]));
        }
        else
        {
            network.Loss(Batch<float>.Of([1f, 1f]).With(new float[3]));
        }

        if (keep.Length > 0)
        {
            float[] read = new float[3];
            network.Read("z", read);
            Assert.Equal([weights[0] + weights[3], weights[1] + weights[4], weights[2] + weights[5]], read, (a, b) => MathF.Abs(a - b) < 1e-5f);
        }

        network.Update();
        trained.Train(Batch<float>.Of(inputs).With(targets));

        float[] updated = new float[3], expected = new float[3], other = new float[3];
        network.CopyParameter("mean", updated);
        trained.CopyParameter("mean", other);
        for (int k = 0; k < 3; k++)
        {
            expected[k] = 0.5f * Enumerable.Range(0, 3).Average(i => (inputs[2 * i] * weights[k]) + (inputs[(2 * i) + 1] * weights[3 + k]));
        }

        Assert.Equal(expected, updated, (a, b) => MathF.Abs(a - b) < 1e-5f);
        Assert.Equal(other, updated);
    }
}
