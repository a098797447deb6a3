using System.Reflection;
using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Emitted text and methods stay small: the machine's compiler gives up on long ones.</summary>
public sealed class BudgetTests
{
    [Fact]
    public void ANetworkForDigitsIsShort()
    {
        EmittedClass emitted = EmittedNetwork.Of(Networks.Mlp(64, 32, 10, 32)).Class;
        Assert.InRange(emitted.Kernels.Source.Length, 10_000, 90_000);
        const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (MethodInfo method in emitted.Entry.Assembly.GetTypes().SelectMany(type => type.GetMethods(All)))
        {
            MethodBody body = method.GetMethodBody()!;
            Assert.True(body.GetILAsByteArray()!.Length < 10_000, method.Name);
            Assert.True(body.LocalVariables.Count < 250, method.Name);
        }
    }

    [Fact]
    public void LayersOfTheSameFormShareTheirTiles()
    {
        static int Tiles(int layers) => EmittedNetwork.Of(EquationText.Bind(Stack(layers), new() { BatchCapacity = 8 }).Require())
            .Class.Text.Split("static void Gemm8x2").Length;
        Assert.Equal(Tiles(3), Tiles(5));
    }

    [Fact]
    public void ManyLayersOfOneFormAreALoop()
    {
        EquationSystem system = EquationText.Bind(Stack(20, _ => 32), new() { BatchCapacity = 8 }).Require();
        EmittedNetwork network = EmittedNetwork.Of(system);
        Assert.Contains("times the same steps", network.Class.Text);
        foreach (int count in new[] { 1, 8 })
        {
            double difference = network.WorstDifference(system.Sizes.ToDictionary(size => size, _ => count), seed: count);
            Assert.True(difference < 1e-4, $"{count}: {difference:E1}\n{network.Class.Text}");
        }

        int longer = EmittedNetwork.Of(EquationText.Bind(Stack(30, _ => 32), new() { BatchCapacity = 8 }).Require()).Class.Text.Length;
        Assert.InRange(longer, 0, network.Class.Text.Length + 4000);
    }

    /// <summary>All ways forward that keep the same values are one method; what differs between them are the places of the loss and of the output's column sums.</summary>
    [Fact]
    public void TheWayForwardIsWrittenOnce()
    {
        EmittedKernels kernels = EmittedNetwork.Of(Networks.Mlp(64, 32, 10, 32)).Class.Kernels;
        EmittedProgram[] forward = [.. kernels.Programs.Where(program => program.Name.EndsWith("Forward", StringComparison.Ordinal))];

        Assert.Equal(["TrainForward", "GradientForward", "GradientAccumulateForward"], forward.Select(program => program.Name));
        Assert.All(forward, program => Assert.Equal("Forward", program.Method));
        Assert.Equal(2, kernels.Source.Split(" Forward(").Length - 1);   // the method, and the choice of its width
        Assert.InRange(forward[0].Parameters.Count(parameter => parameter.Role == ParameterRole.Place), 1, 4);
        Assert.Equal(kernels.Programs.Length - 2, kernels.Programs.Select(program => program.Method).Distinct().Count());
    }

    /// <summary>Tiles of one shape have their innermost loop in common, whatever they start from and end with.</summary>
    [Fact]
    public void TheSumOfATileIsWrittenOnce()
    {
        string source = EmittedNetwork.Of(Networks.Mlp(64, 32, 10, 40)).Class.Kernels.Source;
        Assert.True(source.Split("static void Gemm8x2").Length - 1 >= 4);
        Assert.Equal(1, source.Split("static void Sum8x2").Length - 1);
    }

    /// <summary>Rectified layers of different widths, all whole numbers of two vectors.</summary>
    private static string Stack(int layers, Func<int, int>? width = null)
    {
        var text = new System.Text.StringBuilder("input x0[i:batch, j0:32];  target y[i, j0]\n");
        for (int layer = 1; layer <= layers; layer++)
        {
            string before = $"j{layer - 1}", index = layer == layers ? "j0" : $"j{layer}";
            text.Append($"param W{layer}[{before}, {index}:{(layer == layers ? 32 : width?.Invoke(layer) ?? 32 * layer)}] ~ he;  param b{layer}[{index}] = 0\n")
                .Append($"z{layer}[i, {index}] = x{layer - 1}[i, {before}] * W{layer}[{before}, {index}] + b{layer}[{index}]\n")
                .Append($"x{layer}[i, {index}] = relu(z{layer}[i, {index}])\n");
        }

        return text.Append($"output x{layers}[i, j0]\nL = sum(i, j0: (x{layers}[i, j0] - y[i, j0])^2)\n").ToString();
    }
}
