using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Symbolics.Claims;

/// <summary>What the engine derives for the left side of a claim, in the claim's own notation.</summary>
/// <param name="network">The network at sizes that differ.</param>
/// <param name="own">The network at its own sizes, which stand in formulas.</param>
/// <param name="names">The names.</param>
/// <param name="layers">The layers.</param>
/// <param name="reading">How the claims are read.</param>
/// <param name="isRefuted">Whether a line, if it can be read, does not hold.</param>
internal sealed class DerivedFormula(ClaimNetwork network, Lazy<ClaimNetwork> own, Vocabulary names, LayerRange layers, Reading reading, Func<string, bool> isRefuted)
{
    /// <summary>The derived formula of what the left side names, in the notation of the claim where there is one.</summary>
    public string? Of(StatedClaim claim, Comparisons comparisons)
    {
        if (reading.Tangents)
        {
            return null;
        }

        Equation expected;
        try
        {
            expected = comparisons.Of(claim, reading)[0].Sides.Left;
        }
        catch (ShapeException)
        {
            // The left side alone still says what is spoken of, where it is a name: a product on the left may be what does not fit.
            if (claim is not MatrixClaim { Left: (ClaimExpression.Name or ClaimExpression.Derivative) and var left })
            {
                return null;
            }

            MatrixValue value = new Elaboration(network, names, reading, layers.Of(claim).First()).Of(left);
            expected = new Equation(new Tensor("left", [], TensorKind.Temporary), [], value.At(Affine.Zero, Affine.Zero));
        }
        catch (Exception exception) when (exception is ClaimException or ArithmeticException)
        {
            return null;
        }

        Tensor? primal = Walk.Accesses(expected.Value).Select(access => access.Tensor.AdjointOf).FirstOrDefault(adjoint => adjoint is not null);
        if (primal is null)
        {
            return null;
        }

        // The user's own sizes stand in the formula, and the shorter of one step of the chain rule and the rewritten form. Behind rewritten
        // equations the loss may no longer read what the user's reads, so that an adjoint within is another: such a one is passed over.
        Tensor? tensor = own.Value.System.Tensors.FirstOrDefault(other => other.Name == primal.Name);
        return new[] { own.Value.ByChainRule, own.Value.Rewritten }
            .Where(system => tensor is not null && system.AdjointOf.ContainsKey(tensor))
            .Select(system => InClaimsNames(system, system.AdjointOf[tensor!]))
            .Where(equation => !equation.Value.IsZero)
            .OrderBy(equation => equation.Value.Weight)
            .Select(derived => (own.Value.Orientation.In(reading.Convention).Print(derived) ?? derived.ToString()).Replace("batch", "m"))
            .FirstOrDefault(text => !isRefuted(text));
    }

    private Equation InClaimsNames(DerivedSystem system, Tensor adjoint)
    {
        int position = system.Adjoints.ToList().FindIndex(equation => ReferenceEquals(equation.Target, adjoint));
        return reading.PerExample && own.Value.Examples is { } examples ? PerExample.Rewrite(system, examples)[position] : system.Adjoints[position];
    }
}
