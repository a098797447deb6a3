using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace DeriveGen.Benchmarks;

/// <summary>The network whose first step is measured: three layers.</summary>
[Network(BatchSize = 16)]
[Input(64)]
[Dense(64, Activation.Relu)]
[Dense(64, Activation.Relu)]
[Dense(10)]
[SoftmaxCrossEntropy]
[Sgd]
public sealed partial class ThreeLayers;

/// <summary>
/// What the first step costs beyond the others, which is compilation, beside that of hand-written code: as much of it, by bytes of
/// intermediate language, once optimized and once as the runtime compiles at first. Each is measured in new processes.
/// </summary>
internal static class FirstStep
{
    private const int Repetitions = 9;
    private const string Argument = "first-step-of";

    /// <summary>Measures in processes of their own and prints.</summary>
    public static void Print(TextWriter output)
    {
        Sample emitted = Median("emitted", tiered: true), optimized = Median("naive", tiered: false), quick = Median("naive", tiered: true);
        Row("emitted, three layers", emitted);
        Row("hand-written, optimized", optimized);
        Row("hand-written, at first", quick);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the first step over compiling as much hand-written code: optimized {Ratio(optimized):0.00}, at first {Ratio(quick):0.00}"));

        double Ratio(Sample other) => emitted.Step / (other.Compilation / other.Bytes * emitted.Bytes);
        void Row(string name, Sample sample) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-26} {sample.Methods,4} methods {sample.Bytes,6} bytes, compiled in {sample.Compilation / sample.Step:0.00} of the first step"));
    }

    /// <summary>Takes one first step in this process and prints what it took, for <see cref="Print"/>.</summary>
    public static void Serve(string kind)
    {
        float[] x = new float[16 * 64];
        int[] labels = new int[16];
        Array.Fill(x, 0.5f);
        Func<float> step;
        if (kind == "naive")
        {
            var naive = new NaiveDigitsNet(16, seed: 7);
            step = () => naive.Train(x, labels, 0.01f);
        }
        else
        {
            var network = new ThreeLayers(seed: 7);
            step = () => network.Train(x, labels, 0.01f);
        }

        // What the clocks themselves need is compiled before.
        _ = Now();
        Sample before = Now();
        step();
        Sample after = Now();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{after.Methods - before.Methods} {after.Bytes - before.Bytes} {after.Compilation - before.Compilation} {after.Step - before.Step}"));
    }

    private static Sample Now() => new(
        JitInfo.GetCompiledMethodCount(currentThread: true), JitInfo.GetCompiledILBytes(currentThread: true),
        JitInfo.GetCompilationTime(currentThread: true).TotalMilliseconds, Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency);

    /// <summary>The sample of median time.</summary>
    private static Sample Median(string kind, bool tiered) =>
        Enumerable.Range(0, Repetitions).Select(_ => Run(kind, tiered)).OrderBy(sample => sample.Step).ElementAt(Repetitions / 2);

    private static Sample Run(string kind, bool tiered)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Argument, kind]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredCompilation"] = tiered ? "1" : "0";
        using Process process = Process.Start(start)!;
        string[] words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return words.Length == 4
            ? new(Number(words[0]), Number(words[1]), Number(words[2]), Number(words[3]))
            : throw new InvalidOperationException($"The process that takes the first step ended with {process.ExitCode}.");

        static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
    }

    /// <summary>What was compiled, and times in milliseconds.</summary>
    private sealed record Sample(double Methods, double Bytes, double Compilation, double Step);
}
