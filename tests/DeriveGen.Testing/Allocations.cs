namespace DeriveGen.Testing;

/// <summary>Managed memory that calls take.</summary>
public static class Allocations
{
    private const int Runs = 3;

    /// <summary>
    /// The bytes that the calls allocate on this thread: the least of three runs. What the calls allocate shows in each of them; a collection
    /// that another thread's work starts in between gives up the rest of this thread's buffer, which is then counted too.
    /// </summary>
    public static long Of(Action calls)
    {
        long least = long.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            calls();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
