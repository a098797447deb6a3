namespace DeriveGen.Symbolics.Claims.Syntax;

/// <summary>What LaTeX commands mean in a claim.</summary>
internal static class Latex
{
    /// <summary>Commands that only set type or space.</summary>
    public static HashSet<string> Ignored { get; } =
    [
        "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "textstyle", "limits", "nolimits", "nonumber", "quad", "qquad",
        ",", ";", ":", "!", " ", "\\", "mathbf", "mathrm", "mathcal", "mathit", "mathsf", "boldsymbol", "bm", "bf", "rm", "it", "operatorname", "text", "mathop", "hspace",
        "small", "phantom", "textbf", "textrm",
    ];

    /// <summary>Commands that stand for an operator, in the spelling of <see cref="ClaimLexer"/>.</summary>
    public static IReadOnlyDictionary<string, string> Operators { get; } = new Dictionary<string, string>
    {
        ["odot"]     = "∘",
        ["circ"]     = "∘",
        ["otimes"]   = "⊗",
        ["oslash"]   = "⊘",
        ["cdot"]     = "*",
        ["times"]    = "*",
        ["ast"]      = "*",
        ["top"]      = "ᵀ",
        ["intercal"] = "ᵀ",
        ["prime"]    = "'",
        ["partial"]  = "∂",
        ["sum"]      = "Σ",
        ["lbrace"]   = "{",
        ["rbrace"]   = "}",
        ["langle"]   = "(",
        ["rangle"]   = ")",
        ["vert"]     = "|",
        ["mid"]      = "|",
        ["lvert"]    = "|",
        ["rvert"]    = "|",
    };

    /// <summary>Commands that put a mark on the letter behind them.</summary>
    public static IReadOnlyDictionary<string, char> Accents { get; } = new Dictionary<string, char>
    {
        ["hat"]       = '\u0302',
        ["widehat"]   = '\u0302',
        ["tilde"]     = '\u0303',
        ["widetilde"] = '\u0303',
        ["bar"]       = '\u0304',
        ["overline"]  = '\u0304',
        ["dot"]       = '\u0307',
        ["vec"]       = '\u20D7',
    };

    /// <summary>The Greek letters by their name, small and capital.</summary>
    public static IReadOnlyDictionary<string, string> Letters { get; } = GreekLetters();

    private static Dictionary<string, string> GreekLetters()
    {
        string[] small =
        [
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "", "sigma", "tau",
            "upsilon", "phi", "chi", "psi", "omega",
        ];
        var letters = new Dictionary<string, string> { ["varphi"] = "φ", ["vartheta"] = "θ", ["varepsilon"] = "ε", ["ell"] = "l" };
        for (int i = 0; i < small.Length; i++)
        {
            if (small[i].Length > 0)
            {
                letters[small[i]] = ((char)('α' + i)).ToString();
                letters[char.ToUpperInvariant(small[i][0]) + small[i].Substring(1)] = ((char)('Α' + i)).ToString();
            }
        }

        return letters;
    }
}
