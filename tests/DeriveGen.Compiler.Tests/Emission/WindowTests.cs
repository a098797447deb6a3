using System.Globalization;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Tiles over which a window slides compute what the equations say, and the same bits at every width.</summary>
public sealed class WindowTests
{
    public static TheoryData<int, int, int, int, int> Convolutions => new()
    {
        // side, kernel, stride, channels, filters
        { 30, 3, 1, 8, 8 }, { 12, 5, 1, 8, 16 }, { 16, 5, 1, 1, 8 }, { 13, 2, 1, 3, 20 }, { 11, 7, 1, 4, 40 }, { 10, 3, 1, 16, 33 },
        { 6, 3, 1, 5, 7 }, { 13, 3, 2, 8, 16 }, { 31, 5, 2, 4, 16 }, { 17, 3, 1, 4, 4 },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void EverythingAgreesWithTheEquationsAtEveryWidth(int side, int kernel, int stride, int channels, int filters) =>
        AssertAgrees(Convolution(side, kernel, stride, channels, filters));

    [Theory]
    [InlineData("along one axis")]
    [InlineData("in the weights")]
    [InlineData("under sums of columns")]
    public void SoDoOtherWindows(string name)
    {
        EquationSystem system = s_windows[name]();
        Oracle.Check(Oracle.Request(system), system.Sizes.ToDictionary(size => size, _ => 2));
        AssertAgrees(system);
    }

    [Fact]
    public void AndDoublePrecision()
    {
        EquationSystem system = Convolution(side: 12, kernel: 3, stride: 1, channels: 4, filters: 8);
        EmittedNetwork network = EmittedNetwork.Of(system, elementSize: 8);
        double difference = network.WorstDifference(system.Sizes.ToDictionary(size => size, _ => 3));
        Assert.True(difference < 1e-12, $"{difference:E1}");
        Assert.Contains("_Pairs", network.Class.Text, StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, Func<EquationSystem>> s_windows = new()
    {
        // The adjoint of y reads W outside of its range, among zeros.
        ["along one axis"] = () => EquationText.Bind("""
            input x[i:batch, h:17, w:16, e:8]; target t[i, u:8, v:14, o:16]
            param g[e] = 1; param W[r:3, s:3, e, o] ~ glorot
            y[i, h, w, e] = tanh(x[i, h, w, e] * g[e])
            z[i, u, v, o] = sum(r, s, e: y[i, 2*u + r, v + s, e] * W[r, s, e, o]); output z[i, u, v, o]
            L = mean(i: sum(u, v, o: (z[i, u, v, o] - t[i, u, v, o])^2))
            """, new() { BatchCapacity = 3 }).Require(),
        ["in the weights"] = () => EquationText.Bind("""
            input x[i:batch, k:9, w:16, e:8]; target t[i, u:4, v:14, o:8]
            param W[r:3, s:3, e, o] ~ glorot
            z[i, u, v, o] = sum(k, s, e: x[i, k, v + s, e] * W[pad(k - 2*u), s, e, o]); output z[i, u, v, o]
            L = mean(i: sum(u, v, o: (z[i, u, v, o] - t[i, u, v, o])^2))
            """, new() { BatchCapacity = 3 }).Require(),
        ["under sums of columns"] = () => EquationText.Bind("""
            input x[i:batch, u:8, t:20, e:8]; target y[i, o:16]
            param W[e, o] ~ glorot
            z[i, u, v:18, o] = sum(e: x[i, u, v + 1, e] * W[e, o])
            c[i, k:3, e, o] = sum(u, v: x[i, u, v + k, e] * z[i, u, v, o])
            n[i, o] = sum(k, e: c[i, k, e, o]^2) * 1e-4; output n[i, o]
            L = mean(i: sum(o: (n[i, o] - y[i, o])^2))
            """, new() { BatchCapacity = 3 }).Require(),
    };

    private static void AssertAgrees(EquationSystem system)
    {
        EmittedNetwork network = EmittedNetwork.Of(system);
        foreach (int count in new[] { 1, 3 })
        {
            double difference = network.WorstDifference(Sizes(count), seed: count);
            Assert.True(difference < 5e-5, $"{count}: {difference:E1}\n{network.Class.Text}");
        }

        (Dictionary<Tensor, double[]> given, Interpreter _) = network.Values(Sizes(3), seed: 3);
        Schedule train = network.Schedules.Train;
        (double loss, double[][] parameters) = Run(null);
        for (int vectors = 0; vectors < 3; vectors++)
        {
            (double other, double[][] others) = Run(vectors);
            Assert.Equal(loss, other);
            Assert.Equal(parameters, others);
        }

        Dictionary<Size, int> Sizes(int count) => system.Sizes.ToDictionary(size => size, _ => count);

        (double Loss, double[][] Parameters) Run(int? vectors)
        {
            Array persistent = network.Persistent(train, Sizes(3), given);
            Array workspace = network.Run(train, persistent, Sizes(3), given, out double loss, vectors);
            return (loss, train.Storage.Aliases.Values.Select(parameter => EmittedNetwork.Read(train, persistent, workspace, parameter, Sizes(3))).ToArray());
        }
    }

    /// <summary>The adjoint's rows run against the taps: of ten the last one comes first.</summary>
    [Theory]
    [InlineData(30, 3, 1, 8, "a[row+s,n]", "-9 * aTap", "a[n+s,row]")]
    [InlineData(31, 5, 2, 8, "a[2·row+s,n]")]
    public void AWindowIsFoundByTheStepsOfA(int side, int kernel, int stride, int channels, params string[] sums)
    {
        EmittedNetwork network = EmittedNetwork.Of(Convolution(side, kernel, stride, channels, 16));
        Assert.All(sums, sum => Assert.Contains(sum, network.Class.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void RowsThatFillHalfARegisterArePaired()
    {
        EquationSystem system = Convolution(side: 14, kernel: 3, stride: 1, channels: 8, filters: 5);
        SchedulingRequest request = Oracle.Request(system);
        Oracle.Check(request, system.Sizes.ToDictionary(size => size, _ => 2));
        string train = Scheduler.Build(request).Train.ToString();
        Assert.Contains("lanes o, two of v by WPairs", train, StringComparison.Ordinal);
        string text = EmittedNetwork.Of(system).Class.Text;
        Assert.Contains("Gemm6x1_Window4_Pairs_Start", text, StringComparison.Ordinal);
        Assert.Contains("Gemm7x1_Window4_Pairs_ColumnSum", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, 3)]
    [InlineData(14, 1)]
    [InlineData(4, 3)]
    public void RowsOfAnOddNumberOrWithoutAWindowOrFewOnesAreNot(int side, int kernel) =>
        Assert.DoesNotContain("_Pairs", EmittedNetwork.Of(Convolution(side, kernel, stride: 1, channels: 8, filters: 5)).Class.Text, StringComparison.Ordinal);

    [Fact]
    public void HeadsSideBySideAreNoWindow()
    {
        EquationSystem system = EquationText.Bind("""
            input x[i:batch, t:16, h:2, d:8];  target y[i, t, k:8]
            param W[h, d, k] ~ glorot
            z[i, t, k] = x[i, t, h, d] * W[h, d, k];  output z[i, t, k]
            L = mean(i: sum(t, k: (z[i, t, k] - y[i, t, k])^2))
            """, new() { BatchCapacity = 3 }).Require();
        Assert.DoesNotContain("_Window", EmittedNetwork.Of(system).Class.Text, StringComparison.Ordinal);
    }

    /// <summary>A convolution whose input has parameters before it, so that its adjoint is computed.</summary>
    private static EquationSystem Convolution(int side, int kernel, int stride, int channels, int filters)
    {
        int places = ((side - kernel) / stride) + 1;
        string step = stride == 1 ? string.Empty : stride.ToString(CultureInfo.InvariantCulture) + "*";
        return EquationText.Bind($"""
            input x[i:batch, h:{side}, w:{side}, e:{channels}]
            target t[i, u:{places}, v:{places}, o:{filters}]
            param g[e] = 1
            param W[r:{kernel}, s:{kernel}, e, o] ~ glorot
            param b[o] = 0
            y[i, h, w, e] = tanh(x[i, h, w, e] * g[e])
            z[i, u, v, o] = sum(r, s, e: y[i, {step}u + r, {step}v + s, e] * W[r, s, e, o]) + b[o];  output z[i, u, v, o]
            L = mean(i: sum(u, v, o: (z[i, u, v, o] - t[i, u, v, o])^2))
            """, new() { BatchCapacity = 3 }).Require();
    }
}
