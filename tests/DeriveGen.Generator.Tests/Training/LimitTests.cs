namespace DeriveGen.Generator.Tests.Training;

/// <summary>What does not reach a limit comes out as it went in: no digit of a small number is lost to a large limit.</summary>
public sealed class LimitTests
{
    private static readonly LoadedNetworks s_loaded = LoadedNetworks.Of(
        "[Network] [Input(19)] [Activate(\"max(min(x, 50), -50)\")] [LogCosh] public sealed partial class Between;",
        "[Network] [Input(1)] [Activate(\"max(min(x, 50), -50)\")] [LogCosh] public sealed partial class BetweenOfOne;",
        "[Network] [Input(19)] [Activate(\"min(max(x * x + x, 0.001), 50)\")] [LogCosh] public sealed partial class OfSum;");

    [Theory]
    [InlineData("Between", 19)]
    [InlineData("BetweenOfOne", 1)]
    public void A_small_number_keeps_its_digits_between_large_limits(string name, int width)
    {
        float[] x = [.. Enumerable.Range(0, width).Select(at => 1e-6f * (at - 5.3f))];

        Assert.Equal(x, s_loaded.Create<float>(name, 1).Predict(Batch<float>.Of(x)).ToArray());
    }

    [Fact]
    public void A_sum_is_limited_as_a_whole()
    {
        float[] x = [.. Enumerable.Range(0, 19).Select(at => 2f * (at - 8))];
        float[] y = s_loaded.Create<float>("OfSum", 1).Predict(Batch<float>.Of(x)).ToArray();

        Assert.Equal([.. x.Select(value => Math.Min(Math.Max((value * value) + value, 0.001f), 50))], y);
    }

    [Fact]
    public void Beyond_limits_and_without_a_number_it_is_what_it_should_be()
    {
        float[] x = new float[19];
        (x[0], x[1], x[2], x[3]) = (float.PositiveInfinity, float.NegativeInfinity, float.NaN, 70);
        ReadOnlySpan<float> y = s_loaded.Create<float>("Between", 1).Predict(Batch<float>.Of(x));

        Assert.Equal([50, -50, float.NaN, 50, 0], y[..5].ToArray());
    }
}
