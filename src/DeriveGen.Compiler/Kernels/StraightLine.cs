using System.Globalization;
using DeriveGen.Compiler.Emission;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>A row or an element in memory.</summary>
/// <param name="Tensor">The tensor that has the storage.</param>
/// <param name="Offset">How far it lies from the tensor's first element, as a number.</param>
/// <param name="Length">The elements of a vector, for a row; else 1.</param>
internal readonly record struct StraightPlace(Tensor Tensor, string Offset, int Length)
{
    /// <summary>The same as a number.</summary>
    public int First => int.Parse(Offset, NumberStyles.Integer, CultureInfo.InvariantCulture);

    /// <summary>Whether it is a row.</summary>
    public bool IsRow => Length > 1;

    /// <summary>Whether two places have an element in common.</summary>
    public bool Overlaps(StraightPlace other) => Tensor == other.Tensor && First < other.First + other.Length && other.First < First + Length;
}

/// <summary>A place with the texts that read and write it.</summary>
/// <param name="Place">The place.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Load">The value as it is read from memory.</param>
/// <param name="Store">The statement that writes a value to memory.</param>
internal sealed record StraightAccess(StraightPlace Place, string Type, Code Load, Func<string, string> Store);

/// <summary>
/// A tiny program, written in a straight line: loops have their body once for every point, and what was read or computed once is in a
/// variable from there on, which the machine's compiler keeps in a register. It computes what the kernels would, operation by operation.
/// </summary>
/// <param name="names">The program's identifiers.</param>
/// <param name="rowType">The type of a row.</param>
/// <param name="nameOf">What stands in the program for a tensor, a size or a setting.</param>
/// <param name="carried">What stays in variables from one example to the next; null where there is one example.</param>
internal sealed class StraightLine(NameScope names, string rowType, Func<KernelParameterKind, object, string> nameOf, CarriedValues? carried = null)
{
    private readonly Dictionary<StraightPlace, Code> _known = [];
    private readonly HashSet<Tensor> _zeroed = [];
    private readonly List<StraightPlace> _written = [];
    private int _lanes;   // of a row, known from the first one on

    /// <summary>The program's identifiers.</summary>
    public NameScope Names { get; } = names;

    /// <summary>The values of the indices whose loops are written out.</summary>
    public Substitution Point { get; } = [];

    /// <summary>What stands in the program for a tensor, a size or a setting.</summary>
    public string NameOf(KernelParameterKind kind, object thing) => nameOf(kind, thing);

    /// <summary>The value of an index as text; null where its loop is not written out.</summary>
    public string? At(IndexVar index) => Point.TryGetValue(index, out Affine? value) ? value.ToString() : null;

    /// <summary>Does something at every point of some indices, the first one outermost.</summary>
    /// <param name="indices">The indices.</param>
    /// <param name="from">The number of the first index.</param>
    /// <param name="body">What is done.</param>
    public void Over(IReadOnlyList<IndexVar> indices, int from, Action body)
    {
        if (from == indices.Count)
        {
            body();
            return;
        }

        for (int value = 0; value < indices[from].Extent.AtCapacity(); value++)
        {
            Point[indices[from]] = value;
            Over(indices, from + 1, body);
        }

        Point.Remove(indices[from]);
    }

    /// <summary>The variable that has what lies at a place; it is declared here where there is none yet.</summary>
    public Code Read(KernelMethod method, StraightAccess access)
    {
        StraightPlace place = access.Place;
        if (_known.TryGetValue(place, out Code known))
        {
            return known;
        }

        if (!place.IsRow && _known.TryGetValue(place with { Length = _lanes }, out Code row))
        {
            // The first lane of a register is a register.
            return new(rowType + ".At(" + row.Text + ", 0)", false, Binding.Primary);
        }

        if (_zeroed.Contains(place.Tensor) && !_written.Exists(place.Overlaps))
        {
            return new(place.IsRow ? rowType + ".Zero" : method.Element.Zero, place.IsRow, Binding.Primary);
        }

        if (carried?.Read(method, access, HintOf(place)) is { } value)
        {
            return value;
        }

        Code variable = Declare(method, access.Type, HintOf(place), access.Load);
        if (IsOutermost(method))
        {
            _known[place] = variable;
        }

        return variable;
    }

    /// <summary>Writes a value to a place. From there on it is in a variable.</summary>
    public void Write(KernelMethod method, StraightAccess access, Code value)
    {
        bool isName = value.Text.All(character => char.IsLetterOrDigit(character) || character == '_');
        Code variable = isName ? value : Declare(method, access.Type, "value", value);
        method.Body.Line(carried?.Write(access, variable.Text) ?? access.Store(variable.Text));
        foreach (StraightPlace other in _known.Keys.Where(access.Place.Overlaps).ToList())
        {
            _known.Remove(other);
        }

        _written.Add(access.Place);
        _lanes = Math.Max(_lanes, access.Place.Length);
        if (IsOutermost(method))
        {
            _known[access.Place] = variable;
        }
    }

    /// <summary>A tensor is 0 until it is written.</summary>
    public void Zeroed(Tensor tensor) => _zeroed.Add(tensor);

    private static string HintOf(StraightPlace place) => NameScope.ShortHint(place.Tensor) + (place.IsRow ? "Row" : string.Empty) + "_" + place.Offset;

    /// <summary>Variables of a block inside are not known behind it.</summary>
    private static bool IsOutermost(KernelMethod method) => method.Body.Depth == 0;

    private static Code Declare(KernelMethod method, string type, string hint, Code value)
    {
        string name = method.Names.Fresh(hint);
        method.Body.Line($"{type} {name} = {value.Text};");
        return new(name, value.IsLanes, Binding.Primary);
    }
}
