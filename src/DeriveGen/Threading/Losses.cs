using System.Diagnostics;

namespace DeriveGen.Threading;

/// <summary>
/// What calls took longer than their caller alone would have, less what they gained, within bounds: the first call after a time alone loses
/// while each thread fetches its part of the numbers from the other's cache, which the next ones win back.
/// </summary>
internal struct Losses
{
    /// <summary>The bound, 200 microseconds in ticks of the stopwatch: neither are more gains remembered, nor more losses borne.</summary>
    public static readonly long Most = Stopwatch.Frequency / 5000;

    private long _lost;

    /// <summary>One more call.</summary>
    /// <param name="lost">What it lost, in ticks; negative what it gained.</param>
    /// <returns>All that was lost, once that is more than can be borne, which is then forgotten; else 0.</returns>
    public long Add(long lost)
    {
        _lost = Math.Max(-Most, _lost + lost);
        if (_lost <= Most)
        {
            return 0;
        }

        long all = _lost;
        _lost = 0;
        return all;
    }
}
