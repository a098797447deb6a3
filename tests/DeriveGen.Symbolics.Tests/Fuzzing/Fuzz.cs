using System.Globalization;

namespace DeriveGen.Symbolics.Tests.Fuzzing;

/// <summary>
/// Runs random cases, each from a seed of its own. <c>DERIVEGEN_FUZZ_CASES</c> sets how many of each kind, for longer runs;
/// <c>DERIVEGEN_FUZZ_SEED</c> the first seed, so that a failure is repeated with its seed and one case.
/// </summary>
internal static class Fuzz
{
    private const int FirstSeed = 20_000;

    /// <summary>How many random cases of a kind a run has.</summary>
    public static int Cases(int usual) => Variable("DERIVEGEN_FUZZ_CASES") ?? usual;

    /// <summary>Runs cases until so many were fit to be judged, and fails with all that went wrong.</summary>
    /// <param name="cases">How many.</param>
    /// <param name="run">Builds the case of a seed and checks it: null when all is well, else what is wrong. It throws <see cref="UnfitException"/> to be given another seed.</param>
    public static void Run(int cases, Func<int, string?> run)
    {
        const int MostFailuresShown = 3;
        var failures = new List<string>();
        int seed = Variable("DERIVEGEN_FUZZ_SEED") ?? FirstSeed;
        for (int judged = 0, unfit = 0; judged < cases && failures.Count < MostFailuresShown; seed++)
        {
            Assert.True(unfit <= 5 * cases, $"{unfit} of {judged + unfit} cases were not fit to be judged: the generator is to blame.");
            try
            {
                if (run(seed) is { } problem)
                {
                    failures.Add($"DERIVEGEN_FUZZ_SEED={seed}: {problem}");
                }

                judged++;
            }
            catch (UnfitException)
            {
                unfit++;
            }
            catch (Exception exception)
            {
                failures.Add($"DERIVEGEN_FUZZ_SEED={seed}: {exception}");
                judged++;
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static int? Variable(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : null;
}

/// <summary>A random case whose values are no ground for a verdict: infinite, or too large for differences to be precise.</summary>
internal sealed class UnfitException : Exception;
