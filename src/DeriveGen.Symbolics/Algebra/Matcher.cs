using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>
/// One-sided matching of a product against a term, modulo a substitution of indices: the pattern's factors are found as a
/// sub-multiset of the term's, whole powers included. A summed index of the pattern matches a summed index of the term that
/// nothing outside the match uses.
/// </summary>
/// <remarks>
/// A definition Y[i] = f(i), i &lt; N, speaks of 0 ≤ i &lt; N only. So a match at position e counts only where 0 ≤ e &lt; N is
/// shown under the guards in force, those of enclosing terms included.
/// </remarks>
internal sealed class Matcher
{
    private readonly HashSet<IndexVar> _free;
    private readonly HashSet<IndexVar> _bound;
    private readonly Substitution _bindings = [];
    private readonly List<IndexVar> _log = [];

    private Matcher(RewriteRule rule)
    {
        _free = [.. rule.Variables];
        _bound = [.. rule.Pattern.Bound];
    }

    /// <summary>Whether an atom is a number with a name: it may be divided out of any term.</summary>
    public static bool IsConstant(Atom atom) => atom is SizeValue or NamedConstant or Root;

    /// <summary>The term with one occurrence of the pattern replaced, or null where there is none.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="term">The term.</param>
    /// <param name="context">The guards of enclosing terms.</param>
    public static Polynomial? Apply(RewriteRule rule, Term term, IReadOnlyList<Guard> context)
    {
        if (rule.Pattern.Bound.Length > term.Bound.Length || !rule.Sought.All(sought => term.Factors.Any(factor => SameHead(sought.Atom, factor.Atom))))
        {
            return null;
        }

        var matcher = new Matcher(rule);
        Polynomial? result = null;
        matcher.Factors(rule.Sought, 0, term.Factors, new Rational[term.Factors.Length], exact: false, taken =>
        {
            result = matcher.Rewrite(rule, term, context, taken);
            return result is not null;
        });
        return result;
    }

    private static bool SameHead(Atom pattern, Atom target) => (pattern, target) switch
    {
        (Access a, Access b) => ReferenceEquals(a.Tensor, b.Tensor),
        (Apply a, Apply b) => a.Function == b.Function,
        (Group, Group) => true,
        (IndexValue, IndexValue) => true,
        _ => false,
    };

    /// <summary>The term with the matched part replaced, where every condition of a sound match holds.</summary>
    private Polynomial? Rewrite(RewriteRule rule, Term term, IReadOnlyList<Guard> context, Rational[] taken)
    {
        if (SummedTargets(rule, term) is not { } summed || !VariablesAreSettled(rule, summed))
        {
            return null;
        }

        EquatableArray<Guard> consumed = rule.Pattern.Guards.Map(guard => guard.Substitute(_bindings));
        if (!consumed.All(term.Guards.Contains))
        {
            return null;
        }

        int multiple = rule.TakesPowers ? LargestMultiple(term.Factors, taken) : 1;
        List<Factor> rest = Rest(term.Factors, taken, multiple);
        rest.AddRange(rule.Constants.Select(factor => factor with { Exponent = factor.Exponent * -multiple }));
        EquatableArray<Guard> kept = term.Guards.Where(guard => !consumed.Contains(guard)).ToEquatableArray();
        bool Uses(HashSet<IndexVar> indices) => summed.Any(indices.Contains);
        if (rest.Any(factor => Uses(factor.Atom.Indices)) || kept.Any(guard => Uses(guard.Argument.Indices)))
        {
            return null;
        }

        if (!DomainHolds(rule, [.. kept, .. context]))
        {
            // A guard may be consumed only where the definition's own range does not rest on it.
            if (consumed.Any(guard => Uses(guard.Argument.Indices)) || !DomainHolds(rule, [.. term.Guards, .. context]))
            {
                return null;
            }

            kept = term.Guards;
        }
        else if (consumed.Length > 0 && Exposes(rest, [.. kept, .. context]))
        {
            kept = term.Guards;
        }

        var outer = new Term(
            term.Coefficient / rule.Pattern.Coefficient.Power(multiple),
            term.Bound.Where(index => !summed.Contains(index)).ToEquatableArray(),
            rest.ToEquatableArray(),
            kept);
        Polynomial replacement = rule.Replacement.Freshen().Substitute(_bindings);
        return Build.Distribute(Polynomial.Raw([outer]), multiple == 1 ? replacement : Build.Power(replacement, multiple));
    }

    /// <summary>The term's summed indices that the pattern's are bound to, or null where a binding does not fit.</summary>
    private List<IndexVar>? SummedTargets(RewriteRule rule, Term term)
    {
        var summed = new List<IndexVar>();
        foreach (IndexVar index in rule.Pattern.Bound)
        {
            if (!_bindings.TryGetValue(index, out Affine? value) || value.AsIndex is not { } target
                || term.Bound.IndexOf(target) < 0 || summed.Contains(target) || !target.Extent.Equals(index.Extent))
            {
                return null;
            }

            summed.Add(target);
        }

        return summed;
    }

    private bool VariablesAreSettled(RewriteRule rule, List<IndexVar> summed) => rule.Variables.All(variable =>
        _bindings.TryGetValue(variable, out Affine? value)
            ? !summed.Any(value.Indices.Contains)
            : !rule.Replacement.Indices.Contains(variable));

    private bool DomainHolds(RewriteRule rule, IReadOnlyList<Guard> guards) => rule.Variables.All(variable =>
        !_bindings.TryGetValue(variable, out Affine? value) || GuardProver.IsInRange(value, variable.Extent, guards));

    private static bool Exposes(List<Factor> rest, IReadOnlyList<Guard> guards) =>
        rest.SelectMany(factor => Walk.Atoms(factor.Atom)).OfType<Access>().Any(access => !GuardProver.IsInRange(access, guards));

    private static int LargestMultiple(EquatableArray<Factor> factors, Rational[] taken)
    {
        int multiple = int.MaxValue;
        for (int i = 0; i < factors.Length; i++)
        {
            if (!taken[i].IsZero)
            {
                multiple = Math.Min(multiple, (int)(factors[i].Exponent / taken[i]).Floor());
            }
        }

        return multiple == int.MaxValue ? 1 : Math.Max(1, multiple);
    }

    private static List<Factor> Rest(EquatableArray<Factor> factors, Rational[] taken, int multiple)
    {
        var rest = new List<Factor>();
        for (int i = 0; i < factors.Length; i++)
        {
            Rational exponent = factors[i].Exponent - (taken[i] * multiple);
            if (!exponent.IsZero)
            {
                rest.Add(factors[i] with { Exponent = exponent });
            }
        }

        return rest;
    }

    private bool Positions(EquatableArray<Affine> patterns, EquatableArray<Affine> targets)
    {
        for (int i = 0; i < patterns.Length; i++)
        {
            if (!Position(patterns[i], targets[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool Position(Affine pattern, Affine target)
    {
        if (pattern.AsIndex is { } index && IsVariable(index))
        {
            return Bind(index, target);
        }

        List<IndexVar> unknown = pattern.Terms.Select(term => term.Atom).OfType<IndexAtom>().Select(atom => atom.Index)
            .Where(variable => IsVariable(variable) && !_bindings.ContainsKey(variable)).ToList();
        if (unknown.Count == 0 && pattern.Substitute(_bindings).Equals(target))
        {
            return true;
        }

        if (unknown.Count == 1 && pattern.CoefficientOf(unknown[0]) is 1 or -1)
        {
            int coefficient = pattern.CoefficientOf(unknown[0])!.Value;
            Affine rest = (pattern - (Affine.Of(unknown[0]) * coefficient)).Substitute(_bindings);
            return Bind(unknown[0], (target - rest) * coefficient);
        }

        if (unknown.Count > 1)
        {
            return unknown.All(variable => BindByCoefficient(pattern, target, variable)) && pattern.Substitute(_bindings).Equals(target);
        }

        return pattern.Constant == target.Constant && pattern.Terms.Length == 1 && target.Terms.Length == 1
            && pattern.Terms[0].Coefficient == target.Terms[0].Coefficient
            && pattern.Terms[0].Atom is GatherAtom gather && target.Terms[0].Atom is GatherAtom other
            && ReferenceEquals(gather.Tensor, other.Tensor) && Positions(gather.Positions, other.Positions);
    }

    /// <summary>In 2·u + r against 2·y + s: u is y and r is s, because their coefficients tell them apart.</summary>
    private bool BindByCoefficient(Affine pattern, Affine target, IndexVar variable)
    {
        int? coefficient = pattern.CoefficientOf(variable);
        List<AffineTerm> candidates = target.Terms.Where(term => term.Coefficient == coefficient).ToList();
        return candidates.Count == 1 && Bind(variable, Affine.Of(candidates[0].Atom));
    }

    private bool IsVariable(IndexVar index) => _free.Contains(index) || _bound.Contains(index);

    private bool Bind(IndexVar variable, Affine value)
    {
        if (_bindings.TryGetValue(variable, out Affine? bound))
        {
            return bound.Equals(value);
        }

        if (_bound.Contains(variable) && value.AsIndex is null)
        {
            return false;
        }

        _bindings[variable] = value;
        _log.Add(variable);
        return true;
    }

    private void Undo(int count)
    {
        for (int i = _log.Count - 1; i >= count; i--)
        {
            _bindings.Remove(_log[i]);
            _log.RemoveAt(i);
        }
    }

    /// <summary>Matches an atom, then what is left to do; undoes its bindings where either fails.</summary>
    private bool Atom(Atom pattern, Atom target, Func<bool> proceed)
    {
        int mark = _log.Count;
        bool matched = (pattern, target) switch
        {
            (Access a, Access b) => ReferenceEquals(a.Tensor, b.Tensor) && Positions(a.Positions, b.Positions) && proceed(),
            (Apply a, Apply b) => a.Function == b.Function && Sum(a.Argument, b.Argument, proceed),
            (Group a, Group b) => Sum(a.Value, b.Value, proceed),
            (IndexValue a, IndexValue b) => Position(a.Value, b.Value) && proceed(),
            _ => pattern.Key == target.Key && proceed(),
        };
        if (!matched)
        {
            Undo(mark);
        }

        return matched;
    }

    private bool Sum(Polynomial pattern, Polynomial target, Func<bool> proceed) =>
        pattern.Terms.Length == target.Terms.Length && Terms(pattern.Terms, 0, target.Terms, new bool[target.Terms.Length], proceed);

    private bool Terms(EquatableArray<Term> patterns, int next, EquatableArray<Term> targets, bool[] used, Func<bool> proceed)
    {
        if (next == patterns.Length)
        {
            return proceed();
        }

        Term pattern = patterns[next];
        for (int i = 0; i < targets.Length; i++)
        {
            Term target = targets[i];
            if (used[i] || pattern.Coefficient != target.Coefficient || pattern.Factors.Length != target.Factors.Length
                || pattern.Bound.Length != target.Bound.Length || pattern.Guards.Length != target.Guards.Length)
            {
                continue;
            }

            used[i] = true;
            int mark = _log.Count;
            _bound.UnionWith(pattern.Bound);
            bool matched = Factors(pattern.Factors, 0, target.Factors, new Rational[target.Factors.Length], exact: true, _ =>
                pattern.Guards.All(guard => target.Guards.Contains(guard.Substitute(_bindings)))
                && pattern.Bound.All(index => _bindings.TryGetValue(index, out Affine? value) && value.AsIndex is { } bound && target.Bound.IndexOf(bound) >= 0)
                && Terms(patterns, next + 1, targets, used, proceed));
            if (matched)
            {
                return true;
            }

            _bound.ExceptWith(pattern.Bound);
            Undo(mark);
            used[i] = false;
        }

        return false;
    }

    /// <summary>Finds each pattern factor among the target's. <paramref name="taken"/> is how much of each exponent is used.</summary>
    private bool Factors(
        EquatableArray<Factor> patterns, int next, EquatableArray<Factor> targets, Rational[] taken, bool exact, Func<Rational[], bool> proceed)
    {
        if (next == patterns.Length)
        {
            return proceed(taken);
        }

        (Atom pattern, Rational exponent) = patterns[next];
        for (int i = 0; i < targets.Length; i++)
        {
            if (!taken[i].IsZero || !(exact ? exponent == targets[i].Exponent : Covers(targets[i].Exponent, exponent)))
            {
                continue;
            }

            int position = i;
            bool matched = Atom(pattern, targets[i].Atom, () =>
            {
                taken[position] = exponent;
                return Factors(patterns, next + 1, targets, taken, exact, proceed);
            });
            if (matched)
            {
                return true;
            }

            taken[position] = Rational.Zero;
        }

        return false;
    }

    private static bool Covers(Rational exponent, Rational needed) => exponent.Sign == needed.Sign && exponent.Abs() >= needed.Abs();
}
