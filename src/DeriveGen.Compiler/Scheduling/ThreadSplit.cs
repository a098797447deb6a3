using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// How threads share a step: the points of one index are cut into parts. Every output has the index and so belongs to one part, which
/// computes it as the whole step would; no sum is cut.
/// </summary>
/// <param name="Axis">
/// The number of the index among those of a contraction's target, among the outer ones of a nest, or among the axes of a copy's target.
/// </param>
/// <param name="Multiple">A part begins at a multiple of this, so that tiles and vectors stay whole.</param>
/// <param name="Parts">How many parts there are at most, every size at its capacity.</param>
/// <param name="Inner">The extents of the loops inside: their product is how often <paramref name="Cost"/> is paid at one point of the index.</param>
/// <param name="Cost">The work inside, in multiply-adds.</param>
/// <param name="LeastWork">A part of less work, in multiply-adds, is not worth a thread.</param>
public sealed record ThreadSplit(int Axis, int Multiple, int Parts, EquatableArray<Extent> Inner, int Cost, int LeastWork);

/// <summary>Who may share the steps of a schedule, and from which amount of work on.</summary>
/// <param name="Threads">The threads, at least 1.</param>
/// <param name="LeastWork">A part of less work, in multiply-adds, is not worth a thread.</param>
/// <param name="Lanes">The elements of the widest vector.</param>
internal sealed record ThreadLimits(int Threads, int LeastWork, int Lanes)
{
    /// <summary>Nobody shares anything.</summary>
    public static ThreadLimits One { get; } = new(1, int.MaxValue, 16);
}
