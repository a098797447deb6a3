using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>The comparison as a command and a table.</summary>
internal static class Report
{
    /// <summary>Measures the works whose names contain a text, and prints a table of ratios: a peer's time divided by ours.</summary>
    /// <param name="filter">A part of a name, or empty for all.</param>
    /// <param name="seed">Draws two of the perceptrons.</param>
    /// <param name="output">Takes the table.</param>
    /// <param name="log">Takes what goes on.</param>
    public static void Print(string filter, int seed, TextWriter output, TextWriter log)
    {
        Work[] works = [.. Works.All(seed).Where(work => work.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];
        if (works.Length == 0)
        {
            log.WriteLine($"No row's name contains '{filter}'. The rows are:\n{string.Join("\n", Works.All(seed).Select(work => work.Name))}");
            return;
        }

        string folder = Directory.CreateTempSubdirectory("derivegen-peers").FullName;
        try
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{DateTime.UtcNow:yyyy-MM-dd}, {Machine()}, {RuntimeInformation.FrameworkDescription}, vectors of {Width()} bits; drawn networks of seed {seed}"));
            output.WriteLine();
            output.WriteLine("| work | share of peak | the peers' time over ours |");
            output.WriteLine("|---|---|---|");
            foreach (Work work in works)
            {
                (IReadOnlyList<Result> results, double peak) = Contest.Run(work, folder, log);
                Result ours = results.Single(result => result.Name == Peer.Ours.Name);
                string Ratio(Result result) => result.Problem is not null ? $"{result.Name} none"
                    : string.Create(CultureInfo.InvariantCulture, $"{result.Name} {result.SecondsPerStep / ours.SecondsPerStep:0.00}");
                string peers = string.Join(", ", results.Where(result => result.Name != Peer.Ours.Name).Select(Ratio));
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {work.Name} | {work.Flops / ours.SecondsPerStep / peak / work.Threads:0 %} | {peers} |"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Width() => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string Machine()
    {
        const string Path = "/proc/cpuinfo";
        string? line = File.Exists(Path) ? File.ReadLines(Path).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        string model = line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        return string.Create(CultureInfo.InvariantCulture, $"{model}, {Environment.ProcessorCount} processors");
    }
}
