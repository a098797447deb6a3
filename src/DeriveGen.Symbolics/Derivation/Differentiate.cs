using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// ∂/∂X[p] of expressions, by linearity, the product and power rule, the table of scalar derivatives, and
/// <c>∂X[e]/∂X[p] = Π δ[e,p]</c> for the elements of the tensor itself.
/// </summary>
public static class Differentiate
{
    private static readonly Law s_product = Law.Register("product-rule", "∂Πf^e = Σ e·f^(e−1)·∂f·rest, ∂x[e]/∂x[p] = Π δ[e,p]");
    private static readonly Law s_maximum = Law.Register("max-rule", "∂ max_r g(r) = Σr δ[r, arg max]·∂g(r)");

    /// <summary>The terms of ∂y/∂<paramref name="tensor"/>[<paramref name="positions"/>] for the tensor y that an equation defines; not collapsed.</summary>
    /// <param name="tensor">The tensor to differentiate by.</param>
    /// <param name="positions">Its element.</param>
    /// <param name="equation">The equation.</param>
    /// <param name="arguments">Where the equation is a maximum: for each of its indices the tensor that says where it is taken.</param>
    /// <returns>The law that gives them, and the terms.</returns>
    internal static (Law Law, IEnumerable<Term> Terms) By(
        Tensor tensor, EquatableArray<IndexVar> positions, Equation equation, EquatableArray<Tensor> arguments)
    {
        Func<Access, Term> deltas = access => new Term(1, [], [], Deltas(access, positions));
        if (equation.Value.AsMaximum is not { } maximum)
        {
            return (s_product, Terms(equation.Value, tensor, deltas));
        }

        // The domain's guards stay: they are what keeps the body's accesses in range.
        EquatableArray<Affine> here = equation.Indices.Map(Affine.Of);
        IEnumerable<Guard> selection = maximum.Bound.Zip(arguments, (index, argument) => Guard.Delta(index, Affine.Of(new GatherAtom(argument, here))));
        EquatableArray<Guard> guards = maximum.Guards.AddRange(selection);
        return (s_maximum, Terms(maximum.Body, tensor, deltas)
            .Select(term => new Term(term.Coefficient, maximum.Bound.AddRange(term.Bound), term.Factors, term.Guards.AddRange(guards))));
    }

    /// <summary>For each index of the maximum that an equation takes, a new tensor that says where it is taken.</summary>
    /// <param name="equation">The equation.</param>
    /// <param name="axisNames">The letters of the tensor's axes.</param>
    internal static EquatableArray<Tensor> Arguments(this Equation equation, EquatableArray<string> axisNames) =>
        equation.Value.AsMaximum!.Bound.Map(index => new Tensor($"{equation.Target.Name}Arg{index.Name}", equation.Target.Shape, TensorKind.ArgMax)
        {
            Range = index.Extent,
            AxisNames = axisNames,
        });

    /// <summary>The terms of ∂<paramref name="value"/>/∂<paramref name="tensor"/>[<paramref name="positions"/>]; not collapsed.</summary>
    public static IEnumerable<Term> Terms(Polynomial value, Tensor tensor, EquatableArray<IndexVar> positions) =>
        Terms(value, tensor, access => new Term(1, [], [], Deltas(access, positions)));

    /// <summary>
    /// ∂y[i]/∂z[i] where every element of y is a function of the one of z in its place; null where it is not. It is 0 where nothing that happens to z
    /// reaches the loss through y.
    /// </summary>
    /// <param name="equation">The equation of y.</param>
    /// <param name="tensor">z.</param>
    public static Polynomial? Slope(Equation equation, Tensor tensor)
    {
        EquatableArray<Affine> place = equation.Indices.Map(Affine.Of);
        Access[] accesses = [.. Walk.Accesses(equation.Value).Where(access => ReferenceEquals(access.Tensor, tensor))];
        return accesses.Length > 0 && accesses.All(access => access.Positions.Equals(place)) ? Polynomial.Create(Terms(equation.Value, tensor, _ => new Term(1, [], [], []))) : null;
    }

    /// <summary>The same before the elements' own derivatives become deltas: <c>Σj x[i,j]·∂W[j,k]/∂W[p,q]</c>. Whoever shows a derivation shows this line.</summary>
    internal static IEnumerable<Term> Unevaluated(Polynomial value, Tensor tensor, EquatableArray<IndexVar> positions)
    {
        var derivative = new Tensor("∂" + tensor.Name, tensor.Shape.AddRange(tensor.Shape), TensorKind.Temporary) { DerivativeOf = tensor };
        return Terms(value, tensor, access => new Term(1, [], [new Factor(new Access(derivative, access.Positions.AddRange(positions.Map(Affine.Of))), 1)], []));
    }

    /// <summary>Linearity, the product rule and the table, with the derivative of an element of the tensor left to <paramref name="element"/>.</summary>
    private static IEnumerable<Term> Terms(Polynomial value, Tensor tensor, Func<Access, Term> element) => value.Terms.SelectMany(term => Terms(term, tensor, element));

    private static IEnumerable<Term> Terms(Term term, Tensor tensor, Func<Access, Term> element)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            (Atom atom, Rational exponent) = term.Factors[i];
            EquatableArray<Factor> rest = exponent.IsOne ? term.Factors.RemoveAt(i) : term.Factors.SetItem(i, new(atom, exponent - 1));
            var outer = new Term(term.Coefficient * exponent, term.Bound, rest, term.Guards);
            foreach (Term inner in Terms(atom, tensor, element))
            {
                yield return Build.Multiply(outer, inner);
            }
        }
    }

    private static IEnumerable<Term> Terms(Atom atom, Tensor tensor, Func<Access, Term> element) => atom switch
    {
        Access access when ReferenceEquals(access.Tensor, tensor) => [element(access)],
        Apply apply => Chain(apply, tensor, element),
        Group group => Terms(group.Value, tensor, element),
        _ => [],
    };

    private static EquatableArray<Guard> Deltas(Access access, EquatableArray<IndexVar> positions) =>
        access.Positions.Zip(positions, (position, index) => Guard.Delta(position, index)).ToEquatableArray();

    private static IEnumerable<Term> Chain(Apply apply, Tensor tensor, Func<Access, Term> element)
    {
        List<Term> inner = Terms(apply.Argument, tensor, element).ToList();
        if (inner.Count == 0)
        {
            return [];
        }

        Polynomial derivative = Build.AsOneTerm(apply.Function.Derivative(apply));
        return derivative.Terms.SelectMany(outer => inner.Select(term => Build.Multiply(outer, term)));
    }
}
