using DeriveGen.Compiler.Scheduling;
using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Threading;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Steps that threads share give the same bits for any number of threads.</summary>
public sealed class ThreadTests
{
    private const int Most = 4;

    public static TheoryData<string> Names =>
        ["mlp", "wide mlp", "one row", "deep sums", "long sums", "convolution", "taps", "layer norm", "attention", "tied embedding", "transposed", "gates of whole vectors", "attention to what was", "triangles", "a triangle"];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnyNumberOfThreadsGivesTheSameBits(string name)
    {
        EquationSystem system = name switch
        {
            "mlp" => Networks.Mlp(17, 40, 21, 37),
            "wide mlp" => Networks.Mlp(19, 150, 140, 9),
            "one row" => Networks.Mlp(19, 300, 140, 1),
            "deep sums" => Networks.Mlp(3, 20, 4, 600),
            "long sums" => LongSums(),
            "convolution" => Networks.Convolution(),
            "taps" => Taps(),
            "layer norm" => Networks.LayerNorm(37, 9),
            "attention" => Networks.Attention(),
            "tied embedding" => Networks.TiedEmbedding(),
            "transposed" => Transposed(),
            "triangles" => Triangles("i:batch, ", "i, "),
            "a triangle" => Triangles("", ""),
            _ => ScanNetworks.Of(name),
        };
        Assert.True(AssertSame(system) > 0, "no step is shared");
    }

    /// <summary>A window whose taps threads share, each with its own weights.</summary>
    private static EquationSystem Taps() => EquationText.Bind("""
        input x[i:batch, t:32, e:8];  target y[i, v:28, o:16]
        param W[s:5, e, o] ~ glorot
        z[i, v, o] = sum(s, e: x[i, v + s, e] * W[s, e, o]);  output z[i, v, o]
        L = mean(i: sum(v, o: (z[i, v, o] - y[i, v, o])^2))
        """, new() { BatchCapacity = 5 }).Require();

    /// <summary>Sums up to the diagonal and from it on, whose examples or else rows threads share.</summary>
    private static EquationSystem Triangles(string declared, string examples) => EquationText.Bind($"""
        input x[{declared}t:40, c:8];  target y[{examples}t, e:16]
        param Q[c, e] ~ glorot;  param K[c, e] ~ glorot;  param V[c, e] ~ glorot
        q[{examples}t, e] = x[{examples}t, c] * Q[c, e];  k[{examples}t, e] = x[{examples}t, c] * K[c, e];  v[{examples}t, e] = x[{examples}t, c] * V[c, e]
        p[{examples}t, u:40] = [u <= t] * tanh(sum(e: q[{examples}t, e] * k[{examples}u, e]))
        z[{examples}t, e] = sum(u: p[{examples}t, u] * v[{examples}u, e]);  output z[{examples}t, e]
        L = {(examples.Length > 0 ? "mean(i: " : "(")}sum(t, e: (z[{examples}t, e] - y[{examples}t, e])^2))
        """, new() { BatchCapacity = 5 }).Require();

    /// <summary>Sums over examples and rows, of columns, of all and of products.</summary>
    private static EquationSystem LongSums() => EquationText.Bind("""
        input x[i:batch, u:600, c:4];  target t[i, u, k:8]
        param W[c, k] ~ glorot;  param b[k] = 0
        z[i, u, k] = tanh(x[i, u, c] * W[c, k] + b[k]);  output z[i, u, k]
        L = mean(i: sum(u, k: (z[i, u, k] - t[i, u, k])^2))
        """, new() { BatchCapacity = 5 }).Require();

    [Fact]
    public void LongSumsAreCutAtTheExamplesWhichThreadsShare()
    {
        Schedule train = Scheduler.Build(Oracle.Request(LongSums()) with { Threads = 2, LeastWork = 1 }).Train;
        Step[] each = [.. train.Steps.Where(step => StepReads.Writes(step).Any(tensor => tensor.Name.Contains("Each", StringComparison.Ordinal) && tensor.Rank > 1))];
        Assert.True(each.Length >= 2, train.ToString());
        Assert.All(each, step => Assert.Equal("batch", ThreadSplits.Indices(step)[step.Split!.Axis].Extent.ToString()));
    }

    [Fact]
    public void RowsOfExamplesStayWithTheirThread()
    {
        EquationSystem system = EquationText.Bind("""
            input x[i:batch, u:64, c:16];  target t[i, u, k:128]
            param W[c, k] ~ glorot;  param V[k, e:128] ~ glorot
            y[i, u, k] = tanh(x[i, u, c] * W[c, k]);  z[i, u, e] = y[i, u, k] * V[k, e];  output z[i, u, e]
            L = mean(i: sum(u, k: (z[i, u, k] - t[i, u, k])^2))
            """, new() { BatchCapacity = 8 }).Require();
        Contraction[] shared = [.. Scheduler.Build(Oracle.Request(system) with { Threads = 2 }).Train.Steps.OfType<Contraction>().Where(step => step.Split is not null)];

        string[] along = [.. shared.Select(step => step.Core.Indices[step.Split!.Axis].Extent.ToString())];
        Assert.Equal(["batch", "batch", "batch"], along.Where(extent => extent == "batch"));
        Assert.Contains("128", along);
    }

    [Fact]
    public void SoDoWholeExamplesOfATransposedCopy()
    {
        EquationSystem system = EquationText.Bind("""
            input x[i:batch, t:64, d:64];  target y[i, t]
            param Q[d, e:64] ~ glorot;  param K[d, e] ~ glorot
            q[i, t, e] = x[i, t, d] * Q[d, e];  k[i, t, e] = x[i, t, d] * K[d, e]
            s[i, t, u:64] = tanh(q[i, t, e] * k[i, u, e]);  z[i, t] = sum(u: s[i, t, u]);  output z[i, t]
            L = mean(i: sum(t: (z[i, t] - y[i, t])^2))
            """, new() { BatchCapacity = 8 }).Require();
        Relayout copy = Scheduler.Build(Oracle.Request(system) with { Threads = 2, LeastWork = 1 }).Train.Steps.OfType<Relayout>().First(step => step.Source.Name == "k");

        Assert.Equal("batch", copy.Target.Shape[copy.Split!.Axis].ToString());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(26)]
    [InlineData(42)]
    public void SoDoRandomSystems(int seed) => AssertSame(RandomSystemTests.SystemOf(seed));

    [Fact]
    public void WhatIsNotWorthAThreadIsNotShared()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp(64, 64, 10, 16)) with { Threads = 2 };
        Assert.All(Scheduler.Build(request).All.SelectMany(schedule => schedule.Steps), step => Assert.Null(step.Split));
    }

    [Fact]
    public void WhatThreadsShareIsPrinted()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp(784, 128, 10, 32)) with { Threads = 2 };
        string[] shared = Scheduler.Build(request).Train.ToString().Split('\n').Where(line => line.Contains("threads share", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, shared.Length);
        Assert.All(shared, line => Assert.EndsWith("   2 threads share k by multiples of 32", line, StringComparison.Ordinal));
    }

    [Fact]
    public void AThreadGoesItsColumnsOneAfterAnother()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp(1024, 1024, 10, 256));
        LoopOrder First(int threads) => Scheduler.Build(request with { Threads = threads }).Train.Steps.OfType<Contraction>().First().Tile.Order;

        Assert.Equal(LoopOrder.BlocksOutside, First(threads: 1));
        Assert.Equal(LoopOrder.ColumnsOutside, First(threads: 2));
    }

    [Fact]
    public void WhatIsSummedIsNotShared()
    {
        Schedule schedule = Scheduler.Build(Oracle.Request(Networks.Mlp(784, 128, 10, 32))).Train;
        Step summing = schedule.Steps.First(step => step is Nest nest && nest.Body.Any(statement => statement.IsLate));
        Schedule wrong = schedule with { Forward = schedule.Forward.Select(step => step == summing ? step with { Split = new(0, 1, 2, [], 1, 1) } : step).ToEquatableArray() };
        Assert.Contains("is summed along", ScheduleCheck.Problem(wrong)!, StringComparison.Ordinal);
        Assert.Null(ScheduleCheck.Problem(schedule));
    }

    /// <summary>Compares every schedule with that of one thread; gives the number of steps that are shared.</summary>
    private static int AssertSame(EquationSystem system)
    {
        SchedulingRequest request = Oracle.Request(system) with { LeastWork = 1, SecondOrder = null };
        EmittedNetwork one = new(request), many = new(request with { Threads = Most });
        int capacity = system.Sizes.Select(size => size.Capacity!.Value).DefaultIfEmpty(1).Min();
        for (int threads = 1; threads <= Most; threads++)
        {
            using var team = new ForkJoin<float>(threads, processors: threads, aloneForLost: 0);
            many.Threads = team;
            foreach (int count in new[] { 1, capacity - 1, capacity }.Where(count => count > 0).Distinct())
            {
                var sizes = system.Sizes.ToDictionary(size => size, _ => count);
                (Dictionary<Tensor, double[]> given, _) = one.Values(sizes, seed: count);
                foreach ((Schedule expected, Schedule actual) in one.Schedules.All.Zip(many.Schedules.All))
                {
                    double[][] Run(EmittedNetwork network, Schedule schedule)
                    {
                        Array persistent = network.Persistent(schedule, sizes, given);
                        Array workspace = network.Run(schedule, persistent, sizes, given, out double loss);

                        // What lies behind a row's end is nobody's.
                        IEnumerable<Tensor> lasting = schedule.Storage.Entries.Where(entry => entry.Value.Region == Region.Persistent).Select(entry => entry.Key)
                            .OrderBy(tensor => schedule.Storage[tensor].Offset);
                        return [[loss], .. schedule.Results.Concat(lasting).Select(result => EmittedNetwork.Read(schedule, persistent, workspace, result, sizes))];
                    }

                    double[][] left = Run(one, expected), right = Run(many, actual);
                    Assert.Equal(left.Length, right.Length);
                    Assert.True(left.Zip(right).All(pair => pair.First.SequenceEqual(pair.Second)), $"{actual.Name}, {threads} threads, {count}\n{actual}\n{many.Class.Text}");
                }
            }
        }

        return many.Schedules.All.SelectMany(schedule => schedule.Steps).SelectMany(step => step is Sweep sweep ? sweep.Body : [step]).Count(step => step.Split is not null);
    }

    /// <summary>A product with a transposed matrix that is not square, and rows that the epilogue counts.</summary>
    private static EquationSystem Transposed() => EquationText.Bind("""
        input x[i:batch, j:21];  target y[i, k:50]
        param W[k, j] ~ glorot
        z[i, k] = tanh(x[i, j] * W[k, j]) * k + i;  output z[i, k]
        L = sum(i, k: z[i, k] * y[i, k])
        """, new() { BatchCapacity = 20 }).Require();
}
