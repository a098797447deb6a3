using System.Diagnostics.Tracing;
using System.Runtime.Loader;
using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Model;
using DeriveGen.Samples.Networks;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Samples.Tests;

/// <summary>The runtime optimizes every emitted method.</summary>
public sealed class MethodBudgetTests
{
    /// <summary>The tier that the runtime reports of a method it gave up to optimize.</summary>
    private const int WithoutOptimization = 1;

    [Fact]
    public void A_program_near_the_limit_is_warned_of()
    {
        EmittedProgram[] programs = [Of("Predict", MethodBudget.MostLocals + 1), Of("TrainBackward", MethodBudget.MostLocals + 9), Of("Update", MethodBudget.MostLocals)];

        Problem problem = Assert.Single(MethodBudget.Problems("Net", programs));
        Assert.Equal(Severity.Warning, problem.Descriptor.Severity);
        Assert.StartsWith("DG0053 the method TrainBackward of 'Net' refers to 1509 tensors one by one; ", problem.ToString(), StringComparison.Ordinal);
        Assert.Empty(MethodBudget.Problems("Net", [programs[2]]));
    }

    [Fact]
    public void No_method_of_a_sample_is_compiled_without_optimization()
    {
        // Loaded a second time, its methods are compiled anew, whatever other tests have run.
        var assembly = new AssemblyLoadContext("again", isCollectible: true).LoadFromAssemblyPath(typeof(DigitsNet).Assembly.Location);
        using var compiled = new CompiledMethods();
        var net = (INetwork<float>)Activator.CreateInstance(assembly.GetType(typeof(DigitsNet).FullName!, throwOnError: true)!, 0)!;
        float[] x = new float[64];
        net.Train(Batch<float>.Of(x).With([3]));
        net.Gradient(Batch<float>.Of(x).With([3]));
        net.Gradient(Batch<float>.Of(x).With([3]), accumulate: true);
        net.Update();
        net.Predict(Batch<float>.Of(x));

        (string Method, int Tier)[] kernels = [.. compiled.Take().Where(method => method.Method.Contains("DigitsNetKernels", StringComparison.Ordinal))];
        Assert.Contains(kernels, method => method.Method.EndsWith("TrainForward", StringComparison.Ordinal));
        Assert.DoesNotContain(kernels, method => method.Tier == WithoutOptimization);
    }

    private static EmittedProgram Of(string name, int locals) => new(name, [], ReturnsLoss: false) { Locals = locals };

    /// <summary>What the runtime says of methods as it compiles them.</summary>
    private sealed class CompiledMethods : EventListener
    {
        private const EventKeywords Compilation = (EventKeywords)0x10;
        private readonly List<(string, int)> _methods = [];

        /// <summary>The methods so far, each with its tier.</summary>
        public (string Method, int Tier)[] Take()
        {
            lock (_methods)
            {
                return [.. _methods];
            }
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            {
                EnableEvents(eventSource, EventLevel.Verbose, Compilation);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) == true && _methods is not null)
            {
                object? Value(string name) => eventData.Payload![eventData.PayloadNames!.IndexOf(name)];
                lock (_methods)
                {
                    // The tier is bits 7 to 9 of the flags.
                    _methods.Add(($"{Value("MethodNamespace")}.{Value("MethodName")}", (int)((uint)Value("MethodFlags")! >> 7) & 7));
                }
            }
        }
    }
}
