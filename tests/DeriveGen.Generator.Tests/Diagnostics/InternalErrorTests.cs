using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Diagnostics;
using DeriveGen.Generator.Tests.Driver;

namespace DeriveGen.Generator.Tests.Diagnostics;

public sealed class InternalErrorTests
{
    [Fact]
    public void An_exception_of_a_stage_becomes_a_problem_that_says_what_to_report()
    {
        var problem = Stages.Guarded(() => Fail(new InvalidOperationException("two\nlines")), problem => problem, "derivation", "Net");

        Assert.Equal((Descriptors.InternalError.Id, Declaration.NotWritten), (problem.Code, problem.Ordinal));
        Assert.StartsWith("the derivation of 'Net' failed inside DeriveGen with InvalidOperationException: two lines (at DeriveGen.Generator.Tests", problem.Message);
    }

    [Fact]
    public void Cancellation_is_passed_on() =>
        Assert.Throws<OperationCanceledException>(() => Stages.Guarded(() => Fail(new OperationCanceledException()), problem => problem, "derivation", "Net"));

    [Fact]
    public void It_is_reported_at_the_name_of_the_class()
    {
        var project = UserProject.Of("[Network, Input(1), Dense(1), SquaredError] partial class Net;");
        var network = project.Compilation.GetTypeByMetadataName("Net")!;
        var problem = Problem.Of(Descriptors.InternalError, Declaration.NotWritten, "derivation", "Net", "Exception");

        Assert.Equal("Net", UserProject.Underlined(new ProblemLocator(network, project.Compilation, default).Locate(problem)!));
    }

    private static Problem Fail(Exception exception) => throw exception;
}
