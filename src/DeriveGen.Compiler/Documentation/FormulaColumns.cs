namespace DeriveGen.Compiler.Documentation;

/// <summary>Formulas as lines of text, their reasons in a column.</summary>
internal static class FormulaColumns
{
    /// <summary>The widest formula that still moves the column of reasons to the right, in characters.</summary>
    private const int Widest = 70;

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<FormulaLine> lines)
    {
        bool hasSigns = lines.Any(line => line.Sign.Length > 0), hasReasons = lines.Any(line => line.Reason.Length > 0);
        int width = Math.Min(lines.Max(line => line.Formula.Length), Widest);
        return lines.Select(line => (hasSigns ? line.Sign.PadRight(2) : string.Empty) + (hasReasons ? line.Formula.PadRight(width) + "   " + line.Reason : line.Formula));
    }
}
