using DeriveGen.Compiler.Scheduling;
using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Verification;
using DeriveGen.Threading;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Parameters stored by panels give what rows give, to the last bit, and only what every step can read so is stored so.</summary>
public sealed class PanelTests
{
    private static readonly Dictionary<string, Func<EquationSystem>> s_networks = new()
    {
        ["mlp"] = () => Networks.Mlp(40, 70, 45, 20),
        ["few rows"] = () => Networks.Mlp(40, 70, 45, 9),
        ["wide mlp"] = () => Networks.Mlp(65, 130, 33, 75),
        ["one more column"] = () => Networks.Mlp(9, 33, 97, 16),
        ["convolution"] = () => Networks.Convolution(5, 3, 40),
        ["layer norm"] = () => Networks.LayerNorm(70),
        ["attention"] = () => Networks.Attention(5, 2, 36),
        ["tied embedding"] = () => Networks.TiedEmbedding(50, 40),
        ["columns"] = () => Networks.Columns(40, 50, 35),
        ["penalty"] = () => EquationText.Bind("""
            input x[i:batch, j:40];  target y[i, k:50]
            param W[j, k] ~ glorot;  param V[j, k] ~ glorot
            z[i, k] = x[i, j] * W[j, k] + tanh(x[i, j]) * V[j, k];  output z[i, k]
            n[k] = sum(j: W[j, k]^2)
            L = mean(i: sum(k: (z[i, k] - y[i, k])^2)) + 0.1 * sum(k: sqrt(1 + n[k])) + 0.01 * sum(j, k: W[j, k] * V[j, k])
            """, new() { BatchCapacity = 10 }).Require(),
        ["shifted"] = () => EquationText.Bind("""
            input x[i:batch, j:40];  target y[i, k:50]
            param W[j, k] ~ glorot
            z[i, k] = x[i, j] * W[j, k];  output z[i, k]
            L = mean(i: sum(k: (z[i, k] - y[i, k])^2)) + sum(j, k:49: (W[j, k + 1] - W[j, k])^2)
            """, new() { BatchCapacity = 10 }).Require(),
    };

    public static TheoryData<string> Names => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EverythingAgreesWithTheEquations(string name)
    {
        EquationSystem system = s_networks[name]();
        SchedulingRequest request = ByPanels(system, elementSize: 8);
        var network = new EmittedNetwork(request, secondOrder: true);
        foreach (int count in new[] { 1, 2, system.Sizes.Min(size => size.Capacity!.Value) }.Distinct())
        {
            Dictionary<Size, int> sizes = system.Sizes.ToDictionary(size => size, _ => count);
            Oracle.Check(request, sizes);
            double first = network.WorstDifference(sizes, seed: count), second = network.WorstSecondOrderDifference(sizes, seed: count);
            Assert.True(first < 1e-12, $"{count}: {first:E1}\n{network.Class.Text}");
            Assert.True(second < 1e-11, $"second order, {count}: {second:E1}\n{network.Class.Text}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheBitsAreThoseOfRows(string name)
    {
        EquationSystem system = s_networks[name]();
        EmittedNetwork rows = new(Oracle.Request(system) with { LeastPanelled = int.MaxValue, SecondOrder = null });
        foreach (int threads in new[] { 1, 3 })
        {
            EmittedNetwork panels = new(ByPanels(system) with { Threads = threads, LeastWork = 1, SecondOrder = null });
            using var team = new ForkJoin<float>(threads, processors: threads, aloneForLost: 0);
            (rows.Threads, panels.Threads) = (team, team);
            int count = system.Sizes.Min(size => size.Capacity!.Value);
            Dictionary<Size, int> sizes = system.Sizes.ToDictionary(size => size, _ => count);
            (Dictionary<Tensor, double[]> given, Interpreter _) = rows.Values(sizes, seed: 3);
            for (int vectors = 0; vectors < 3; vectors++)
            {
                foreach ((Tensor tensor, double[] expected) in Trained(rows, vectors))
                {
                    Assert.Equal(expected, Trained(panels, vectors).First(pair => pair.Tensor.Name == tensor.Name).Values);
                }
            }

            List<(Tensor Tensor, double[] Values)> Trained(EmittedNetwork network, int vectors)
            {
                Schedule schedule = network.Schedules.Train;
                Dictionary<Tensor, double[]> own = schedule.Storage.Entries.Keys.Where(tensor => given.Keys.Any(other => other.Name == tensor.Name))
                    .ToDictionary(tensor => tensor, tensor => given.First(pair => pair.Key.Name == tensor.Name).Value);
                Array persistent = network.Persistent(schedule, sizes, own);
                Array workspace = network.Run(schedule, persistent, sizes, own, out _, vectors);
                return [.. schedule.Storage.Entries.Keys.Where(tensor => tensor.Kind == TensorKind.Parameter)
                    .Select(tensor => (tensor, EmittedNetwork.Read(schedule, persistent, workspace, tensor, sizes)))];
            }
        }
    }

    [Theory]
    [InlineData("mlp", "W1,W2")]
    [InlineData("few rows", "W1")]
    [InlineData("convolution", "W1")]
    [InlineData("penalty", "V,W")]
    [InlineData("shifted", "")]
    public void WhatIsReadInWholeVectorsOnlyIsStoredByPanels(string name, string expected)
    {
        Schedule train = Scheduler.Build(ByPanels(s_networks[name]())).Train;
        Assert.Equal(expected, string.Join(",", train.Storage.Entries.Where(entry => entry.Key.Kind == TensorKind.Parameter && entry.Value.Panels is not null).Select(entry => entry.Key.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void WhatStaysInTheCacheHasRows()
    {
        StorageTable small = Scheduler.Build(Oracle.Request(Networks.Mlp(64, 128, 10, 16))).Train.Storage, large = Scheduler.Build(Oracle.Request(Networks.Mlp(65, 128, 10, 16))).Train.Storage;
        Assert.DoesNotContain(small.Entries.Values, storage => storage.Panels is not null);
        Assert.Equal(new PanelStorage(32, 65 * 32), large.Entries.Single(entry => entry.Key.Name == "W1").Value.Panels);
    }

    [Fact]
    public void OneRowWantsLongRows() =>
        Assert.DoesNotContain(Scheduler.Build(Oracle.Request(Networks.Mlp(300, 140, 10, 1))).Train.Storage.Entries.Values, storage => storage.Panels is not null);

    private static SchedulingRequest ByPanels(EquationSystem system, int elementSize = 4) => Oracle.Request(system, elementSize) with { LeastPanelled = 1 };
}
