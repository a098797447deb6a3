using System.Diagnostics;
using System.Globalization;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>What came out for one contestant.</summary>
/// <param name="Name">Who it is.</param>
/// <param name="SecondsPerStep">The least of all rounds.</param>
/// <param name="Problem">Why there is no time, where there is none.</param>
internal sealed record Result(string Name, double SecondsPerStep, string? Problem);

/// <summary>
/// All contestants of a work, round by round one after the other, so that whatever else the machine does meets all of them; the least time of
/// each counts, and the same for the multiply-adds that measure the machine's peak.
/// </summary>
internal static class Contest
{
    private const int Rounds = 25, ComparedSteps = 6;
    private const double SecondsInRound = 0.03, Tolerance = 1e-3;

    /// <summary>
    /// In so long the threads of a library that look out for more work have fallen asleep, OpenBLAS's after some 30 milliseconds; before, they would
    /// take the processor of whoever comes next.
    /// </summary>
    private static readonly TimeSpan s_untilAsleep = TimeSpan.FromMilliseconds(60);

    /// <summary>Runs a work: our result first, then the others' in the order of their table; and the peak, in floating-point operations a second.</summary>
    public static (IReadOnlyList<Result> Results, double Peak) Run(Work work, string folder, TextWriter log)
    {
        string file = Path.Combine(folder, string.Concat(work.Name.Where(char.IsAsciiLetterOrDigit)));
        WorkData data = WorkData.Draw(work, EmittedNetwork.Of(work).Network);
        data.Write(file);
        var running = new List<(string Name, Contestant Contestant, int Steps)>();
        var results = new List<Result>();
        double[]? losses = null;
        foreach (Peer peer in Peer.All.Where(peer => peer.TakesPart(work)).Prepend(Peer.Ours))
        {
            log.WriteLine($"{work.Name}: {peer.Name}");
            Contestant? contestant = null;
            try
            {
                contestant = new Contestant(peer.Name, peer.Prepare(data, file), work.Threads);
                double[] own = [.. Enumerable.Range(0, ComparedSteps).Select(_ => contestant.Run(1).Value)];
                losses ??= own;
                if (losses.Zip(own).Any(pair => !(Math.Abs(pair.First - pair.Second) <= Tolerance * Math.Abs(pair.First))))
                {
                    throw new InvalidOperationException(string.Create(
                        CultureInfo.InvariantCulture, $"computes something else: losses {string.Join(" ", own)} where ours are {string.Join(" ", losses)}"));
                }

                running.Add((peer.Name, contestant, StepsInRound(contestant)));
            }
            catch (Exception exception) when (peer != Peer.Ours && exception is (InvalidOperationException or System.ComponentModel.Win32Exception))
            {
                contestant?.Dispose();
                results.Add(new(peer.Name, double.NaN, exception.Message));
                log.WriteLine($"{peer.Name}: {exception.Message}");
            }
        }

        var least = running.ToDictionary(entry => entry.Name, _ => double.PositiveInfinity);
        double peak = double.PositiveInfinity;
        const int PeakRounds = 2_000_000;
        for (int round = 0; round < Rounds; round++)
        {
            WaitForThreads();
            peak = Math.Min(peak, Peak.Seconds(PeakRounds));
            foreach ((string name, Contestant contestant, int steps) in running)
            {
                if (work.Threads > 1)
                {
                    // Some steps wake the contestant's own threads, which have slept as well.
                    WaitForThreads();
                    contestant.Run(Math.Max(1, steps / 4));
                }

                least[name] = Math.Min(least[name], contestant.Run(steps).Seconds / steps);
            }
        }

        foreach ((string name, Contestant contestant, _) in running)
        {
            contestant.Dispose();
            results.Add(new(name, least[name], null));
        }

        return (results, (double)PeakRounds * Peak.FlopsPerRound / peak);

        void WaitForThreads() => Thread.Sleep(work.Threads > 1 ? s_untilAsleep : TimeSpan.Zero);
    }

    /// <summary>Warms up, and finds how many steps fill a round.</summary>
    private static int StepsInRound(Contestant contestant)
    {
        int steps = 1;
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            double seconds = contestant.Run(steps).Seconds;
            if (seconds >= SecondsInRound && Stopwatch.GetElapsedTime(start).TotalSeconds > 10 * SecondsInRound)
            {
                return Math.Max(1, (int)(steps * SecondsInRound / seconds));
            }

            steps = seconds >= SecondsInRound ? steps : steps * 2;
        }
    }
}
