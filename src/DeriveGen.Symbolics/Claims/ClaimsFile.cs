namespace DeriveGen.Symbolics.Claims;

/// <summary>A line of a claims fence.</summary>
/// <param name="Number">Its line in the file, from 1.</param>
/// <param name="Text">What it says, without comment.</param>
public sealed record ClaimLine(int Number, string Text);

/// <summary>One claims fence with the network that it speaks of: the last <c>network</c> fence above it.</summary>
/// <param name="Network">The equations.</param>
/// <param name="NetworkLine">The line in the file where the equations begin, from 1.</param>
/// <param name="Lines">Settings and claims, in order.</param>
public sealed record ClaimsFence(string Network, int NetworkLine, EquatableArray<ClaimLine> Lines);

/// <summary>A claims file: Markdown with fences tagged <c>network</c> and <c>claims</c>; everything else is prose.</summary>
public static class ClaimsFile
{
    private const int LongestFile = 1_000_000;
    private const int LongestLine = 10_000;

    /// <summary>The claims fences of a file, in order.</summary>
    /// <param name="markdown">The file's text.</param>
    /// <exception cref="FormatException">There is no claims fence, one has no network above it, or the text is no Markdown that a person wrote.</exception>
    public static EquatableArray<ClaimsFence> Read(string markdown)
    {
        if (markdown.IndexOf('\0') >= 0 || markdown.Length > LongestFile)
        {
            throw new FormatException(markdown.Length > LongestFile
                ? $"The file has {markdown.Length} characters; a claims file has at most {LongestFile}."
                : "The file is not text: it holds the character 0.");
        }

        string[] lines = markdown.Replace("\r\n", "\n").Split('\n');
        var fences = new List<ClaimsFence>();
        (string Text, int Line)? network = null;
        for (int at = 0; at < lines.Length; at++)
        {
            string opening = lines[at].Trim();
            int ticks = opening.TakeWhile(c => c == '`').Count();
            if (ticks < 3)
            {
                continue;
            }

            string tag = opening.Substring(ticks).Trim();
            int first = at + 1;
            string closing = new('`', ticks);
            for (at = first; at < lines.Length && lines[at].Trim() != closing; at++)
            {
            }

            string[] content = lines.Skip(first).Take(at - first).ToArray();
            if (at == lines.Length && tag is "network" or "claims")
            {
                throw new FormatException($"The fence that begins in line {first} is not closed; end it with a line of {ticks} backticks.");
            }

            if (tag == "network")
            {
                network = (string.Join("\n", content), first + 1);
            }
            else if (tag == "claims")
            {
                (string text, int line) = network ?? throw new FormatException(
                    $"The claims in line {first} have no network above them; put its equations into a fence that begins with ```network.");
                fences.Add(new(text, line, Lines(content, first + 1).ToEquatableArray()));
            }
        }

        return fences.Count > 0 ? fences.ToEquatableArray() : throw new FormatException("There are no claims: a claims file has a fence that begins with ```claims.");
    }

    /// <summary>Claims about a network without a file around them; lines are counted from 1.</summary>
    /// <param name="network">The equations.</param>
    /// <param name="claims">Settings and claims, one a line.</param>
    /// <exception cref="FormatException">There is no claim, or a line is longer than one that a person wrote.</exception>
    public static ClaimsFence Of(string network, string claims)
    {
        ClaimLine[] lines = [.. Lines(claims.Replace("\r\n", "\n").Split('\n'), 1)];
        return lines.Length > 0 ? new(network, 1, [.. lines]) : throw new FormatException("There are no claims: write one a line, dW = x' * dz.");
    }

    private static IEnumerable<ClaimLine> Lines(string[] content, int firstNumber)
    {
        for (int i = 0; i < content.Length; i++)
        {
            int comment = content[i].IndexOf("//", StringComparison.Ordinal);
            string text = (comment < 0 ? content[i] : content[i].Substring(0, comment)).Trim();
            if (text.Length > LongestLine)
            {
                throw new FormatException($"Line {firstNumber + i} has {text.Length} characters; a claim has at most {LongestLine}.");
            }

            if (text.Length > 0)
            {
                yield return new(firstNumber + i, text);
            }
        }
    }
}
