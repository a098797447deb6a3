using System.Diagnostics;
using System.Text.RegularExpressions;
using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Model;
using DeriveGen.Samples.Networks;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Samples.Tests;

/// <summary>The runtime optimizes every emitted method, or there is a warning.</summary>
public sealed partial class MethodBudgetTests
{
    [Fact]
    public void A_program_near_the_limit_is_warned_of()
    {
        EmittedProgram[] programs = [Of("Predict", MethodBudget.MostLocals + 1), Of("TrainBackward", MethodBudget.MostLocals + 9), Of("Update", MethodBudget.MostLocals)];

        Problem problem = Assert.Single(MethodBudget.Problems("Net", programs));
        Assert.Equal(Severity.Warning, problem.Descriptor.Severity);
        Assert.StartsWith("DG0053 the method TrainBackward of 'Net' refers to 1509 tensors one by one; ", problem.ToString(), StringComparison.Ordinal);
        Assert.Empty(MethodBudget.Problems("Net", [programs[2]]));
    }

    /// <summary>The samples run in a process of their own, in which the runtime lists every method that it compiles, and how.</summary>
    [Fact]
    public async Task No_method_of_a_sample_is_compiled_without_optimization()
    {
        Assert.Equal(("NetKernels:TrainBackward", "MinOpts"), Assert.Single(Methods("1: JIT compiled DeriveGen.Generated.<Net_g>F1__NetKernels`3[DeriveGen.Numerics.Packed512`1[float],H,V]:TrainBackward(byref,int) [MinOpts, IL size=61000, code size=9]")));

        string list = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("dotnet", [typeof(DigitsNet).Assembly.Location]) { RedirectStandardOutput = true };
            (start.Environment["DOTNET_JitDisasmSummary"], start.Environment["DOTNET_JitStdOutFile"]) = ("1", list);
            using var samples = Process.Start(start)!;
            await samples.StandardOutput.ReadToEndAsync();
            await samples.WaitForExitAsync();
            Assert.Equal(0, samples.ExitCode);

            (string Method, string How)[] methods = Methods(await File.ReadAllTextAsync(list));
            Assert.Contains(("DigitsNetKernels:TrainBackward", "FullOpts"), methods);
            Assert.DoesNotContain(methods, method => method.How == "MinOpts");
        }
        finally
        {
            File.Delete(list);
        }
    }

    /// <summary>The kernels in a list of the runtime's, each with how it was compiled.</summary>
    private static (string Method, string How)[] Methods(string list) =>
        [.. CompiledKernel().Matches(list).Select(match => ($"{match.Groups["class"].Value}:{match.Groups["method"].Value}", match.Groups["how"].Value))];

    [GeneratedRegex(@"__(?<class>\w+Kernels)(`\d\[[^:]*)?:(?<method>\w+).*\[(?<how>[^\[,]+), IL size=")]
    private static partial Regex CompiledKernel();

    private static EmittedProgram Of(string name, int locals) => new(name, [], ReturnsLoss: false) { Locals = locals };
}
