using System.ComponentModel;

namespace DeriveGen.Threading;

/// <summary>
/// What a step reads and writes, for the threads that share it. It lies in the frame of the caller, where the garbage collector keeps the
/// references up to date while other threads read them.
/// </summary>
/// <typeparam name="T">The network's number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Operands<T>
    where T : unmanaged
{
    /// <summary>The first element of a tensor.</summary>
    public ref T R0, R1, R2, R3, R4, R5, R6, R7, R8, R9, R10, R11, R12, R13, R14, R15;

    /// <summary>The first element of a tensor of whole numbers.</summary>
    public ref int W0, W1, W2, W3;

    /// <summary>A size, or the number of a repetition.</summary>
    public nint N0, N1, N2, N3, N4, N5, N6, N7;

    /// <summary>A number given at run time, such as the learning rate.</summary>
    public T S0, S1, S2, S3;
}

/// <summary>A part of a step: what it computes at some of its points, and nothing else.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
/// <param name="operands">What the step reads and writes.</param>
/// <param name="from">The first point.</param>
/// <param name="to">The point behind the last one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void Part<T>(in Operands<T> operands, nint from, nint to)
    where T : unmanaged;
