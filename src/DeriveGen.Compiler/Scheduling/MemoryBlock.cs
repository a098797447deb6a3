using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>One rectangle of a memory plan: which bytes a tensor has, and from which step to which.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Region">The memory.</param>
/// <param name="Offset">The first byte in the region.</param>
/// <param name="Bytes">The number of bytes, padding included.</param>
/// <param name="First">The number of the first step that has it.</param>
/// <param name="Last">The number of the last step that has it; the number of steps where it lives to the end.</param>
public sealed record MemoryBlock(Tensor Tensor, Region Region, long Offset, long Bytes, int First, int Last)
{
    /// <summary>The blocks of a schedule, persistent ones first, each region by offset; the caller's arrays are not among them.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    public static IReadOnlyList<MemoryBlock> Of(Schedule schedule, int elementSize) => [.. schedule.Storage.Entries
        .Where(entry => entry.Value.Region != Region.Argument)
        .Select(entry => new MemoryBlock(
            entry.Key, entry.Value.Region, (long)entry.Value.Offset * elementSize, (long)entry.Value.Size * elementSize, entry.Value.First, entry.Value.Last))
        .OrderBy(block => block.Region).ThenBy(block => block.Offset).ThenBy(block => block.First)];
}
