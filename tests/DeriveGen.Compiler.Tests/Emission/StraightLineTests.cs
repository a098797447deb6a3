using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Tiny programs are written in straight lines, and compute what loops and kernels would, bit by bit.</summary>
public sealed class StraightLineTests
{
    public static TheoryData<string> Tiny => [.. s_networks.Keys];

    private static readonly Dictionary<string, string> s_networks = new()
    {
        ["two layers"] = """
            input x[i:batch, j:2];  target t[i, k:1]
            param W[j, h:8] ~ glorot;  param b[h] = 0;  param V[h, k] ~ glorot;  param c[k] = 0
            y[i, h] = tanh(x[i, j] * W[j, h] + b[h]);  z[i, k] = sigmoid(y[i, h] * V[h, k] + c[k]);  output z[i, k]
            L = mean(i: sum(k: (z[i, k] - t[i, k])^2))
            """,
        ["softmax"] = """
            input x[i:batch, j:4];  target t[i] < 3
            param W[j, k:3] ~ glorot;  param b[k] = 0
            z[i, k] = x[i, j] * W[j, k] + b[k];  m[i] = max(k: z[i, k]);  e[i, k] = exp(z[i, k] - m[i]);  p[i, k] = e[i, k] / sum(l: e[i, l]);  output p[i, k]
            L = -mean(i: log(p[i, t[i]]))
            """,
        ["normalized rows"] = """
            input x[i:batch, j:7];  target t[i, j]
            param g[j] = 1;  param b[j] = 0
            m[i] = mean(j: x[i, j]);  v[i] = mean(j: (x[i, j] - m[i])^2)
            y[i, j] = g[j] * (x[i, j] - m[i]) / sqrt(v[i] + 0.00001) + b[j];  output y[i, j]
            L = sum(i, j: (y[i, j] - t[i, j])^2)
            """,
        ["relu of whole registers"] = """
            input x[i:batch, j:3];  target t[i, k:2]
            param W[j, h:8] ~ glorot;  param V[h, k] ~ glorot
            z[i, h] = x[i, j] * W[j, h];  y[i, k] = relu(z[i, h]) * V[h, k];  output y[i, k]
            L = sum(i, k: abs(y[i, k] - t[i, k]))
            """,
    };

    [Theory]
    [MemberData(nameof(Tiny))]
    public void ProgramsHaveNoLoopButOverExamplesAndNoKernel(string name)
    {
        string text = Of(name, capacity: 1, elementSize: 4).Class.Text;
        int start = text.IndexOf("in a straight line", StringComparison.Ordinal), end = text.IndexOf("Calls each method for the machine's vectors", StringComparison.Ordinal);
        Assert.InRange(start, 1, end);
        Assert.DoesNotContain("for (nint", text[start..end], StringComparison.Ordinal);
        Assert.DoesNotContain("private static", text[start..end], StringComparison.Ordinal);
    }

    [Fact]
    public void LongerProgramsAreNot()
    {
        EquationSystem system = EquationText.Bind("""
            input x[i:batch, j:8];  target t[i, k:8]
            param W[j, h:8] ~ glorot;  param V[h, k] ~ glorot
            y[i, k] = tanh(x[i, j] * W[j, h]) * V[h, k];  output y[i, k]
            L = sum(i, k: (y[i, k] - t[i, k])^2)
            """, new() { BatchCapacity = 1 }).Require();
        Assert.DoesNotContain("in a straight line", EmittedNetwork.Of(system).Class.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tiny))]
    public void TheyComputeWhatKernelsCompute(string name)
    {
        foreach (int elementSize in new[] { 4, 8 })
        {
            EmittedNetwork straight = Of(name, capacity: 1, elementSize), looped = Of(name, capacity: 2, elementSize);
            double[][] expected = Trained(looped, null);
            for (int width = 0; width < 3; width++)
            {
                Assert.Equal(expected, Trained(straight, width));
            }

            Assert.True(straight.WorstDifference(Sizes(straight)) < (elementSize == 4 ? 2e-5 : 1e-13));
        }
    }

    private static EmittedNetwork Of(string name, int capacity, int elementSize) =>
        EmittedNetwork.Of(EquationText.Bind(s_networks[name], new() { BatchCapacity = capacity }).Require(), elementSize);

    private static Dictionary<Size, int> Sizes(EmittedNetwork network) =>
        network.Schedules.Train.Steps.SelectMany(StepReads.Reads).Concat(network.Schedules.Train.Steps.SelectMany(StepReads.Writes))
            .SelectMany(tensor => tensor.Shape).SelectMany(extent => extent.Sizes).Distinct().ToDictionary(size => size, _ => 1);

    /// <summary>The loss, and every parameter after a step.</summary>
    private static double[][] Trained(EmittedNetwork network, int? width)
    {
        Dictionary<Size, int> sizes = Sizes(network);
        Schedule train = network.Schedules.Train;
        (Dictionary<Tensor, double[]> given, _) = network.Values(sizes, seed: 5);
        Array persistent = network.Persistent(train, sizes, given);
        Array workspace = network.Run(train, persistent, sizes, given, out double loss, width);
        IEnumerable<Tensor> parameters = train.Storage.Aliases.Values.OrderBy(parameter => parameter.Name, StringComparer.Ordinal);
        return [[loss], .. parameters.Select(parameter => EmittedNetwork.Read(train, persistent, workspace, parameter, sizes))];
    }
}
