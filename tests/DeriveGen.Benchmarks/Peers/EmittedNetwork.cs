using System.Globalization;
using System.Reflection;
using DeriveGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>A declared network, generated, compiled and loaded, with a loop that runs its steps as a user's would.</summary>
internal sealed class EmittedNetwork
{
    /// <summary>Every process that draws the parameters draws the same.</summary>
    private const int Seed = 3;

    private const int StepsInEpoch = 1024;

    private readonly Type _loop;

    private EmittedNetwork(INetwork<float> network, Type loop)
    {
        Network = network;
        _loop = loop;
    }

    /// <summary>The network.</summary>
    public INetwork<float> Network { get; }

    /// <summary>Generates, compiles and loads.</summary>
    /// <exception cref="InvalidOperationException">The declaration does not compile.</exception>
    public static EmittedNetwork Of(Work work)
    {
        CSharpCompilation compilation = CompilerWorkload.Compile(work.Declaration, Loop(work))
            .WithOptions(new(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CompilerWorkload.NewDriver(new NetworkGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        using var stream = new MemoryStream();
        if (generated.Emit(stream) is { Success: false } result)
        {
            IEnumerable<Diagnostic> errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5);
            throw new InvalidOperationException($"{work.Name}: {string.Join("\n", errors)}");
        }

        Assembly assembly = Assembly.Load(stream.ToArray());
        return new((INetwork<float>)Activator.CreateInstance(assembly.GetType("Net")!, Seed)!, assembly.GetType("Loop")!);
    }

    /// <summary>Runs steps and returns the last loss; of predictions, the sum over the last outputs.</summary>
    public Func<int, double> Over(WorkData data) => (Func<int, double>)_loop.GetMethod("Over")!.Invoke(
        null, [Network, data.Inputs, data.Targets, data.Work.Rate])!;

    // The array's element types are the network's, so that nothing is converted in the loop.
    private static string Loop(Work work)
    {
        string input = work.Symbols > 0 ? "int" : "float", target = work.Classes > 0 ? "int" : "float";
        string x = Slice("x", work.Batch * work.Inputs), t = Slice("t", work.Batch * work.Targets);
        if (work.ByEpoch)
        {
            return EpochLoop(work, input, target);
        }

        string step = work.Doing == Doing.Train ? $"value = net.Train({x}, {t}, rate);" : $"value = net.Predict({x})[0];";
        return $$"""
            using System;
            using System.Runtime.CompilerServices;

            public static class Loop
            {
                public static Func<int, double> Over(Net net, Array inputs, Array targets, float rate)
                {
                    var x = ({{input}}[])inputs;
                    var t = ({{target}}[])targets;
                    int at = 0;
                    return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (steps) =>
                    {
                        float value = 0;
                        for (int step = 0; step < steps; step++)
                        {
                            {{step}}
                            at = at + 1 == {{work.Batches}} ? 0 : at + 1;
                        }

                        return value;
                    };
                }
            }
            """;
    }

    /// <summary>The batches over and over, as the data of epochs of <see cref="StepsInEpoch"/> steps.</summary>
    private static string EpochLoop(Work work, string input, string target) => $$"""
        using System;
        using System.Linq;

        public static class Loop
        {
            public static Func<int, double> Over(Net net, Array inputs, Array targets, float rate)
            {
                const int Steps = {{StepsInEpoch}};
                var x = Enumerable.Repeat(({{input}}[])inputs, Steps / {{work.Batches}}).SelectMany(numbers => numbers).ToArray();
                var t = Enumerable.Repeat(({{target}}[])targets, Steps / {{work.Batches}}).SelectMany(numbers => numbers).ToArray();
                int at = 0;
                return steps =>
                {
                    float value = 0;
                    for (int count; steps > 0; steps -= count)
                    {
                        count = Math.Min(steps, Steps - at);
                        value = net.Epoch(x.AsSpan(at * {{work.Batch * work.Inputs}}, count * {{work.Batch * work.Inputs}}), t.AsSpan(at * {{work.Batch * work.Targets}}, count * {{work.Batch * work.Targets}}), rate);
                        at = (at + count) % Steps;
                    }

                    return value;
                };
            }
        }
        """;

    private static string Slice(string name, int length) => string.Create(CultureInfo.InvariantCulture, $"{name}.AsSpan(at * {length}, {length})");
}
