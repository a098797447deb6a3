using System.Text.RegularExpressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>The slips that people make in index notation: indices exchanged or mistaken, tensors exchanged, signs, factors, terms.</summary>
internal static class IndexRepairs
{
    /// <summary>As many candidates are tried for a formula of the usual length, in characters, fewer for a longer one: to read one takes longer, too.</summary>
    private const double MostCandidates = 400, UsualLength = 150;

    private static readonly Regex s_number = new(@"(?<![\p{L}\p{Nd}_.^/])\d+(?:\.\d+)?(?:/\d+)?\s*\*\s*|\s*/\s*(?:\d+(?:\.\d+)?|m)(?![\p{L}\p{Nd}_.])");
    private static readonly Regex s_negative = new(@"^\s*-\s*\((?<inside>.*)\)\s*$");
    private static readonly Regex s_access = new(@"(?<name>[\p{L}][\p{L}\p{M}\p{Nd}_]*)\[(?<indices>[^\[\]]*)\]");

    /// <summary>The nearest claim that is right, and what was changed; null where none is.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="isRight">Whether a candidate is right.</param>
    /// <param name="beside">The names that may have been meant by another.</param>
    public static (IndexClaim Claim, string What)? Of(IndexClaim claim, Func<IndexClaim, bool> isRight, Func<string, IEnumerable<string>> beside)
    {
        double most = MostCandidates / Math.Pow(Math.Max(1, claim.Formula.Length / UsualLength), 2);
        foreach ((string formula, string what, _) in Candidates(claim).Concat(OtherNames(claim, beside)).Take((int)most))
        {
            IndexClaim repaired = claim with { Formula = formula };
            if (isRight(repaired))
            {
                return (repaired, what);
            }
        }

        return null;
    }

    /// <summary>The formulas that are one slip away, what was changed, and the kind of the slip that this mends; read the other way, each makes one.</summary>
    public static IEnumerable<(string Formula, string What, SlipKind Kind)> Candidates(IndexClaim claim) => All(claim).Where(candidate => candidate.Formula != claim.Formula);

    private static IEnumerable<(string Formula, string What, SlipKind Kind)> All(IndexClaim claim)
    {
        string formula = claim.Formula;
        if (s_negative.Match(formula) is { Success: true } negative)
        {
            yield return (negative.Groups["inside"].Value, "the sign", SlipKind.Sign);
        }

        foreach (Match number in s_number.Matches(formula))
        {
            yield return (formula.Remove(number.Index, number.Length), $"the factor {number.Value.Trim('*', ' ')}", SlipKind.Factor);
        }

        foreach ((string prefix, string what, SlipKind kind) in new[]
        {
            ("-", "the sign", SlipKind.Sign), ("2*", "the factor 2", SlipKind.Factor), ("1/2*", "the factor ½", SlipKind.Factor), ("m*", "the factor m", SlipKind.Factor), ("1/m*", "the factor 1/m", SlipKind.Factor),
        })
        {
            yield return ($"{prefix}({formula})", what, kind);
        }

        Match[] accesses = [.. s_access.Matches(formula).Cast<Match>()];
        string[] letters = [.. accesses.SelectMany(access => Indices(access)).Concat(claim.Letters).Where(letter => Regex.IsMatch(letter, @"^\p{L}+$")).Distinct()];
        string With(Match access, string name, IEnumerable<string> indices) =>
            formula.Substring(0, access.Index) + name + "[" + string.Join(",", indices) + "]" + formula.Substring(access.Index + access.Length);

        foreach (Match access in accesses)
        {
            string[] indices = Indices(access);
            for (int a = 0; a < indices.Length; a++)
            {
                for (int b = a + 1; b < indices.Length; b++)
                {
                    string[] exchanged = (string[])indices.Clone();
                    (exchanged[a], exchanged[b]) = (exchanged[b], exchanged[a]);
                    yield return (With(access, access.Groups["name"].Value, exchanged), $"the indices of {access.Value} are exchanged", SlipKind.Transpose);
                }

                foreach (string letter in letters.Where(letter => letter != indices[a]))
                {
                    string[] other = (string[])indices.Clone();
                    other[a] = letter;
                    yield return (With(access, access.Groups["name"].Value, other), $"in {access.Value} the index {indices[a]} should be {letter}", SlipKind.Example);
                }
            }
        }

        foreach (Match access in accesses)
        {
            foreach (string name in accesses.Select(other => other.Groups["name"].Value).Distinct().Where(name => name != access.Groups["name"].Value))
            {
                yield return (With(access, name, Indices(access)), $"{access.Groups["name"].Value} should be {name}", SlipKind.Name);
            }
        }

        foreach (Match sign in Regex.Matches(formula, @"(?<=[\p{L}\p{Nd}\)\]]\s*)[+-]"))
        {
            string other = sign.Value == "+" ? "-" : "+";
            yield return (formula.Substring(0, sign.Index) + other + formula.Substring(sign.Index + 1), $"a {sign.Value} should be a {other}", SlipKind.Sign);
        }
    }

    /// <summary>A tensor that the formula does not name stands for another of as many indices.</summary>
    private static IEnumerable<(string Formula, string What, SlipKind Kind)> OtherNames(IndexClaim claim, Func<string, IEnumerable<string>> beside) =>
        from access in s_access.Matches(claim.Formula).Cast<Match>()
        let name = access.Groups["name"]
        from other in beside(name.Value)
        select (claim.Formula.Substring(0, name.Index) + other + claim.Formula.Substring(name.Index + name.Length), $"{name.Value} should be {other}", SlipKind.Name);

    private static string[] Indices(Match access) => [.. access.Groups["indices"].Value.Split(',').Select(index => index.Trim())];
}
