namespace DeriveGen.Symbolics.Text;

/// <summary>A stretch of the equation text, in characters.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Where it ends, exclusive.</summary>
    public int End => Start + Length;

    /// <summary>From the beginning of one span to the end of another.</summary>
    public static TextSpan Cover(TextSpan first, TextSpan last) => new(first.Start, Math.Max(first.End, last.End) - first.Start);
}

/// <summary>A change of a text that mends it: what to write in place of a stretch.</summary>
/// <param name="Span">The stretch.</param>
/// <param name="Text">What to write there; empty to remove it.</param>
public readonly record struct Mend(TextSpan Span, string Text);

/// <summary>Something wrong in an equation text.</summary>
/// <param name="Descriptor">The kind of problem.</param>
/// <param name="Span">Where.</param>
/// <param name="Arguments">What fills the holes of the message.</param>
/// <param name="Parameter">The constructor parameter whose string the span lies in; null for the equations themselves.</param>
public sealed record TextProblem(Descriptor Descriptor, TextSpan Span, EquatableArray<string> Arguments, string? Parameter = null)
{
    /// <summary>The changes, any one of which may be what was meant; none where it takes thought.</summary>
    public EquatableArray<Mend> Mends { get; init; } = [];

    /// <summary>The code, such as <c>DG0101</c>.</summary>
    public string Code => Descriptor.Id;

    /// <summary>What is wrong and what to do.</summary>
    public string Message => Descriptor.Format(Arguments);

    /// <inheritdoc/>
    public override string ToString() => $"{Code} at {Span.Start}+{Span.Length}: {Message}";
}

/// <summary>Stops the reading of one statement; the reader goes on with the next.</summary>
internal sealed class TextException(TextProblem problem) : Exception(problem.Message)
{
    /// <summary>What is wrong.</summary>
    public TextProblem Problem { get; } = problem;

    /// <summary>A problem as an exception.</summary>
    public static TextException Of(Descriptor descriptor, TextSpan span, params string[] arguments) => new(new(descriptor, span, [.. arguments]));

    /// <summary>A name that is not known; the nearest of <paramref name="candidates"/> mends it. The hint is the last argument.</summary>
    public static TextException Misspelled(Descriptor descriptor, TextSpan span, string name, IEnumerable<string> candidates)
    {
        string? nearest = Spelling.Nearest(name, candidates);
        return Of(descriptor, span, name, Spelling.Hint(nearest)).Or(nearest is null ? null : new(span, nearest));
    }

    /// <summary>The same with one more mend.</summary>
    public TextException Or(Mend? mend) => mend is { } change ? new(Problem with { Mends = Problem.Mends.Add(change) }) : this;
}
