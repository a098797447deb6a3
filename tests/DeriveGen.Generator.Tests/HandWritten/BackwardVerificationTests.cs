using System.Globalization;
using DeriveGen.Generator.Tests.Driver;
using DeriveGen.Testing;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.HandWritten;

/// <summary>Backward passes written by hand, right ones and ones with a slip; the diagnostic names the slip.</summary>
public sealed class BackwardVerificationTests
{
    private const string Network = """
        [Network(BatchSize = 4)]
        [Equations(\"\"\"
            input x[i:batch, j:5];  target t[i, k:4]
            param W1[j, h:4] ~ glorot;  param b1[h] = 0;  param W2[h, k] ~ glorot
            z1[i, h] = x[i, j] * W1[j, h] + b1[h]
            a1[i, h] = tanh(z1[i, h])
            z2[i, k] = a1[i, h] * W2[h, k];  output z2[i, k]
            L = mean(i: sum(k: (z2[i, k] - t[i, k])^2 / 2))
            \"\"\")]
        public sealed partial class Net
        {
            [VerifyBackward]
            private static void Backward(int batch, float[,] x, float[,] t, float[,] W2, float[,] a1, float[,] z2, float[,] dW1, float[] db1, float[,] dW2)
            {
                var dz2 = new float[batch, 4];
                for (int i = 0; i < batch; i++)
                {
                    for (int k = 0; k < 4; k++)
                    {
                        dz2[i, k] = (z2[i, k] - t[i, k]) / batch;
                    }
                }

                var dz1 = new float[batch, 4];
                for (int i = 0; i < batch; i++)
                {
                    for (int h = 0; h < 4; h++)
                    {
                        float da1 = 0;
                        for (int k = 0; k < 4; k++)
                        {
                            da1 += dz2[i, k] * W2[h, k];
                            dW2[h, k] += a1[i, h] * dz2[i, k];
                        }

                        dz1[i, h] = da1 * Slope(a1[i, h]);
                        db1[h] += dz1[i, h];
                        for (int j = 0; j < 5; j++)
                        {
                            dW1[j, h] += x[i, j] * dz1[i, h];
                        }
                    }
                }
            }

            private static float Slope(float a) => 1 - a * a;
        }
        """;

    [Fact]
    public async Task A_right_one_is_let_through() => Assert.Empty(await Reported(Network));

    /// <summary>What is written instead, and what the diagnostic says of which array.</summary>
    [Theory]
    [InlineData("(z2[i, k] - t[i, k]) / batch", "z2[i, k] - t[i, k]", "dz2", "the factor 1/batch of the mean is missing")]
    [InlineData("(z2[i, k] - t[i, k]) / batch", "(t[i, k] - z2[i, k]) / batch", "dz2", "it has the other sign")]
    [InlineData("(z2[i, k] - t[i, k]) / batch", "2 * (z2[i, k] - t[i, k]) / batch", "dz2", "it is 2 times what it should be")]
    [InlineData("(z2[i, k] - t[i, k]) / batch", "z2[i, k] / batch", "dz2", "the term −t[i,k] is missing")]
    [InlineData("da1 * Slope(a1[i, h])", "da1", "dz1", "the factor (1 − a1[i,h]^2) is missing")]
    [InlineData("1 - a * a", "1 - a", "dz1", "at a random point, [0, 0] is ")]
    [InlineData("dz2[i, k] * W2[h, k]", "dz2[i, k] * W2[k, h]", "dz1", "the indices of W2[h,k] are exchanged, W2[k,h]")]
    [InlineData("a1[i, h] * dz2[i, k]", "a1[i, k] * dz2[i, h]", "dW2", "it stands transposed")]
    [InlineData("db1[h] += dz1[i, h]", "db1[h] = dz1[i, h]", "db1", "the sum over i is not taken, only its last term is left: = stands where += belongs")]
    [InlineData("x[i, j] * dz1[i, h]", "dz1[i, h]", "dW1", "the factor x[i,j] is missing")]
    [InlineData("a1[i, h] * dz2[i, k]", "z2[i, h] * dz2[i, k]", "dW2", "z2[i,h] stands where a1[i,h] belongs")]
    public async Task A_slip_is_named(string right, string written, string array, string what)
    {
        Assert.Contains(right, Network, StringComparison.Ordinal);
        Diagnostic diagnostic = Assert.Single(await Reported(Network.Replace(right, written)));

        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.Equal("DG0080", diagnostic.Id);
        Assert.StartsWith($"'Backward' computes {array} otherwise than derived: {what}", message, StringComparison.Ordinal);
        Assert.StartsWith(array + "[", UserProject.Underlined(diagnostic), StringComparison.Ordinal);
    }

    /// <summary>What a layer behind gives is read, not compared; spans and numbers in a row hold tensors too.</summary>
    [Theory]
    [InlineData("dz2[i * 4 + k] * W2[h * 4 + k]", null)]
    [InlineData("dz2[i * 4 + k] * W2[h]", "da1")]
    public async Task The_backward_pass_of_one_layer_reads_the_adjoint_behind_it(string product, string? wrong)
    {
        string layer = Network[..Network.IndexOf("    [VerifyBackward]", StringComparison.Ordinal)] + $$"""
                [VerifyBackward(typeof(Net))]
                public static void Layer(ReadOnlySpan<float> W2, ReadOnlySpan<float> dz2, Span<float> da1)
                {
                    da1.Clear();
                    int m = da1.Length / 4;
                    for (int at = 0; at < m * 16; at++)
                    {
                        int i = at / 16, h = at / 4 % 4, k = at % 4;
                        da1.Slice(i * 4, 4)[h] += {{product}};
                    }
                }
            }
            """;

        Assert.Equal(wrong, (await Reported(layer)).Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture).Split(' ')[2]).SingleOrDefault());
    }

    [Fact]
    public async Task An_error_that_follows_from_another_is_not_reported_again()
    {
        IReadOnlyList<Diagnostic> reported = await Reported(Network.Replace("(z2[i, k] - t[i, k]) / batch", "z2[i, k] - t[i, k]"));

        Assert.Contains("dz2", Assert.Single(reported).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("for (int i = 0; i < batch; i++)", "for (int i = 0; i < batch; i = i * 1)", "it takes too many steps")]
    [InlineData("private static float Slope(float a) => 1 - a * a;", "private static float Slope(float a) => Slope(a);", "methods call one another more than 100 times deep")]
    [InlineData("Slope(a1[i, h])", "float.Parse(\"1\")", "'Parse' is no function of Math or MathF and no static method of this project")]
    [InlineData("db1[h] += dz1[i, h];", "try { db1[h] += dz1[i, h]; } finally { }", "this statement is none of loops, conditions and assignments")]
    public async Task What_cannot_be_followed_is_said(string right, string written, string what)
    {
        Diagnostic diagnostic = Assert.Single(await Reported(Network.Replace(right, written)));

        Assert.Equal("DG0083", diagnostic.Id);
        Assert.Contains(what, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>What is written instead, and which arrays stay as they were.</summary>
    [Theory]
    [InlineData("db1[h] += dz1[i, h];", "", "db1")]
    [InlineData("dW2[h, k] += a1[i, h] * dz2[i, k];", "", "dW2")]
    [InlineData("dz1[i, h] = da1 * Slope(a1[i, h]);", "", "dz1")]
    [InlineData("dW1[j, h] += x[i, j] * dz1[i, h];", ";", "dW1")]
    public async Task An_array_that_is_never_written_is_an_error(string right, string written, string array)
    {
        Assert.Contains(right, Network, StringComparison.Ordinal);
        Diagnostic diagnostic = Assert.Single(await Reported(Network.Replace(right, written)));

        Assert.Equal("DG0086", diagnostic.Id);
        Assert.StartsWith($"'Backward' never writes to {array}; derived is ", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.StartsWith(array, UserProject.Underlined(diagnostic), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("for (int i = 0; i < batch; i++)", "for (int i = 0; i <= batch; i++)", "followed with 3 examples: z2[3, 0] is outside of 3 × 4 elements", "z2[i, k]")]
    [InlineData("h < 4", "h < 5", "followed with 3 examples: W2[4, 0] is outside of 4 × 4 elements", "W2[h, k]")]
    [InlineData("i < batch", "i < 5", "followed with 3 examples: z2[3, 0] is outside of 3 × 4 elements", "z2[i, k]")]
    public async Task An_index_that_leaves_its_array_is_an_error(string right, string written, string what, string place)
    {
        Diagnostic diagnostic = Assert.Single(await Reported(Network.Replace(right, written)));

        Assert.Equal(("DG0087", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains(what, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(place, UserProject.Underlined(diagnostic));
    }

    [Fact]
    public async Task One_for_as_many_examples_as_calls_have_is_followed_with_these() => Assert.Empty(await Reported(Network.Replace("i < batch", "i < 4").Replace("new float[batch, 4]", "new float[4, 4]")));

    [Fact]
    public async Task A_slip_that_is_in_several_adjoints_is_told_once()
    {
        Diagnostic diagnostic = Assert.Single(await Reported(Network.Replace("var dz2 = ", "var late = ").Replace("dz2[", "late[").Replace("(z2[i, k] - t[i, k]) / batch", "z2[i, k] - t[i, k]")));

        Assert.Contains("computes dz1 otherwise than derived: the factor 1/batch of the mean is missing, and so in dW2; derived", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_readme_shows_what_is_reported()
    {
        string section = File.ReadAllText(Repository.PathOf("README.md")).Split("### And my backward pass in C#?")[1];
        Diagnostic diagnostic = Assert.Single(await Reported(section.Split("```csharp\n")[1].Split("```")[0]));

        Assert.Equal(section.Split("```text\n")[1].Split("\n```")[0], $"error {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }

    private static async Task<IReadOnlyList<Diagnostic>> Reported(string source) =>
        [.. (await UserProject.Of(source.Replace("\\\"\\\"\\\"", "\"\"\"")).Analyze(generate: true)).Where(diagnostic => diagnostic.Id.StartsWith("DG", StringComparison.Ordinal) || diagnostic.Id == "AD0001")];
}
