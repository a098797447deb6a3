using System.Globalization;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>Tells a trace of one rewriting step of a term.</summary>
/// <param name="law">What was used.</param>
/// <param name="binding">What was replaced by what: <c>k′ ↦ k</c>.</param>
/// <param name="after">The term after it, or null where it is 0.</param>
public delegate void TermObserver(Law law, string binding, Term? after);

/// <summary>
/// Removes sums against Kronecker deltas. Each delta that a summed index takes part in is solved for that index, and
/// where several solutions are possible the one with the fewest remaining iterations is taken: that choice alone gives
/// output positions for a convolution of stride 1, a tightened loop over kernel positions for stride 2, and no loop at
/// all for windows that do not overlap.
/// </summary>
/// <remarks>Every step removes a delta over a summed index, so the rewriting ends.</remarks>
public static class Collapse
{
    private static readonly Law s_transport = Law.Register("delta-transport", "δ[e,p]·f(e) = δ[e,p]·f(p)");

    private sealed record Row(Law Law, Func<Term, Guard, IndexVar, int, Solution?> Solve);

    /// <summary>What summed indices become, and what must hold beside their ranges.</summary>
    private sealed record Solution(Substitution Values, EquatableArray<Guard> Conditions, string Binding);

    private static readonly Row[] s_rows =
    [
        new(Law.Register("collapse",        "Σi δ[i,j]·f(i) = f(j)"),                                       SolvePlain),
        new(Law.Register("affine-collapse", "Σr δ[p+r,q]·f(r) = [0 ≤ q−p < R]·f(q−p)"),                     SolveAffine),
        new(Law.Register("radix-split",     "Σi,r δ[k·i+r,q]·f(i,r) = f(⌊q/k⌋, q−k·⌊q/k⌋), r < k"),         SolveDigits),
        new(Law.Register("stride-collapse", "Σi δ[s·i,q]·f(i) = [s | q]·f(q/s)"),                           SolveStride),
    ];

    /// <summary>What to do with a guard whose summed indices are hidden below a quotient, in order.</summary>
    private static readonly (Law Law, Func<Term, Guard, (Term? After, string Binding)?> Rewrite)[] s_quotientRows =
    [
        (Law.Register("quotient-transport", "δ[⌊a/k⌋,e]·f(⌊a/k⌋) = δ[⌊a/k⌋,e]·f(e)"),                  CarryQuotient),
        (Law.Register("remainder",          "δ[a−k·⌊a/k⌋,e] = [k | a−e]·[0 ≤ e < k]"),                 OpenRemainder),
        (Law.Register("quotient-range",     "δ[⌊a/k⌋,e] = [k·e ≤ a]·[a ≤ k·e+k−1]"),                   OpenQuotient),
        (Law.Register("residue-collapse",   "Σi [k | i−e]·f(i) = [r < N]·f(r), r = e−k·⌊e/k⌋, i < N ≤ k"), SolveResidue),
    ];

    /// <summary>Whether a term has a guard that this could remove.</summary>
    internal static bool Applies(Term term) => term.Guards.Any(guard => guard.Kind != GuardKind.NonNegative);

    /// <summary>The term without deltas over summed indices, except those that link a gather; null where it is 0.</summary>
    public static Term? Run(Term term, TermObserver? observe = null)
    {
        Term? current = Normalizer.Normalize(term);
        if (current is null || !Applies(current))
        {
            return current;
        }

        current = Transport(current);
        while (current is not null && Next(current) is (Law law, string binding, var after))
        {
            current = law.Fire(after);
            observe?.Invoke(law, binding, current);
        }

        return current;
    }

    private static (Law Law, string Binding, Term? After)? Next(Term term)
    {
        (Law Law, string Binding, Term? After)? best = null;
        double least = double.PositiveInfinity;
        foreach (Guard delta in Deltas(term))
        {
            foreach (AffineTerm part in delta.Argument.Terms)
            {
                if (part.Atom is not IndexAtom { Index: var index } || term.Bound.IndexOf(index) < 0 || delta.Argument.CoefficientOf(index) is not int coefficient)
                {
                    continue;
                }

                foreach (Row row in s_rows)
                {
                    if (row.Solve(term, delta, index, coefficient) is not { } solution)
                    {
                        continue;
                    }

                    Term? after = Eliminate(term, delta, solution);
                    double cost = after is null ? -1 : Iterations.Estimate(after);
                    if (cost < least)
                    {
                        least = cost;
                        best = (row.Law, solution.Binding, after);
                    }
                }
            }
        }

        return best ?? NextQuotient(term);
    }

    private static (Law Law, string Binding, Term? After)? NextQuotient(Term term)
    {
        foreach ((Law law, var rewrite) in s_quotientRows)
        {
            foreach (Guard guard in term.Guards.Where(guard => guard.Kind != GuardKind.NonNegative && term.Binds(guard)))
            {
                if (rewrite(term, guard) is (var rewritten, { } binding))
                {
                    return (law, binding, rewritten is null ? null : Normalizer.Normalize(rewritten));
                }
            }
        }

        return null;
    }

    private static IEnumerable<Guard> Deltas(Term term) => term.Guards.Where(guard => guard.Kind == GuardKind.Equal);

    private static Term? Eliminate(Term term, Guard delta, Solution solution)
    {
        Substitution values = solution.Values;
        var guards = new List<Guard>();
        guards.AddRange(term.Guards.Where(guard => !ReferenceEquals(guard, delta)).Concat(solution.Conditions).Select(guard => guard.Substitute(values)));
        foreach (IndexVar index in term.Bound.Where(values.ContainsKey))
        {
            guards.Add(Guard.AtLeast(values[index], 0));
            guards.Add(Guard.AtLeast(index.Extent.Value - 1, values[index]));
        }

        return Normalizer.Normalize(new Term(
            term.Coefficient,
            term.Bound.Where(index => !values.ContainsKey(index)).ToEquatableArray(),
            term.Factors.Map(factor => factor with { Atom = factor.Atom.Substitute(values) }),
            guards.ToEquatableArray()));
    }

    /// <summary>The delta as multiple·index = value, the multiple above 0.</summary>
    private static (int Multiple, Affine Value) Isolate(Guard delta, IndexVar index, int coefficient)
    {
        Affine rest = delta.Argument - (Affine.Of(index) * coefficient);
        return coefficient > 0 ? (coefficient, -rest) : (-coefficient, rest);
    }

    private static Solution Replace(IndexVar index, Affine value, params Guard[] conditions) =>
        new(new Substitution { [index] = value }, [.. conditions], $"{index} ↦ {value}");

    private static Solution? SolvePlain(Term term, Guard delta, IndexVar index, int coefficient) =>
        Isolate(delta, index, coefficient) is (1, var value) && IsPlain(value) ? Replace(index, value) : null;

    private static Solution? SolveAffine(Term term, Guard delta, IndexVar index, int coefficient) =>
        Isolate(delta, index, coefficient) is (1, var value) && !IsPlain(value) ? Replace(index, value) : null;

    private static bool IsPlain(Affine value) => value.AsConstant is not null || (value.Constant == 0 && value.Terms.Length == 1 && value.Terms[0].Coefficient == 1);

    private static Solution? SolveStride(Term term, Guard delta, IndexVar index, int coefficient) =>
        Isolate(delta, index, coefficient) is ( > 1 and var stride, var value)
            ? new(
                new Substitution { [index] = value.FloorDivide(stride) },
                [Guard.Divides(stride, value)],
                $"{index} ↦ ({value})/{stride.ToString(CultureInfo.InvariantCulture)}")
            : null;

    /// <summary>Solves stride·index + Σ weight·digit = value at once where the digits are those of a mixed radix.</summary>
    private static Solution? SolveDigits(Term term, Guard delta, IndexVar index, int coefficient)
    {
        (int stride, Affine value) = Isolate(delta, index, coefficient);
        if (stride < 2)
        {
            return null;
        }

        var digits = new List<(IndexVar Index, int Weight)>();
        int weight = stride;
        foreach (AffineTerm part in value.Terms.OrderBy(part => part.Coefficient))
        {
            if (part.Atom is IndexAtom { Index: var digit } && part.Coefficient < 0 && term.Bound.IndexOf(digit) >= 0
                && weight % -part.Coefficient == 0 && digit.Extent.Static <= weight / -part.Coefficient && value.CoefficientOf(digit) is not null)
            {
                weight = -part.Coefficient;
                digits.Add((digit, weight));
                value += Affine.Of(digit) * weight;
            }
        }

        if (digits.Count == 0 || weight != 1)
        {
            return null;
        }

        var values = new Substitution { [index] = value.FloorDivide(stride) };
        Affine rest = value - (values[index] * stride);
        string binding = $"{index} ↦ {values[index]}";
        foreach ((IndexVar digit, int unit) in digits)
        {
            values[digit] = rest.FloorDivide(unit);
            rest -= values[digit] * unit;
            binding += $", {digit} ↦ {values[digit]}";
        }

        return new(values, [], binding);
    }

    /// <summary>Under δ[e,p] with a free index p every access at position e may be written at p, so that X[p] is not read at X[s·⌊…⌋].</summary>
    private static Term? Transport(Term term)
    {
        Term current = term;
        foreach (Guard delta in Deltas(term))
        {
            foreach (AffineTerm part in delta.Argument.Terms)
            {
                if (part.Atom is not IndexAtom { Index: var index } || term.Bound.IndexOf(index) >= 0 || Math.Abs(part.Coefficient) != 1)
                {
                    continue;
                }

                Affine position = (delta.Argument - (Affine.Of(index) * part.Coefficient)) * -part.Coefficient;
                if (position.Terms.Length == 0 || position.AsIndex is not null)
                {
                    continue;
                }

                EquatableArray<Factor> moved = current.Factors.Map(factor => factor with
                {
                    Atom = Positions.Map(factor.Atom, other => other.Equals(position) ? Affine.Of(index) : other),
                });
                if (!moved.Equals(current.Factors))
                {
                    current = s_transport.Fire(new Term(current.Coefficient, current.Bound, moved, current.Guards));
                }

                break;
            }
        }

        return ReferenceEquals(current, term) ? term : Normalizer.Normalize(current);
    }

    /// <summary>Carries δ[⌊a/k⌋,e] into the other guards, which then no longer hide the index below the quotient.</summary>
    private static (Term? After, string Binding)? CarryQuotient(Term term, Guard delta)
    {
        if (Quotient(delta) is not ({ } quotient, { } value))
        {
            return null;
        }

        string key = quotient.Key;
        EquatableArray<Guard> guards = term.Guards.Map(guard => ReferenceEquals(guard, delta) ? guard : guard.With(guard.Argument.Replace(key, value)));
        EquatableArray<Factor> factors = term.Factors.Map(factor => factor with { Atom = Positions.Map(factor.Atom, position => position.Replace(key, value)) });
        return guards.Equals(term.Guards) && factors.Equals(term.Factors)
            ? null
            : (new Term(term.Coefficient, term.Bound, factors, guards), $"{Affine.Of(quotient)} ↦ {value}");
    }

    private static (Term? After, string Binding)? OpenQuotient(Term term, Guard delta)
    {
        if (Quotient(delta) is not ({ } quotient, { } value) || !Affine.Of(quotient).Indices.Any(index => term.Bound.IndexOf(index) >= 0))
        {
            return null;
        }

        Affine low = value * quotient.Divisor;
        Guard[] range = [Guard.AtLeast(quotient.Dividend, low), Guard.AtLeast(low + (quotient.Divisor - 1), quotient.Dividend)];
        EquatableArray<Guard> guards = term.Guards.Where(guard => !ReferenceEquals(guard, delta)).Concat(range).ToEquatableArray();
        return (new Term(term.Coefficient, term.Bound, term.Factors, guards), $"{Affine.Of(quotient)} = {value}");
    }

    /// <summary>Turns δ[a mod k,e] over an index inside a into a divisibility that no longer hides it.</summary>
    private static (Term? After, string Binding)? OpenRemainder(Term term, Guard delta)
    {
        foreach (AffineTerm part in delta.Argument.Terms)
        {
            if (delta.Kind != GuardKind.Equal || part.Atom is not FloorAtom floor || Math.Abs(part.Coefficient) != floor.Divisor
                || !floor.Dividend.Indices.Any(index => term.Bound.IndexOf(index) >= 0))
            {
                continue;
            }

            // The delta is a − k·⌊a/k⌋ − e = 0 up to its sign.
            Affine difference = (delta.Argument - (Affine.Of(floor) * part.Coefficient)) * -Math.Sign(part.Coefficient);
            Affine residue = floor.Dividend - difference;
            Guard[] opened = [Guard.Divides(floor.Divisor, difference), Guard.AtLeast(residue, 0), Guard.AtLeast(floor.Divisor - 1, residue)];
            EquatableArray<Guard> guards = term.Guards.Where(guard => !ReferenceEquals(guard, delta)).Concat(opened).ToEquatableArray();
            return (new Term(term.Coefficient, term.Bound, term.Factors, guards), $"{floor.Dividend} ≡ {residue} mod {floor.Divisor.ToString(CultureInfo.InvariantCulture)}");
        }

        return null;
    }

    /// <summary>Solves a divisibility for a summed index that takes each residue once at most.</summary>
    private static (Term? After, string Binding)? SolveResidue(Term term, Guard guard)
    {
        int modulus = guard.Modulus;
        foreach (AffineTerm part in guard.Argument.Terms)
        {
            if (guard.Kind != GuardKind.Divides || part.Atom is not IndexAtom { Index: var index } || term.Bound.IndexOf(index) < 0
                || !(index.Extent.Static <= modulus) || guard.Argument.CoefficientOf(index) is not int coefficient || (coefficient != 1 && coefficient != modulus - 1))
            {
                continue;
            }

            Affine rest = guard.Argument - (Affine.Of(index) * coefficient);
            Affine value = Guard.Divides(modulus, coefficient == 1 ? -rest : rest).Argument.Modulo(modulus);
            return (Eliminate(term, guard, Replace(index, value)), $"{index} ↦ {value}");
        }

        return null;
    }

    /// <summary>The delta as ⌊a/k⌋ = value, where the value does not contain the quotient, not even inside a gather.</summary>
    private static (FloorAtom Quotient, Affine Value)? Quotient(Guard delta)
    {
        if (delta.Kind != GuardKind.Equal)
        {
            return null;
        }

        foreach (AffineTerm part in delta.Argument.Terms)
        {
            if (part.Atom is FloorAtom floor && Math.Abs(part.Coefficient) == 1)
            {
                Affine value = (delta.Argument - (Affine.Of(floor) * part.Coefficient)) * -part.Coefficient;
                if (!value.Terms.Any(term => term.Atom is FloorAtom) && value.Key.IndexOf(floor.Key, StringComparison.Ordinal) < 0)
                {
                    return (floor, value);
                }
            }
        }

        return null;
    }
}
