using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Generator.Tests.Driver;

/// <summary>One run of the generator over a project, and the driver that remembers it for the next.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    /// <summary>Runs the driver over a project.</summary>
    public GeneratorRun(GeneratorDriver driver, UserProject project)
    {
        _driver = driver.RunGeneratorsAndUpdateCompilation(project.Compilation, out var output, out var diagnostics);
        Output = (CSharpCompilation)output;
        Result = _driver.GetRunResult().Results.Single();
        Assert.All(diagnostics, diagnostic => Assert.StartsWith("DG", diagnostic.Id, StringComparison.Ordinal));
        Assert.Null(Result.Exception);
    }

    /// <summary>The project with the generated files.</summary>
    public CSharpCompilation Output { get; }

    /// <summary>What the generator did.</summary>
    public GeneratorRunResult Result { get; }

    /// <summary>The generated files by name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>A driver that tracks its steps.</summary>
    public static GeneratorDriver NewDriver(CSharpParseOptions options) => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs again over the project after an edit.</summary>
    public GeneratorRun After(UserProject edited) => new(_driver, edited);

    /// <summary>Why each output of a step is what it is, in order.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        [.. Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    /// <summary>The outputs of a step, in order.</summary>
    public IReadOnlyList<object> Values(string step) => [.. Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value)];
}
