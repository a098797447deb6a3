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
    /// <param name="continues">Whether the period at the second place goes on as the one at the first place began; the third number is the period.</param>
    public static List<Repetition> Find(IReadOnlyList<string> keys, int smallest, Func<int, int, int, bool>? continues = null)
    {
        Dictionary<string, int> numbers = [];
        int[] sequence = [.. keys.Select(key => numbers.TryGetValue(key, out int number) ? number : numbers[key] = numbers.Count)];

        // equal[p][i]: how many elements from i on equal those p places later.
        var best = new Repetition?[sequence.Length];
        for (int period = 1; period <= sequence.Length / 2; period++)
        {
            int equal = 0;
            for (int start = sequence.Length - period - 1; start >= 0; start--)
            {
                equal = sequence[start] == sequence[start + period] ? equal + 1 : 0;
                int count = 1 + (equal / period);
                if (count < 2 || period * (count - 1) < smallest || (best[start] is { } known && known.Period * known.Count >= period * count))
                {
                    continue;
                }

                count = Continuing(start, period, count, continues);
                if (period * (count - 1) >= smallest && !(best[start] is { } other && other.Period * other.Count >= period * count))
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
    private static Repetition? Better(Repetition?[] best, Repetition candidate) =>
        best.Take(candidate.End).Skip(candidate.Start + 1).FirstOrDefault(other => other is not null && other.Period * other.Count > candidate.Period * candidate.Count);

    private static int Continuing(int start, int period, int count, Func<int, int, int, bool>? continues)
    {
        for (int number = 2; continues is not null && number < count; number++)
        {
            if (!continues(start, start + ((number - 1) * period), period))
            {
                return number;
            }
        }

        return count;
    }
}
