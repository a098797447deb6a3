using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>How far apart rows lie.</summary>
public sealed class LayoutTests
{
    private const int FloatsOfALine = 16, FloatsOfAPage = 1024;

    [Theory]
    [InlineData(9, 16)]
    [InlineData(256, 256)]
    [InlineData(512, 528)]
    [InlineData(1000, 1008)]
    [InlineData(1008, 1008)]
    [InlineData(1009, 1040)]
    [InlineData(1024, 1040)]
    [InlineData(1280, 1280)]
    [InlineData(1536, 1552)]
    [InlineData(2048, 2064)]
    public void RowsAreWholeLinesAndNeverHalfPagesApart(int width, int expected)
    {
        var layout = new Layout(FloatsOfALine);

        var matrix = layout.Padded(new Tensor("W", [3, width], TensorKind.Parameter), null, Region.Persistent);
        var vector = layout.Padded(new Tensor("b", [width], TensorKind.Parameter), null, Region.Persistent);

        Assert.Equal([expected, 1], matrix.Strides);
        Assert.Equal(3 * expected, matrix.Size);
        Assert.Equal(layout.RoundUp(width), vector.Size);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    public void RowsThatFitHalfALineTakeNoMore(int width, int expected) =>
        Assert.Equal([3 * expected, expected, 1], new Layout(FloatsOfALine).Padded(new Tensor("W", [5, 3, width], TensorKind.Parameter), null, Region.Persistent).Strides);

    [Theory]
    [InlineData(4, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    public void RowsOfASizeThatACallGivesTakeTheLargestOne(int capacity, int expected)
    {
        var size = new Size("T", capacity);
        Assert.Equal([expected, 1], new Layout(FloatsOfALine).Padded(new Tensor("s", [5, Extent.Of(size)], TensorKind.Temporary), null, Region.Workspace).Strides);
    }

    [Fact]
    public void NumbersOfTheCallerStayWhereTheyAre()
    {
        var given = new Layout(FloatsOfALine).Dense(new Tensor("x", [3, FloatsOfAPage], TensorKind.Input), Region.Argument);

        Assert.Equal([FloatsOfAPage, 1], given.Strides);
    }

    [Fact]
    public void DoublesTakeHalfAsManyPlacesOfAPage()
    {
        var matrix = new Layout(FloatsOfALine / 2).Padded(new Tensor("W", [2, FloatsOfAPage / 4], TensorKind.Parameter), null, Region.Workspace);

        Assert.Equal([(FloatsOfAPage / 4) + 8, 1], matrix.Strides);
    }
}
