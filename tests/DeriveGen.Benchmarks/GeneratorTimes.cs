using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Benchmarks;

/// <summary>
/// The generator's time and memory for a ten-layer perceptron, and for language models of 1, 4 and 12 blocks, as a ratio to compiling a thousand lines of ordinary C# in the same process, so that the
/// figures of two machines can be compared. The compiler is warm throughout, its driver of generators too, as every SDK brings generators of its own;
/// the first run of our generator is not.
/// </summary>
internal static class GeneratorTimes
{
    private const int Repetitions = 15;

    /// <summary>How many edits come before those that are measured: the runtime goes on compiling the generator for good meanwhile.</summary>
    private static readonly int[] s_editsBefore = [0, 150, 400];

    private static readonly int[] s_blocks = [1, 4, 12];

    /// <summary>Measures and prints.</summary>
    /// <param name="newGenerator">Makes the generator that is measured.</param>
    /// <param name="output">Where the table goes.</param>
    public static void Print(Func<IIncrementalGenerator> newGenerator, TextWriter output)
    {
        var unit = Median(() => CompileToMemory(CompilerWorkload.Compile(CompilerWorkload.ThousandLines)), Repetitions + 10);
        CompilerWorkload.NewDriver(new OrdinaryGenerator()).RunGenerators(CompilerWorkload.Compile(CompilerWorkload.ThousandLines, "[System.Obsolete] public class Old;"));
        var bystander = CompilerWorkload.Compile(CompilerWorkload.ThousandLines, CompilerWorkload.TenLayers(0));

        GeneratorDriver driver = CompilerWorkload.NewDriver(newGenerator());
        var cold = Time(() => driver = driver.RunGenerators(bystander));
        var result = driver.GetRunResult();

        // Otherwise times of a failure would be printed.
        if (result.GeneratedTrees.IsEmpty || result.Results[0].Exception is not null)
        {
            throw new InvalidOperationException($"The generator produced nothing. {result.Results[0].Exception}");
        }

        var allocated = Allocated(() => CompileToMemory(CompilerWorkload.Compile(CompilerWorkload.ThousandLines)));
        var kept = Kept(() => CompilerWorkload.NewDriver(newGenerator()).RunGenerators(CompilerWorkload.Compile(CompilerWorkload.TenLayers(Repetitions + 1))));
        var allocatedByEdit = Allocated(() => CompilerWorkload.NewDriver(newGenerator()).RunGenerators(CompilerWorkload.Compile(CompilerWorkload.TenLayers(Repetitions + 2))));
        var again = Median(() => CompilerWorkload.NewDriver(newGenerator()).RunGenerators(bystander), Repetitions);
        var edits = Edits(driver, bystander, 1, s_editsBefore[^1] + Repetitions, CompilerWorkload.TenLayers);
        var elsewhere = Edits(driver, bystander, 0, Repetitions, count => CompilerWorkload.ThousandLines + $"// edit {count}\n");

        output.WriteLine("times as ratios to compiling 1 000 lines of C# in the same process");
        Row("cold: first run in the process", cold);
        Row("again, the result remembered", again);
        foreach (var before in s_editsBefore)
        {
            Row($"an edit of the network after {before}", MedianOf(edits[before..(before + Repetitions)]));
        }

        Row("after an edit of another file", MedianOf(elsewhere));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"memory allocated for the network",-32} {allocatedByEdit / allocated,8:0.000}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"memory kept for the next edit",-32} {kept / allocated,8:0.000}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"emitted: {result.GeneratedTrees.Sum(tree => tree.Length) / 1024.0:0.0} KB in {result.GeneratedTrees.Length} file(s)"));
        foreach (var blocks in s_blocks)
        {
            var models = CompilerWorkload.Compile(CompilerWorkload.LanguageModel(blocks));
            GeneratorDriver fresh = CompilerWorkload.NewDriver(newGenerator());
            Row(string.Create(CultureInfo.InvariantCulture, $"language model of {blocks} block(s)"), Time(() => fresh = fresh.RunGenerators(models)));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"emitted: {fresh.GetRunResult().GeneratedTrees.Sum(tree => tree.Length) / 1024.0:0.0} KB"));
        }

        void Row(string name, double time) =>
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-32} {time / unit,8:0.000}"));
    }

    private static List<double> Edits(GeneratorDriver driver, Compilation compilation, int file, int number, Func<int, string> text)
    {
        var times = new List<double>();
        for (int count = 1; count <= number; count++)
        {
            var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.ElementAt(file), CompilerWorkload.Parse(text(count)));
            times.Add(Time(() => driver = driver.RunGenerators(edited)));
            compilation = edited;
        }

        return times;
    }

    private static void CompileToMemory(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        if (compilation.Emit(assembly) is { Success: false } failure)
        {
            throw new InvalidOperationException(string.Join("\n", failure.Diagnostics));
        }
    }

    /// <summary>The bytes that an action allocates, on all threads.</summary>
    private static double Allocated(Action action)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        action();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>The bytes that stay reachable through what a function returns.</summary>
    private static double Kept<T>(Func<T> function)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        T result = function();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(result);
        return after - before;
    }

    private static double Median(Action action, int repetitions) => MedianOf([.. Enumerable.Range(0, repetitions).Select(_ => Time(action))]);

    private static double MedianOf(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static double Time(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
