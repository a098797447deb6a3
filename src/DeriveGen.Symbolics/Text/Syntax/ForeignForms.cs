using System.Globalization;

namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>What programs and papers write and equations do not, with what to write instead: operators, words before a statement, and functions.</summary>
internal static class ForeignForms
{
    private const string Condition = "write a condition in brackets, [a > b] * c + [a <= b] * d, or max(a, b)";

    /// <summary>An operator, how it is read on, so that nothing else is reported of it, and what to write.</summary>
    private static readonly (string Written, TokenKind Kind, string Read, string Remedy)[] s_operators =
    [
        ("**", TokenKind.Symbol, "^",   "write '^' for a power"),
        ("@",  TokenKind.Symbol, "*",   "a product of matrices is written with its indices, x[i, j] * W[j, k], which sums over j"),
        ("&&", TokenKind.Name,   "and", "write 'and'"),
        ("||", TokenKind.Name,   "or",  "write 'or'"),
        ("!",  TokenKind.Name,   "not", "write 'not'"),
        ("?",  TokenKind.Symbol, "?",   Condition),
    ];

    /// <summary>Words before the name of a statement, by the keyword that is meant; an equation has none.</summary>
    private static readonly Dictionary<string, string> s_words = new()
    {
        ["parameter"] = "param", ["parameters"] = "param", ["params"] = "param", ["weight"] = "param", ["weights"] = "param", ["variable"] = "param", ["learned"] = "param",
        ["inputs"] = "input", ["in"] = "input", ["given"] = "input", ["outputs"] = "output", ["out"] = "output", ["return"] = "output",
        ["minimize"] = "loss", ["minimise"] = "loss", ["buffer"] = "state", ["noise"] = "random", ["assert"] = "fact",
        ["let"] = "", ["var"] = "", ["def"] = "", ["const"] = "", ["tensor"] = "", ["float"] = "", ["double"] = "", ["function"] = "",
    };

    /// <summary>A function, with what to write; the mend, where one is given, holds its arguments as {0} and {1}.</summary>
    private static readonly Dictionary<string, (int Arguments, string Remedy, string? Mend)> s_functions = new()
    {
        ["pow"] = (2, "write a^b for pow(a, b)", "{0}^{1}"), ["power"] = (2, "write a^b for power(a, b)", "{0}^{1}"),
        ["ln"] = (1, "write log, the natural logarithm", "log({0})"), ["log2"] = (1, "write log(x) / log(2)", null), ["log10"] = (1, "write log(x) / log(10)", null),
        ["sqr"] = (1, "write x^2", "{0}^2"), ["square"] = (1, "write x^2", "{0}^2"), ["cbrt"] = (1, "write x^(1/3)", null), ["exp2"] = (1, "write 2^x", null),
        ["sgn"] = (1, "write sign", "sign({0})"), ["fabs"] = (1, "write abs", "abs({0})"), ["logistic"] = (1, "write sigmoid", "sigmoid({0})"), ["tan"] = (1, "write sin(x) / cos(x)", null),
        ["silu"] = (1, "write x * sigmoid(x)", null), ["swish"] = (1, "write x * sigmoid(x)", null),
        ["clamp"] = (3, "write min(max(x, low), high)", null), ["clip"] = (3, "write min(max(x, low), high)", null),
        ["where"] = (3, Condition, null), ["select"] = (3, Condition, null), ["iff"] = (3, Condition, null),
        ["matmul"] = (2, "a product of matrices is written with its indices, x[i, j] * W[j, k], which sums over j", null), ["dot"] = (2, "write x[j] * y[j], which sums over j", null),
        ["transpose"] = (1, "exchange the indices, W[k, j] for W[j, k]", null), ["avg"] = (1, "write mean(j: …)", null), ["average"] = (1, "write mean(j: …)", null),
    };

    /// <summary>How a parameter begins elsewhere, with what to write; the mend, where one is given, takes the word's place.</summary>
    private static readonly Dictionary<string, (string Remedy, string? Mend)> s_initializers = new()
    {
        ["xavier"] = ("write glorot", "glorot"), ["kaiming"] = ("write he", "he"), ["zeros"] = ("write '= 0'", null), ["zero"] = ("write '= 0'", null), ["ones"] = ("write '= 1'", null),
        ["one"] = ("write '= 1'", null), ["constant"] = ("write '= 0.5' for constant(0.5)", null), ["randn"] = ("write normal(s), s the standard deviation", null),
        ["gaussian"] = ("write normal(s), s the standard deviation", null), ["rand"] = ("write uniform(a), between −a and a", null),
    };

    /// <summary>Characters that have no meaning, with what they are written for elsewhere.</summary>
    private static readonly Dictionary<char, string> s_characters = new()
    {
        ['\\'] = @"what LaTeX writes \sum_j is sum(j: …), \frac{a}{b} is a / b, x_{ij} is x[i, j], and names have no '\'",
        ['.'] = "a function is its name alone, exp(x), and a sum or a mean names its index, mean(i: …)",
    };

    /// <summary>The operator at a place of the text as it is read on, with what is wrong; null where there is none.</summary>
    public static (Token Token, TextProblem? Problem)? Operator(string text, int position)
    {
        (string written, TokenKind kind, string read, string remedy) = Array.Find(s_operators, row => string.CompareOrdinal(text, position, row.Written, 0, row.Written.Length) == 0);
        if (written is null)
        {
            return null;
        }

        TextSpan span = new(position, written.Length);
        return (new(kind, read, span, false), read == written ? null : Problem(span, written, remedy, kind == TokenKind.Name || read == "^" ? new(span, Apart(text, span, read)) : null));
    }

    /// <summary>A word with spaces where it would grow together with what stands beside it.</summary>
    private static string Apart(string text, TextSpan span, string word)
    {
        bool Touches(int position) => word != "^" && position >= 0 && position < text.Length && !char.IsWhiteSpace(text[position]) && text[position] is not ('[' or ',' or ';');
        return (Touches(span.Start - 1) && text[span.Start - 1] != '(' ? " " : "") + word + (Touches(span.End) ? " " : "");
    }

    /// <summary>What is wrong with another language's comment.</summary>
    public static TextProblem Comment(int position) => Problem(new(position, 1), "#", "a comment begins with '//'", new(new(position, 1), "//"));

    /// <summary>What is wrong with a character that has no meaning, where it has one elsewhere.</summary>
    public static TextProblem? Character(char character, TextSpan span) =>
        s_characters.TryGetValue(character, out string? remedy) ? Problem(span, character.ToString(), remedy, null) : null;

    /// <summary>What is wrong with an initializer that is not known, where it is one of elsewhere.</summary>
    public static TextException? Initializer(NameSyntax distribution) => s_initializers.TryGetValue(distribution.Text, out (string Remedy, string? Mend) row)
        ? new(Problem(distribution.Span, distribution.Text, row.Remedy, row.Mend is null ? null : new(distribution.Span, row.Mend)))
        : null;

    /// <summary>What is wrong with a function that is not known, where it is one of elsewhere.</summary>
    public static TextException? Function(CallSyntax call, Func<TextSpan, string> quote)
    {
        string name = call.Function.Text;
        if (!s_functions.TryGetValue(name, out (int Arguments, string Remedy, string? Mend) row))
        {
            return null;
        }

        Mend? mend = null;
        if (row.Mend is { } form && call.Arguments.Length == row.Arguments)
        {
            bool isCall = form.EndsWith(")", StringComparison.Ordinal);
            object[] arguments = [.. call.Arguments.Select(argument => (object)(isCall ? quote(argument.Span) : Operand(argument, quote)))];
            mend = new(call.Span, string.Format(CultureInfo.InvariantCulture, form, arguments));
        }

        return new(Problem(call.Function.Span, name, row.Remedy, mend));
    }

    /// <summary>A better account of a statement that cannot be read, where it has one of these forms; with the name that the statement is about.</summary>
    public static (TextProblem Problem, string Subject)? Statement(IReadOnlyList<Token> tokens, int failed)
    {
        if (tokens.Count == 0)
        {
            return null;
        }

        (Token first, Token second) = (tokens[0], tokens.Count > 1 ? tokens[1] : default);
        bool hasKeyword = StatementParser.Keywords.Contains(first.Text) || first.Text == StatementParser.Frozen;
        if (first.Kind == TokenKind.Name && second.Kind == TokenKind.Name && !hasKeyword && (s_words.TryGetValue(first.Text, out string? word) || (word = Spelling.Nearest(first.Text, StatementParser.Keywords)) is not null))
        {
            return (Problem(first.Span, first.Text, word.Length == 0 ? "an equation begins with its name" : $"write '{word}'", new(first.Span, word)), second.Text);
        }

        string subject = hasKeyword && second.Kind == TokenKind.Name ? second.Text : first.Text;
        if (tokens.Cast<Token?>().FirstOrDefault(token => token!.Value.Is("?")) is { } question)
        {
            return (Problem(question.Span, "?", Condition, null), subject);
        }

        if (failed >= tokens.Count)
        {
            return null;
        }

        (Token wrong, Token before, Token next) = (tokens[failed], failed > 0 ? tokens[failed - 1] : default, failed + 1 < tokens.Count ? tokens[failed + 1] : default);
        bool isHead = !hasKeyword && tokens.Take(failed).All(token => !token.Is("=")) && Depth(tokens, failed) == 0;
        TextProblem? problem =
            before.Kind == TokenKind.Number && wrong.Span.Start == before.Span.End && wrong.Text is "f" or "F" or "d" or "D" or "m" or "M" ? Problem(wrong.Span, wrong.Text, "numbers have no suffix", new(wrong.Span, ""))
            : wrong.Is("[") && before.Is("]") ? Problem(TextSpan.Cover(before.Span, wrong.Span), "][", "all indices stand in one pair of brackets, x[i, j]", new(TextSpan.Cover(before.Span, wrong.Span), ", "))
            : wrong.Is("(") && failed == 2 && hasKeyword ? Problem(wrong.Span, "(", "axes stand in brackets, x[i, j]", null)
            : isHead && wrong.Is("~") ? Problem(first.Span, first.Text, $"a parameter begins with 'param', param {first.Text}", new(new(first.Span.Start, 0), "param "))
            : isHead && wrong.Is("==") ? Problem(wrong.Span, "==", "write '=' for an equation", new(wrong.Span, "="))
            : isHead && wrong.Is(":") && next.Is("=") ? Problem(TextSpan.Cover(wrong.Span, next.Span), ":=", "write '=' for an equation", new(TextSpan.Cover(wrong.Span, next.Span), "="))
            : isHead && wrong.Text is "+" or "-" or "*" or "/" && next.Is("=") ? Problem(TextSpan.Cover(wrong.Span, next.Span), wrong.Text + "=", "each tensor has one equation, which says all of it", null)
            : !isHead && wrong.Kind == TokenKind.Symbol && wrong.Text is "<" or ">" or "<=" or ">=" or "==" or "!=" ? Problem(wrong.Span, wrong.Text, "a comparison is a number only in brackets, [a < b], which is 1 or 0", null)
            : null;
        return problem is null ? null : (problem, subject);
    }

    private static TextProblem Problem(TextSpan span, string written, string remedy, Mend? mend) =>
        new(TextErrors.ForeignForm, span, [written, remedy]) { Mends = mend is { } change ? [change] : [] };

    private static string Operand(ExpressionSyntax syntax, Func<TextSpan, string> quote) =>
        syntax is NumberSyntax or NameExpressionSyntax or AccessSyntax or CallSyntax ? quote(syntax.Span) : $"({quote(syntax.Span)})";

    private static int Depth(IReadOnlyList<Token> tokens, int count) => tokens.Take(count).Sum(token => token.Is("[") || token.Is("(") ? 1 : token.Is("]") || token.Is(")") ? -1 : 0);
}
