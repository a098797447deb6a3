using System.Globalization;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// Reads and writes rows in lanes. A whole row of vectors is touched where the storage has room for it; else the lanes behind the
/// row's end are left alone, so that no access leaves its tensor.
/// </summary>
/// <param name="method">The kernel that is written.</param>
/// <param name="laneType">The type of packed numbers.</param>
/// <param name="lanes">How many numbers it holds.</param>
internal sealed class Rows(KernelMethod method, string laneType, int lanes)
{
    private readonly Addressing _addressing = new(method);

    /// <summary>The type of packed numbers.</summary>
    public string LaneType { get; } = laneType;

    /// <summary>How many numbers it holds.</summary>
    public int Lanes { get; } = lanes;

    /// <summary>Whether a row fits one vector, so that no loop is needed.</summary>
    public bool IsShort(IndexVar lane) => lane.Extent.Static is int extent && extent <= Lanes;

    /// <summary>The elements of an access along the lane; the lane index is a loop variable, or 0 in a short row.</summary>
    public Code Load(Access access, IndexVar lane) =>
        method.Straight?.Read(method, Straight(access.Tensor, access.Positions, lane)) ?? Load(Place(access.Tensor, access.Positions, lane));

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
        if (lane.Extent.Static is int extent && extent % Lanes == 0)
        {
            return null;
        }

        string end = _addressing.Print(lane.Extent);
        return LaneType + ".LanesBelow(" + (IsShort(lane) ? end : end + " - " + method.Names.NameOf(lane)) + ")";
    }

    /// <summary>The head of the loop along a row.</summary>
    public string Loop(IndexVar lane) => _addressing.Loop(lane, " += " + LaneType + ".Count");

    private Code Load(string place) => new(LaneType + ".Load(" + place + ")", true, Binding.Primary);

    private static string Store(string value, string place) => value + ".Store(" + place + ");";

    private StraightAccess Straight(Tensor tensor, EquatableArray<Affine> positions, IndexVar lane)
    {
        string target = Place(tensor, positions, lane, storing: true);
        return new(
            new(method.Storage.BaseOf(tensor), _addressing.Offset(tensor, Start(positions, lane)), Lanes), LaneType,
            Load(Place(tensor, positions, lane)), value => Store(value, target));
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

        bool isWhole = lane.Extent.Static is int extent && extent % Lanes == 0 && position.AsIndex == lane;
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
        return isWhole || (capacity <= room && (capacity + Lanes - 1) / Lanes * Lanes <= room);
    }

    /// <summary>An amount as C#.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
