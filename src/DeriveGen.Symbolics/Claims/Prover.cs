using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Proves that two formulas over a network are equal: as they stand, with adjoints written out, with forward equations written out.</summary>
internal sealed class Prover(ClaimNetwork network)
{
    /// <summary>Larger formulas are left to numbers.</summary>
    private const int LargestWeight = 600;
    private const int MostTerms = 256;

    /// <summary>Whether the equality is proved without the use of a fact.</summary>
    public bool Proves(Polynomial a, Polynomial b) => IsMaximum(a, b) || IsMaximum(b, a) || Proves(a, b, [network.ByChainRule, network.WithoutFacts]);

    /// <summary>Whether the equality is proved where the facts hold.</summary>
    public bool ProvesWithFacts(Polynomial a, Polynomial b) => network.System.Facts.Length > 0 && Proves(a, b, [network.Rewritten]);

    /// <summary>A maximum is nothing but what its equation says: nothing else writes it out.</summary>
    private bool IsMaximum(Polynomial named, Polynomial value) => value.AsMaximum is not null && named.AsAtom is Access access
        && network.System.DefinitionOf(access.Tensor) is { Value.AsMaximum: not null } definition && definition.At(access.Positions).Equals(value);

    /// <summary>Cheap attempts come first: most claims are one step of the chain rule.</summary>
    private bool Proves(Polynomial a, Polynomial b, DerivedSystem[] derivations)
    {
        IEnumerable<Func<DerivedSystem, IEnumerable<Equation>>> attempts =
        [
            _ => [],
            derived => Own(derived, a, b),
            derived => derived.Forward.Equations.Concat(Own(derived, a, b)),
            _ => network.Tangents,
            derived => derived.Adjoints,
            derived => derived.Forward.Equations.Concat(derived.Adjoints),
            derived => derived.Forward.Equations.Concat(network.Tangents),
        ];
        return attempts.Any(attempt => derivations.Any(derived => AreEqual(In(derived, a), In(derived, b), attempt(derived))));
    }

    /// <summary>The equations of the adjoints that the claim names.</summary>
    private IEnumerable<Equation> Own(DerivedSystem derived, Polynomial a, Polynomial b)
    {
        HashSet<Tensor> named = [.. In(derived, a).Tensors, .. In(derived, b).Tensors];
        return derived.Adjoints.Where(equation => named.Contains(equation.Target));
    }

    /// <summary>The formula over another derivation's adjoints.</summary>
    private Polynomial In(DerivedSystem derived, Polynomial value)
    {
        if (ReferenceEquals(derived, network.ByChainRule))
        {
            return value;
        }

        Dictionary<Tensor, Tensor> primals = network.ByChainRule.AdjointOf.ToDictionary(pair => pair.Value, pair => pair.Key);
        return Walk.Replace(value, access => primals.TryGetValue(access.Tensor, out Tensor? primal) && derived.AdjointOf.TryGetValue(primal, out Tensor? adjoint)
            ? Polynomial.Of(new Access(adjoint, access.Positions))
            : null);
    }

    private static bool AreEqual(Polynomial a, Polynomial b, IEnumerable<Equation> definitions) =>
        a.Weight + b.Weight < LargestWeight && ComparisonForm.AreEqual(Units.Remove(a), Units.Remove(b), definitions.Select(Units.Remove), MostTerms);
}
