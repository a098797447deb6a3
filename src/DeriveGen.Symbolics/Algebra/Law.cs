namespace DeriveGen.Symbolics.Algebra;

/// <summary>A rewrite's name and what it states, in the notation of the documentation.</summary>
/// <param name="name">A short name in the field's words, which derivations print beside the step.</param>
/// <param name="statement">The equality, e.g. <c>Σi δ[i,j]·f(i) = f(j)</c>.</param>
public sealed class Law(string name, string statement)
{
    private static readonly List<Law> s_all = [];
    private long _fired;

    /// <summary>A short name in the field's words.</summary>
    public string Name { get; } = name;

    /// <summary>The equality.</summary>
    public string Statement { get; } = statement;

    /// <summary>How often it changed something since the process began. Tests ask this to see that no law is idle.</summary>
    public long Fired => Interlocked.Read(ref _fired);

    /// <summary>A law that <see cref="All"/> lists.</summary>
    public static Law Register(string name, string statement)
    {
        var law = new Law(name, statement);
        lock (s_all)
        {
            s_all.Add(law);
        }

        return law;
    }

    /// <summary>Every registered law whose table has been loaded.</summary>
    public static IReadOnlyList<Law> All
    {
        get
        {
            lock (s_all)
            {
                return s_all.ToArray();
            }
        }
    }

    /// <summary>Counts one use and returns <paramref name="result"/>.</summary>
    internal T Fire<T>(T result)
    {
        Interlocked.Increment(ref _fired);
        return result;
    }

    /// <inheritdoc/>
    public override string ToString() => Name + ": " + Statement;
}
