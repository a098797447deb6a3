using System.Globalization;
using CsCheck;
using DeriveGen.Generator.Diagnostics;
using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Tests.Diagnostics;

public sealed class StringExpressionTests
{
    /// <summary>The value's <c>HERE</c> is marked in the source.</summary>
    [Theory]
    [InlineData("\"a [|HERE|] b\"")]
    [InlineData("\"\\t\\x41\\u0042\\U0001F600\\\"\\0 [|HERE|] b\"")]
    [InlineData("@\"a \"\" \\ \n [|HERE|] b\"")]
    [InlineData("\"\"\"a \" [|HERE|] b\"\"\"")]
    [InlineData("\"\"\"\n    a\n      [|HERE|]\n\n    b\n    \"\"\"")]
    [InlineData("\"\"\"\"\r\n\ta \"\"\"\r\n\t[|HERE|]\r\n\t\"\"\"\"")]
    [InlineData("(\"a\\n\" + @\"b\") + \"c [|HERE|]\"")]
    [InlineData("nameof(Math) + \"c [|HERE|]\"")]
    [InlineData("\"c [|HERE|]\" + nameof(Math)")]
    public void A_part_of_the_value_is_found_in_the_literal(string marked)
    {
        var (expression, span) = Parse(marked);
        var value = ValueOf(expression);

        Assert.Equal(span, StringExpression.SpanOf(expression, value, value.IndexOf("HERE", StringComparison.Ordinal), 4));
    }

    [Theory]
    [InlineData("\"a\" + nameof(Math) + \"[|HERE|]\" + nameof(Math)")]
    [InlineData("$\"[|HERE|]\"")]
    public void Between_pieces_of_unknown_length_nothing_is_claimed(string marked)
    {
        var (expression, _) = Parse(marked);
        var value = ValueOf(expression);

        Assert.Null(StringExpression.SpanOf(expression, value, Math.Max(0, value.IndexOf("HERE", StringComparison.Ordinal)), 4));
    }

    [Fact]
    public void Behind_the_last_character_is_the_end_of_the_literal()
    {
        var (expression, span) = Parse("\"abc[||]\"");

        Assert.Equal(span, StringExpression.SpanOf(expression, "abc", 3, 0));
    }

    [Fact]
    public void Every_character_of_a_random_string_is_found_in_every_form_of_literal() =>
        Gen.String[Gen.Char["a\"\\\n\té{ '\0"], 0, 12].Sample(text =>
        {
            foreach (var literal in Forms(text))
            {
                var expression = SyntaxFactory.ParseExpression(literal);
                Assert.Equal(text, ValueOf(expression));
                for (var i = 0; i < text.Length; i++)
                {
                    var span = StringExpression.SpanOf(expression, text, i, 1);
                    Assert.NotNull(span);
                    var written = literal.Substring(span.Value.Start, span.Value.Length);
                    Assert.True(written == text[i].ToString() || Escape(text[i]) == written || (text[i] == '"' && written == "\"\""), $"{written} at {i} of {literal}");
                }
            }
        });

    private static IEnumerable<string> Forms(string text)
    {
        yield return "\"" + string.Concat(text.Select(Escape)) + "\"";
        yield return "@\"" + text.Replace("\"", "\"\"") + "\"";
        yield return "\"\" + (\"" + string.Concat(text.Take(text.Length / 2).Select(Escape)) + "\" + \"" + string.Concat(text.Skip(text.Length / 2).Select(Escape)) + "\")";

        // White space alone is no content of a raw line, and a quote at its end would belong to the closing ones.
        yield return "\"\"\"\"\"\"\"\"\"\"\"\"\"\n  " + text.Replace("\n", "\n  ") + "\n  \"\"\"\"\"\"\"\"\"\"\"\"\"";
    }

    private static string Escape(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\t' => "\\u0009",
        '\0' => "\\0",
        _ => letter.ToString(CultureInfo.InvariantCulture),
    };

    private static (ExpressionSyntax Expression, TextSpan Span) Parse(string marked)
    {
        var source = MarkedSource.Parse(marked);
        return (SyntaxFactory.ParseExpression(source.Source), source.Spans.Single());
    }

    private static string ValueOf(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        ParenthesizedExpressionSyntax inner => ValueOf(inner.Expression),
        BinaryExpressionSyntax sum => ValueOf(sum.Left) + ValueOf(sum.Right),
        _ => "the text of a constant",
    };
}
