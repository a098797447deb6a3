using System.Numerics;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>Warmup has everything compiled that steps run, and leaves the network as it is.</summary>
public sealed class WarmupTests
{
    private const string Sources = """
        using System.Collections.Generic;
        using System.Runtime;

        [Network(BatchSize = 13, Keep = "hidden.z")]
        [Input(6)] [Dense(20, Activation.Tanh, Name = "hidden")] [BatchNorm] [Dropout(0.2)] [Dense(3)] [SoftmaxCrossEntropy] [Adam]
        public sealed partial class Labelled
        {
            public List<string> Compiled(float[][] x, int[][] t)
            {
                MEASURED(x[call], t[call])
            }
        }

        [Network(BatchSize = 3, Precision = Precision.Double)]
        [Equations("input x[i:batch, t:T<=12, j:5]; input scale[j]; target y[i, t, k:7]; param W[j, k] ~ glorot; z[i, t, k] = sigmoid(x[i, t, j] * W[j, k] * scale[j]); L = mean(i: sum(t, k: (z[i, t, k] - y[i, t, k])^2))")]
        public sealed partial class Series
        {
            public List<string> Compiled(double[][] x, double[] scale, double[][] y, int[] length)
            {
                MEASURED(x[call], scale, y[call], length[call])
            }
        }

        [Network(BatchSize = 3)]
        [Equations("input x[i:batch, j:4]; target y[i]; param w[j] = 1; z[i] = x[i, j] * w[j] + log(x[i, 0] - 1); L = mean(i: (z[i] - y[i])^2)")]
        public sealed partial class NotANumber
        {
            public List<string> Compiled(float[][] x, float[][] y)
            {
                MEASURED(x[call], y[call])
            }
        }

        [Network(BatchSize = 3)]
        [Equations("input x[j:2, i:batch]; target y[i]; param w[j] = 1; z[i] = x[j, i] * w[j]; L = mean(i: (z[i] - y[i])^2)")]
        public sealed partial class ExamplesBehind;

        [Network(BatchSize = 64, Threads = 2)]
        [Input(256)] [Dense(256, Activation.Relu)] [Dense(10)] [SoftmaxCrossEntropy] [Sgd]
        public sealed partial class Shared;

        [Network]
        [Input(2)] [Dense(1)] [SquaredError]
        public sealed partial class Own
        {
            public int Warmup() => 7;
        }
        """;

    private static readonly LoadedNetworks s_loaded = LoadedNetworks.Of(Measured(warm: true));

    private static float[] Reals(int count, int seed = 1) => [.. Enumerable.Range(0, count).Select(number => MathF.Sin((3 * number) + seed))];

    private static int[] Labels(int count) => [.. Enumerable.Range(0, count).Select(number => number * number % 3)];

    [Fact]
    public void Nothing_is_compiled_afterwards()
    {
        int[] sizes = [.. Enumerable.Range(1, 13).Reverse()];
        dynamic labelled = s_loaded.Create<float>("Labelled", seed: 1);
        Assert.Empty((List<string>)labelled.Compiled(Array.ConvertAll(sizes, size => Reals(6 * size)), Array.ConvertAll(sizes, Labels)));

        (int Examples, int Length)[] calls = [.. Enumerable.Range(1, 3).SelectMany(examples => Enumerable.Range(1, 12).Select(length => (examples, length)))];
        double[] Doubles(int count) => Array.ConvertAll(Reals(count), number => (double)number);
        dynamic series = s_loaded.Create<double>("Series", seed: 1);
        Assert.Empty((List<string>)series.Compiled(
            Array.ConvertAll(calls, call => Doubles(call.Examples * call.Length * 5)), Doubles(5),
            Array.ConvertAll(calls, call => Doubles(call.Examples * call.Length * 7)), Array.ConvertAll(calls, call => call.Length)));
    }

    [Fact]
    public void Nor_where_the_trial_has_no_loss()
    {
        dynamic network = s_loaded.Create<float>("NotANumber", seed: 1);
        float[] ones = [.. Enumerable.Repeat(2f, 12)];
        Assert.Empty((List<string>)network.Compiled(new[] { ones }, new[] { new float[3] }));
    }

    [Fact]
    public void Without_it_the_first_step_compiles_its_kernels()
    {
        dynamic network = LoadedNetworks.Of(Measured(warm: false)).Create<float>("Labelled", seed: 1);
        List<string> compiled = network.Compiled(new[] { Reals(6 * 13) }, new[] { Labels(13) });
        Assert.StartsWith("Train compiles ", compiled[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_states_adjoints_and_what_is_drawn_next_stay()
    {
        float[] x = Reals(6 * 13), y = Reals(6 * 5, seed: 2);
        int[] t = Labels(13), u = Labels(5);
        Compare<float>("Labelled", network =>
        [
            network.Train(Batch<float>.Of(x).With(t)), network.Gradient(Batch<float>.Of(y).With(u)),
        ], ["hidden.W", "W4"], "hidden.z", 5 * 20);
    }

    [Fact]
    public void So_they_do_where_threads_share_steps() =>
        Compare<float>("Shared", network => [network.Train(Batch<float>.Of(Reals(256 * 64)).With(Labels(64))), network.Gradient(Batch<float>.Of(Reals(256 * 64)).With(Labels(64)))], ["W1", "b1"]);

    [Fact]
    public void So_they_do_without_a_number_of_examples()
    {
        dynamic network = s_loaded.Create<float>("ExamplesBehind", seed: 1);
        network.Warmup();
        float[] weights = new float[2];
        ((INetwork<float>)network).CopyParameter("w", weights);
        Assert.Equal([1f, 1f], weights);
    }

    [Fact]
    public void A_method_of_that_name_in_the_class_stays_its_own()
    {
        dynamic network = s_loaded.Create<float>("Own", seed: 1);
        Assert.Equal(7, (int)network.Warmup());
    }

    /// <summary>Two networks of one seed take the same steps, one of them warmed up in between.</summary>
    private static void Compare<T>(string name, Func<INetwork<T>, T[]> steps, string[] parameters, string? kept = null, int length = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        INetwork<T> plain = s_loaded.Create<T>(name, seed: 5), warmed = s_loaded.Create<T>(name, seed: 5);
        Assert.Equal(steps(plain), steps(warmed));
        ((dynamic)warmed).Warmup();
        Assert.Equal(File(plain), File(warmed));
        foreach (string parameter in parameters)
        {
            Assert.Equal(Adjoint(plain, parameter), Adjoint(warmed, parameter));
        }

        if (kept is not null)
        {
            T[] one = new T[length], other = new T[length];
            plain.Read(kept, one);
            warmed.Read(kept, other);
            Assert.Equal(one, other);
        }

        plain.Update();
        warmed.Update();
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(steps(plain), steps(warmed));
        }

        Assert.Equal(File(plain), File(warmed));
    }

    private static T[] Adjoint<T>(INetwork<T> network, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] adjoint = new T[network.Parameters.First(parameter => parameter.Name == name).Size];
        network.CopyGradient(name, adjoint);
        return adjoint;
    }

    private static byte[] File(INetwork network)
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        return stream.ToArray();
    }

    /// <summary>The classes, whose method says for each kind of call how many methods the runtime compiled in it, on the thread that makes it.</summary>
    private static string Measured(bool warm)
    {
        string[] calls = ["Train(#)", "Epoch(#)", "Gradient(#)", "Gradient(#, accumulate: true)", "Update()", "Loss(#)", "Predict(#)"];
        return string.Join("\n", Sources.Split('\n').Select(line =>
        {
            if (!line.Contains("MEASURED"))
            {
                return line;
            }

            string arguments = line[(line.IndexOf('(') + 1)..line.LastIndexOf(')')];
            IEnumerable<string> measured = calls.Select(call =>
            {
                string given = call.StartsWith("Predict", StringComparison.Ordinal) ? Inputs(arguments) : arguments;
                return $$"""
                    before = JitInfo.GetCompiledMethodCount(currentThread: true);
                    {{call.Replace("#", given)}};
                    after = JitInfo.GetCompiledMethodCount(currentThread: true);
                    if (after != before) compiled.Add($"{{call[..call.IndexOf('(')]}} compiles {after - before} at call {call}");
                    """;
            });
            return $$"""
                var compiled = new List<string>();
                {{(warm ? "Warmup();" : "")}}
                long before = JitInfo.GetCompiledMethodCount(currentThread: true), after;
                for (int call = 0; call < x.Length; call++)
                {
                {{string.Join("\n", measured)}}
                }
                return compiled;
                """;
        }));
    }

    /// <summary>The arguments without the target, which is the last tensor.</summary>
    private static string Inputs(string arguments) => string.Join(", ", arguments.Split(", ").Where(argument => argument is not ("t[call]" or "y[call]")));
}
