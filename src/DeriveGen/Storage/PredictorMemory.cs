using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using DeriveGen.Threading;

namespace DeriveGen.Storage;

/// <summary>What a predictor holds: a network's parameters, which it shares, and a workspace of its own.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
/// <param name="network">The memory of the network.</param>
/// <param name="workspace">The number of elements of a prediction's workspace.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PredictorMemory<T>(NetworkMemory<T> network, int workspace)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Arena<T> _arena = new(workspace);

    /// <summary>The first persistent element, in the network's memory.</summary>
    public ref T Persistent
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref network.Persistent;
    }

    /// <summary>The first element of the workspace.</summary>
    public ref T Workspace
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _arena.Origin;
    }

    /// <summary>The thread that predicts, alone: a predictor serves one thread of several.</summary>
    public ForkJoin<T> Threads { get; } = ForkJoin<T>.Alone;

    /// <summary>A part of the workspace: an output, which the caller may read until the next call.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">The number of elements.</param>
    public ReadOnlySpan<T> Output(int offset, int length) => _arena.Span.Slice(offset, length);
}
