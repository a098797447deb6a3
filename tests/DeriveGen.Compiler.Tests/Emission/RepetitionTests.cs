using System.Globalization;
using DeriveGen.Compiler.Emission;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>What stands there several times is found, and written once.</summary>
public sealed class RepetitionTests
{
    [Theory]
    [InlineData("abcabcabc", 3, "0+3x3")]
    [InlineData("xabababy", 2, "1+2x3")]
    [InlineData("aaaa", 2, "0+1x4")]
    [InlineData("aabcaabcaabc", 3, "0+4x3")]
    [InlineData("zaabcaabcaabcddd", 2, "1+4x3 13+1x3")]
    [InlineData("abcdef", 1, "")]
    [InlineData("abab", 3, "")]
    [InlineData("", 1, "")]
    public void RepetitionsAreFoundWhereTheyCoverMost(string text, int smallest, string expected) =>
        Assert.Equal(expected, string.Join(" ", Repetition.Find(Keys(text), smallest).Select(found => $"{found.Start}+{found.Period}x{found.Count}")));

    [Theory]
    [InlineData("abcabcabx", 9, 2)]
    [InlineData("abcabcabx", 7, 1)]
    [InlineData("abcabcx", 7, 0)]
    public void TheLastTimeMayEndEarly(string text, int last, int rest) =>
        Assert.Equal(rest, Assert.Single(Repetition.Find(Keys(text), 3)).WithRest(Keys(text), last).Rest);

    [Fact]
    public void GrowingNumbersBecomeAFormulaForReadersAndAnExpressionForCode()
    {
        TextRun run = Assert.Single(TextRun.Find(["f(\"block2.W\", 10, 3)", "f(\"block3.W\", 25, 3)", "f(\"block4.W\", 40, 3)"], 1));

        Assert.Equal(["for n = 2 … 4:", "  f(\"block{n}.W\", {15n−20}, 3)"], run.ForReading());
        Assert.Equal(["f($\"block{2 + n}.W\", 10 + 15 * n, 3)"], run.ForCounting("n"));
    }

    [Fact]
    public void FallingNumbersAreCountedDown() =>
        Assert.Equal(["a[40 - 15 * n]"], Assert.Single(TextRun.Find(["a[40]", "a[25]", "a[10]"], 1)).ForCounting("n"));

    [Fact]
    public void ReadersSeeWhatFallsBehindAMinus() =>
        Assert.Equal(["for n = 0 … 2:", "  a{3−n}[{40−15n}]", "  b{4−2n}"], Assert.Single(TextRun.Find(["a3[40]", "b4", "a2[25]", "b2", "a1[10]", "b0"], 2)).ForReading());

    [Theory]
    [InlineData("a1 b1 c2 a2 b2 c3 a3 b3", "for n = 1 … 3:|  a{n}|  b{n}|  and where n < 3:|  c{n+1}")]
    [InlineData("a1 b1 c2 a2 b2 c3 a3 b4", "for n = 1 … 3:|  a{n}|  and where n < 3:|  b{n}|  c{n+1}|b4")]
    [InlineData("a1 b1 c2 a2 b2 c3 d3", "for n = 1 … 2:|  a{n}|  b{n}|  c{n+1}|d3")]
    public void ReadersSeeWhatTheLastTimeLeavesOut(string texts, string read) =>
        Assert.Equal(read.Split('|'), TextRun.Find(texts.Split(' '), 3, withRests: true).SelectMany(run => run.ForReading()));

    [Fact]
    public void NumbersThatGrowUnevenlyAreNotCounted()
    {
        List<TextRun> runs = TextRun.Find(["a1", "a2", "a3", "a4", "a9", "b"], 1);
        Assert.Equal([4, 1], runs.Select(run => run.Count));
        Assert.Equal(["for n = 1 … 4:", "  a{n}", "a9", "b"], runs.SelectMany(run => run.ForReading()));
    }

    [Fact]
    public void RunsSayWhatTheTextsSay()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 2000; trial++)
        {
            int period = random.Next(1, 5);
            string[] texts = [.. Enumerable.Range(0, random.Next(1, 40)).Select(line =>
                $"{"abcd"[line % period]}{line / period * (line % period)} {(random.Next(15) == 0 ? random.Next(3) : line / period)}")];
            IEnumerable<string> said = TextRun.Find(texts, random.Next(1, 4), withRests: random.Next(2) == 0).SelectMany(run =>
                Enumerable.Range(0, (run.Count * run.Texts.Count) + run.Rest).Select(number => (Time: number / run.Texts.Count, Line: number % run.Texts.Count))
                    .Select(at => run.Texts[at.Line].With(position => (run.Texts[at.Line].Numbers[position] + (run.Count == 1 ? 0 : at.Time * run.Steps[at.Line][position])).ToString(CultureInfo.InvariantCulture))));
            Assert.Equal(texts, said);
        }
    }

    private static string[] Keys(string text) => [.. text.Select(letter => letter.ToString())];
}
