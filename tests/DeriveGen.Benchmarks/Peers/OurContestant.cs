using System.Diagnostics;
using System.Globalization;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>Our own side, run as every other: <c>contestant WORK SEED</c>.</summary>
internal static class OurContestant
{
    /// <summary>Answers numbers of steps until the input ends.</summary>
    public static void Serve(Work work)
    {
        EmittedNetwork emitted = EmittedNetwork.Of(work);
        Func<int, double> run = emitted.Over(WorkData.Draw(work, emitted.Network));
        Console.WriteLine("ready");
        while (Console.ReadLine() is { Length: > 0 } line)
        {
            int steps = int.Parse(line, CultureInfo.InvariantCulture);
            long start = Stopwatch.GetTimestamp();
            double value = run(steps);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:R} {value:R}"));
        }
    }
}
