using DeriveGen.Storage;

namespace DeriveGen.Tests.Storage;

public sealed class GradientCheckTests
{
    private static readonly float[] Values = [1, -2, 0.5f];

    // L = Σ w³, so that the adjoint of w is 3w².
    private static readonly float[] Adjoints = [3, 12, 0.75f];

    [Fact]
    public void Right_adjoints_differ_by_the_error_of_differences_alone() => Assert.InRange(WorstError(Adjoints), 1e-14, 1e-7);

    [Fact]
    public void A_wrong_adjoint_shows_relative_to_the_largest() => Assert.Equal(0.1, WorstError([3, 12, 1.95f]), 1e-6);

    [Fact]
    public void A_NaN_adjoint_does_not_pass() => Assert.True(double.IsNaN(WorstError([3, float.NaN, 0.75f])));

    [Fact]
    public void The_parameters_of_the_network_are_as_they_were()
    {
        NetworkMemory<float> network = Network(Adjoints);
        GradientCheck.WorstRelativeError(network, Layout, new NetworkMemory<double>(Layout, 1), () => 0);
        Assert.Equal(Values, network.Parameter(0).ToArray());
    }

    private static NetworkLayout Layout { get; } = new(16, 0)
    {
        Parameters = [new("w", [3], 0)],
        Adjoints = [new("w", [3], 8)],
        Kept = [],
    };

    private static double WorstError(float[] adjoints)
    {
        NetworkMemory<double> twin = new(Layout, 1);
        return GradientCheck.WorstRelativeError(Network(adjoints), Layout, twin, () => twin.Parameter(0).ToArray().Sum(w => w * w * w));
    }

    private static NetworkMemory<float> Network(float[] adjoints)
    {
        NetworkMemory<float> network = new(Layout, 1) { HasGradient = true };
        network.Parameter(0).CopyFrom(Values);
        network.Adjoint(0).CopyFrom(adjoints);
        return network;
    }
}
