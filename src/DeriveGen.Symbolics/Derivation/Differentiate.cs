using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// ∂/∂X[p] of expressions, by linearity, the product and power rule, the table of scalar derivatives, and
/// <c>∂X[e]/∂X[p] = Π δ[e,p]</c> for the elements of the tensor itself.
/// </summary>
public static class Differentiate
{
    /// <summary>The terms of ∂<paramref name="value"/>/∂<paramref name="tensor"/>[<paramref name="positions"/>]; not collapsed.</summary>
    public static IEnumerable<Term> Terms(Polynomial value, Tensor tensor, EquatableArray<IndexVar> positions) =>
        value.Terms.SelectMany(term => Terms(term, tensor, positions));

    private static IEnumerable<Term> Terms(Term term, Tensor tensor, EquatableArray<IndexVar> positions)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            (Atom atom, Rational exponent) = term.Factors[i];
            EquatableArray<Factor> rest = exponent.IsOne ? term.Factors.RemoveAt(i) : term.Factors.SetItem(i, new(atom, exponent - 1));
            var outer = new Term(term.Coefficient * exponent, term.Bound, rest, term.Guards);
            foreach (Term inner in Terms(atom, tensor, positions))
            {
                yield return Build.Multiply(outer, inner);
            }
        }
    }

    private static IEnumerable<Term> Terms(Atom atom, Tensor tensor, EquatableArray<IndexVar> positions) => atom switch
    {
        Access access when ReferenceEquals(access.Tensor, tensor) => [new Term(1, [], [], Deltas(access, positions))],
        Apply apply => Chain(apply, tensor, positions),
        Group group => Terms(group.Value, tensor, positions),
        _ => [],
    };

    private static EquatableArray<Guard> Deltas(Access access, EquatableArray<IndexVar> positions) =>
        access.Positions.Zip(positions, (position, index) => Guard.Delta(position, index)).ToEquatableArray();

    private static IEnumerable<Term> Chain(Apply apply, Tensor tensor, EquatableArray<IndexVar> positions)
    {
        List<Term> inner = Terms(apply.Argument, tensor, positions).ToList();
        if (inner.Count == 0)
        {
            return [];
        }

        Polynomial derivative = Build.AsOneTerm(apply.Function.Derivative(apply));
        return derivative.Terms.SelectMany(outer => inner.Select(term => Build.Multiply(outer, term)));
    }
}
