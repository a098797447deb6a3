namespace DeriveGen.Generator;

/// <summary>The latest results of a function of plain values, so that whoever asks second is not kept waiting.</summary>
/// <remarks>Bounded: the oldest is forgotten first.</remarks>
/// <param name="capacity">How many results are kept.</param>
internal sealed class RecentResults<TKey, TResult>(int capacity)
    where TKey : notnull
{
    private readonly object _gate = new();
    private readonly Dictionary<TKey, TResult> _results = [];
    private readonly Queue<TKey> _order = new();

    /// <summary>The result for a key, computed where it is not known. What throws is not kept.</summary>
    public TResult Get(TKey key, Func<TKey, TResult> compute)
    {
        lock (_gate)
        {
            if (_results.TryGetValue(key, out var known))
            {
                return known;
            }
        }

        var result = compute(key);
        lock (_gate)
        {
            if (!_results.ContainsKey(key))
            {
                _results.Add(key, result);
                _order.Enqueue(key);
                if (_order.Count > capacity)
                {
                    _results.Remove(_order.Dequeue());
                }
            }
        }

        return result;
    }
}
