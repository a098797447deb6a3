namespace DeriveGen.Generator.Tests.Training;

/// <summary>Networks that draw random numbers in training: each call draws others, and the seed alone tells which.</summary>
public sealed class DrawTests
{
    private const string Declaration = """
        [Network(BatchSize = 3, Keep = "u2, e3", SelfCheck = true)]
        [Input(4)]
        [Dense(7, Activation.Tanh)]
        [Dropout(0.4)]
        [GaussianNoise(0.2)]
        [Dense(2)]
        [SquaredError]
        [Momentum(0.05)]
        public sealed partial class Net
        {
            public double Check(float[] x, float[] y) => SelfCheck(x, y);
        }
        """;

    private static readonly LoadedNetworks s_loaded = LoadedNetworks.Of(Declaration);

    private static readonly float[] s_inputs = [1, 2, 3, 4, -1, -2, -3, -4, 0.5f, 0.25f, 0.1f, 0.7f];
    private static readonly float[] s_targets = [1, 0, 0, 1, 0.5f, 0.5f];

    private static Batch<float> Batch => Batch<float>.Of(s_inputs).With(s_targets);

    [Fact]
    public void Each_call_of_training_draws_others()
    {
        INetwork<float> network = New();
        var drawn = new List<float>();
        network.Gradient(Batch);
        drawn.AddRange(Draws(network));
        network.Gradient(Batch, accumulate: true);
        drawn.AddRange(Draws(network));
        network.Update();
        network.Train(Batch);
        drawn.AddRange(Draws(network));
        network.Train(Batch);
        drawn.AddRange(Draws(network));

        Assert.Equal(drawn.Count, drawn.Distinct().Count());
    }

    [Fact]
    public void Predict_and_Loss_draw_nothing()
    {
        INetwork<float> network = New(), other = New();
        network.Predict(Batch<float>.Of(s_inputs));
        network.Loss(Batch);
        network.Gradient(Batch);
        other.Gradient(Batch);

        Assert.Equal(Draws(other), Draws(network));
    }

    [Fact]
    public void Train_draws_what_Gradient_and_Update_draw()
    {
        INetwork<float> trained = New(), stepped = New();
        for (int step = 0; step < 4; step++)
        {
            float loss = trained.Train(Batch);

            Assert.Equal(stepped.Gradient(Batch), loss);
            stepped.Update();
            Assert.Equal(Draws(stepped), Draws(trained));
            Assert.Equal(Weights(stepped), Weights(trained));
        }
    }

    [Fact]
    public void A_network_from_a_file_goes_on_as_the_one_that_was_saved()
    {
        INetwork<float> saved = New(), loaded = New();
        saved.Gradient(Batch);
        saved.Train(Batch);
        using var file = new MemoryStream();
        saved.Save(file);
        file.Position = 0;
        loaded.Load(file);

        Assert.Equal(saved.Train(Batch), loaded.Train(Batch));
        Assert.Equal(Draws(saved), Draws(loaded));
        Assert.Equal(Weights(saved), Weights(loaded));
    }

    [Fact]
    public void The_gradient_check_draws_what_the_gradient_drew()
    {
        INetwork<float> network = New();
        network.Train(Batch);
        double Check() => (double)network.GetType().GetMethod("Check")!.Invoke(network, [s_inputs, s_targets])!;

        Assert.InRange(Check(), 0, 1e-4);
        float[] first = Draws(network);
        Assert.InRange(Check(), 0, 1e-4);
        Assert.NotEqual(first, Draws(network));
    }

    private static INetwork<float> New() => s_loaded.Create<float>("Net", 3);

    private static float[] Draws(INetwork<float> network)
    {
        float[] uniform = new float[21], normal = new float[21];
        network.Read("u2", uniform);
        network.Read("e3", normal);
        return [.. uniform, .. normal];
    }

    private static float[] Weights(INetwork<float> network)
    {
        float[] weights = new float[28];
        network.CopyParameter("W1", weights);
        return weights;
    }
}
