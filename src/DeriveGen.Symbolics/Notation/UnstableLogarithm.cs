using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>A logarithm that is evaluated as it is written and fails although its exact value is an ordinary number: what stands below it overflows, or is rounded to 0.</summary>
/// <remarks>
/// It is found by evaluation in rounded arithmetic, along one tensor at a time: where single precision fails and double precision does not yet,
/// rounding is to blame and not the domain of the logarithm. Only what depends on that tensor alone is tried, so that nothing has to be assumed.
/// </remarks>
/// <param name="Target">The tensor whose equation has the logarithm.</param>
/// <param name="Variable">The tensor whose elements grow, or fall, until it fails.</param>
/// <param name="Single">From where on it fails in single precision: above it where it is positive, below it where it is negative.</param>
/// <param name="Double">The same in double precision.</param>
public sealed record UnstableLogarithm(Tensor Target, Tensor Variable, double Single, double Double)
{
    private const double Farthest = 2000;

    /// <summary>How many definitions deep the search goes.</summary>
    private const int LargestDepth = 6;

    /// <summary>The unstable logarithms of a system that is evaluated as it stands, at most one an equation.</summary>
    public static IEnumerable<UnstableLogarithm> All(EquationSystem forward) =>
        from equation in forward.Equations
        let found = Walk.Atoms(equation.Value).OfType<Apply>().Where(apply => apply.Function.Name == "log").Select(logarithm => Find(equation.Target, logarithm, forward)).FirstOrDefault(found => found is not null)
        where found is not null
        select found;

    private static UnstableLogarithm? Find(Tensor target, Apply logarithm, EquationSystem forward)
    {
        var value = new Equation(new Tensor("value", [], TensorKind.Temporary), [], Polynomial.Of(logarithm));
        HashSet<Tensor> met = [.. value.Reads];
        List<Tensor> level = [.. value.Reads];
        for (int depth = 0; depth < LargestDepth && level.Count > 0; depth++)
        {
            foreach (Tensor variable in level.Where(tensor => !tensor.IsInteger))
            {
                if (Chain(variable, value, forward) is { } chain && Fails(chain, variable) is var (single, twice) && Reaches(variable, value, forward, LargestDepth))
                {
                    return new(target, variable, single, twice);
                }
            }

            level = [.. level.SelectMany(tensor => forward.DefinitionOf(tensor)?.Reads ?? []).Where(met.Add)];
        }

        return null;
    }

    /// <summary>Whether a tensor gets to where the value fails, as far as can be told: a tanh never is that large, nor a cosine.</summary>
    private static bool Reaches(Tensor variable, Equation value, EquationSystem forward, int depth) => depth == 0 || (!IsBelow(variable, value, forward)
        && (forward.DefinitionOf(variable)?.Reads ?? []).All(source => Chain(source, value, forward) is not { } chain || (Fails(chain, source) is not null && Reaches(source, value, forward, depth - 1))));

    /// <summary>Whether the formulas keep a tensor's magnitude below what makes the value fail, on either side.</summary>
    private static bool IsBelow(Tensor variable, Equation value, EquationSystem forward) => Magnitude.Of(variable, forward) is { } most && Chain(variable, value, forward) is { } chain
        && new[] { 1, -1 }.All(side => Fails(chain, variable, side) is not { } fails || most < Math.Abs(fails.Single));

    /// <summary>The equations that lead from a tensor to a value; null where they read anything else, or more than can be evaluated without knowing indices.</summary>
    private static List<Equation>? Chain(Tensor variable, Equation value, EquationSystem forward)
    {
        HashSet<Tensor> moved = [variable];
        var chain = new List<Equation>();
        foreach (Equation equation in forward.Equations.Where(equation => equation.Target != variable).Append(value))
        {
            if (equation.Reads.Any(moved.Contains))
            {
                moved.Add(equation.Target);
                chain.Add(equation);
            }
        }

        HashSet<Tensor> needed = ActiveTensors.Sources(forward with { Equations = [.. chain] }, value.Reads.Append(value.Target));
        chain.RemoveAll(equation => !needed.Contains(equation.Target));
        bool isScalar = moved.Contains(value.Target) && chain.All(equation => equation.Reads.All(moved.Contains) && forward.ScanOf(equation.Target) is null
            && Walk.Atoms(equation.Value).All(atom => atom is Access or Group or Apply or NamedConstant or Root or SizeValue or Maximum));
        return isScalar ? chain : null;
    }

    private static (double Single, double Double)? Fails(List<Equation> chain, Tensor variable) => Fails(chain, variable, 1) ?? Fails(chain, variable, -1);

    /// <summary>From where on the value is not finite towards one side, in both precisions; null where it always is, or where both fail at once.</summary>
    private static (double Single, double Double)? Fails(List<Equation> chain, Tensor variable, int side) =>
        Threshold(chain, variable, side, RoundedArithmetic.EmittedSingle) is { } single
        && Threshold(chain, variable, side, RoundedArithmetic.EmittedDouble) is var twice
        && !(Math.Abs(twice ?? Farthest) < 1.05 * Math.Abs(single))
            ? (single, twice ?? side * double.PositiveInfinity)
            : null;

    private static double? Threshold(List<Equation> chain, Tensor variable, int side, RoundedArithmetic arithmetic)
    {
        bool IsFinite(double distance)
        {
            arithmetic[variable] = side * distance;
            arithmetic.Run(chain);
            double value = arithmetic[chain[chain.Count - 1].Target];
            return !double.IsNaN(value) && !double.IsInfinity(value);
        }

        (double low, double high) = (0, Farthest);
        if (!IsFinite(low) || IsFinite(high))
        {
            return null;
        }

        while (high - low > 1e-9)
        {
            double middle = (low + high) / 2;
            (low, high) = IsFinite(middle) ? (middle, high) : (low, middle);
        }

        return side * high;
    }
}
