using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>Random stacks and graphs of everything in the library: emitted code, interpreter and differences agree.</summary>
public sealed class RandomNetworkTests
{
    private const int PerCompilation = 25;

    /// <summary>How many compilations of networks to try; a larger number in this variable makes a longer run.</summary>
    private static readonly int s_compilations = Number("DERIVEGEN_STACKS", 12);

    /// <summary>The seed of the first network.</summary>
    private static readonly int s_first = Number("DERIVEGEN_STACKS_SEED", 0);

    [Fact]
    public void Random_networks_compute_what_their_equations_say()
    {
        var failures = new ConcurrentBag<string>();
        int measured = 0, passedOver = 0;
        Parallel.For(0, s_compilations, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, compilation =>
        {
            var differences = new Differences();
            foreach (string failure in Fuzz.Run(Enumerable.Range(s_first + (compilation * PerCompilation), PerCompilation).Select(RandomNetwork.Draw), differences))
            {
                failures.Add(failure);
            }

            Interlocked.Add(ref measured, differences.Measured);
            Interlocked.Add(ref passedOver, differences.PassedOver);
        });
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
        Assert.True(measured > 9 * passedOver, string.Create(CultureInfo.InvariantCulture, $"of {measured + passedOver} directions {passedOver} could not be measured"));
    }

    [Fact]
    public void A_seed_gives_the_same_network_again() => Assert.Equal(RandomNetwork.Draw(11).Source, RandomNetwork.Draw(11).Source);

    /// <summary>A layer that is new in the library fails here until it has a row.</summary>
    [Fact]
    public void Everything_in_the_library_has_a_row() => Assert.Empty(
        from type in typeof(NetworkAttribute).Assembly.GetExportedTypes()
        where !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(OptimizerAttribute)) || type.IsSubclassOf(typeof(ClipperAttribute)))
        let name = type.Name[..^nameof(Attribute).Length]
        where !s_rows.Contains(name)
        select name);

    [Fact]
    public void Every_schedule_is_used() => Assert.Empty(
        typeof(RateSchedule).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => "RateSchedule." + field.Name).Except(OptimizerTable.Schedules));

    private static readonly HashSet<string> s_rows =
    [
        .. LayerTable.All.Concat(LayerTable.OfTokens).Select(row => row.Name),
        .. LossTable.All.SelectMany(row => row.OfSequence is { } other ? [row.Name, other.Name] : new[] { row.Name }),
        .. OptimizerTable.Clippers.Concat(OptimizerTable.Optimizers).Select(row => row.Name),
    ];

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
