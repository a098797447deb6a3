using DeriveGen.Compiler.Emission;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Loops over blocks say whose turn it is.</summary>
public sealed class BlockNamesTests
{
    [Theory]
    [InlineData("block1.W block1.b | block2.W block2.b | block3.W", "block1 first and block3 last; next")]
    [InlineData("block1.g.m block1.W | block2.g.m block2.W | g.m", "block1 first and block2 last, where the last time is no block's; next")]
    [InlineData("block1.g.m block1.W | block2.g.m block2.W", "block1 first and block2 last; next")]
    public void BlocksAreWhatNamesBeginWith(string turns, string explained) => Assert.Contains(explained, Of(turns).Explanation, StringComparison.Ordinal);

    [Theory]
    [InlineData("W b | W2 b2")]
    [InlineData("block1.W block1.b | block1.W2 block1.b2")]
    [InlineData("block1.W block1.b | g.m h.m")]
    public void OtherRepetitionsHaveNone(string turns)
    {
        BlockNames names = Of(turns);
        Assert.Equal("Names and formulas are those of the first time.", names.Explanation);
        Assert.Equal("block1.W", names.Shorten("block1.W"));
    }

    [Theory]
    [InlineData("block1.W", "W")]
    [InlineData("block2.W", "next.W")]
    [InlineData("block3.W", "block3.W")]
    [InlineData("g.m", "g.m")]
    public void NamesLeaveTheBlockOut(string name, string shortened) =>
        Assert.Equal(shortened, Of("block1.g.m block1.W | block2.g.m block2.W | g.m").Shorten(name));

    private static BlockNames Of(string turns)
    {
        string[][] names = [.. turns.Split(" | ").Select(turn => turn.Split(' '))];
        ProgramLine[] lines = [.. names.SelectMany(turn => turn).Select(name => new ProgramLine("{0}", [new Tensor(name, [], TensorKind.Parameter)], null))];
        int period = names[0].Length, count = names.Count(turn => turn.Length == period);
        return BlockNames.Of(lines, new Repetition(0, period, count, lines.Length - (period * count)));
    }
}
