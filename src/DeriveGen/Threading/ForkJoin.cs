using System.ComponentModel;

namespace DeriveGen.Threading;

/// <summary>
/// The threads that share the steps of a network's calls. A step's points are cut into parts, one for each thread; every output belongs to
/// one part and is computed as by one thread, so the bits do not depend on the number of threads.
/// </summary>
/// <remarks>
/// The threads begin with the first step that is worth sharing, and end with <see cref="Dispose"/> or when nothing refers to this object
/// any more. Of the methods only one runs at a time.
/// </remarks>
/// <typeparam name="T">The network's number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ForkJoin<T> : IDisposable
    where T : unmanaged
{
    // The workers refer to the crew and not to this object; so it is finalized once the network is gone.
    private Crew<T>? _crew;

    /// <summary>Nothing begins yet.</summary>
    /// <param name="threads">The threads that may take part, the caller's among them, 1 to 255. No more than there are processors do.</param>
    public ForkJoin(int threads)
        : this(threads, Environment.ProcessorCount)
    {
    }

    internal ForkJoin(int threads, int processors, int aloneForLost = Crew<T>.AloneForLost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, Crew<T>.MostParts);
        int participants = Math.Min(threads, processors);
        if (participants > 1)
        {
            _crew = new(participants, aloneForLost);
        }
        else
        {
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Ends the threads, as nothing refers to the network any more.</summary>
    ~ForkJoin() => _crew?.Stop();

    /// <summary>The caller's thread and no other.</summary>
    public static ForkJoin<T> Alone { get; } = new(1, 1);

    /// <summary>The threads that were begun.</summary>
    internal IReadOnlyList<Thread> Workers => _crew?.Workers ?? [];

    /// <summary>Does a step: all of it has been done on return.</summary>
    /// <param name="count">The number of points.</param>
    /// <param name="multiple">A part begins at a multiple of this.</param>
    /// <param name="least">The fewest points that are worth a thread, at least <paramref name="multiple"/>: some microseconds of work.</param>
    /// <param name="operands">What the step reads and writes.</param>
    /// <param name="part">Computes some of the points. What it throws reaches the caller when all parts have ended.</param>
    public void Run(nint count, nint multiple, nint least, in Operands<T> operands, Part<T> part)
    {
        ArgumentNullException.ThrowIfNull(part);
        nint worthwhile = count / least;
        if (worthwhile < 2 || _crew is not { } crew)
        {
            part(in operands, 0, count);
            return;
        }

        crew.Run(worthwhile, count, multiple, in operands, part);
    }

    /// <summary>Ends the threads. Steps are done by the caller's thread from now on.</summary>
    public void Dispose()
    {
        Crew<T>? crew = _crew;
        _crew = null;
        crew?.Stop();
        crew?.Join();
        GC.SuppressFinalize(this);
    }
}
