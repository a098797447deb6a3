using System.Globalization;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Documentation;

/// <summary>The memory plan of a schedule as text: a row for each tensor of the workspace by its place, a bar from the step that writes it to the last that reads it.</summary>
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

    /// <summary>The rows, by offset.</summary>
    public static string[] Rows(Schedule schedule, int elementSize)
    {
        MemoryBlock[] blocks = [.. MemoryBlock.Of(schedule, elementSize).Where(block => block.Region == Region.Workspace)];
        if (blocks.Length == 0)
        {
            return [];
        }

        int steps = schedule.Steps.Count(), columns = Math.Min(Width, steps);
        int names = blocks.Max(block => TextPrinter.Name(block.Tensor).Length), offsets = blocks.Max(block => Number(block.Offset).Length), sizes = blocks.Max(block => Number(block.Bytes).Length);
        return [.. blocks.Select(block =>
            $"{Number(block.Offset).PadLeft(offsets)} +{Number(block.Bytes).PadLeft(sizes)}  {TextPrinter.Name(block.Tensor).PadRight(names)}  {Bar(block, steps, columns)}")];
    }

    private static string Bar(MemoryBlock block, int steps, int columns)
    {
        int first = block.First * columns / steps, last = Math.Min(block.Last, steps - 1) * columns / steps;
        return new string('·', first) + new string('█', last - first + 1) + new string('·', columns - last - 1);
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
