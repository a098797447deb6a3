using DeriveGen.Symbolics.Tests.Networks;
using DeriveGen.Symbolics.Text.Completion;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Tests.Text;

/// <summary>What may be typed at the place marked |.</summary>
public sealed class CompletionTests
{
    private const string Declared = "input x[i:batch, j:4]; label c[i] < 3\nparam W[j, k:8] ~ he; state m[k] = 0\nswish(u) = u * sigmoid(u)\nh[i, k] = swish(x[i, j] * W[j, k])\n";

    /// <summary>What layers are given from outside.</summary>
    private static readonly Suggestion[] s_around =
    [
        new("units", SuggestionKind.Number, ""), new("layers", SuggestionKind.List, ""), new("activation", SuggestionKind.Function, ""), new("batch", SuggestionKind.Number, ""),
    ];

    [Theory]
    [InlineData("|", "param loss frozen", "h sigmoid")]
    [InlineData("z[i, k] = h[i, k]\np|", "param output", "W")]
    [InlineData("z[i, k] = h[i, k]; |", "param", "W")]
    [InlineData("frozen |", "param", "input")]
    [InlineData("z[i, k] = |", "x W h c m swish sigmoid relu sum softmax units activation training", "z param he j")]
    [InlineData("z[i, k] = h[i, k]\n  + |", "x sum", "param")]
    [InlineData("z[i, k] = ta|", "tanh", "")]
    [InlineData("z[i, k] = W[|", "j k i units pad size c", "he param sigmoid W")]
    [InlineData("z[i, k] = W[j, |] * x", "k j", "")]
    [InlineData("z[i, k] = sum(|", "j k i h max", "param")]
    [InlineData("z[i, k] = sum(n: |", "h x", "param")]
    [InlineData("z[i, k] = sum(n: W[|", "n j", "")]
    [InlineData("z[i, k] = h[i, k] * [|", "i k units", "param")]
    [InlineData("z[i, k] = sum(a in |", "layers", "h units")]
    [InlineData("z[|", "i j k", "W h")]
    [InlineData("param V[k, n:|", "units batch size", "h k")]
    [InlineData("param V[k] ~ |", "glorot he normal", "h")]
    [InlineData("param V[k] ~ g|", "glorot", "h")]
    [InlineData("scan s[i, t] over |", "i t", "h")]
    [InlineData("loss |", "h", "sigmoid")]
    [InlineData("fact |", "sum W", "param")]
    public void Is_what_the_grammar_lets_stand_there(string typed, string offered, string missing)
    {
        string[] words = Words(Declared + typed);

        Assert.Empty(offered.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(words));
        Assert.Empty(missing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Intersect(words));
    }

    [Theory]
    [InlineData("param |")]                 // a new name
    [InlineData("z[i, k] = 12|")]
    [InlineData("z[i, k] = h[i, k] |")]     // an operator
    [InlineData("z[i, k] = h // the |")]    // a comment
    public void Is_nothing_where_only_something_new_fits(string typed) => Assert.Empty(Words(Declared + typed));

    [Theory]
    [InlineData("z[i, k] = W[|", "j")]
    [InlineData("z[i, k] = W[j, |", "k")]
    [InlineData("z[i, k] = x[i, |", "j")]
    public void Begins_with_the_axis_own_letter(string typed, string first) => Assert.Equal(first, Words(Declared + typed)[0]);

    [Fact]
    public void Replaces_the_word_around_the_place()
    {
        Suggestions found = At("y = sig|mo")!;

        Assert.Equal("sigmo", "y = sigmo".Substring(found.Replaced.Start, found.Replaced.Length));
    }

    [Theory]
    [InlineData("z = |", "W", "param W[j, k:8] ~ he")]
    [InlineData("z = |", "h", "h[i, k] = swish(x[i, j] * W[j, k])")]
    [InlineData("z = |", "tanh", "tanh(u), of derivative 1 − tanh(u)^2")]
    [InlineData("z = W[|", "k", "k:8")]
    public void Says_what_a_word_stands_for(string typed, string word, string description) =>
        Assert.Equal(description, At(Declared + typed)!.Items.Single(item => item.Text == word).Description);

    [Theory]
    [InlineData("|", "x tanh relu sum")]
    [InlineData("x * si|", "sigmoid")]
    [InlineData("max(x, |", "x")]
    public void Of_a_formula_is_x_and_the_functions(string typed, string offered)
    {
        Suggestions found = TextCompletion.InFormula(typed.Replace("|", "", StringComparison.Ordinal), typed.IndexOf('|', StringComparison.Ordinal))!;

        Assert.Empty(offered.Split(' ').Except(found.Items.Select(item => item.Text)));
        Assert.All(found.Items, item => Assert.NotEqual(SuggestionKind.Keyword, item.Kind));
        Assert.InRange(found.Replaced.Start, 0, typed.Length - 1);
    }

    /// <summary>Whoever types a text that is right from its beginning is offered each of its words that is not new.</summary>
    [Fact]
    public void Offers_every_word_of_a_text_that_is_right()
    {
        int offered = 0;
        foreach (TestNetwork network in TestNetworks.All.Concat(TestNetworks.Seeds))
        {
            HashSet<string> known = [];
            foreach (Token token in Lexer.Read(network.Text, []).Where(token => token.Kind == TokenKind.Name))
            {
                if (!known.Add(token.Text) && TextCompletion.At(network.Text[..token.Span.End], token.Span.End, s_around) is { } found && IsRead(network.Text, token))
                {
                    Assert.True(found.Items.Any(item => item.Text == token.Text), $"'{token.Text}' at {token.Span.Start} of\n{network.Text}");
                    offered++;
                }
            }
        }

        Assert.True(offered > 100, $"only {offered} words were met");
    }

    /// <summary>Wherever the place is, and whatever is missing around it, the words have a place to go.</summary>
    [Fact]
    public void Never_fails_in_a_text_that_is_cut_anywhere()
    {
        var random = new Random(7);
        foreach (string text in TestNetworks.All.Select(network => network.Text))
        {
            for (int trial = 0; trial < 40; trial++)
            {
                int from = random.Next(text.Length), length = random.Next(Math.Min(20, text.Length - from) + 1);
                string cut = text.Remove(from, length);
                int offset = random.Next(cut.Length + 1);

                Assert.True(TextCompletion.At(cut, offset, s_around) is not { } found || (found.Replaced.Start <= offset && offset <= found.Replaced.End && found.Items.Length > 0), $"{offset} in\n{cut}");
            }
        }
    }

    /// <summary>Whether a word stands on a right side, where letters are read and none begins but those of sums.</summary>
    private static bool IsRead(string text, Token token)
    {
        string statement = text[(text.LastIndexOfAny(['\n', ';'], token.Span.Start) + 1)..token.Span.Start];
        return statement.Contains('=', StringComparison.Ordinal) && !statement.EndsWith('(') && !statement.TrimEnd().EndsWith(',');
    }

    private static string[] Words(string marked) => At(marked) is { } found ? [.. found.Items.Select(item => item.Text)] : [];

    private static Suggestions? At(string marked) =>
        TextCompletion.At(marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal), s_around);
}
