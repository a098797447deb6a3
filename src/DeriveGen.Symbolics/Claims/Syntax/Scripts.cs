using System.Globalization;
using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Claims.Syntax;

/// <summary>What stands raised or lowered behind a name: a layer, indices, the letter of the examples, a power.</summary>
internal static class Scripts
{
    /// <summary>The layer that a script names: <c>2</c>, <c>[l]</c>, <c>(L-1)</c>; null where it is something else.</summary>
    public static LayerIndex? LayerOf(List<ClaimToken> script, bool isRaised, IClaimNames names)
    {
        List<ClaimToken> inner = script;
        if (inner.Count > 2 && (inner[0].Is("[") || inner[0].Is("(")) && (inner[inner.Count - 1].Is("]") || inner[inner.Count - 1].Is(")")))
        {
            inner = inner.GetRange(1, inner.Count - 2);
        }

        if (inner.Count == 1 && inner[0].Kind == ClaimTokenKind.Number && IntegerOf(inner[0]) is int number)
        {
            return new LayerIndex(null, number, isRaised);
        }

        if (inner.Count is 1 or 3 && inner[0].Kind == ClaimTokenKind.Name && names.IsLayerLetter(inner[0].Text))
        {
            if (inner.Count == 1)
            {
                return new LayerIndex(inner[0].Text, 0, isRaised);
            }

            if ((inner[1].Is("+") || inner[1].Is("-")) && inner[2].Kind == ClaimTokenKind.Number && IntegerOf(inner[2]) is int offset)
            {
                return new LayerIndex(inner[0].Text, inner[1].Is("-") ? -offset : offset, isRaised);
            }
        }

        return null;
    }

    /// <summary>The letters of indices, jk or j,k; null where it is something else.</summary>
    public static EquatableArray<string>? IndicesOf(List<ClaimToken> script)
    {
        var letters = new List<string>();
        foreach (ClaimToken token in script.Where(token => !token.Is(",")))
        {
            if (token.Kind != ClaimTokenKind.Name)
            {
                return null;
            }

            letters.AddRange(token.Text.Select(letter => letter.ToString()));
        }

        return letters.Count == 0 ? null : letters.ToEquatableArray();
    }

    /// <summary>The letter of the examples at the end of a script, [l](i), which is taken away; null where none stands there.</summary>
    public static string? TakeExample(List<ClaimToken> script, IClaimNames names)
    {
        int last = script.Count - 1;
        bool isGroup = last >= 2 && script[last].Is(")") && script[last - 2].Is("(") && script[last - 1].Kind == ClaimTokenKind.Name && !names.IsLayerLetter(script[last - 1].Text);
        if (!isGroup)
        {
            return null;
        }

        string letter = script[last - 1].Text;
        script.RemoveRange(last - 2, 3);
        return letter;
    }

    /// <summary>A number or a quotient of two, with a sign; null where it is something else.</summary>
    public static Rational? RationalOf(List<ClaimToken> script)
    {
        bool isNegative = script.Count > 0 && script[0].Is("-");
        List<ClaimToken> rest = isNegative ? script.GetRange(1, script.Count - 1) : script;
        Rational? value = rest.Count == 1 && rest[0].Kind == ClaimTokenKind.Number ? NumberOf(rest[0])
            : rest.Count == 3 && rest[1].Is("/") && rest[0].Kind == ClaimTokenKind.Number && rest[2].Kind == ClaimTokenKind.Number && !NumberOf(rest[2]).IsZero
                ? NumberOf(rest[0]) / NumberOf(rest[2])
                : null;
        return isNegative ? -value : value;
    }

    /// <summary>The value of a number.</summary>
    /// <exception cref="ClaimException">It has too many digits.</exception>
    public static Rational NumberOf(ClaimToken token)
    {
        int point = token.Text.IndexOf('.');
        string digits = point < 0 ? token.Text : token.Text.Remove(point, 1);
        int decimals = point < 0 ? 0 : token.Text.Length - point - 1;
        if (digits.Length > 30)
        {
            throw new ClaimException(token.Span, "the number has more than 30 digits");
        }

        return new Rational(
            System.Numerics.BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), System.Numerics.BigInteger.Pow(10, decimals));
    }

    private static int? IntegerOf(ClaimToken token) => int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
