using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace DeriveGen.Threading;

/// <summary>
/// A fork-join whose workers wait in a loop for the next call, so that it begins within a fraction of a microsecond. Whoever comes first to
/// a part claims it: the caller does what no worker has begun, and waits for nobody who is late, asleep or has no processor. Workers spin,
/// then let others run, then sleep; waking them is paid for only when the work that went by without them is worth it. When calls take longer
/// than the caller alone would have taken, as others want the processors too, the caller stays alone for many times what was lost.
/// </summary>
/// <param name="participants">The caller and its workers, at least 2.</param>
/// <param name="aloneForLost">For so many times what calls lost the caller stays alone.</param>
internal sealed class Crew<T>(int participants, int aloneForLost)
    where T : unmanaged
{
    /// <summary>The number of parts lies in the low byte of a call's number.</summary>
    public const int MostParts = 255;

    private const int BitsOfParts = 8;

    /// <summary>How often one looks before letting others run: some 20 microseconds, longer than a thread is away from its processor's cache for nothing.</summary>
    private const int Spins = 500;

    /// <summary>A worker sleeps when there was no call for so long: longer than what a training loop does between two steps.</summary>
    private static readonly long s_patience = Stopwatch.Frequency / 500;

    /// <summary>So many parts that are worth a thread are worth waking sleepers for, which costs the caller some microseconds.</summary>
    private const long WorthWaking = 100;

    /// <summary>So a network is never slower by more than some three hundredths.</summary>
    public const int AloneForLost = 32;

    /// <summary>The caller stays alone no longer than this at once.</summary>
    private static readonly long s_longestAlone = Stopwatch.Frequency;

    private readonly object _gate = new();
    private readonly Place[] _places = new Place[participants];
    private Thread[] _workers = [];

    // Written by the caller before it announces a call, read by those who have claimed a part of it.
    private Part<T>? _part;
    private nint _operands, _count, _multiple;

    private Announcement _announced;
    private Exception? _failure;
    private Losses _losses;
    private long _missed, _aloneUntil;
    private int _sleepers;
    private volatile bool _isStopped;

    /// <summary>The threads that were begun.</summary>
    public IReadOnlyList<Thread> Workers => _workers;

    /// <summary>Does all parts of a step, and returns when they are done.</summary>
    /// <param name="worthwhile">How many parts are worth a thread, at least 2; each takes some microseconds.</param>
    /// <param name="count">The number of points.</param>
    /// <param name="multiple">A part begins at a multiple of this.</param>
    /// <param name="operands">What the step reads and writes.</param>
    /// <param name="part">Computes some of the points.</param>
    public unsafe void Run(nint worthwhile, nint count, nint multiple, in Operands<T> operands, Part<T> part)
    {
        long begin = Stopwatch.GetTimestamp();
        if (begin < _aloneUntil)
        {
            part(in operands, 0, count);
            return;
        }

        if (_workers.Length == 0)
        {
            Begin();
        }

#pragma warning disable CS8500 // A pointer to something with references: it lies in the caller's frame, which neither moves nor ends before this returns.
        fixed (Operands<T>* address = &operands)
        {
            _operands = (nint)address;
        }
#pragma warning restore CS8500

        int parts = (int)Math.Min(worthwhile, participants);
        (_part, _count, _multiple) = (part, count, multiple);
        long call = (((_announced.Call >> BitsOfParts) + 1) << BitsOfParts) | (long)parts;
        Volatile.Write(ref _announced.Call, call);
        Wake(worthwhile);
        nint own = DoUnclaimed(call, 0);
        long middle = Stopwatch.GetTimestamp();
        for (int number = 0; number < parts; number++)
        {
            for (int look = 0; Volatile.Read(ref _places[number].Done) != call; look++)
            {
                Pause(look);
            }
        }

        long end = Stopwatch.GetTimestamp(), alone = (middle - begin) * count / Math.Max(1, own), lost = end - begin - alone;
        _aloneUntil = end + Math.Min(s_longestAlone, _losses.Add(lost) * aloneForLost);

        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Asks the workers to end; what they have begun they finish.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until the workers have ended.</summary>
    public void Join()
    {
        foreach (Thread worker in _workers)
        {
            worker.Join();
        }
    }

    private void Begin()
    {
        var workers = new Thread[participants - 1];
        for (int number = 1; number < participants; number++)
        {
            int place = number;
            workers[number - 1] = new Thread(() => Work(place)) { IsBackground = true, Name = "DeriveGen " + place };
        }

        _workers = workers;
        Array.ForEach(workers, static worker => worker.Start());
    }

    private void Work(int place)
    {
        long call = 0;
        while (Next(ref call))
        {
            DoUnclaimed(call, place);
        }
    }

    /// <summary>Does the parts that nobody has begun, one's own first: the same thread finds the same numbers in its cache in every call.</summary>
    /// <returns>The number of points in them.</returns>
    private nint DoUnclaimed(long call, int own)
    {
        int parts = (int)(call & MostParts);
        nint done = 0;
        for (int turn = 0; turn < parts; turn++)
        {
            int number = (own + turn) % parts;
            ref Place place = ref _places[number];
            long claimed = Volatile.Read(ref place.Claimed);

            // Numbers of calls only grow: a part of a call that has ended is claimed by that call or a later one.
            if (claimed < call && Interlocked.CompareExchange(ref place.Claimed, call, claimed) == claimed)
            {
                Do(number, parts);
                done += Bound(number + 1, parts) - Bound(number, parts);
                Volatile.Write(ref place.Done, call);
            }
        }

        return done;
    }

    private unsafe void Do(int number, int parts)
    {
        try
        {
#pragma warning disable CS8500 // The caller's frame: see Run.
            _part!(in *(Operands<T>*)_operands, Bound(number, parts), Bound(number + 1, parts));
#pragma warning restore CS8500
        }
        catch (Exception exception)
        {
            // On a worker's thread nobody would see it.
            Interlocked.CompareExchange(ref _failure, exception, null);
        }
    }

    /// <summary>Where a part begins: as near as multiples come to equal parts.</summary>
    private nint Bound(int number, int parts) =>
        number == parts ? _count : ((_count * number / parts) + (_multiple / 2)) / _multiple * _multiple;

    /// <summary>Waits for a call behind <paramref name="call"/>; false when there will be none.</summary>
    private bool Next(ref long call)
    {
        long begin = 0;
        for (int look = 0; !_isStopped; look++)
        {
            long announced = Volatile.Read(ref _announced.Call);
            if (announced != call)
            {
                call = announced;
                return true;
            }

            Pause(look);
            if (look == Spins)
            {
                begin = Stopwatch.GetTimestamp();
            }
            else if (look > Spins && Stopwatch.GetTimestamp() - begin > s_patience)
            {
                Sleep(call);
                look = -1;
            }
        }

        return false;
    }

    private static void Pause(int look)
    {
        if (look < Spins)
        {
            Thread.SpinWait(1);
        }
        else
        {
            Thread.Yield();
        }
    }

    private void Sleep(long call)
    {
        lock (_gate)
        {
            _sleepers++;
            if (!_isStopped && Volatile.Read(ref _announced.Call) == call)
            {
                Monitor.Wait(_gate);
            }

            _sleepers--;
        }
    }

    /// <summary>
    /// Wakes sleepers for work that is worth it. One who falls asleep at this very moment may be overlooked: then the caller does its part,
    /// as of anybody who is late.
    /// </summary>
    private void Wake(long work)
    {
        if (Volatile.Read(ref _sleepers) == 0)
        {
            return;
        }

        _missed += work;
        if (_missed >= WorthWaking)
        {
            _missed = 0;
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}

/// <summary>The numbers of the last call that claimed a part, and that did it. They have the processors' lines of memory for themselves.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Place
{
    [FieldOffset(128)]
    public long Claimed;

    [FieldOffset(136)]
    public long Done;
}

/// <summary>The number of a call, and of its parts in the low byte, in a line of memory of its own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Announcement
{
    [FieldOffset(128)]
    public long Call;
}
