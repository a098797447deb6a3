using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// Makes logarithms finite: where a logarithm is taken of a tensor that is defined as an exponential, a sigmoid or a quotient,
/// the definition is put below the logarithm and the laws of the logarithm are applied. Cross-entropy becomes
/// −z_t + M + log S, binary cross-entropy softplus(z) − y·z, whatever layer or loss wrote them.
/// </summary>
/// <remarks>The rewriting is kept only if no logarithm of an exponential or a quotient is left, so it never trades one for another.</remarks>
public static class Stabilise
{
    /// <summary>How many definitions deep the search goes.</summary>
    private const int LargestDepth = 6;

    internal static Law Definition { get; } = Law.Register("log-definition", "log p = a − log s, p = e^a/s");
    private static readonly Law s_logistic = Law.Register("logistic", "1/(1 + e^z) = σ(−z)");
    private static readonly Law s_logisticProduct = Law.Register("logistic-product", "e^z·σ(−z) = σ(z)");

    /// <summary>The system with its logarithms rewritten. In exact arithmetic the value of every tensor stays what it was.</summary>
    public static Rewritten Apply(EquationSystem system)
    {
        var remarks = new List<Remark>();
        var definitions = new Dictionary<Tensor, Equation>();
        var equations = new List<Equation>();
        foreach (Equation equation in system.Equations)
        {
            Polynomial written = Logistic(equation.Value);
            Polynomial stable = Simpler(Walk.ReplaceAtoms(written, atom => Logarithm(atom, definitions)), written);
            if (!stable.Equals(equation.Value))
            {
                Law law = ReferenceEquals(stable, written) ? s_logistic : Definition;
                remarks.Add(law.Fire(new Remark(law, equation.Target, equation.Value, stable)));
            }

            Equation rewritten = equation with { Value = stable };
            equations.Add(rewritten);
            if (IsTransparent(stable))
            {
                definitions[equation.Target] = rewritten;
            }
        }

        return new(system with { Equations = equations.ToEquatableArray() }, remarks.ToEquatableArray());
    }

    /// <summary>A finite form of a logarithm, or null where there is none or the atom is something else.</summary>
    private static Polynomial? Logarithm(Atom atom, Dictionary<Tensor, Equation> definitions)
    {
        if (atom is not Apply { Function.Name: "log" } logarithm)
        {
            return null;
        }

        Polynomial result = Written(logarithm, definitions, LargestDepth);
        return result.AsAtom is Apply { Function.Name: "log" } || Walk.Atoms(result).Any(IsUnstable) ? null : WithoutCopies(result, definitions);
    }

    /// <summary>The sum over what is copied instead of the copies, so that a linear output layer's own values are the logits.</summary>
    private static Polynomial WithoutCopies(Polynomial sum, Dictionary<Tensor, Equation> definitions)
    {
        for (int depth = 0; depth < LargestDepth; depth++)
        {
            Polynomial copied = Walk.Replace(
                sum, access => definitions.TryGetValue(access.Tensor, out Equation? definition) && definition.Value.AsAtom is Access ? definition.At(access.Positions) : null);
            if (ReferenceEquals(copied, sum))
            {
                break;
            }

            sum = copied;
        }

        return sum;
    }

    /// <summary>
    /// The logarithm by the definitions below it, one level at a time: what has left the logarithm is not written out any further,
    /// so that log p shows the logits and not how they were computed.
    /// </summary>
    private static Polynomial Written(Apply logarithm, Dictionary<Tensor, Equation> definitions, int depth)
    {
        Polynomial argument = Logistic(Walk.Replace(
            logarithm.Argument, access => definitions.TryGetValue(access.Tensor, out Equation? definition) ? definition.At(access.Positions) : null));
        return depth == 0 || argument.Equals(logarithm.Argument)
            ? Polynomial.Of(logarithm)
            : Walk.ReplaceAtoms(Build.Call("log", argument), atom => atom is Apply { Function.Name: "log" } inner ? Written(inner, definitions, depth - 1) : null);
    }

    /// <summary>Whether a definition shows a logarithm what it needs to see: one product without sum and guard, of an exponential kind, or another tensor's element.</summary>
    private static bool IsTransparent(Polynomial definition) =>
        definition.Terms.Length == 1 && definition.Terms[0] is { Bound.Length: 0, Guards.Length: 0 } term
        && (definition.AsAtom is Access || term.Factors.Any(IsExponentialOrQuotient));

    private static bool IsUnstable(Atom atom) =>
        atom is Apply { Function.Name: "log" } logarithm && logarithm.Argument.Terms.Any(term => term.Factors.Any(IsExponentialOrQuotient));

    private static bool IsExponentialOrQuotient(Factor factor) =>
        factor.Atom is Apply { Function.Name: "exp" or "sigmoid" } || (factor.Exponent.Sign < 0 && factor.Atom is not (SizeValue or Root or NamedConstant));

    /// <summary>The expanded form where it is shorter.</summary>
    private static Polynomial Simpler(Polynomial stable, Polynomial before)
    {
        if (ReferenceEquals(stable, before))
        {
            return before;
        }

        Polynomial expanded = Build.Expand(stable);
        return expanded.Weight < stable.Weight ? expanded : stable;
    }

    /// <summary>The sum with sigmoids that are written as quotients of exponentials named.</summary>
    private static Polynomial Logistic(Polynomial polynomial)
    {
        bool changed = false;
        EquatableArray<Term> terms = polynomial.Terms.Map(term =>
        {
            int quotient = term.Factors.ToList().FindIndex(factor => factor.Exponent == -1 && Exponential(factor.Atom) is not null);
            if (quotient < 0)
            {
                return term;
            }

            changed = true;
            Polynomial z = Exponential(term.Factors[quotient].Atom)!;
            int same = term.Factors.ToList().FindIndex(factor => factor.Exponent.IsOne && factor.Atom is Apply { Function.Name: "exp" } exp && exp.Argument.Equals(z));
            Polynomial sigmoid = same < 0 ? s_logistic.Fire(Build.Call("sigmoid", -z)) : s_logisticProduct.Fire(Build.Call("sigmoid", z));
            IEnumerable<Factor> rest = term.Factors.Where((_, i) => i != quotient && i != same);
            return Build.Multiply(new Term(term.Coefficient, term.Bound, rest.ToEquatableArray(), term.Guards), sigmoid.Terms[0]);
        });
        return changed ? Logistic(Polynomial.Create(terms)) : polynomial;
    }

    /// <summary>z where the atom is the sum 1 + e^z.</summary>
    private static Polynomial? Exponential(Atom atom) =>
        atom is Group group && FunctionRules.OnePlus(group.Value)?.AsAtom is Apply { Function.Name: "exp" } exponential ? exponential.Argument : null;
}
