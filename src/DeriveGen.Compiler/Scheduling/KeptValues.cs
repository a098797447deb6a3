using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Chooses which values of the forward pass the adjoints read. A rectifier's output where its input was read: with <c>Y = Z·[Z > 0]</c>,
/// <c>[Z > 0] = [Y > 0]</c>; then Z is not needed once Y is known, and is never stored. Of a function of Z its derivative, where the two
/// call the same functions. And not an output <c>Y = Z·σ(Z)</c> where Z is read and <c>σ(Z)</c> computed anyway: a product costs less than a number from memory.
/// </summary>
internal static class KeptValues
{
    /// <summary>The equations of both passes, the adjoints reading what costs least.</summary>
    /// <param name="forward">The forward equations.</param>
    /// <param name="adjoints">The equations of the adjoints.</param>
    /// <param name="scans">Recurrences among both.</param>
    public static EquatableArray<Equation> Apply(EquatableArray<Equation> forward, EquatableArray<Equation> adjoints, EquatableArray<ScanBlock> scans)
    {
        var products = new ProductsOfFunctions(forward);
        (EquatableArray<Equation> before, EquatableArray<Equation> after) =
            LocalDerivatives.Keep(forward, WithRectified(forward, adjoints).Map(products.WriteOutInFactors), scans);
        return before.AddRange(after.Map(products.WriteOut));
    }

    private static EquatableArray<Equation> WithRectified(EquatableArray<Equation> forward, EquatableArray<Equation> adjoints)
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

/// <summary>The forward equations that are one product, functions among its factors.</summary>
internal sealed class ProductsOfFunctions
{
    private readonly Dictionary<Tensor, Equation> _products;

    /// <summary>Those of some equations.</summary>
    public ProductsOfFunctions(EquatableArray<Equation> forward) => _products = forward
        .Where(equation => equation.Value.Terms.Length == 1 && equation.Value.Terms[0] is { Bound.Length: 0, Guards.Length: 0 } && Walk.Functions(equation.Value).Any())
        .ToDictionary(equation => equation.Target);

    /// <summary>The equation with a product written out where it computes all functions of it, and reads all its factors, anyway.</summary>
    public Equation WriteOut(Equation equation) =>
        _products.Count == 0 || Rewrite.BoundOf(equation).Length > 0 ? equation : equation with { Value = WriteOut(equation.Value) };

    /// <summary>The equation with a product written out where a single factor does so, whatever the others are: it may then be a function of Z alone.</summary>
    public Equation WriteOutInFactors(Equation equation) => _products.Count == 0 || Rewrite.BoundOf(equation).Length > 0 ? equation : equation with
    {
        Value = Polynomial.Create(equation.Value.Terms.Select(term => new Term(term.Coefficient, term.Bound, term.Factors.Map(factor => factor.Atom is Group group
            ? factor with { Atom = new Group(WriteOut(group.Value)) } : factor), term.Guards))),
    };

    private Polynomial WriteOut(Polynomial value)
    {
        HashSet<Atom> functions = [.. Walk.Functions(value)];
        HashSet<Access> accesses = [.. Walk.Accesses(value)];
        bool IsAtHand(Polynomial product) => Walk.Functions(product).All(functions.Contains) && Walk.Accesses(product).All(accesses.Contains);
        Atom? Replace(Atom atom) => atom switch
        {
            // The argument of a function stays as it is: elsewhere the same function may be of the same argument.
            Apply => atom,
            Access access when _products.TryGetValue(access.Tensor, out Equation? product) && product.At(access.Positions) is { } written && IsAtHand(written) => new Group(written),
            _ => null,
        };
        return functions.Count == 0 ? value : Rewrite.MapAtoms(value, Replace);
    }
}
