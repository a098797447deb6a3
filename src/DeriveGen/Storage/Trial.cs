using System.ComponentModel;
using System.Numerics;

namespace DeriveGen.Storage;

/// <summary>
/// Calls of a network that are made for their own sake: until this is disposed of, they find new memory in the place of the network's. All numbers
/// there are 0; what is computed does not matter, NaN included.
/// </summary>
/// <typeparam name="T">The network's number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Trial<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ref NetworkMemory<T> _place;
    private readonly NetworkMemory<T> _own;

    /// <summary>Puts new memory into the place of the network's.</summary>
    /// <param name="place">Where calls find the network's memory.</param>
    public Trial(ref NetworkMemory<T> place)
    {
        ArgumentNullException.ThrowIfNull(place);
        _place = ref place;
        _own = place;
        place = place.Fresh();
    }

    /// <summary>
    /// The next number of examples, or size, to try: after the largest, those below 8, down to 0. Tiles take 8 rows, then 4, then one, so that
    /// what is left over of any number is among these.
    /// </summary>
    /// <param name="number">The last one.</param>
    public int Next(int number) => Math.Min(number, 8) - 1;

    /// <summary>Ends the threads of the new memory, and puts the network's own back.</summary>
    public void Dispose()
    {
        _place.Threads.Dispose();
        _place = _own;
    }
}
