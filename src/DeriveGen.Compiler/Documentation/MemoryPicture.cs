using System.Globalization;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Documentation;

/// <summary>The memory plan of a schedule: the tensors of the workspace by their place, each from the step that writes it to the last that reads it.</summary>
internal static class MemoryPicture
{
    /// <summary>The widest bar, in characters; a longer schedule has several steps in one.</summary>
    private const int Width = 48;

    /// <summary>What the regions hold, and how much of it the tensors would need if none shared its place.</summary>
    public static string Summary(Schedule schedule, int elementSize)
    {
        IReadOnlyList<MemoryBlock> blocks = MemoryBlock.Of(schedule, elementSize);
        long unshared = blocks.Where(block => block.Region == Region.Workspace).Sum(block => block.Bytes);
        long workspace = (long)schedule.Storage.WorkspaceSize * elementSize, persistent = (long)schedule.Storage.PersistentSize * elementSize;
        return $"A step of {schedule.Name} has {schedule.Steps.Count()} parts. {Number(persistent)} bytes are kept between calls; {Number(workspace)} bytes are the workspace of a call, "
            + $"in which {Number(unshared)} bytes of tensors share their places.";
    }

    /// <summary>The workspace of a schedule.</summary>
    public static Block.Memory Of(Schedule schedule, int elementSize) => new(
        [.. MemoryBlock.Of(schedule, elementSize).Where(block => block.Region == Region.Workspace)
            .Select(block => new MemoryRow(TextPrinter.Name(block.Tensor), block.Offset, block.Bytes, block.First, block.Last))],
        schedule.Steps.Count());

    /// <summary>A row of text for each tensor: offset, bytes, name, and a bar over the steps.</summary>
    public static IEnumerable<string> Lines(Block.Memory memory)
    {
        if (memory.Tensors.Count == 0)
        {
            return [];
        }

        int columns = Math.Min(Width, memory.Steps);
        int names = memory.Tensors.Max(row => row.Name.Length), offsets = memory.Tensors.Max(row => Number(row.Offset).Length), sizes = memory.Tensors.Max(row => Number(row.Bytes).Length);
        return memory.Tensors.Select(row => $"{Number(row.Offset).PadLeft(offsets)} +{Number(row.Bytes).PadLeft(sizes)}  {row.Name.PadRight(names)}  {Bar(row, memory.Steps, columns)}");
    }

    private static string Bar(MemoryRow row, int steps, int columns)
    {
        int first = row.First * columns / steps, last = Math.Min(row.Last, steps - 1) * columns / steps;
        return new string('·', first) + new string('█', last - first + 1) + new string('·', columns - last - 1);
    }

    internal static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
