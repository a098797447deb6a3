using DeriveGen.Compiler.Scheduling;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>The memory plan as rectangles of bytes and steps.</summary>
public sealed class MemoryBlockTests
{
    private readonly Schedule _train = Scheduler.Build(Oracle.Request(Networks.Mlp(784, 128, 10, 32))).Train;

    [Fact]
    public void Blocks_that_live_at_the_same_time_have_places_of_their_own()
    {
        MemoryBlock[] blocks = [.. MemoryBlock.Of(_train, 4)];

        Assert.NotEmpty(blocks);
        for (int i = 0; i < blocks.Length; i++)
        {
            for (int j = i + 1; j < blocks.Length; j++)
            {
                (MemoryBlock a, MemoryBlock b) = (blocks[i], blocks[j]);
                bool areTogether = a.Region == b.Region && a.First <= b.Last && b.First <= a.Last;
                Assert.False(areTogether && a.Offset < b.Offset + b.Bytes && b.Offset < a.Offset + a.Bytes, $"{a} and {b}");
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Offsets_and_sizes_are_bytes_inside_the_region(int elementSize)
    {
        IReadOnlyList<MemoryBlock> blocks = MemoryBlock.Of(_train, elementSize);

        MemoryBlock weights = blocks.Single(block => block.Tensor.Name == "W1");
        Assert.Equal(Region.Persistent, weights.Region);
        Assert.InRange(weights.Bytes, 784L * 128 * elementSize, 2 * 784L * 128 * elementSize);
        Assert.All(blocks, block => Assert.InRange(
            block.Offset + block.Bytes, 1, (long)(block.Region == Region.Persistent ? _train.Storage.PersistentSize : _train.Storage.WorkspaceSize) * elementSize));
        Assert.DoesNotContain(blocks, block => block.Region == Region.Argument);
        Assert.All(blocks, block => Assert.InRange(block.First, 0, block.Last));
    }
}
