using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Tests.Driver;
using DeriveGen.Testing;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace DeriveGen.Generator.Tests.Pipeline;

public sealed class CancellationTests(ITestOutputHelper output)
{
    private static readonly UserProject Source = UserProject.Of("[Network, Input(31), Dense(17), SquaredError] partial class Net;");
    private static readonly CancellationToken Cancelled = new(canceled: true);

    [Fact]
    public void Ends_the_generator() =>
        Assert.ThrowsAny<OperationCanceledException>(() => GeneratorRun.NewDriver(new CSharpParseOptions(LanguageVersion.Latest)).RunGenerators(Source.Compilation, Cancelled));

    [Fact]
    public void Ends_the_stages_and_is_not_remembered()
    {
        var model = Source.Read().Model!;

        Assert.ThrowsAny<OperationCanceledException>(() => Stages.Compile(model, Cancelled));
        Assert.NotEmpty(Stages.Compile(model, CancellationToken.None).Source);
    }

    /// <summary>Cancelled in the middle of a stage, not before it: a language model of twelve blocks takes long enough to be met.</summary>
    [Fact]
    public void Ends_a_long_compilation_soon()
    {
        NetworkModel model = UserProject.Of(File.ReadAllText(Repository.PathOf("src", "DeriveGen.Samples", "Networks", "TinyGpt.cs"))).Read("DeriveGen.Samples.Networks.TinyGpt").Model!;
        var waits = new List<TimeSpan>();
        var outcomes = new List<Exception?>();
        foreach (int delay in new[] { 20, 120, 300, 700 })
        {
            using var source = new CancellationTokenSource();
            var thread = new Thread(() => outcomes.Add(Record.Exception(() => Compiler.NetworkCompiler.Compile(model, source.Token))));
            thread.Start();
            Thread.Sleep(delay);
            var clock = System.Diagnostics.Stopwatch.StartNew();
            source.Cancel();
            thread.Join();
            waits.Add(clock.Elapsed);
        }

        Assert.Contains(outcomes, outcome => outcome is OperationCanceledException);
        Assert.All(outcomes, outcome => Assert.True(outcome is null or OperationCanceledException, outcome?.ToString()));
        output.WriteLine($"from the request to the end: {string.Join(", ", waits.Select(wait => $"{wait.TotalMilliseconds:F0} ms"))}");
    }
}
