using System.Numerics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>
/// Brings a sum of terms into the one form that all rules work on: powers merged, nested single terms opened, guards
/// decided, unused sums counted, like terms added.
/// </summary>
internal static class Normalizer
{
    private static readonly Law s_likeTerms = Law.Register("like-terms", "a·f + b·f = (a + b)·f");
    private static readonly Law s_stepIdempotent = Law.Register("step-idempotent", "[a > 0]·[a > 0] = [a > 0]");
    private static readonly Law s_powers = Law.Register("power-merge", "f^a·f^b = f^(a + b)");
    private static readonly Law s_transport = Law.Register("delta-gather", "δ[v, t[i]]·f(t[i]) = δ[v, t[i]]·f(v)");
    private static readonly Law s_unused = Law.Register("unused-sum", "Σi c = N·c, i < N");
    private static readonly Law s_guardTrue = Law.Register("guard-true", "[A] = 1 where A holds everywhere");
    private static readonly Law s_guardFalse = Law.Register("guard-false", "[A] = 0 where A holds nowhere");
    private static readonly Law s_guardImplied = Law.Register("guard-implied", "[a ≥ 0]·[a + n ≥ 0] = [a ≥ 0], n ≥ 0");

    public static Polynomial Normalize(IEnumerable<Term> terms)
    {
        Interruption.Check();
        var merged = new List<Term>();
        Dictionary<string, int>? position = null;   // of each term by its text, which a single one does not need
        foreach (Term raw in terms)
        {
            if (Normalize(raw) is not { } term)
            {
                continue;
            }

            if (merged.Count == 0)
            {
                merged.Add(term);
                continue;
            }

            position ??= new() { [merged[0].ProductKey] = 0 };
            if (position.TryGetValue(term.ProductKey, out int at))
            {
                merged[at] = s_likeTerms.Fire(merged[at].WithCoefficient(merged[at].Coefficient + term.Coefficient));
            }
            else
            {
                position[term.ProductKey] = merged.Count;
                merged.Add(term);
            }
        }

        merged.RemoveAll(term => term.Coefficient.IsZero);
        return Polynomial.Raw(new EquatableArray<Term>(merged.ToArray()));
    }

    /// <summary>The term in normal form, or null where it is 0.</summary>
    public static Term? Normalize(Term term)
    {
        if (term.IsNormal)
        {
            return term.Coefficient.IsZero ? null : term;
        }

        var product = new Product(term);
        return product.IsZero || !SettleGuards(product) ? null
            : Transport(product) is { } moved ? Normalize(moved)
            : CountUnusedIndices(product).ToTerm();
    }

    /// <summary>Drops guards that always hold or follow from others; false where one never holds.</summary>
    private static bool SettleGuards(Product product)
    {
        if (product.Guards.Count == 0)
        {
            return true;
        }

        var kept = new List<Guard>();
        foreach (Guard guard in product.Guards)
        {
            switch (guard.Decide())
            {
                case true:
                    s_guardTrue.Fire(guard);
                    break;
                case false:
                    return s_guardFalse.Fire(false);
                case null when !kept.Contains(guard):
                    kept.Add(guard);
                    break;
            }
        }

        for (int i = kept.Count - 1; i >= 0; i--)
        {
            if (kept.Any(other => Contradict(kept[i], other)))
            {
                return s_guardFalse.Fire(false);
            }

            if (kept.Any(other => Implies(other, kept[i])))
            {
                kept.RemoveAt(s_guardImplied.Fire(i));
            }
        }

        // Range guards come before guards that gather, so that a gather is read only where it may be.
        product.Guards = kept.Count < 2 ? kept : [.. kept.OrderBy(guard => Gathers(guard.Argument))];
        return true;
    }

    private static bool Contradict(Guard a, Guard b) =>
        a.Kind == GuardKind.NonNegative && b.Kind == GuardKind.NonNegative && !ReferenceEquals(a, b) && (a.Argument + b.Argument).IsProvablyNegative;

    private static bool Implies(Guard stronger, Guard weaker) =>
        stronger.Kind == GuardKind.NonNegative && weaker.Kind == GuardKind.NonNegative && !ReferenceEquals(stronger, weaker)
        && (weaker.Argument - stronger.Argument).AsConstant is >= 0;

    private static bool Gathers(Affine argument) => argument.Terms.Any(term => term.Atom is GatherAtom || (term.Atom is FloorAtom floor && Gathers(floor.Dividend)));

    /// <summary>Under δ[v, t[i]] the gathered value may be written v; this is what cancels P·P⁻¹ in cross-entropy.</summary>
    private static Term? Transport(Product product)
    {
        foreach (Guard guard in product.Guards)
        {
            if (guard.Kind != GuardKind.Equal)
            {
                continue;
            }

            foreach (AffineTerm part in guard.Argument.Terms)
            {
                if (part.Atom is not GatherAtom || Math.Abs(part.Coefficient) != 1)
                {
                    continue;
                }

                Affine replacement = (guard.Argument - (Affine.Of(part.Atom) * part.Coefficient)) * -part.Coefficient;
                if (replacement.Key.IndexOf(part.Atom.Key, StringComparison.Ordinal) >= 0)
                {
                    continue;
                }

                EquatableArray<Factor> moved = product.Factors
                    .Select(factor => factor with { Atom = Positions.Map(factor.Atom, position => position.Replace(part.Atom.Key, replacement)) }).ToEquatableArray();
                if (!moved.Select(factor => factor.Key).SequenceEqual(product.Factors.Select(factor => factor.Key)))
                {
                    return s_transport.Fire(new Term(product.Coefficient, [.. product.Bound], moved, [.. product.Guards]));
                }

                break;
            }
        }

        return null;
    }

    private static Product CountUnusedIndices(Product product)
    {
        for (int i = product.Bound.Count - 1; i >= 0; i--)
        {
            IndexVar index = product.Bound[i];
            if (product.Factors.Any(factor => factor.Atom.Indices.Contains(index)) || product.Guards.Any(guard => guard.Argument.Indices.Contains(index)))
            {
                continue;
            }

            product.Bound.RemoveAt(s_unused.Fire(i));
            product.Push(new Factor(new Group(Build.Number(index.Extent)), 1));
        }

        return product;
    }

    /// <summary>A term under construction. Pushing a factor merges it with what is there.</summary>
    private sealed class Product
    {
        public Product(Term term)
        {
            Coefficient = term.Coefficient;
            Bound = [.. term.Bound];
            Guards = [.. term.Guards];
            foreach (Factor factor in term.Factors)
            {
                Push(factor);
            }
        }

        public Rational Coefficient { get; private set; }

        public List<IndexVar> Bound { get; }

        public List<Factor> Factors { get; } = [];

        public List<Guard> Guards { get; set; }

        public bool IsZero => Coefficient.IsZero;

        public Term ToTerm() => new(Coefficient, [.. Bound], [.. Factors], [.. Guards]) { IsNormal = true };

        public void Push(Factor factor)
        {
            if (factor.Exponent.IsZero || IsZero)
            {
                return;
            }

            switch (factor.Atom)
            {
                case Group group when Open(group.Value, factor.Exponent):
                    return;
                case Root root:
                    PushRoot(root.Radicand, factor.Exponent);
                    return;
                default:
                    Merge(factor);
                    return;
            }
        }

        private void Merge(Factor factor)
        {
            int position = PositionOf(factor.Atom);
            if (position < 0)
            {
                Factors.Add(factor);
                return;
            }

            Rational exponent = Factors[position].Exponent + factor.Exponent;
            if (factor.Atom is Apply { Function.Name: "step" })
            {
                exponent = s_stepIdempotent.Fire(Rational.One);
            }

            Factors.RemoveAt(position);
            Push(s_powers.Fire(factor with { Exponent = exponent }));
        }

        private int PositionOf(Atom atom)
        {
            for (int position = 0; position < Factors.Count; position++)
            {
                if (Factors[position].Atom.Equals(atom))
                {
                    return position;
                }
            }

            return -1;
        }

        /// <summary>Takes a group apart where a power of it is a product again.</summary>
        private bool Open(Polynomial value, Rational exponent)
        {
            if (value.AsNumber is { } number)
            {
                PushNumber(number, exponent);
                return true;
            }

            if (value.Terms.Length != 1)
            {
                return false;
            }

            Term term = value.Terms[0];
            if (exponent.IsOne)
            {
                term = term.Freshen();
                Coefficient *= term.Coefficient;
                Bound.AddRange(term.Bound);
                Guards.AddRange(term.Guards);
            }
            else if (term.Bound.Length > 0 || term.Guards.Length > 0 || !Splits(term, exponent))
            {
                return false;
            }
            else
            {
                PushNumber(term.Coefficient, exponent);
            }

            foreach (Factor factor in term.Factors)
            {
                Push(factor with { Exponent = factor.Exponent * exponent });
            }

            return true;
        }

        /// <summary>(Πf)^e = Πf^e: for whole e always, else where all factors are positive or there is but one.</summary>
        private static bool Splits(Term term, Rational exponent) => exponent.IsInteger
            || (term.Coefficient.Sign > 0
                && (term.Factors.All(factor => FunctionRules.IsPositive(factor.Atom)) || (term.Factors.Length == 1 && term.Factors[0].Exponent.IsOne)));

        private void PushNumber(Rational number, Rational exponent)
        {
            if (exponent.IsInteger)
            {
                Coefficient *= number.Power((int)exponent.Numerator);
            }
            else if (number.Sign < 0)
            {
                throw new ArithmeticException($"({number})^({exponent}) is not a real number.");
            }
            else if (number.IsZero)
            {
                Coefficient = exponent.Sign > 0 ? Rational.Zero : throw new DivideByZeroException($"0^({exponent}) is undefined.");
            }
            else
            {
                PushRoot(new Rational(number.Numerator, 1), exponent);
                PushRoot(new Rational(number.Denominator, 1), -exponent);
            }
        }

        /// <summary>Pushes radicand^exponent prime by prime, whole powers into the coefficient.</summary>
        private void PushRoot(Rational radicand, Rational exponent)
        {
            foreach (BigInteger prime in PrimeFactors(radicand.Numerator))
            {
                var root = new Root(new Rational(prime, 1));
                int position = PositionOf(root);
                Rational total = exponent;
                if (position >= 0)
                {
                    total += Factors[position].Exponent;
                    Factors.RemoveAt(position);
                }

                BigInteger whole = total.Floor();
                Coefficient *= root.Radicand.Power((int)whole);
                Rational rest = total - new Rational(whole, 1);
                if (!rest.IsZero)
                {
                    Factors.Add(new Factor(root, rest));
                }
            }
        }

        /// <summary>The prime factors with repetition, by trial division; a large rest counts as prime.</summary>
        private static IEnumerable<BigInteger> PrimeFactors(BigInteger number)
        {
            const int LargestTrial = 1 << 12;
            for (int divisor = 2; divisor <= LargestTrial && number > 1; divisor++)
            {
                for (; number % divisor == 0; number /= divisor)
                {
                    yield return divisor;
                }
            }

            if (number > 1)
            {
                yield return number;
            }
        }
    }
}
