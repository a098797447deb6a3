using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>Whatever stands in the editor, neither the generator nor the analyzer throws, and what is emitted compiles.</summary>
public sealed class DamagedSourceTests(ITestOutputHelper output)
{
    private const string Switch = "DERIVEGEN_DECLARATIONS";
    private const int Count = 20_000;

    /// <summary>One source in so many is given to the analyzer too, and compiled with what is emitted.</summary>
    private const int Compiled = 50;

    /// <summary>Of those, at least one in so many is sound: nothing is to be reported, and what is emitted must compile.</summary>
    private const int LeastSound = 20;

    private int _sound;

    [Fact]
    public async Task No_declaration_breaks_the_generator_or_the_analyzer()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable(Switch), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : Count;
        var failures = new ConcurrentBag<string>();
        var times = new ConcurrentBag<(TimeSpan Time, int Seed)>();
        _sound = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, count), async (seed, _) =>
        {
            DamagedSource source = DamagedSource.Draw(seed);
            var clock = Stopwatch.StartNew();
            if ((seed % Compiled == 0 ? await Failure(source) : Exception(source)) is { } failure)
            {
                failures.Add($"seed {source.Seed}: {failure}\n{source.Text}");
            }

            times.Add((clock.Elapsed, seed));
        });

        (TimeSpan worst, int at) = times.Max();
        output.WriteLine($"{count} sources; the longest took {worst.TotalSeconds:F1} s, what ran beside included: seed {at}");
        Assert.True(_sound * LeastSound >= count / Compiled, $"only {_sound} of {count / Compiled} sources were sound, which proves little");
        Assert.True(failures.IsEmpty, $"{failures.Count} of {count} sources fail.\n" + string.Join("\n\n", failures.Take(10)));
    }

    /// <summary>What the generator throws, or null.</summary>
    private static string? Exception(DamagedSource source)
    {
        try
        {
            UserProject.Of(source.Text).Generate();
            return null;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    /// <summary>What is wrong with the answer to a source, or null.</summary>
    private async Task<string?> Failure(DamagedSource source)
    {
        try
        {
            var project = UserProject.Of(source.Text);
            var compiled = project.Generate().Output;
            var reported = await project.Analyze();
            if (reported.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.IsSuppressed))
            {
                // The errors of the source explain those of the output; where they are ours alone, the output has none.
                return reported.FirstOrDefault(diagnostic => diagnostic.Id == Compiler.Model.Descriptors.InternalError.Id)?.ToString()
                    ?? (reported.Any(diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal)) ? null
                        : compiled.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id.StartsWith("CS", StringComparison.Ordinal))?.ToString());
            }

            Interlocked.Add(ref _sound, compiled.SyntaxTrees.Length > project.Compilation.SyntaxTrees.Length ? 1 : 0);
            return compiled.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)?.ToString();
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }
}
