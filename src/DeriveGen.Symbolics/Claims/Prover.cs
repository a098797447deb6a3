using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Proves that two formulas over a network are equal: as they stand, with adjoints written out, with forward equations written out.</summary>
internal sealed class Prover(ClaimNetwork network)
{
    /// <summary>Larger formulas are left to numbers.</summary>
    private const int LargestWeight = 600;

    /// <summary>Whether the equality is proved without the use of a fact.</summary>
    public bool Proves(Polynomial a, Polynomial b) =>
        AreEqual(a, b, []) || Steps(network.ByChainRule, a, b) || Steps(network.WithoutFacts, a, b);

    /// <summary>Whether the equality is proved where the facts hold.</summary>
    public bool ProvesWithFacts(Polynomial a, Polynomial b) => network.System.Facts.Length > 0 && Steps(network.Rewritten, a, b);

    private bool Steps(DerivedSystem derived, Polynomial a, Polynomial b)
    {
        a = In(derived, a);
        b = In(derived, b);
        IReadOnlyList<Equation> adjoints = derived.Adjoints, tangents = network.Tangents;

        // The definition of what the claim speaks of comes first: most claims are one step of the chain rule.
        HashSet<Tensor> read = [.. a.Tensors, .. b.Tensors];
        List<Equation> own = [.. adjoints.Concat(tangents).Where(equation => read.Contains(equation.Target))];
        foreach (Equation equation in own)
        {
            if (AreEqual(a, b, [equation]))
            {
                return true;
            }
        }

        return AreEqual(a, b, adjoints.Concat(tangents)) || AreEqual(a, b, derived.Forward.Equations.Concat(adjoints).Concat(tangents));
    }

    /// <summary>The formula over another derivation's adjoints.</summary>
    private Polynomial In(DerivedSystem derived, Polynomial value)
    {
        Dictionary<Tensor, Tensor> primals = network.ByChainRule.AdjointOf.ToDictionary(pair => pair.Value, pair => pair.Key);
        return ReferenceEquals(derived, network.ByChainRule) ? value : Walk.Replace(value, access =>
            primals.TryGetValue(access.Tensor, out Tensor? primal) && derived.AdjointOf.TryGetValue(primal, out Tensor? adjoint)
                ? Polynomial.Of(new Access(adjoint, access.Positions))
                : null);
    }

    private static bool AreEqual(Polynomial a, Polynomial b, IEnumerable<Equation> definitions) =>
        a.Weight + b.Weight < LargestWeight && ComparisonForm.AreEqual(Units.Remove(a), Units.Remove(b), definitions.Select(Units.Remove));
}
