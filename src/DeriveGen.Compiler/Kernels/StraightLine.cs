using System.Globalization;
using DeriveGen.Compiler.Emission;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>A row or an element in memory.</summary>
/// <param name="Tensor">The tensor that has the storage.</param>
/// <param name="Offset">How far it lies from the tensor's first element, as a number.</param>
/// <param name="IsRow">Whether it is a vector; else one element.</param>
internal readonly record struct StraightPlace(Tensor Tensor, string Offset, bool IsRow)
{
    /// <summary>Whether two places have an element in common.</summary>
    /// <param name="other">The other place.</param>
    /// <param name="lanes">The elements of a vector.</param>
    public bool Overlaps(StraightPlace other, int lanes) => Tensor == other.Tensor && First < other.First + (other.IsRow ? lanes : 1) && other.First < First + (IsRow ? lanes : 1);

    private int First => int.Parse(Offset, NumberStyles.Integer, CultureInfo.InvariantCulture);
}

/// <summary>
/// A tiny program, written in a straight line: loops have their body once for every point, and what was read or computed once is in a
/// variable from there on, which the machine's compiler keeps in a register. It computes what the kernels would, operation by operation.
/// </summary>
/// <param name="names">The program's identifiers.</param>
/// <param name="lanes">The elements of a vector.</param>
/// <param name="nameOf">What stands in the program for a tensor, a size or a setting.</param>
internal sealed class StraightLine(NameScope names, int lanes, Func<KernelParameterKind, object, string> nameOf)
{
    private readonly Dictionary<StraightPlace, Code> _known = [];
    private readonly HashSet<Tensor> _zeroed = [];
    private readonly List<StraightPlace> _written = [];

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
    /// <param name="method">The text.</param>
    /// <param name="place">The place.</param>
    /// <param name="type">The variable's type.</param>
    /// <param name="value">How the value is read.</param>
    public Code Known(KernelMethod method, StraightPlace place, string type, Code value)
    {
        if (_known.TryGetValue(place, out Code known))
        {
            return known;
        }

        if (_zeroed.Contains(place.Tensor) && !_written.Exists(other => other.Overlaps(place, lanes)))
        {
            return new(place.IsRow ? type + ".Zero" : method.Element.Zero, place.IsRow, Binding.Primary);
        }

        Code variable = Declare(method, type, NameScope.ShortHint(place.Tensor) + (place.IsRow ? "Row" : string.Empty) + "_" + place.Offset, value);
        if (IsOutermost(method))
        {
            _known[place] = variable;
        }

        return variable;
    }

    /// <summary>A value as a variable.</summary>
    public static Code Named(KernelMethod method, string type, Code value) =>
        value.Text.All(character => char.IsLetterOrDigit(character) || character == '_') ? value : Declare(method, type, "value", value);

    /// <summary>A variable was written to a place.</summary>
    public void Written(KernelMethod method, StraightPlace place, Code variable)
    {
        foreach (StraightPlace other in _known.Keys.Where(other => other.Overlaps(place, lanes)).ToList())
        {
            _known.Remove(other);
        }

        _written.Add(place);
        if (IsOutermost(method))
        {
            _known[place] = variable;
        }
    }

    /// <summary>A tensor is 0 until it is written.</summary>
    public void Zeroed(Tensor tensor) => _zeroed.Add(tensor);

    /// <summary>Variables of a block inside are not known behind it.</summary>
    private static bool IsOutermost(KernelMethod method) => method.Body.Depth == 0;

    private static Code Declare(KernelMethod method, string type, string hint, Code value)
    {
        string name = method.Names.Fresh(hint);
        method.Body.Line($"{type} {name} = {value.Text};");
        return new(name, value.IsLanes, Binding.Primary);
    }
}
