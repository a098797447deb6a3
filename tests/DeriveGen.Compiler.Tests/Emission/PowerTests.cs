using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Powers by logarithms: to the last places, for every sign that they have a value for, and with their derivatives.</summary>
public sealed class PowerTests
{
    private const int Batch = 5;

    // Two units of single precision.
    private const double Tolerance = 2.4e-7;

    [Fact]
    public void A_power_is_right_in_its_last_places()
    {
        EquationSystem system = Bind("""
            param w[j] = 1
            a[i, j] = abs(x[i, j])^(1/3);  b[i, j] = abs(x[i, j])^(64 * w[j]);  c[i, j] = exp(64 * w[j] * log(abs(x[i, j])))
            L = sum(i, j: a[i, j] * b[i, j] * c[i, j] * y[i, j])
            """);
        EmittedNetwork network = EmittedNetwork.Of(system, 4, "a", "b", "c");
        Dictionary<Size, int> sizes = system.Sizes.ToDictionary(size => size, _ => Batch);
        (Dictionary<Tensor, double[]> given, Interpreter _) = network.Values(sizes, seed: 3);
        double[] Given(string name) => [.. given.First(pair => pair.Key.Name == name).Value.Select(value => (double)(float)value)];
        double[] x = Given("x"), w = Given("w");
        Schedule schedule = network.Schedules.Gradient;
        for (int width = 0; width < 3; width++)
        {
            Array persistent = network.Persistent(schedule, sizes, given);
            Array workspace = network.Run(schedule, persistent, sizes, given, out _, width);
            foreach ((string name, Func<int, double> exponent) in new (string, Func<int, double>)[] { ("a", _ => 1.0 / 3), ("b", j => 64 * w[j]), ("c", j => 64 * w[j]) })
            {
                double[] values = EmittedNetwork.Read(schedule, persistent, workspace, schedule.Storage.Entries.Keys.First(tensor => tensor.Name == name), sizes);
                Assert.All(values, (value, at) =>
                {
                    double expected = Math.Pow(Math.Abs(x[at]), exponent(at % w.Length));
                    bool isRight = expected > float.MaxValue ? double.IsPositiveInfinity(value) : Math.Abs(value - expected) <= (Tolerance * expected) + float.Epsilon;
                    Assert.True(isRight, $"{name}: |{x[at]}|^{exponent(at % w.Length)} = {expected}, not {value}");
                });
            }
        }
    }

    [Theory]
    [InlineData("x[i, j]^9")]
    [InlineData("x[i, j]^10 + w[j]")]
    [InlineData("(x[i, j] - 3)^(-9)")]
    [InlineData("(1 + w[j]^2)^(x[i, j])")]
    [InlineData("(1 + x[i, j]^2)^(w[j] / 3)")]
    [InlineData("(1 + x[i, j]^2 + w[j]^2)^(-1.7)")]
    [InlineData("0.75^(x[i, j] * w[j])")]
    public void A_power_and_its_derivatives_agree_with_the_equations(string power)
    {
        EquationSystem system = Bind($"""
            param w[j] = 1
            z[i, j] = {power};  output z[i, j]
            L = sum(i, j: z[i, j] * w[j] * y[i, j])
            """);
        Dictionary<Size, int> sizes = system.Sizes.ToDictionary(size => size, _ => Batch);
        double difference = EmittedNetwork.Of(system).WorstDifference(sizes, seed: 2), twice = EmittedNetwork.Of(system, 8).WorstDifference(sizes, seed: 2);
        Assert.True(difference < 2e-5, $"{difference:E1}");
        Assert.True(twice < 1e-12, $"in double precision {twice:E1}");
    }

    private static EquationSystem Bind(string text) =>
        EquationText.Bind("input x[i:batch, j:37];  target y[i, j]\n" + text, new() { BatchCapacity = Batch }).Require();
}
