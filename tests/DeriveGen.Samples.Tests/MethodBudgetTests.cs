using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Samples.Tests;

/// <summary>The runtime optimizes every emitted method, or there is a warning.</summary>
public sealed class MethodBudgetTests
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

    private static EmittedProgram Of(string name, int locals) => new(name, [], ReturnsLoss: false) { Locals = locals };
}
