using System.Globalization;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Computes once what is the same for every element and costs a function: in <c>m′·(1 − β^step)^(−1)</c> the second factor becomes a
/// scalar of its own, and equal ones become the same. Without it the epilogue of a tile would call the function for every row.
/// </summary>
internal sealed class ScalarParts
{
    private readonly Dictionary<string, Tensor> _known = [];
    private readonly List<Equation> _result = [];

    private ScalarParts()
    {
    }

    /// <summary>The equations with such factors read from scalars, each defined before its first reader.</summary>
    public static EquatableArray<Equation> Lift(EquatableArray<Equation> equations)
    {
        var lifted = new ScalarParts();
        foreach (Equation equation in equations)
        {
            Equation rewritten = equation.Indices.Length == 0 ? equation : equation with { Value = lifted.Rewrite(equation.Value) };
            lifted._result.Add(rewritten);
        }

        return lifted._result.ToEquatableArray();
    }

    private Polynomial Rewrite(Polynomial polynomial) => polynomial.Terms.SelectMany(term => term.Factors).Any(Concerns)
        ? Polynomial.Create(polynomial.Terms.Select(term => new Term(term.Coefficient, term.Bound, term.Factors.Map(Rewrite), term.Guards)))
        : polynomial;

    private Factor Rewrite(Factor factor) => IsWorthwhile(factor) ? new(Scalar(factor), 1) : factor.Atom switch
    {
        Apply apply => factor with { Atom = new Apply(apply.Function, Rewrite(apply.Argument)) },
        Group group => factor with { Atom = new Group(Rewrite(group.Value)) },
        _ => factor,
    };

    private Access Scalar(Factor factor)
    {
        if (!_known.TryGetValue(factor.Key, out Tensor? scalar))
        {
            Polynomial value = Polynomial.Create(new Term(1, [], [factor], []));
            string name = value.Tensors[0].Name + "_" + (_known.Count + 1).ToString(CultureInfo.InvariantCulture);
            _known[factor.Key] = scalar = new Tensor(name, [], TensorKind.Temporary);
            _result.Add(new Equation(scalar, [], value));
        }

        return new(scalar, []);
    }

    /// <summary>Whether a factor is such a part or has one inside.</summary>
    private static bool Concerns(Factor factor) => IsWorthwhile(factor) || factor.Atom switch
    {
        Apply apply => apply.Argument.Terms.SelectMany(term => term.Factors).Any(Concerns),
        Group group => group.Value.Terms.SelectMany(term => term.Factors).Any(Concerns),
        _ => false,
    };

    /// <summary>Whether a factor has no index, reads something, and calls a function.</summary>
    private static bool IsWorthwhile(Factor factor) => factor.Atom.Indices.Count == 0
        && Walk.Atoms(factor.Atom).Any(atom => atom is Apply) && Walk.Atoms(factor.Atom).Any(atom => atom is Access);
}
