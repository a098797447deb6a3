using System.Globalization;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>Tensors that are read with two of their indices exchanged, which fits only because the two axes happen to be as long.</summary>
/// <remarks>
/// An index may have any letter, so that another letter says nothing; but who declares W[j, k] and reads W[k, j] names both axes and has them the
/// other way round. It is meant where the tensor is read both ways, as in (W[j, k] − W[k, j])², and where one extent is written in terms of the other.
/// </remarks>
internal static class Exchanges
{
    /// <summary>The warnings of a text without errors.</summary>
    public static IEnumerable<TextProblem> Of(TextInstance text)
    {
        ILookup<string, AccessSyntax> reads = text.Syntax.Statements.OfType<EquationSyntax>().SelectMany(equation => SyntaxWalk.All(equation.Value)).OfType<AccessSyntax>()
            .Where(access => !access.IsNext).ToLookup(access => access.Name.Text);
        foreach (DeclarationSyntax declaration in text.Syntax.Statements.OfType<DeclarationSyntax>().GroupBy(declaration => declaration.Name.Text).Select(group => group.First()))
        {
            if (text.Find(declaration.Name.Text) is { Axes: { } axes } && axes.Count == declaration.Axes.Length && Exchanged(declaration, [.. reads[declaration.Name.Text]]) is var (first, second)
                && axes[first].Value!.Static is { } extent && axes[second].Value!.Static == extent && !IsOneExtent(text, declaration.Axes[first].Name, declaration.Axes[second].Name))
            {
                foreach (AccessSyntax access in reads[declaration.Name.Text])
                {
                    string name = declaration.Name.Text, declared = $"{name}[{string.Join(", ", declaration.Axes.Select(axis => axis.Name))}]", read = text.Quote(access.Span);
                    string[] positions = [.. access.Positions.Select(position => text.Quote(position.Span))];
                    (positions[first], positions[second]) = (positions[second], positions[first]);
                    yield return new(TextErrors.Exchanged, access.Span, [declared, read, extent.ToString(CultureInfo.InvariantCulture)]) { Mends = [new(access.Span, $"{name}[{string.Join(", ", positions)}]")] };
                }
            }
        }
    }

    /// <summary>The two axes that every read of a tensor exchanges; null where one does not.</summary>
    private static (int First, int Second)? Exchanged(DeclarationSyntax declaration, AccessSyntax[] reads)
    {
        string[] letters = [.. declaration.Axes.Select(axis => axis.Name)];
        for (int first = 0; first < letters.Length && reads.Length > 0; first++)
        {
            for (int second = first + 1; second < letters.Length; second++)
            {
                if (reads.All(access => access.Positions.Length == letters.Length && IsLetter(access.Positions[first], letters[second]) && IsLetter(access.Positions[second], letters[first])))
                {
                    return (first, second);
                }
            }
        }

        return null;
    }

    private static bool IsLetter(ExpressionSyntax position, string letter) => position is NameExpressionSyntax { IsNext: false } name && name.Name.Text == letter;

    /// <summary>Whether two letters have the same extent by how they are declared, or whether that is not told.</summary>
    private static bool IsOneExtent(TextInstance text, string first, string second)
    {
        ExpressionSyntax? Written(string letter) => text.Syntax.Statements.OfType<DeclarationSyntax>().SelectMany(declaration => declaration.Axes).FirstOrDefault(axis => axis.Name == letter && axis.Extent is not null)?.Extent;
        bool ComesIn(string letter) => text.Environment.Incoming is not null && text.Syntax.Statements.OfType<InputSyntax>().Any(input => input.Keyword == "input" && input.Axes.Any(axis => axis.Name == letter));
        (ExpressionSyntax? a, ExpressionSyntax? b) = (Written(first), Written(second));
        if ((a is null && !ComesIn(first)) || (b is null && !ComesIn(second)))
        {
            return true;
        }

        return (a is not null && SyntaxWalk.Names(a).Contains(second)) || (b is not null && SyntaxWalk.Names(b).Contains(first))
            || (a is not null and not NumberSyntax && b is not null && text.Quote(a.Span) == text.Quote(b.Span));
    }
}
