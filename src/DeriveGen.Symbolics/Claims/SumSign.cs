using System.Text;
using System.Text.RegularExpressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>
/// What is printed with signs, in the words of the equation language: sums, Σj a·b as sum(j: a*b), maxima, maxj a as max(j: a), and Kronecker's
/// delta, δ[t[i],k] as [t[i] = k].
/// </summary>
internal static class SumSign
{
    private static readonly Regex s_delta = new(@"δ\[(?<left>(?:[^\[\],]|\[[^\[\]]*\])+),(?<right>(?:[^\[\],]|\[[^\[\]]*\])+)\]");
    private static readonly Regex s_maximum = new(@"(?<![\p{L}\p{Nd}_])max_?(?:\{\s*(?<letters>\p{L}(?:\s*,\s*\p{L})*)\s*\}|(?<letters>\p{L}(?:,\p{L})*))\s+(?=[\p{L}(])");
    private static readonly Regex s_sign = new(@"\G[Σ∑⋁]_?(?:\{\s*(?<letters>\p{L}+(?:\s*,\s*\p{L}+)*)\s*\}\s*|(?<letters>\p{L}+(?:,\p{L}+)*)\s+)");

    /// <summary>The text with every sum spelled out; a sum takes the product behind it, up to the next + or −, comma or closing bracket.</summary>
    public static string Spelled(string formula)
    {
        // A maximum takes what a sum takes: as a sign of its own it is read like one.
        formula = s_maximum.Replace(s_delta.Replace(formula, "[${left} = ${right}]"), "⋁{${letters}}");
        var text = new StringBuilder(formula.Length);
        var open = new Stack<int>();
        int depth = 0;
        for (int i = 0; i < formula.Length; i++)
        {
            char c = formula[i];
            if (c is 'Σ' or '∑' or '⋁' && s_sign.Match(formula, i) is { Success: true } sign)
            {
                text.Append(c == '⋁' ? "max(" : "sum(").Append(sign.Groups["letters"].Value).Append(": ");
                open.Push(depth);
                i += sign.Length - 1;
                continue;
            }

            bool isBetweenTerms = c is '+' or '−' or '-' && i > 0 && formula[i - 1] == ' ' && i + 1 < formula.Length && formula[i + 1] == ' ';
            if (isBetweenTerms && open.Count > 0 && open.Peek() == depth)
            {
                text.Length--;
                Close();
                text.Append(' ');
            }
            else if (c is ')' or ']' or ',')
            {
                Close();
            }

            depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            text.Append(c switch { '·' => '*', '−' => '-', _ => c });
        }

        Close();
        return text.ToString();

        void Close()
        {
            for (; open.Count > 0 && open.Peek() == depth; open.Pop())
            {
                text.Append(')');
            }
        }
    }
}
