using System.Globalization;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>A type of packed numbers.</summary>
/// <param name="Type">The type.</param>
/// <param name="Count">How many numbers it holds.</param>
internal readonly record struct LaneWidth(string Type, int Count);

/// <summary>
/// Reads and writes rows in lanes. A whole row of vectors is touched where the storage has room for it; else the lanes behind the
/// row's end are left alone, so that no access leaves its tensor.
/// </summary>
/// <param name="method">The kernel that is written.</param>
/// <param name="wide">What rows are read and written in.</param>
/// <param name="narrow">The same of rows that fit half of that, where it differs.</param>
internal sealed class Rows(KernelMethod method, LaneWidth wide, LaneWidth? narrow = null)
{
    private readonly Addressing _addressing = new(method);

    /// <summary>The rows of kernels: 64 bytes at once, or 32 where a row is no longer.</summary>
    public static Rows OfKernel(KernelMethod method) => new(method, new("V", method.Element.Lanes), new("N", method.Element.Lanes / 2));

    /// <summary>The packed numbers along an index.</summary>
    public LaneWidth Of(IndexVar lane) => narrow is { } half && Layout.IsNarrow(lane.Extent, wide.Count) ? half : wide;

    /// <summary>Whether a row fits one vector, so that no loop is needed.</summary>
    public bool IsShort(IndexVar lane) => lane.Extent.Static is int extent && extent <= Of(lane).Count;

    /// <summary>The elements of an access along the lane; the lane index is a loop variable, or 0 in a short row.</summary>
    public Code Load(Access access, IndexVar lane) =>
        method.Straight?.Read(method, Straight(access.Tensor, access.Positions, lane)) ?? Load(Place(access.Tensor, access.Positions, lane), lane);

    /// <summary>Writes lanes at the target's own indices.</summary>
    public void Store(Code value, Tensor target, EquatableArray<Affine> positions, IndexVar lane)
    {
        if (method.Straight is { } straight)
        {
            straight.Write(method, Straight(target, positions, lane), value);
            return;
        }

        method.Body.Line(Store(value.At(Binding.Primary), Place(target, positions, lane, storing: true)));
    }

    /// <summary>The mask of the lanes inside the row, or null where every lane is.</summary>
    public string? Inside(IndexVar lane)
    {
        if (lane.Extent.Static is int extent && extent % Of(lane).Count == 0)
        {
            return null;
        }

        string end = _addressing.Print(lane.Extent);
        return Of(lane).Type + ".LanesBelow(" + (IsShort(lane) ? end : end + " - " + method.Names.NameOf(lane)) + ")";
    }

    /// <summary>The head of the loop along a row.</summary>
    public string Loop(IndexVar lane) => _addressing.Loop(lane, Step(lane));

    /// <summary>The head of the loop along a part of a row.</summary>
    public string Loop(IndexVar lane, string first, string end)
    {
        string name = method.Names.NameOf(lane);
        return $"for (nint {name} = {first}; {name} < {end}; {name}{Step(lane)})";
    }

    private string Step(IndexVar lane) => " += " + Of(lane).Type + ".Count";

    private Code Load(string place, IndexVar lane) => new(Of(lane).Type + ".Load(" + place + ")", true, Binding.Primary);

    private static string Store(string value, string place) => value + ".Store(" + place + ");";

    private StraightAccess Straight(Tensor tensor, EquatableArray<Affine> positions, IndexVar lane)
    {
        string target = Place(tensor, positions, lane, storing: true);
        return new(
            new(method.Storage.BaseOf(tensor), _addressing.Offset(tensor, Start(positions, lane)), Of(lane).Count), Of(lane).Type,
            Load(Place(tensor, positions, lane), lane), value => Store(value, target));
    }

    private EquatableArray<Affine> Start(EquatableArray<Affine> positions, IndexVar lane) => IsShort(lane)
        ? positions.Map(position => position.Substitute(new Substitution { [lane] = 0 }))
        : positions;

    private string Place(Tensor tensor, EquatableArray<Affine> positions, IndexVar lane, bool storing = false)
    {
        string place = "ref " + method.Reference(tensor) + ", " + _addressing.Offset(tensor, Start(positions, lane));
        string extent = _addressing.Print(lane.Extent);
        return HasRoom(new Access(tensor, positions), lane, storing)
            ? place
            : place + ", " + (IsShort(lane) ? extent : extent + " - " + method.Names.NameOf(lane));
    }

    /// <summary>Whether whole vectors may be touched: the row is padded to them, or is a whole number of them.</summary>
    public bool HasRoom(Access access, IndexVar lane, bool storing)
    {
        var storage = method.Storage[access.Tensor];
        int last = access.Tensor.Rank - 1;
        Affine position = access.Positions[last];
        if (storage.Panels is not null)
        {
            return true;
        }

        int lanes = Of(lane).Count;
        bool isWhole = lane.Extent.Static is int extent && extent % lanes == 0 && position.AsIndex == lane;
        if (storage.IsDense || position.AsIndex != lane)
        {
            return isWhole;
        }

        if (storage.HaloLow[last] + storage.HaloHigh[last] > 0 && storing)
        {
            return isWhole;
        }

        int capacity = lane.Extent.AtCapacity(int.MaxValue / 2);
        int room = last == 0 ? storage.Size : storage.Strides[last - 1];
        return isWhole || (capacity <= room && (capacity + lanes - 1) / lanes * lanes <= room);
    }

    /// <summary>An amount as C#.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
