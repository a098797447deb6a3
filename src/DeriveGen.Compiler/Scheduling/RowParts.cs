using System.Globalization;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Computes a root once where several equations take it at more points than it has, as those of a normalised row take <c>(v[i] + ε)^(−1/2)</c> at each
/// of the row's elements, or one takes that of a column in every row: it becomes a tensor of its own, which they read. Of a tile, each row would
/// take it anew in each of its vectors. In an equation with such a root <c>(v[i] + ε)^(−1)</c> is its square, and nobody divides.
/// </summary>
internal sealed class RowParts
{
    private readonly Dictionary<string, (Equation Equation, int Uses)> _parts = [];
    private readonly Dictionary<Tensor, EquatableArray<IndexVar>> _indices = [];
    private readonly HashSet<Tensor> _scanned;
    private readonly HashSet<string> _names;

    private RowParts(EquatableArray<Equation> equations, EquatableArray<ScanBlock> scans)
    {
        _scanned = [.. scans.SelectMany(scan => scan.Tensors)];
        _names = [.. equations.SelectMany(equation => equation.Reads.Append(equation.Target)).Select(tensor => tensor.Name)];
    }

    /// <summary>The equations with such roots read from tensors, each defined before its first reader.</summary>
    /// <param name="equations">The equations, in order.</param>
    /// <param name="scans">Recurrences among them, whose tensors are left alone.</param>
    public static EquatableArray<Equation> Lift(EquatableArray<Equation> equations, EquatableArray<ScanBlock> scans)
    {
        var parts = new RowParts(equations, scans);
        foreach (Equation equation in equations)
        {
            foreach (Part part in parts.PartsOf(equation).Values.Where(part => part.IsRoot).GroupBy(part => part.Key).Select(group => group.First()))
            {
                parts.Count(part, IsTakenInEveryRow(equation, part) ? 2 : 1);
            }
        }

        var defined = new HashSet<Tensor>();
        return equations.SelectMany(equation =>
        {
            Dictionary<Factor, Part> all = parts.PartsOf(equation);

            // A quotient may be of a number below 0, unless the equation takes the root of it, too.
            bool IsRead(Part part) => parts._parts.TryGetValue(part.Key, out (Equation Equation, int Uses) known) && known.Uses > 1
                && (part.IsRoot || all.Values.Any(other => other is { IsRoot: true, IsCertain: true } && other.Key == part.Key && other.Of.Equals(part.Of)));
            Dictionary<Factor, Part> read = all.Where(pair => IsRead(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value);
            IEnumerable<Equation> definitions = read.Values.Select(part => parts._parts[part.Key].Equation).Where(definition => defined.Add(definition.Target)).ToList();
            return definitions.Append(read.Count == 0 ? equation : equation with { Value = parts.Rewrite(equation.Value, read) });
        }).ToEquatableArray();
    }

    /// <summary>Whether the root of a column is taken anew in each row: one such equation is as many as several.</summary>
    private static bool IsTakenInEveryRow(Equation equation, Part part) =>
        equation.Indices.Length > 1 && part.Of.Indices.Contains(equation.Indices[equation.Indices.Length - 1]);

    private void Count(Part part, int uses)
    {
        if (_parts.TryGetValue(part.Key, out (Equation Equation, int Uses) known))
        {
            _parts[part.Key] = known with { Uses = known.Uses + uses };
            return;
        }

        EquatableArray<IndexVar> indices = _indices[part.Of.Tensor];
        string root = part.Of.Tensor.Name + "Root", name = root;
        for (int number = 2; !_names.Add(name); number++)
        {
            name = root + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        var target = new Tensor(name, part.Of.Tensor.Shape, TensorKind.Temporary);
        _parts[part.Key] = (new(target, indices, Polynomial.Create(new Term(1, [], [part.Unit], []))), uses);
    }

    /// <summary>The factors of an equation that are such roots, at any depth.</summary>
    private Dictionary<Factor, Part> PartsOf(Equation equation)
    {
        var parts = new Dictionary<Factor, Part>();
        if (!_scanned.Contains(equation.Target))
        {
            Collect(equation.Value, equation.Indices.Length + equation.Value.Terms.Select(term => term.Bound.Length).Prepend(0).Max(), true, parts);
        }

        return parts;
    }

    private void Collect(Polynomial value, int points, bool isCertain, Dictionary<Factor, Part> parts)
    {
        foreach (Term term in value.Terms)
        {
            bool isCertainHere = isCertain && term.Guards.Length == 0 && !term.Factors.Any(factor => factor.Atom is Apply { Function.Name: "step" });
            foreach (Factor factor in term.Factors)
            {
                if (PartOf(factor) is { } part && part.Of.Indices.Count < points)
                {
                    bool wasCertain = parts.TryGetValue(factor, out Part? known) && known.IsCertain;
                    parts[factor] = part with { IsCertain = isCertainHere || wasCertain };
                }
                else if (Inside(factor.Atom) is { } inner)
                {
                    Collect(inner, points, isCertainHere, parts);
                }
            }
        }
    }

    private Polynomial Rewrite(Polynomial value, Dictionary<Factor, Part> read)
    {
        Factor Of(Factor factor) => read.TryGetValue(factor, out Part? part) ? new(new Access(_parts[part.Key].Equation.Target, part.Of.Positions), part.Power) : factor.Atom switch
        {
            Apply apply => factor with { Atom = new Apply(apply.Function, Rewrite(apply.Argument, read)) },
            Group group => factor with { Atom = new Group(Rewrite(group.Value, read)) },
            _ => factor,
        };

        return value.AsMaximum is not null ? value
            : Polynomial.Create(value.Terms.Select(term => new Term(term.Coefficient, term.Bound, term.Factors.Map(Of), term.Guards)));
    }

    private static Polynomial? Inside(Atom atom) => atom switch
    {
        Apply apply => apply.Argument,
        Group group => group.Value,
        _ => null,
    };

    /// <summary>The root that a factor is a power of, or null where it is a product, or is of more than one element of one tensor.</summary>
    private Part? PartOf(Factor factor)
    {
        bool isQuotient = factor.Exponent.IsInteger;
        if ((isQuotient && factor.Exponent.Sign > 0) || factor.Atom is not (Access or Group))
        {
            return null;
        }

        List<Access> accesses = [.. Walk.Atoms(factor.Atom).OfType<Access>().Distinct()];
        bool isPlain = Walk.Atoms(factor.Atom).All(atom => atom is Access or Group or NamedConstant)
            && Walk.Atoms(factor.Atom).OfType<Group>().SelectMany(group => group.Value.Terms).All(term => term.Bound.Length + term.Guards.Length == 0);
        if (!isPlain || accesses.Count != 1 || accesses[0] is not { Tensor.Rank: > 0 } access || _scanned.Contains(access.Tensor)
            || access.Positions.Any(position => position.AsIndex is null) || access.Indices.Count != access.Positions.Length)
        {
            return null;
        }

        EquatableArray<IndexVar> indices = _indices.TryGetValue(access.Tensor, out EquatableArray<IndexVar> known)
            ? known : _indices[access.Tensor] = access.Tensor.Shape.Map(extent => new IndexVar("q", extent));
        var map = new Substitution();
        for (int axis = 0; axis < indices.Length; axis++)
        {
            map[access.Positions[axis].AsIndex!] = Affine.Of(indices[axis]);
        }

        Rational one = isQuotient ? new(-1, 2) : new(factor.Exponent.Sign, factor.Exponent.Denominator);
        var unit = new Factor(factor.Atom.Substitute(map), one);
        return new(unit.Key, access, unit, factor.Exponent / one, !isQuotient);
    }

    /// <summary>A power of a root.</summary>
    /// <param name="Key">Tells roots apart.</param>
    /// <param name="Of">The element it is taken of.</param>
    /// <param name="Unit">The root itself, at the indices of its own equation.</param>
    /// <param name="Power">Which power of it, a whole number.</param>
    /// <param name="IsRoot">Whether that is a root itself, rather than a quotient.</param>
    /// <param name="IsCertain">Whether it is taken at all points, and not only where a guard holds.</param>
    private sealed record Part(string Key, Access Of, Factor Unit, Rational Power, bool IsRoot, bool IsCertain = false);
}
