namespace DeriveGen.Symbolics.Claims;

/// <summary>A derivation with one error in it, for a reader to find.</summary>
/// <param name="Text">The claims file with the error.</param>
/// <param name="Line">The line of the error, from 1.</param>
/// <param name="Right">What the line was.</param>
/// <param name="Kind">The kind of error.</param>
/// <param name="Verdict">What the checker says of the line.</param>
public sealed record Exercise(string Text, int Line, string Right, SlipKind Kind, ClaimVerdict Verdict)
{
    /// <summary>Plants one slip in a claims file whose lines hold.</summary>
    /// <param name="markdown">The text of the file.</param>
    /// <param name="kind">The kind of slip; null for any.</param>
    /// <param name="seed">The same seed plants the same slip.</param>
    /// <exception cref="FormatException">The file cannot be read, a line of it does not hold, or no line takes a slip of the kind; the message says which do.</exception>
    public static Exercise Plant(string markdown, SlipKind? kind, int seed)
    {
        List<(ClaimSession Session, ClaimLine Line, ClaimVerdict Verdict)> claims = [.. ClaimsFile.Read(markdown).SelectMany(Decided)];
        if (ClaimChecker.FirstError(claims.Select(claim => claim.Verdict).ToEquatableArray()) is { } error)
        {
            throw new FormatException($"An error can be planted only where there is none. {error}");
        }

        List<(ClaimSession Session, ClaimLine Line, SlipKind Kind, string Text)> slips = [.. claims.Where(claim => claim.Verdict.Kind != VerdictKind.Definition)
            .SelectMany(claim => claim.Session.Slips(claim.Line).Select(slip => (claim.Session, claim.Line, slip.Kind, slip.Text)))];
        var random = new Random(seed);
        foreach ((ClaimSession session, ClaimLine line, SlipKind slip, string text) in slips.Where(slip => kind is null || slip.Kind == kind).OrderBy(_ => random.Next()))
        {
            // A slip that another reading forgives, or that no repair is found for, teaches nothing.
            ClaimVerdict verdict = session.Decide(line with { Text = text });
            if (verdict is { Kind: VerdictKind.Wrong or VerdictKind.Shape or VerdictKind.Scaled, Repair: not null })
            {
                return new(With(markdown, line.Number, text), line.Number, line.Text, slip, verdict);
            }
        }

        throw new FormatException(slips.Count == 0
            ? "No line takes an error: claims of one formula do, dW = Xᵀ dZ."
            : $"No line takes an error of the kind {kind} that would show. There may be ones of the kinds {string.Join(", ", slips.Select(slip => slip.Kind).Distinct().OrderBy(each => each))}.");
    }

    /// <summary>The claims of a fence with their verdicts. The session knows its definitions then, and decides a changed line as it would in its place.</summary>
    private static IEnumerable<(ClaimSession, ClaimLine, ClaimVerdict)> Decided(ClaimsFence fence)
    {
        (ClaimSession session, IEnumerable<ClaimLine> claims) = ClaimChecker.Open(fence);
        return claims.Select(line => (session, line, session.Decide(line)));
    }

    private static string With(string markdown, int number, string text)
    {
        string[] lines = markdown.Replace("\r\n", "\n").Split('\n');
        lines[number - 1] = text;
        return string.Join("\n", lines);
    }
}
