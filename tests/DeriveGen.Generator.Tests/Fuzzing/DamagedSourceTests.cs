using System.Globalization;
using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>Whatever stands in the editor, neither the generator nor the analyzer throws, and what is emitted compiles.</summary>
public sealed class DamagedSourceTests
{
    private const string Switch = "DERIVEGEN_DECLARATIONS";
    private const int Count = 300;

    /// <summary>At least one source in so many is sound enough to be emitted and compiled.</summary>
    private const int LeastCompiled = 50;

    private int _compiled;

    [Fact]
    public async Task No_declaration_breaks_the_generator_or_the_analyzer()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable(Switch), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Count;
        var failures = new List<string>();
        _compiled = 0;
        for (var seed = 0; seed < count; seed++)
        {
            var source = DamagedSource.Draw(seed);
            if (await Failure(source) is { } failure)
            {
                failures.Add($"seed {source.Seed}: {failure}\n{source.Text}");
            }
        }

        Assert.True(_compiled * LeastCompiled >= count, $"only {_compiled} of {count} sources were emitted and compiled, which proves little");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count} sources fail.\n" + string.Join("\n\n", failures));
    }

    /// <summary>What is wrong with the answer to a source, or null.</summary>
    private async Task<string?> Failure(DamagedSource source)
    {
        try
        {
            var project = UserProject.Of(source.Text);
            var output = project.Generate().Output;
            var reported = await project.Analyze();
            if (reported.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.IsSuppressed))
            {
                // The errors of the source explain those of the output.
                return reported.FirstOrDefault(diagnostic => diagnostic.Id == Compiler.Model.Descriptors.InternalError.Id)?.ToString();
            }

            _compiled += output.SyntaxTrees.Length > project.Compilation.SyntaxTrees.Length ? 1 : 0;
            return output.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)?.ToString();
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }
}
