using DeriveGen.Compiler.Scheduling;
using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Sums of products are one chain of fused multiply-adds, the same bits for every tile, remainder and vector width.</summary>
public sealed class ExactnessTests
{
    public static TheoryData<int, int, int> Extents => new()
    {
        { 1, 1, 1 }, { 7, 8, 15 }, { 8, 7, 16 }, { 15, 16, 17 }, { 16, 17, 33 }, { 17, 33, 48 }, { 33, 15, 64 }, { 9, 1, 80 }, { 32, 40, 10 },
        { 600, 9, 33 }, { 513, 17, 16 }, { 5, 28, 16 }, { 4, 26, 7 }, { 3, 33, 3 },
        { 1, 9, 128 }, { 1, 9, 192 }, { 75, 5, 1024 }, { 65, 130, 1072 },
    };

    [Theory]
    [MemberData(nameof(Extents))]
    public void AContractionIsOneChainFromItsStart(int capacity, int depth, int width)
    {
        EquationSystem system = EquationText.Bind($"""
            input x[i:batch, j:{depth}];  target y[i, k:{width}]
            param W[j, k] ~ glorot;  param b[k] = 0
            z[i, k] = x[i, j] * W[j, k] + b[k];  output z[i, k]
            L = sum(i, k: z[i, k] * y[i, k])
            """, new() { BatchCapacity = capacity }).Require();
        EmittedNetwork network = EmittedNetwork.Of(system, 4, "z");
        foreach (int batch in new[] { 1, 2, capacity - 1, capacity }.Where(count => count >= 1 && count <= capacity).Distinct())
        {
            var sizes = system.Sizes.ToDictionary(size => size, _ => batch);
            (Dictionary<Tensor, double[]> given, Interpreter _) = network.Values(sizes, seed: batch);
            float[] x = Given("x"), y = Given("y"), w = Given("W"), b = Given("b");
            float[] Given(string name) => [.. given.First(pair => pair.Key.Name == name).Value.Select(value => (float)value)];
            for (int vectors = 0; vectors < 3; vectors++)
            {
                Schedule schedule = network.Schedules.Gradient;
                Array persistent = network.Persistent(schedule, sizes, given);
                Array workspace = network.Run(schedule, persistent, sizes, given, out _, vectors);
                double[] Read(string name) => EmittedNetwork.Read(schedule, persistent, workspace, schedule.Storage.Entries.Keys.First(tensor => tensor.Name == name), sizes);
                Assert.Equal(Chain(batch, width, depth, (i, k) => b[k], (i, j) => x[(i * depth) + j], (j, k) => w[(j * width) + k]), Read("z"));
                Assert.Equal(Chain(depth, width, batch, (_, _) => 0, (j, i) => x[(i * depth) + j], (i, k) => y[(i * width) + k]), Read("WBar"));
            }
        }
    }

    [Fact]
    public void TilesOfAnyNumberNeedLittleStack()
    {
        EquationSystem system = EquationText.Bind("""
            input x[i:batch, j:8]
            param W[j, k:512] ~ glorot
            z[i, k] = tanh(x[i, j] * W[j, k]);  output z[i, k]
            L = sum(i, k: z[i, k]^2)
            """, new() { BatchCapacity = 1024 }).Require();
        EmittedNetwork network = EmittedNetwork.Of(system);
        var sizes = system.Sizes.ToDictionary(size => size, _ => 1024);
        (Dictionary<Tensor, double[]> given, Interpreter _) = network.Values(sizes, seed: 1);
        Schedule predict = network.Schedules.Predict;
        Array persistent = network.Persistent(predict, sizes, given);
        var thread = new Thread(() => network.Run(predict, persistent, sizes, given, out _), maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();   // Too little stack would end the process.
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("layer norm")]
    [InlineData("attention")]
    [InlineData("convolution")]
    [InlineData("tied embedding")]
    [InlineData("lstm")]
    [InlineData("gates of whole vectors")]
    [InlineData("gru, 20 wide")]
    public void EveryWidthGivesTheSameBits(string name)
    {
        EquationSystem system = name switch
        {
            "mlp" => Networks.Mlp(17, 40, 21, 9),
            "layer norm" => Networks.LayerNorm(37),
            "attention" => Networks.Attention(),
            "convolution" => Networks.Convolution(),
            "tied embedding" => Networks.TiedEmbedding(),
            _ => ScanNetworks.Of(name),
        };
        EmittedNetwork network = EmittedNetwork.Of(system);
        foreach (int count in new[] { 1, 2 })
        {
            var sizes = system.Sizes.ToDictionary(size => size, _ => count);
            (Dictionary<Tensor, double[]> given, Interpreter _) = network.Values(sizes, seed: 3);
            Schedule train = network.Schedules.Train;
            (double Loss, double[][] Parameters) Run(int? vectors)
            {
                Array persistent = network.Persistent(train, sizes, given);
                Array workspace = network.Run(train, persistent, sizes, given, out double loss, vectors);
                return (loss, train.Storage.Aliases.Values.Select(parameter => EmittedNetwork.Read(train, persistent, workspace, parameter, sizes)).ToArray());
            }

            (double loss, double[][] parameters) = Run(null);
            for (int vectors = 0; vectors < 3; vectors++)
            {
                (double other, double[][] others) = Run(vectors);
                Assert.Equal(loss, other);
                Assert.Equal(parameters, others);
            }
        }
    }

    private static double[] Chain(int rows, int columns, int depth, Func<int, int, float> start, Func<int, int, float> a, Func<int, int, float> b)
    {
        double[] values = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float sum = start(row, column);
                for (int k = 0; k < depth; k++)
                {
                    sum = MathF.FusedMultiplyAdd(a(row, k), b(k, column), sum);
                }

                values[(row * columns) + column] = sum;
            }
        }

        return values;
    }
}
