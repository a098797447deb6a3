using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// Looks at an adjoint with the adjoints that it reads written out. It may vanish only then: that proves, for instance,
/// that nothing flows through the maximum that softmax subtracts, without a word about it in the equations.
/// </summary>
internal static class ZeroTest
{
    private const int MostLevels = 4;
    private const int LargestWeight = 400;

    private static readonly Law s_zero = Law.Register("zero-test", "x̄ = 0 with the adjoints that it reads inlined");

    /// <summary>The polynomial with adjoints inlined where that makes it lighter, else as it was.</summary>
    /// <param name="polynomial">The right side of an adjoint.</param>
    /// <param name="definitions">The adjoints that may be inlined.</param>
    /// <param name="simplifier">Knows the forward definitions.</param>
    public static Polynomial Shorten(Polynomial polynomial, IReadOnlyDictionary<Tensor, Equation> definitions, Simplifier simplifier)
    {
        if (!MayVanish(polynomial))
        {
            return polynomial;
        }

        Polynomial current = polynomial;
        for (int level = 0; level < MostLevels && current.Weight <= LargestWeight; level++)
        {
            Polynomial inlined = Walk.Replace(
                current,
                access => definitions.TryGetValue(access.Tensor, out Equation? definition) && !Contraction.KeepsRank(definition) ? definition.At(access.Positions) : null,
                grouped: false);
            if (ReferenceEquals(inlined, current))
            {
                break;
            }

            current = simplifier.Simplify(inlined);
        }

        return current.Weight < polynomial.Weight ? current : polynomial;
    }

    /// <summary>A single product vanishes only with one of its factors, which have been tested; a matrix product only where a matrix is special.</summary>
    private static bool MayVanish(Polynomial polynomial) => polynomial.Terms.Length > 1
        || (polynomial.Terms[0].Bound.Length > 0 && !Contraction.KeepsRank(polynomial));

    /// <summary>The note that an adjoint is identically 0.</summary>
    public static Remark Remark(Tensor tensor, Polynomial before, Polynomial after) => s_zero.Fire(new Remark(s_zero, tensor, before, after));
}
