using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// Greedy inlining: an adjoint's equation is written out in every equation that reads it where that does not raise the price
/// of all of them together. The sweep starts at the adjoints that are computed first and is repeated until nothing changes.
/// </summary>
/// <remarks>Each inlining removes an equation, so it ends. Contractions stay: repeating one for each element never pays.</remarks>
internal static class Inlining
{
    private const int MostSweeps = 3;
    private const int LargestDefinition = 120;
    private const int LargestResult = 250;

    internal static Law Law { get; } = Law.Register("inline", "x = f(y), y = g: x = f(g)");

    /// <summary>Inlines what pays.</summary>
    public static void Run(AdjointEquations adjoints, Simplifier simplifier, Objective objective)
    {
        bool changed = true;
        for (int sweep = 0; changed && sweep < MostSweeps; sweep++)
        {
            changed = false;
            foreach (Equation equation in adjoints.All.ToList())
            {
                // Earlier steps of this sweep may have rewritten it.
                Equation definition = adjoints.DefinitionOf(equation.Target)!;
                changed |= !adjoints.IsKept(definition.Target) && TryInline(definition, adjoints, simplifier, objective);
            }
        }
    }

    private static bool TryInline(Equation definition, AdjointEquations adjoints, Simplifier simplifier, Objective objective)
    {
        List<Equation> readers = adjoints.ReadersOf(definition.Target);
        if (readers.Count == 0)
        {
            adjoints.Remove(definition);
            return true;
        }

        if (definition.Value.Weight > LargestDefinition || (Contraction.KeepsRank(definition) && !IsFactorOfOneProduct(definition, readers, objective)))
        {
            return false;
        }

        double before = ObjectiveCost.Of(definition, objective) + readers.Sum(reader => ObjectiveCost.Of(reader, objective));
        var rewritten = new List<Equation>();
        double after = 0;
        foreach (Equation reader in readers)
        {
            if (Inlined(definition, reader, simplifier, objective) is not { } candidate || (after += ObjectiveCost.Of(candidate, objective)) > before)
            {
                return false;
            }

            rewritten.Add(candidate);
        }

        for (int i = 0; i < readers.Count; i++)
        {
            adjoints.Remarks.Add(Law.Fire(new Remark(Law, readers[i].Target, readers[i].Value, rewritten[i].Value) { Used = definition.Target }));
            adjoints.Replace(rewritten[i]);
        }

        adjoints.Remove(definition);
        return true;
    }

    /// <summary>
    /// For a reader, (W δ)∘φ′(z) is one formula: a contraction may be written into the one equation that multiplies it by
    /// something and sums nothing.
    /// </summary>
    private static bool IsFactorOfOneProduct(Equation definition, List<Equation> readers, Objective objective) =>
        objective == Objective.Documentation && readers.Count == 1 && definition.Value.Terms.Length == 1
        && readers[0].Value.Terms.Length == 1 && readers[0].Value.Terms[0].Bound.Length == 0
        && Walk.Accesses(readers[0].Value).Count(access => ReferenceEquals(access.Tensor, definition.Target)) == 1;

    /// <summary>The reader with the definition written out, distributed or as a group, whichever is cheaper; null where neither is acceptable.</summary>
    private static Equation? Inlined(Equation definition, Equation reader, Simplifier simplifier, Objective objective)
    {
        Equation distributed = reader with { Value = simplifier.Simplify(AdjointEquations.WriteOut(reader.Value, definition)) };
        if (distributed.Value.Weight > LargestResult)
        {
            return null;
        }

        if (definition.Value.Terms.Length == 1)
        {
            return distributed;
        }

        Equation grouped = reader with { Value = simplifier.Simplify(AdjointEquations.WriteOut(reader.Value, definition, CommonFactors.Apply, grouped: true), expand: false) };
        if (ObjectiveCost.Of(grouped, objective) <= ObjectiveCost.Of(distributed, objective) && !SumsAGroup(grouped.Value))
        {
            return grouped;
        }

        return IsReadInsideAContraction(reader, definition.Target) && distributed.Value.Weight > reader.Value.Weight + 2 ? null : distributed;
    }

    /// <summary>Whether a sum has a group among the factors that it sums: such a contraction would no longer be a product of tensors.</summary>
    private static bool SumsAGroup(Polynomial value) =>
        value.Terms.Any(term => term.Factors.Any(factor => factor.Atom is Group { Value.Terms.Length: > 1 } && term.Binds(factor.Atom)));

    /// <summary>Whether the reader sums a product with the tensor in it. Its terms would become so many contractions.</summary>
    private static bool IsReadInsideAContraction(Equation reader, Tensor tensor) => reader.Value.Terms.Any(term =>
        term.Factors.Count(factor => term.Binds(factor.Atom)) > 1
        && term.Factors.Any(factor => factor.Atom is Access access && ReferenceEquals(access.Tensor, tensor) && term.Binds(access)));
}
