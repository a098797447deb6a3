namespace DeriveGen.Compiler.Emission;

/// <summary>A part of a sequence that is a shorter one several times over.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Period">The length of the shorter one.</param>
/// <param name="Count">How often it stands there, one behind the other.</param>
/// <param name="Rest">How many of its first elements stand there once more.</param>
internal sealed record Repetition(int Start, int Period, int Count, int Rest = 0)
{
    /// <summary>Where it ends.</summary>
    public int End => Start + (Period * Count) + Rest;

    /// <summary>How often it begins.</summary>
    public int Turns => Count + (Rest > 0 ? 1 : 0);

    /// <summary>What a function gives for an element of each of the times.</summary>
    /// <param name="element">The element's number in the shorter sequence.</param>
    /// <param name="value">The function of its number in the whole one.</param>
    public T[] Times<T>(int element, Func<int, T> value) =>
        [.. Enumerable.Range(0, Count + (element < Rest ? 1 : 0)).Select(time => value(Start + (time * Period) + element))];

    /// <summary>The repetition with the elements behind it that begin it once more, before another one begins.</summary>
    public Repetition WithRest(IReadOnlyList<string> keys, int last)
    {
        int rest = 0;
        while (rest < Period && End + rest < last && keys[End + rest] == keys[Start + rest])
        {
            rest++;
        }

        return this with { Rest = rest };
    }

    /// <summary>
    /// The repetitions of a sequence that save at least <paramref name="smallest"/> elements, apart from one another, in order. Of those
    /// that begin at one place the one that covers most is taken, of equals the shortest period; a later beginning is better where it covers more.
    /// </summary>
    /// <param name="keys">The sequence; equal elements have equal keys.</param>
    /// <param name="smallest">The fewest elements that a repetition may save.</param>
    /// <param name="growsOn">Whether the element two periods behind a place follows from the one a period behind it as that one from the element at the place; the second number is the period.</param>
    public static List<Repetition> Find(IReadOnlyList<string> keys, int smallest, Func<int, int, bool>? growsOn = null)
    {
        Dictionary<string, int> numbers = [];
        int[] sequence = [.. keys.Select(key => numbers.TryGetValue(key, out int number) ? number : numbers[key] = numbers.Count)];

        // Of each period, from behind: how many elements from a place on equal those a period later, and how many of them grow on evenly.
        var best = new Repetition?[sequence.Length];
        for (int period = 1; period <= sequence.Length / 2; period++)
        {
            int equal = 0;
            int even = 0;
            for (int start = sequence.Length - period - 1; start >= 0; start--)
            {
                equal = sequence[start] == sequence[start + period] ? equal + 1 : 0;
                even = equal > period && (growsOn is null || growsOn(start, period)) ? even + 1 : 0;
                int count = equal < period ? 1 : Math.Min(1 + (equal / period), 2 + (even / period));
                if (count > 1 && period * (count - 1) >= smallest && !(best[start] is { } known && known.Period * known.Count >= period * count))
                {
                    best[start] = new(start, period, count);
                }
            }
        }

        var found = new List<Repetition>();
        for (int at = 0; at < sequence.Length;)
        {
            if (best[at] is not { } candidate || Better(best, candidate) is not null)
            {
                at++;
                continue;
            }

            found.Add(candidate);
            at = candidate.End;
        }

        return found;
    }

    /// <summary>A repetition that begins inside another and covers more.</summary>
    private static Repetition? Better(Repetition?[] best, Repetition candidate)
    {
        for (int start = candidate.Start + 1; start < candidate.End; start++)
        {
            if (best[start] is { } other && other.Period * other.Count > candidate.Period * candidate.Count)
            {
                return other;
            }
        }

        return null;
    }
}
