using DeriveGen.Compiler.Scheduling;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>The order of tiles follows from extents alone.</summary>
public sealed class TileChoicesTests
{
    [Theory]
    [InlineData(32, 784, 128, LoopOrder.ColumnsOutside, LoopOrder.ColumnsOutside)]      // few rows forward, all of B in the cache backward
    [InlineData(256, 1024, 1024, LoopOrder.BlocksOutside, LoopOrder.BlocksOutside)]
    [InlineData(2048, 1024, 1024, LoopOrder.BlocksOutside, LoopOrder.BlocksOutside)]    // the gradient's sum in parts
    [InlineData(256, 4096, 1024, LoopOrder.ColumnsOutside, LoopOrder.BlocksOutside)]    // a block of B would leave the cache
    [InlineData(256, 1024, 512, LoopOrder.BlocksOutside, LoopOrder.ColumnsOutside)]     // all of B is near backward
    [InlineData(256, 1024, 128, LoopOrder.ColumnsOutside, LoopOrder.ColumnsOutside)]    // one block
    public void WideProductsOfManyRowsGoInBlocksOfColumns(int batch, int inputs, int hidden, LoopOrder forward, LoopOrder gradient)
    {
        Schedule train = Scheduler.Build(Oracle.Request(Networks.Mlp(inputs, hidden, 10, batch))).Train;
        List<Contraction> contractions = [.. train.Steps.OfType<Contraction>()];

        Assert.Equal(forward, contractions[0].Tile.Order);
        Assert.Equal(gradient, contractions.Single(contraction => contraction.Core.Target.AdjointOf?.Name == "W1").Tile.Order);
    }

    [Theory]
    [InlineData(2048, 128, LoopOrder.RowsOutside)]
    [InlineData(64, 1024, LoopOrder.ColumnsOutside)]     // few rows
    [InlineData(256, 128, LoopOrder.ColumnsOutside)]     // what the rectifier's adjoint reads is near
    public void LargeRowsThatAnEpilogueReadsAreReadWhole(int batch, int hidden, LoopOrder order)
    {
        Schedule train = Scheduler.Build(Oracle.Request(Networks.Mlp(64, hidden, 10, batch))).Train;
        Assert.Equal(order, train.Steps.OfType<Contraction>().Single(contraction => contraction.Epilogue.Any(statement => statement.Target.Name == "z1Bar")).Tile.Order);
    }
}
