using System.Globalization;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Index expressions and addresses as C#: where a logical position lies in storage is said here alone.</summary>
/// <param name="method">The kernel whose names are used.</param>
internal sealed class Addressing(KernelMethod method)
{
    /// <summary>An index expression.</summary>
    public string Print(Affine affine)
    {
        affine = At(affine);
        return Sum(affine.Terms.Select(term => (Number(term.Coefficient), Print(term.Atom))), affine.Constant);
    }

    /// <summary>An extent.</summary>
    public string Print(Extent extent) => Print(extent.Value);

    /// <summary>A condition.</summary>
    public string Print(Guard guard) => guard.Kind switch
    {
        GuardKind.Divides => "(" + Print(guard.Argument) + ") % " + Number(guard.Modulus) + " == 0",
        GuardKind.Equal => Compare(guard.Argument, "=="),
        _ => Compare(guard.Argument, ">="),
    };

    /// <summary>The head of a loop over an index, or over a part of it.</summary>
    public string Loop(IndexVar index, string step = "++")
    {
        string name = method.Names.NameOf(index);
        return "for (nint " + name + " = " + Print(First(index)) + "; " + name + " < " + (index == method.Shared ? method.To : Print(index.Extent)) + "; " + name + step + ")";
    }

    /// <summary>Does something at every point of some indices, the first one outermost: in loops, or, in a straight line, once for each.</summary>
    public void Over(EquatableArray<IndexVar> indices, Action body)
    {
        if (method.Straight is { } straight)
        {
            straight.Over(indices, 0, body);
            return;
        }

        foreach (IndexVar index in indices)
        {
            method.Body.Open(Loop(index));
        }

        body();
        method.Body.Close(indices.Length);
    }

    /// <summary>The first point of an index: that of the part, or 0.</summary>
    public Affine First(IndexVar index) => index == method.Shared ? Affine.Of(method.From!) : 0;

    /// <summary>The number of points of an index, in parentheses where they are a part's.</summary>
    public string Count(IndexVar index) => index == method.Shared ? "(" + method.To + " - " + Print(First(index)) + ")" : Print(index.Extent);

    /// <summary>The distance of an element from the tensor's first one.</summary>
    public string Offset(Tensor tensor, EquatableArray<Affine> positions)
    {
        var terms = new List<(string Factor, string Value)>();
        int constant = 0;
        for (int axis = 0; axis < positions.Length; axis++)
        {
            string stride = Stride(tensor, axis);
            Affine position = At(positions[axis]);
            if (axis == positions.Length - 1 && method.Storage[tensor].Panels is { } panels)
            {
                if (position.AsConstant is int fixedColumn)
                {
                    constant += panels.PlaceOf(fixedColumn);
                }
                else
                {
                    string column = position.AsIndex is null ? "(" + Print(position) + ")" : Print(position);
                    terms.Add((Number(panels.Stride), PanelOf(column, panels)));
                    terms.Add(("1", WithinPanel(column, panels)));
                }

                continue;
            }

            if (int.TryParse(stride, NumberStyles.Integer, CultureInfo.InvariantCulture, out int fixedStride))
            {
                terms.AddRange(position.Terms.Select(term => (Number(term.Coefficient * fixedStride), Print(term.Atom))));
                constant += position.Constant * fixedStride;
            }
            else
            {
                terms.Add((stride, position.Terms.Length == 1 && position.Constant == 0 ? Print(position) : "(" + Print(position) + ")"));
            }
        }

        return Sum(terms, constant);
    }

    /// <summary>An element, as something to read or to write.</summary>
    public string Element(Tensor tensor, EquatableArray<Affine> positions)
    {
        string reference = method.Reference(tensor), offset = Offset(tensor, positions);
        return offset == "0" ? reference : "Unsafe.Add(ref " + reference + ", " + offset + ")";
    }

    /// <summary>The value of an element.</summary>
    public Code Read(Tensor tensor, EquatableArray<Affine> positions) =>
        method.Straight?.Read(method, Access(tensor, positions)) ?? new(Element(tensor, positions), false, Binding.Primary);

    /// <summary>Writes an element.</summary>
    public void Write(Tensor tensor, EquatableArray<Affine> positions, Code value)
    {
        if (method.Straight is { } straight)
        {
            straight.Write(method, Access(tensor, positions), value);
            return;
        }

        method.Body.Line(Element(tensor, positions) + " = " + value.Text + ";");
    }

    /// <summary>An element of a tensor of whole numbers, as a whole number.</summary>
    public string WholeElement(Tensor tensor, EquatableArray<Affine> positions) =>
        (method.IsWholeNumber(tensor) ? string.Empty : "(int)") + Element(tensor, positions);

    /// <summary>The distance between neighbours along an axis: a number, or an expression in sizes.</summary>
    public string Stride(Tensor tensor, int axis)
    {
        var storage = method.Storage[tensor];
        if (!storage.IsDense)
        {
            return Number(storage.Strides[axis]);
        }

        int product = 1;
        var symbolic = new List<string>();
        foreach (Extent extent in tensor.Shape.Skip(axis + 1))
        {
            if (extent.Static is int value)
            {
                product *= value;
            }
            else
            {
                symbolic.Add(extent.AsSize is { } size ? method.SizeName(size) : "(" + Print(extent) + ")");
            }
        }

        return symbolic.Count == 0 ? Number(product) : (product == 1 ? string.Empty : Number(product) + " * ") + string.Join(" * ", symbolic);
    }

    /// <summary>The number of the panel of a column.</summary>
    public static string PanelOf(string column, PanelStorage panels) => "(" + column + " >> " + Number(panels.Bits) + ")";

    /// <summary>The place of a column in its panel.</summary>
    public static string WithinPanel(string column, PanelStorage panels) => "(" + column + " & " + Number(panels.Width - 1) + ")";

    /// <summary>A whole number.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private StraightAccess Access(Tensor tensor, EquatableArray<Affine> positions)
    {
        string element = Element(tensor, positions);
        return new(
            new(method.Storage.BaseOf(tensor), Offset(tensor, positions), 1), method.Element.Name, new(element, false, Binding.Primary), value => element + " = " + value + ";");
    }

    /// <summary>The index expression at the point of a straight line.</summary>
    private Affine At(Affine affine) => method.Straight is { } straight ? affine.Substitute(straight.Point) : affine;

    private string Print(AffineAtom atom) => atom switch
    {
        IndexAtom index => method.Names.NameOf(index.Index),
        SizeAtom size => method.SizeName(size.Size),
        GatherAtom gather => WholeElement(gather.Tensor, gather.Positions),
        FloorAtom floor => Floor(floor),
        _ => throw new ArgumentException($"Unknown index atom {atom.GetType().Name}.", nameof(atom)),
    };

    /// <summary>C# rounds quotients towards 0, which is down where the dividend is not negative.</summary>
    private string Floor(FloorAtom floor)
    {
        string printed = Print(floor.Dividend), dividend = floor.Dividend.AsIndex is null ? "(" + printed + ")" : printed, divisor = Number(floor.Divisor);
        return floor.Dividend.IsProvablyNonNegative
            ? "(" + dividend + " / " + divisor + ")"
            : "((" + dividend + " - ((" + dividend + " % " + divisor + " + " + divisor + ") % " + divisor + ")) / " + divisor + ")";
    }

    /// <summary>The argument against 0 with its negative terms on the other side: <c>i &gt;= j</c>.</summary>
    private string Compare(Affine argument, string relation)
    {
        argument = At(argument);
        Affine left = Affine.Create(argument.Terms.Where(term => term.Coefficient > 0), Math.Max(argument.Constant, 0));
        return Print(left) + " " + relation + " " + Print(left - argument);
    }

    private static string Sum(IEnumerable<(string Factor, string Value)> terms, int constant)
    {
        string sum = string.Empty;
        foreach ((string factor, string value) in terms.OrderBy(term => term.Factor.StartsWith("-", StringComparison.Ordinal)))
        {
            bool negative = factor.StartsWith("-", StringComparison.Ordinal);
            string size = negative ? factor.Substring(1) : factor;
            sum += (sum.Length == 0 ? (negative ? "-" : string.Empty) : negative ? " - " : " + ") + (size == "1" ? value : size + " * " + value);
        }

        return constant == 0 && sum.Length > 0
            ? sum
            : sum.Length == 0 ? Number(constant) : sum + (constant < 0 ? " - " : " + ") + Number(Math.Abs(constant));
    }
}
