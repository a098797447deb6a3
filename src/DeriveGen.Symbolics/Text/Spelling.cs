namespace DeriveGen.Symbolics.Text;

/// <summary>Suggests the name that was probably meant.</summary>
public static class Spelling
{
    /// <summary><c>; did you mean 'W1'?</c> for the nearest of <paramref name="candidates"/>, or nothing where none is near.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates) => Hint(Nearest(name, candidates));

    /// <summary>The same for a name that was looked for.</summary>
    public static string Hint(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'?";

    /// <summary>The nearest of <paramref name="candidates"/>; null where none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        int limit = Math.Max(1, name.Length / 3);
        string? best = null;
        int least = limit + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(name, candidate);
            if (distance < least && distance < Math.Max(name.Length, candidate.Length))
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>The number of characters to insert, delete, replace or swap with a neighbour (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                int replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                int best = Math.Min(replaced, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                d[i, j] = swapped ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
            }
        }

        return d[a.Length, b.Length];
    }
}
