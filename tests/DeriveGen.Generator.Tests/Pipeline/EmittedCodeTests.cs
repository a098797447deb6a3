using DeriveGen.Generator.Tests.Driver;
using DeriveGen.Testing;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Pipeline;

public sealed class EmittedCodeTests
{
    public const string Digits = """
        namespace Demo;

        /// <summary>Reads digits.</summary>
        [Network(BatchSize = 8)]
        [Input(16)]
        [Dense(12, Activation.Relu)]
        [Dense(10)]
        [SoftmaxCrossEntropy]
        [Sgd]
        public sealed partial class DigitsNet;
        """;

    [Fact]
    public void Compiles_without_a_warning_under_a_culture_with_decimal_comma() => AssertCompiles(Digits);

    private static GeneratorRun AssertCompiles(params string[] sources)
    {
        using var culture = new HostileCulture();
        var run = Project.Of(sources).Generate();
        Assert.NotEmpty(run.Files);
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()));
        return run;
    }
}
