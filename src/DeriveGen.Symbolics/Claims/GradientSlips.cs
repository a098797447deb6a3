using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>The formulas that somebody may have computed instead of a derived one, and what is wrong with each.</summary>
internal static class GradientSlips
{
    /// <summary>The most factors that are forgotten together.</summary>
    private const int MostForgotten = 3;

    /// <summary>The formulas, the smallest slips first.</summary>
    /// <param name="value">The derived formula.</param>
    /// <param name="tensors">The tensors that may have been taken for one another.</param>
    /// <param name="sizeOf">The value of an extent.</param>
    public static IEnumerable<(Polynomial Value, string What)> Of(Polynomial value, IReadOnlyCollection<Tensor> tensors, Func<Extent, int> sizeOf) =>
        Enumerable.Range(0, value.Terms.Length).SelectMany(position => OfTerm(value.Terms[position], tensors, sizeOf)
            .Select(slip => (Polynomial.Create(value.Terms.Take(position).Concat(slip.Terms).Concat(value.Terms.Skip(position + 1))), slip.What))
            .Concat(value.Terms.Length == 1 ? [] :
            [
                (Polynomial.Create(value.Terms.RemoveAt(position)), $"the term {value.Terms[position]} is missing"),
                (Polynomial.Create(value.Terms.Take(position).Append(value.Terms[position].WithCoefficient(-value.Terms[position].Coefficient)).Concat(value.Terms.Skip(position + 1))), $"the term {value.Terms[position]} has the other sign"),
            ]));

    private static IEnumerable<(IEnumerable<Term> Terms, string What)> OfTerm(Term term, IReadOnlyCollection<Tensor> tensors, Func<Extent, int> sizeOf)
    {
        foreach ((Term left, string forgotten) in WithoutFactors(term))
        {
            yield return ([left], $"the factor {forgotten} is missing");
        }

        foreach (Access access in Walk.Accesses(Polynomial.Create(term)).Distinct())
        {
            foreach (Tensor other in tensors.Where(other => !ReferenceEquals(other, access.Tensor) && other.Shape.Equals(access.Tensor.Shape)))
            {
                var instead = new Access(other, access.Positions);
                yield return (With(term, access, instead), $"{instead} stands where {access} belongs");
            }

            for (int a = 0; a < access.Positions.Length; a++)
            {
                for (int b = a + 1; b < access.Positions.Length; b++)
                {
                    if (sizeOf(access.Tensor.Shape[a]) == sizeOf(access.Tensor.Shape[b]))
                    {
                        Affine[] positions = [.. access.Positions];
                        (positions[a], positions[b]) = (positions[b], positions[a]);
                        var exchanged = new Access(access.Tensor, [.. positions]);
                        yield return (With(term, access, exchanged), $"the indices of {access} are exchanged, {exchanged}");
                    }
                }
            }
        }

        for (int position = 0; position < term.Factors.Length; position++)
        {
            if (term.Factors[position] is { Atom: Group group } factor)
            {
                foreach ((Polynomial value, string what) in Of(group.Value, tensors, sizeOf))
                {
                    yield return ([new Term(term.Coefficient, term.Bound, [.. term.Factors.Take(position), factor with { Atom = new Group(value) }, .. term.Factors.Skip(position + 1)], term.Guards)], what);
                }
            }
        }

        foreach (IndexVar index in term.Bound)
        {
            Term last = new Term(term.Coefficient, [.. term.Bound.Where(other => other != index)], term.Factors, term.Guards).Substitute(new Substitution { [index] = Affine.Of(sizeOf(index.Extent) - 1) });
            yield return ([last], $"the sum over {index} is not taken, only its last term is left: = stands where += belongs");
        }
    }

    /// <summary>The term without some of its factors and brackets.</summary>
    private static IEnumerable<(Term Left, string Forgotten)> WithoutFactors(Term term)
    {
        int count = term.Factors.Length + term.Guards.Length;
        if (count > 12)
        {
            yield break;
        }

        foreach (int chosen in Enumerable.Range(1, (1 << count) - 1).Where(set => Count(set) <= MostForgotten).OrderBy(Count))
        {
            Factor[] factors = [.. term.Factors.Where((_, position) => (chosen >> position & 1) != 0)];
            Guard[] guards = [.. term.Guards.Where((_, position) => (chosen >> (term.Factors.Length + position) & 1) != 0)];
            var forgotten = new Term(1, [], [.. factors], [.. guards]);
            yield return (new Term(term.Coefficient, term.Bound, [.. term.Factors.Except(factors)], [.. term.Guards.Except(guards)]), forgotten.ToString());
        }
    }

    private static int Count(int set) => set == 0 ? 0 : 1 + Count(set & (set - 1));

    private static IEnumerable<Term> With(Term term, Access access, Access instead) =>
        Walk.ReplaceAtoms(Polynomial.Create(term), atom => atom.Equals(access) ? Polynomial.Of(instead) : null).Terms;
}
