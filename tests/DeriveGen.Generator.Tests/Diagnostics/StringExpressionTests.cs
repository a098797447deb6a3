using System.Globalization;
using CsCheck;
using DeriveGen.Generator.Diagnostics;
using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis;
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
        AssertOffsets(expression, value, span);
    }

    /// <summary>In interpolated constants, between names of unknown value, wherever it can stand in one place only.</summary>
    [Theory]
    [InlineData("$\"[|HERE|]\"")]
    [InlineData("$\"\\t{{{Name}}} [|HERE|] {Name}\"")]
    [InlineData("$@\"{{ \"\" {Name} \n [|HERE|]{Name}{Name} b\"")]
    [InlineData("@$\"[|HERE|]{Name}\"")]
    [InlineData("$\"\"\"{Name} \" [|HERE|] {Name}\"\"\"")]
    [InlineData("$$\"\"\"{a} {{Name}} = [|HERE|]\"\"\"")]
    [InlineData("$\"\"\"\n    a{Name} b\n      [|HERE|] {Name}\n\n    c\n    \"\"\"")]
    [InlineData("$\"\"\"\r\n\t[|HERE|]{Name}\r\n\tb\r\n\t\"\"\"")]
    [InlineData("\"a\" + Name + \"[|HERE|]\" + Name")]
    [InlineData("\"a\" + (Name + $\"{Name} = [|HERE|]\" + Name + \"b\")")]
    public void So_it_is_between_constants(string marked)
    {
        var source = MarkedSource.Parse($$"""static class Constants { const string Name = "some.name"; public const string Value = {{marked}}; }""");
        var compilation = CSharpCompilation.Create("Constants", [CSharpSyntaxTree.ParseText(source.Source)], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        var declarator = compilation.SyntaxTrees.Single().GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>().Last();
        var value = (string)compilation.GetSemanticModel(declarator.SyntaxTree).GetConstantValue(declarator.Initializer!.Value).Value!;

        Assert.Equal(source.Spans.Single(), StringExpression.SpanOf(declarator.Initializer.Value, value, value.IndexOf("HERE", StringComparison.Ordinal), 4));
        AssertOffsets(declarator.Initializer.Value, value, source.Spans.Single());
    }

    /// <summary>Back from the source to the value, before, inside and behind the word; nowhere outside of the expression.</summary>
    private static void AssertOffsets(ExpressionSyntax expression, string value, TextSpan word)
    {
        int offset = value.IndexOf("HERE", StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 5), letter => Assert.Equal(offset + letter, StringExpression.OffsetAt(expression, value, word.Start + letter)));
        Assert.Null(StringExpression.OffsetAt(expression, value, expression.SpanStart));
        Assert.Null(StringExpression.OffsetAt(expression, value, expression.Span.End));
    }

    [Theory]
    [InlineData("nameof(Math) + \"[|HERE|]\" + nameof(Math)", "HERE HERE", 0)] // the name may be "" or "HERE "
    [InlineData("nameof(Math) + \"[|HERE|]\" + nameof(Math)", "HERE HERE", 5)]
    [InlineData("nameof(Math) + \"[|HERE|]\" + nameof(Math)", "none of it", 3)]
    [InlineData("\"[|HERE|]\" + nameof(Math)", "THERE", 1)]
    [InlineData("\"[|HERE|]\"", "HERE and more", 0)]
    [InlineData("\"HERE\" + nameof(Math) + \"[|RE|]\"", "HERE", 2)]
    public void Where_it_could_be_elsewhere_or_nowhere_nothing_is_claimed(string marked, string value, int offset) =>
        Assert.Null(StringExpression.SpanOf(Parse(marked).Expression, value, offset, 2));

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

    /// <summary>C# itself reads the changed literal. What raw text cannot hold, such as quotes at its end, is not written.</summary>
    [Fact]
    public void Every_part_of_a_random_string_is_changed_in_every_form_of_literal() =>
        Gen.Select(Gen.String[Gen.Char["a\"\\\n\té{ '\0"], 1, 12], Gen.String[Gen.Char["b\"\\\n{}"], 0, 4], Gen.Int[0, 12], Gen.Int[0, 12]).Sample((text, part, from, to) =>
        {
            from = Math.Min(from, text.Length);
            var length = Math.Max(0, Math.Min(to, text.Length) - from);
            foreach (var literal in Forms(text))
            {
                if (StringExpression.ChangeOf(SyntaxFactory.ParseExpression(literal), text, from, length, part) is { } change)
                {
                    var changed = literal.Remove(change.Span.Start, change.Span.Length).Insert(change.Span.Start, change.NewText!);
                    Assert.Equal(text.Remove(from, length).Insert(from, part), ValueOf(SyntaxFactory.ParseExpression(changed)));
                }
                else
                {
                    Assert.StartsWith("\"\"", literal, StringComparison.Ordinal);
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
