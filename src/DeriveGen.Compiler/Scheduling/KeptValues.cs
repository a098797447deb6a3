using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Reads a rectifier's output where its input was read: with <c>Y = Z·[Z > 0]</c>, <c>[Z > 0] = [Y > 0]</c>. Then Z is
/// not needed once Y is known, and is never stored.
/// </summary>
internal static class KeptValues
{
    /// <summary>The adjoints with steps of rectifiers' inputs replaced by steps of their outputs.</summary>
    public static EquatableArray<Equation> Apply(EquatableArray<Equation> forward, EquatableArray<Equation> adjoints)
    {
        var rectified = new Dictionary<Tensor, Tensor>();
        foreach (Equation equation in forward)
        {
            if (RectifiedBy(equation) is { } input)
            {
                rectified[input] = equation.Target;
            }
        }

        Atom? Replace(Atom atom) => atom is Apply { Function.Name: "step" } step
            && step.Argument.AsAtom is Access access && rectified.TryGetValue(access.Tensor, out Tensor? output)
            ? new Apply(ScalarFunction.Step, Polynomial.Of(new Access(output, access.Positions)))
            : null;
        return rectified.Count == 0 ? adjoints : adjoints.Map(equation => equation with { Value = Rewrite.MapAtoms(equation.Value, Replace) });
    }

    /// <summary>Z where the equation is Y[i…] = Z[i…]·[Z[i…] > 0], else null.</summary>
    private static Tensor? RectifiedBy(Equation equation)
    {
        if (equation.Value.Terms.Length != 1 || equation.Value.Terms[0] is not { Coefficient.IsOne: true, Bound.Length: 0, Guards.Length: 0, Factors.Length: 2 } term)
        {
            return null;
        }

        Access? input = term.Factors.Where(factor => factor.Exponent.IsOne).Select(factor => factor.Atom).OfType<Access>().FirstOrDefault();
        Apply? step = term.Factors.Select(factor => factor.Atom).OfType<Apply>().FirstOrDefault(apply => apply.Function.Name == "step");
        return input is not null && step?.Argument.AsAtom is Access gate && gate.Equals(input)
            && input.Positions.Length == equation.Indices.Length
            && input.Positions.Select(position => position.AsIndex).SequenceEqual(equation.Indices)
            ? input.Tensor
            : null;
    }
}
