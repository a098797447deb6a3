using System.Globalization;
using System.Text;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Text;

/// <summary>
/// Writes a system in the equation language, such that reading it again gives an equal system. Every extent is written out and every
/// sum is explicit; a letter that is used with several extents gets a number behind.
/// </summary>
/// <remarks>Quotients of derived systems, <c>[k | A]</c> and remainders as numbers have no counterpart in the language.</remarks>
public sealed class LanguagePrinter
{
    private readonly EquationSystem _system;
    private readonly Dictionary<(string Name, string Extent), string> _letters = [];
    private readonly HashSet<string> _taken;
    private readonly HashSet<Size> _declaredSizes = [];

    private LanguagePrinter(EquationSystem system)
    {
        _system = system;
        _taken = [.. system.Tensors.Select(tensor => tensor.Name), .. system.Sizes.Select(size => size.Name), "pi", "training"];
    }

    /// <summary>The text of a system.</summary>
    public static string Print(EquationSystem system) => new LanguagePrinter(system).Text();

    private string Text()
    {
        var text = new StringBuilder();
        foreach (Tensor tensor in _system.Tensors.Where(tensor => tensor.Kind is TensorKind.Input or TensorKind.Target)
            .Concat(_system.Tensors.Where(tensor => tensor.Kind is not (TensorKind.Input or TensorKind.Target))))
        {
            string? declaration = Declaration(tensor);
            text.Append(declaration is null ? "" : declaration + "\n");
        }

        foreach (Fact fact in _system.Facts)
        {
            var names = new IndexNames(this, fact.Indices);
            text.Append("fact ").Append(Product(fact.Pattern, names)).Append(" = ").Append(Sum(fact.Value, names)).Append('\n');
        }

        foreach (Equation equation in _system.Equations.Concat(_system.Updates))
        {
            text.Append(Equation(equation)).Append('\n');
        }

        foreach (Tensor output in _system.Outputs)
        {
            text.Append("output ").Append(output.Name).Append('\n');
        }

        return text.Append(_system.Loss is null ? "" : $"loss {_system.Loss.Name}\n").ToString();
    }

    private string? Declaration(Tensor tensor) => tensor.Kind switch
    {
        TensorKind.Input => "input " + Left(tensor) + Bound(tensor),
        TensorKind.Target => (tensor.IsInteger ? "label " : "target ") + Left(tensor) + Bound(tensor),
        TensorKind.Parameter => "param " + Left(tensor) + " = 0",
        TensorKind.State => "state " + Left(tensor) + " = 0",
        TensorKind.Constant => Left(tensor) + " = " + string.Join(" + ", tensor.Numbers.Select((number, i) => $"({number}) * [{Letter(tensor, 0)} = {i.ToString(CultureInfo.InvariantCulture)}]")),
        TensorKind.Random => "random " + Left(tensor),
        TensorKind.Gaussian => "gaussian " + Left(tensor),
        _ when _system.ScanOf(tensor) is { } scan && IsReadAtAnotherStep(tensor, scan) =>
            $"scan {Left(tensor)} over {(scan.Direction < 0 ? "-" : "")}{Letter(tensor, scan.TimeAxisOf(tensor))} = 0",
        _ => null,
    };

    private bool IsReadAtAnotherStep(Tensor tensor, ScanBlock scan) => _system.Equations
        .Where(equation => scan.Tensors.IndexOf(equation.Target) >= 0)
        .Any(equation => Walk.Accesses(equation.Value).Any(access =>
            access.Tensor == tensor && !access.Positions[scan.TimeAxisOf(tensor)].Equals(Affine.Of(equation.Indices[scan.TimeAxisOf(equation.Target)]))));

    private static string Bound(Tensor tensor) => tensor.Range is null ? "" : " < " + Whole(tensor.Range.Value, null);

    private string Left(Tensor tensor) => tensor.Rank == 0 ? tensor.Name
        : $"{tensor.Name}[{string.Join(", ", tensor.Shape.Select((extent, axis) => Letter(tensor, axis) + ":" + Declared(extent)))}]";

    /// <summary>The extent; a size that is written for the first time gets its capacity.</summary>
    private string Declared(Extent extent) => extent.AsSize is { Capacity: int capacity } size && size.Name != "batch" && _declaredSizes.Add(size)
        ? size.Name + "<=" + capacity.ToString(CultureInfo.InvariantCulture)
        : Whole(extent.Value, null);

    private string Letter(Tensor tensor, int axis) => LetterOf(tensor.AxisNames.Length > axis ? tensor.AxisNames[axis] : "i", tensor.Shape[axis], []);

    /// <summary>A letter that stands for this extent alone and is not among <paramref name="used"/>.</summary>
    private string LetterOf(string name, Extent extent, ICollection<string> used)
    {
        for (int number = 0; ; number++)
        {
            string key = number == 0 ? name : name + "_" + number.ToString(CultureInfo.InvariantCulture);
            if (!_letters.TryGetValue((key, extent.ToString()), out string? letter))
            {
                letter = key;
                while (!_taken.Add(letter))
                {
                    letter += "_";
                }

                _letters[(key, extent.ToString())] = letter;
            }

            if (!used.Contains(letter))
            {
                return letter;
            }
        }
    }

    private string Equation(Equation equation)
    {
        var names = new IndexNames(this, equation.Indices);
        string left = equation.Target.Kind == TensorKind.Next ? equation.Target.NextOf!.Name + "'" : equation.Target.Name;
        if (equation.Indices.Length > 0)
        {
            left += $"[{string.Join(", ", equation.Indices.Select(index => names[index] + ":" + Whole(index.Extent.Value, null)))}]";
        }

        return left + " = " + (equation.Value.AsMaximum is { } maximum ? Maximum(maximum, names) : Sum(equation.Value, names));
    }

    private string Maximum(Maximum maximum, IndexNames outer)
    {
        IndexNames names = outer.With(maximum.Bound);
        string where = maximum.Guards.Length == 0 ? "" : " where " + string.Join(" and ", maximum.Guards.Select(guard => Guard(guard, names)));
        return $"max({Binders(maximum.Bound, names)}{where}: {Sum(maximum.Body, names)})";
    }

    private static string Binders(EquatableArray<IndexVar> bound, IndexNames names) =>
        string.Join(", ", bound.Select(index => names[index] + ":" + Whole(index.Extent.Value, null)));

    private string Sum(Polynomial polynomial, IndexNames names) => polynomial.IsZero ? "0" : string.Join(" + ", polynomial.Terms.Select(term => Product(term, names)));

    private string Product(Term term, IndexNames outer)
    {
        IndexNames names = term.Bound.Length > 0 ? outer.With(term.Bound) : outer;
        IEnumerable<string> factors = term.Guards.Select(guard => "[" + Guard(guard, names) + "]").Concat(term.Factors.Select(factor => Factor(factor, names)));
        string product = string.Join(" * ", factors);
        if (term.Bound.Length > 0)
        {
            product = $"sum({Binders(term.Bound, names)}: {product})";
        }

        string coefficient = term.Coefficient.Sign < 0 || !term.Coefficient.IsInteger ? "(" + term.Coefficient + ")" : term.Coefficient.ToString();
        return product.Length == 0 ? coefficient : term.Coefficient.IsOne ? product : coefficient + " * " + product;
    }

    private string Factor(Factor factor, IndexNames names) =>
        factor.Exponent.IsOne ? Atom(factor.Atom, names) : $"{Atom(factor.Atom, names)}^({factor.Exponent})";

    private string Atom(Atom atom, IndexNames names) => atom switch
    {
        Access { Tensor: { Kind: TensorKind.Next, NextOf: { } state } } access => Element(state.Name + "'", access.Positions, names),
        Access access => Element(access.Tensor.Name, access.Positions, names),
        Apply apply => $"{apply.Function.Name}({Sum(apply.Argument, names)})",
        Group group => $"({Sum(group.Value, names)})",
        SizeValue size => size.Size.Name,
        Root root => root.Radicand.ToString(),
        IndexValue value => Whole(value.Value, names),
        _ => "pi",
    };

    private static string Element(string name, EquatableArray<Affine> positions, IndexNames? names) =>
        positions.Length == 0 ? name : $"{name}[{string.Join(", ", positions.Select(position => Whole(position, names)))}]";

    private static string Guard(Guard guard, IndexNames names) => guard.Kind switch
    {
        GuardKind.Equal => new[] { Whole(guard.Argument, names), Whole(-guard.Argument, names) }.OrderBy(side => side[0] == '-').First() + " = 0",
        GuardKind.NonNegative => Whole(guard.Argument, names) + " >= 0",
        _ => throw new NotSupportedException($"{guard} has no counterpart in the equation language."),
    };

    private static string Whole(Affine expression, IndexNames? names)
    {
        // The order of terms in memory follows the identities of indices; that of the text must not.
        IEnumerable<string> terms = expression.Terms
            .Select(term => (term.Coefficient, Atom: WholeAtom(term.Atom, names)))
            .OrderBy(term => term.Atom, StringComparer.Ordinal)
            .Select(term => term.Coefficient == 1 ? term.Atom : term.Coefficient.ToString(CultureInfo.InvariantCulture) + "*" + term.Atom);
        string sum = string.Join(" + ", terms);
        return sum.Length == 0 ? expression.Constant.ToString(CultureInfo.InvariantCulture)
            : expression.Constant == 0 ? sum
            : sum + (expression.Constant > 0 ? " + " : " - ") + Math.Abs(expression.Constant).ToString(CultureInfo.InvariantCulture);
    }

    private static string WholeAtom(AffineAtom atom, IndexNames? names) => atom switch
    {
        IndexAtom index => names![index.Index],
        SizeAtom size => size.Size.Name,
        GatherAtom gather => Element(gather.Tensor.Name, gather.Positions, names),
        FloorAtom floor => $"(({Whole(floor.Dividend, names)})/{floor.Divisor.ToString(CultureInfo.InvariantCulture)})",
        _ => throw new NotSupportedException($"{atom} has no counterpart in the equation language."),
    };

    /// <summary>The letters of the indices of one equation, inner scopes seeing outer ones.</summary>
    private sealed class IndexNames
    {
        private readonly LanguagePrinter _printer;
        private readonly Dictionary<IndexVar, string> _names;

        public IndexNames(LanguagePrinter printer, EquatableArray<IndexVar> indices)
            : this(printer, [], indices)
        {
        }

        private IndexNames(LanguagePrinter printer, Dictionary<IndexVar, string> outer, EquatableArray<IndexVar> indices)
        {
            _printer = printer;
            _names = new(outer);
            foreach (IndexVar index in indices)
            {
                _names[index] = printer.LetterOf(index.Name, index.Extent, _names.Values);
            }
        }

        public string this[IndexVar index] => _names[index];

        public IndexNames With(EquatableArray<IndexVar> indices) => new(_printer, _names, indices);
    }
}
