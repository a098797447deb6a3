namespace DeriveGen.Generator.Tests.Training;

/// <summary>What an optimizer computes once a step, such as 1 − β^step, keeps the digits that single precision has.</summary>
public sealed class CallScalarTests
{
    private static readonly LoadedNetworks s_loaded = LoadedNetworks.Of(
        "[Network(BatchSize = 1)] [Input(1)] [Dense(1)] [HalfSquaredError] [Adam(1)] public sealed partial class Straight;",
        "[Network] [Input(40)] [Dense(70)] [HalfSquaredError] [Adam(1)] public sealed partial class InKernels;");

    /// <summary>The bias corrections make the first step of Adam rate·sign(g), whatever the gradient.</summary>
    [Theory]
    [InlineData("Straight", 1, 1)]
    [InlineData("InKernels", 40, 70)]
    public void The_first_step_of_Adam_is_its_rate(string name, int inputs, int outputs)
    {
        INetwork<float> network = s_loaded.Create<float>(name, 1);
        float[] before = new float[outputs], after = new float[outputs];
        network.SetParameter("b1", before);

        network.Train(Batch<float>.Of(Enumerable.Repeat(1f, inputs).ToArray()).With(Enumerable.Repeat(1000f, outputs).ToArray()), null);
        network.CopyParameter("b1", after);

        Assert.All(after, value => Assert.InRange(value, 1 - 1e-6f, 1 + 1e-6f));
    }
}
