using System.Globalization;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Compiler.Tests.Emission;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Strided windows are dense sums in both directions, and right for every stride, window, padding and dilation.</summary>
public sealed class ResidueSplitTests
{
    /// <summary>Set to <c>all</c>, every convolution is tried, else every third one of each stride and kernel.</summary>
    private const string Switch = "DERIVEGEN_WINDOWS";

    private static readonly int s_every = Environment.GetEnvironmentVariable(Switch) == "all" ? 1 : 3;

    public static TheoryData<int, int> StridesAndKernels
    {
        get
        {
            var data = new TheoryData<int, int>();
            for (int stride = 1; stride <= 4; stride++)
            {
                for (int kernel = 1; kernel <= 5; kernel++)
                {
                    data.Add(stride, kernel);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(StridesAndKernels))]
    public void EveryConvolutionIsRight(int stride, int kernel)
    {
        foreach (int dilation in new[] { 1, 2 })
        {
            for (int padding = 0; padding <= 2; padding++)
            {
                for (int side = 1; side <= 13; side++)
                {
                    if (side + (2 * padding) > dilation * (kernel - 1) && (side + padding + dilation + kernel) % s_every == 0)
                    {
                        Check(Convolution(side, kernel, stride, padding, dilation));
                    }
                }
            }
        }
    }

    [Fact]
    public void TheAdjointOfAStridedConvolutionIsAContractionWithoutDivisions()
    {
        Schedule schedule = Scheduler.Build(Oracle.Request(Images(side: 9, channels: 8, kernel: 3, stride: 2, padding: 1, dilation: 1))).Gradient;

        // z, y, and backwards through them: two adjoints of parameters and two of tensors.
        Assert.Equal(6, schedule.Steps.OfType<Contraction>().Count());
        Assert.DoesNotContain(schedule.Steps.OfType<Nest>().SelectMany(nest => nest.Body), statement => statement.Kind == StatementKind.General);
    }

    [Theory]
    [InlineData(9, 8, 3, 2, 1, 1)]
    [InlineData(10, 3, 2, 2, 0, 1)]
    [InlineData(8, 2, 1, 2, 0, 1)]
    [InlineData(11, 4, 5, 3, 2, 1)]
    [InlineData(13, 2, 3, 2, 1, 2)]
    [InlineData(13, 2, 3, 2, 1, 3)]
    [InlineData(12, 2, 2, 4, 1, 2)]
    [InlineData(7, 17, 3, 3, 2, 1)]
    public void SoIsWhatIsEmitted(int side, int channels, int kernel, int stride, int padding, int dilation)
    {
        EquationSystem system = Images(side, channels, kernel, stride, padding, dilation);
        double difference = EmittedNetwork.Of(system).WorstDifference(system.Sizes.ToDictionary(size => size, _ => 2));
        Assert.True(difference < 2e-5, $"{difference:E1}");
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 3)]
    public void OverlappingPoolsAndSpreadWindowsAreRight(int window, int stride)
    {
        const int Side = 11;
        int pooled = ((Side - window) / stride) + 1, spread = (stride * (pooled - 1)) + window;
        EquationSystem system = Bind($"""
            input a[i:batch, h:{Side}, w:{Side}, c:3];  param g[h, w, c] = 1;  param W[r:{window}, s:{window}, c, o:4] ~ he
            x[i, h, w, c] = a[i, h, w, c] * g[h, w, c]
            p[i, u:{pooled}, v:{pooled}, c] = mean(r:{window}, s:{window}: x[i, {stride}*u + r, {stride}*v + s, c])
            m[i, u, v, c] = max(r:{window}, s:{window}: x[i, {stride}*u + r, {stride}*v + s, c])
            q[i, u, v, c] = p[i, u, v, c] + m[i, u, v, c]
            z[i, j:{spread}, k:{spread}, o] = sum(u, v, r, s, c: [{stride}*u + r = j and {stride}*v + s = k] * q[i, u, v, c] * W[r, s, c, o])
            L = sum(i, j, k, o: z[i, j, k, o]^2)
            """);
        Check(system);
        double difference = EmittedNetwork.Of(system).WorstDifference(system.Sizes.ToDictionary(size => size, _ => 2));
        Assert.True(difference < 2e-5, $"{difference:E1}");
    }

    private static void Check(EquationSystem system) =>
        Oracle.Check(Oracle.Request(system), system.Sizes.ToDictionary(size => size, _ => 2));

    /// <summary>Along one axis.</summary>
    private static EquationSystem Convolution(int side, int kernel, int stride, int padding, int dilation) => Bind($"""
        input a[i:batch, h:{side}, c:2];  param g[h, c] = 1;  param W[r:{kernel}, c, o:3] ~ he
        x[i, h, c] = a[i, h, c] * g[h, c]
        z[i, u:{((side + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1}, o] = sum(r, c: x[i, pad({stride}*u + {dilation}*r - {padding}), c] * W[r, c, o])
        L = sum(i, u, o: z[i, u, o]^2)
        """);

    /// <summary>Over height and width, its result read flattened.</summary>
    private static EquationSystem Images(int side, int channels, int kernel, int stride, int padding, int dilation)
    {
        int outSide = ((side + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;
        return Bind($"""
            input a[i:batch, h:{side}, w:{side}, c:{channels}];  param g[h, w, c] = 1;  param W[r:{kernel}, s:{kernel}, c, o:8] ~ he;  param b[o] = 0
            x[i, h, w, c] = a[i, h, w, c] * g[h, w, c]
            z[i, u:{outSide}, v:{outSide}, o] = sum(r, s, c: x[i, pad({stride}*u + {dilation}*r - {padding}), pad({stride}*v + {dilation}*s - {padding}), c] * W[r, s, c, o]) + b[o]
            f[i, n:{outSide * outSide * 8}] = z[i, n / {outSide * 8}, n / 8 % {outSide}, n % 8]
            param V[n, k:3] ~ he
            y[i, k] = f[i, n] * V[n, k]
            L = mean(i: sum(k: y[i, k]^2))
            """);
    }

    private static EquationSystem Bind(FormattableString text) =>
        EquationText.Bind(text.ToString(CultureInfo.InvariantCulture), new() { BatchCapacity = 2 }).Require();
}
