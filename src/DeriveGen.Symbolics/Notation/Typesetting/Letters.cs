using System.Globalization;
using System.Text;

namespace DeriveGen.Symbolics.Notation.Typesetting;

/// <summary>How LaTeX writes the characters of formulas and of the prose around them, in math mode; ASCII stands for itself.</summary>
internal static class Letters
{
    private static readonly Dictionary<string, string> s_commands = new()
    {
        ["α"] = @"\alpha", ["β"] = @"\beta", ["γ"] = @"\gamma", ["δ"] = @"\delta", ["ε"] = @"\varepsilon", ["ϵ"] = @"\epsilon", ["ζ"] = @"\zeta", ["η"] = @"\eta", ["θ"] = @"\theta", ["ϑ"] = @"\vartheta",
        ["ι"] = @"\iota", ["κ"] = @"\kappa", ["λ"] = @"\lambda", ["μ"] = @"\mu", ["ν"] = @"\nu", ["ξ"] = @"\xi", ["π"] = @"\pi", ["ρ"] = @"\rho", ["σ"] = @"\sigma", ["ς"] = @"\varsigma", ["τ"] = @"\tau",
        ["υ"] = @"\upsilon", ["φ"] = @"\varphi", ["ϕ"] = @"\phi", ["χ"] = @"\chi", ["ψ"] = @"\psi", ["ω"] = @"\omega",
        ["Γ"] = @"\Gamma", ["Δ"] = @"\Delta", ["Θ"] = @"\Theta", ["Λ"] = @"\Lambda", ["Ξ"] = @"\Xi", ["Π"] = @"\Pi", ["Σ"] = @"\sum", ["Φ"] = @"\Phi", ["Ψ"] = @"\Psi", ["Ω"] = @"\Omega",
        ["ℓ"] = @"\ell", ["𝟏"] = @"\mathbf{1}", ["∂"] = @"\partial", ["⊤"] = @"\top", ["ᵀ"] = @"{}^\top", ["²"] = "{}^2", ["³"] = "{}^3", ["′"] = @"\prime", ["∇"] = @"\nabla",
        ["·"] = @"\cdot", ["×"] = @"\times", ["∘"] = @"\circ", ["⊘"] = @"\oslash", ["⊗"] = @"\otimes", ["−"] = "-", ["±"] = @"\pm", ["≤"] = @"\le", ["≥"] = @"\ge", ["≠"] = @"\ne", ["≈"] = @"\approx",
        ["⇒"] = @"\Rightarrow", ["→"] = @"\to", ["↦"] = @"\mapsto", ["∞"] = @"\infty", ["⌊"] = @"\lfloor", ["⌋"] = @"\rfloor", ["|"] = @"\mid", ["‖"] = @"\|", ["√"] = @"\surd", ["∈"] = @"\in", ["…"] = @"\dots",
        ["⋯"] = @"\cdots", ["<"] = "<", [">"] = ">", ["{"] = @"\{", ["}"] = @"\}", ["%"] = @"\%", ["&"] = @"\&", ["#"] = @"\#", ["$"] = @"\$", ["\\"] = @"\backslash", ["^"] = @"\wedge", ["_"] = @"\_", ["~"] = @"\sim",
    };

    private static readonly Dictionary<char, string> s_marks = new()
    {
        ['\u0304'] = "bar", ['\u0307'] = "dot", ['\u0302'] = "hat", ['\u0303'] = "tilde", ['\u0308'] = "ddot", ['\u0301'] = "acute", ['\u0300'] = "grave", ['\u030C'] = "check", ['\u0306'] = "breve",
    };

    /// <summary>A character in math mode, under its marks. One that LaTeX has no command for gives its number: the file compiles with any name.</summary>
    public static string Command(string character)
    {
        int end = character.Length;
        while (end > 1 && IsMark(character[end - 1]))
        {
            end--;
        }

        return character.Skip(end).Aggregate(Bare(character.Substring(0, end)), (inner, mark) => $"{MarkCommand(mark)}{{{inner}}}");
    }

    private static string Bare(string character) => s_commands.TryGetValue(character, out string? command) ? command
        : character.Length == 1 && character[0] < 128 ? character
        : $@"\mathrm{{u{char.ConvertToUtf32(character, 0):X4}}}";

    /// <summary>The command that sets a mark above what follows.</summary>
    public static string MarkCommand(char mark) => s_marks.TryGetValue(mark, out string? command) ? @"\" + command : @"\underline";

    /// <summary>Whether a character stands above or below the one before it.</summary>
    public static bool IsMark(char character) => CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark;

    /// <summary>The characters of a text, each with the marks above it: z̄ is one.</summary>
    public static IEnumerable<string> WithMarks(string text)
    {
        string letter = string.Empty;
        foreach (string next in Of(text).Select(Decomposed))
        {
            if (letter.Length > 0 && IsMark(next[0]))
            {
                letter += next;
                continue;
            }

            if (letter.Length > 0)
            {
                yield return letter;
            }

            letter = next;
        }

        if (letter.Length > 0)
        {
            yield return letter;
        }
    }

    /// <summary>ż as z and its mark; what has no mark as it is.</summary>
    private static string Decomposed(string character)
    {
        string parts = character.Normalize(NormalizationForm.FormD);
        return parts.Skip(1).All(IsMark) ? parts : character;
    }

    /// <summary>The characters of a text, a pair of surrogates as one; half a pair and a control character are U+FFFD.</summary>
    public static IEnumerable<string> Of(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            yield return (char.IsSurrogate(text[i]) && !isPair) || char.IsControl(text[i]) ? "\uFFFD" : text.Substring(i, isPair ? 2 : 1);
            i += isPair ? 1 : 0;
        }
    }
}
