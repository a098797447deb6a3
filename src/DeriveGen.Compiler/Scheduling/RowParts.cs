using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Computes a root once that is taken at more points than it has, as <c>(v[i] + ε)^(−1/2)</c> at each element of a normalised row: it becomes a
/// tensor of its own, which is read there. Of a tile, each row would take it anew in each of its vectors.
/// </summary>
internal sealed class RowParts
{
    private readonly Dictionary<string, Equation> _roots = [];
    private readonly Dictionary<Tensor, EquatableArray<IndexVar>> _indices = [];
    private readonly HashSet<Tensor> _scanned;
    private readonly FreshNames _names;

    private RowParts(EquatableArray<Equation> equations, EquatableArray<ScanBlock> scans)
    {
        _scanned = [.. scans.SelectMany(scan => scan.Tensors)];
        _names = new(equations);
    }

    /// <summary>The equations with such roots read from tensors, each defined before its first reader.</summary>
    /// <param name="equations">The equations, in order.</param>
    /// <param name="scans">Recurrences among them, whose tensors are left alone.</param>
    public static EquatableArray<Equation> Lift(EquatableArray<Equation> equations, EquatableArray<ScanBlock> scans)
    {
        var parts = new RowParts(equations, scans);
        Dictionary<Factor, Part>[] found = [.. equations.Select(parts.PartsOf)];
        HashSet<string> ofRows = [], ofColumns = [];
        for (int number = 0; number < found.Length; number++)
        {
            Equation equation = equations[number];
            int points = equation.Indices.Length + equation.Value.Terms.Select(term => term.Bound.Length).Prepend(0).Max();
            ofRows.UnionWith(found[number].Values
                .Where(part => part.Of.Indices.Count < points && !equation.Indices.All(part.Of.Indices.Contains)).Select(part => part.Key));

            // Along the lanes of more rows it is a vector like the others of a row, and no number of its own.
            ofColumns.UnionWith(found[number].Values
                .Where(part => part.Of.Indices.Count < equation.Indices.Length && part.Of.Indices.Contains(equation.Indices[equation.Indices.Length - 1]))
                .Select(part => part.Key));
        }

        var result = new List<Equation>();
        for (int number = 0; number < found.Length; number++)
        {
            Equation equation = equations[number];
            Dictionary<Factor, Part> read = found[number].Where(pair => ofRows.Contains(pair.Value.Key) && !ofColumns.Contains(pair.Value.Key))
                .ToDictionary(pair => pair.Key, pair => pair.Value);
            result.AddRange(read.Values.Select(parts.Define).OfType<Equation>());
            result.Add(read.Count == 0 ? equation : equation with { Value = parts.Rewrite(equation.Value, read) });
        }

        return result.ToEquatableArray();
    }

    /// <summary>The equation of a root that has none yet.</summary>
    private Equation? Define(Part part)
    {
        if (_roots.ContainsKey(part.Key))
        {
            return null;
        }

        var target = new Tensor(_names.Of(part.Of.Tensor.Name + "Root"), part.Of.Tensor.Shape, TensorKind.Temporary);
        return _roots[part.Key] = new(target, _indices[part.Of.Tensor], Polynomial.Create(new Term(1, [], [part.Unit], [])));
    }

    /// <summary>The factors of an equation that are roots, at any depth.</summary>
    private Dictionary<Factor, Part> PartsOf(Equation equation)
    {
        var parts = new Dictionary<Factor, Part>();
        if (!_scanned.Contains(equation.Target))
        {
            Collect(equation.Value, parts);
        }

        return parts;
    }

    private void Collect(Polynomial value, Dictionary<Factor, Part> parts)
    {
        foreach (Factor factor in value.Terms.SelectMany(term => term.Factors))
        {
            if (PartOf(factor) is { } part)
            {
                parts[factor] = part;
            }
            else if (OneElement.Inside(factor.Atom) is { } inner)
            {
                Collect(inner, parts);
            }
        }
    }

    private Polynomial Rewrite(Polynomial value, Dictionary<Factor, Part> read)
    {
        Factor Of(Factor factor) => read.TryGetValue(factor, out Part? part) ? new(new Access(_roots[part.Key].Target, part.Of.Positions), part.Power) : factor.Atom switch
        {
            Apply apply => factor with { Atom = new Apply(apply.Function, Rewrite(apply.Argument, read)) },
            Group group => factor with { Atom = new Group(Rewrite(group.Value, read)) },
            _ => factor,
        };

        return value.AsMaximum is not null ? value
            : Polynomial.Create(value.Terms.Select(term => new Term(term.Coefficient, term.Bound, term.Factors.Map(Of), term.Guards)));
    }

    /// <summary>The root that a factor is a power of, or null where it is none, or is of more than one element of one tensor.</summary>
    private Part? PartOf(Factor factor)
    {
        if (factor.Exponent.IsInteger || factor.Atom is not (Access or Group))
        {
            return null;
        }

        if (OneElement.Of([factor]) is not { } access || _scanned.Contains(access.Tensor))
        {
            return null;
        }

        EquatableArray<IndexVar> indices = _indices.TryGetValue(access.Tensor, out EquatableArray<IndexVar> known)
            ? known : _indices[access.Tensor] = access.Tensor.Shape.Map(extent => new IndexVar("q", extent));
        var one = new Rational(factor.Exponent.Sign, factor.Exponent.Denominator);
        var unit = new Factor(factor.Atom.Substitute(OneElement.To(indices, access)), one);
        return new(unit.Key, access, unit, factor.Exponent / one);
    }

    /// <summary>A power of a root.</summary>
    /// <param name="Key">Tells roots apart.</param>
    /// <param name="Of">The element it is taken of.</param>
    /// <param name="Unit">The root itself, at the indices of its own equation.</param>
    /// <param name="Power">Which power of it, a whole number.</param>
    private sealed record Part(string Key, Access Of, Factor Unit, Rational Power);
}
