using System.Globalization;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// The form in which no later pass needs a special case. Every equation is one of three: pointwise, with no bound index
/// anywhere; a bare reduction, <c>Y = Σ f</c> with coefficient 1, every factor under the sum and no sum inside; or a maximum with no
/// sum inside. Other sums are lifted into temporaries, equal ones into the same.
/// </summary>
internal sealed class NormalForm
{
    /// <summary>An operand that is computed first may be this many times larger than what it is computed from.</summary>
    private const int LargestGrowth = 4;

    private readonly Dictionary<string, Tensor> _lifted = [];
    private readonly Dictionary<(int Position, string Extent), IndexVar> _canonical = [];
    private readonly List<Equation> _result = [];
    private int _temporaries;

    private readonly bool _splits;

    private NormalForm(bool splits) => _splits = splits;

    /// <summary>The equations in normal form, temporaries before the equation that needs them.</summary>
    /// <param name="equations">Any equations, in order of evaluation.</param>
    /// <param name="splits">Whether sums are rewritten for speed, by <see cref="ResidueSplit"/>, <see cref="ExampleSums"/> and <see cref="SumChains"/>.</param>
    public static EquatableArray<Equation> Of(IEnumerable<Equation> equations, bool splits = true)
    {
        var form = new NormalForm(splits);
        foreach (Equation equation in equations)
        {
            form.Add(equation.Freshen());
        }

        return (splits ? SumChains.Of(form._result) : form._result).ToEquatableArray();
    }

    /// <summary>Whether an equation is a bare reduction.</summary>
    public static bool IsBareReduction(Equation equation) => equation.Value.Terms.Length == 1 && IsBare(equation.Value.Terms[0]);

    private static bool IsBare(Term term) => term.Bound.Length > 0
        && term.Coefficient.IsOne
        && term.Factors.All(factor => IsInside(factor, term) && !HasSum(factor.Atom))
        && term.Guards.All(guard => term.Binds(guard) || Protects(guard, term))
        && Components(term).Count == 1;

    /// <summary>Whether a factor stays under the sum: it reads a bound index, or a guard that does keeps it in range.</summary>
    private static bool IsInside(Factor factor, Term term) => term.Binds(factor.Atom) || term.Guards.Any(guard => term.Binds(guard) && guard.Protects(factor.Atom));

    private static bool Protects(Guard guard, Term term) =>
        term.Factors.Any(factor => guard.Protects(factor.Atom)) || term.Guards.Any(other => guard.Protects(other));

    private static bool HasSum(Atom atom) => atom switch
    {
        Apply apply => HasSum(apply.Argument) || apply.Argument.Terms.Any(HasSumInside),
        Group group => HasSum(group.Value) || group.Value.Terms.Any(HasSumInside),
        _ => false,
    };

    private static bool HasSumInside(Term term) => term.Factors.Any(factor => HasSum(factor.Atom));

    private static bool HasSum(Polynomial polynomial) => polynomial.Terms.Any(term => term.Bound.Length > 0);

    private void Add(Equation equation)
    {
        Polynomial value = equation.Value.AsMaximum is { } maximum
            ? Build.Maximum(maximum.Bound, maximum.Guards, Lift(maximum.Body, equation, [.. equation.Indices, .. maximum.Bound], maximum.Guards))
            : IsBareReduction(equation) ? equation.Value : Lift(equation.Value, equation, equation.Indices, []);
        Equation normal = equation with { Value = value };
        if (IsBareReduction(normal))
        {
            // A later sum that equals this one reads its target.
            string key = KeyOf(normal.Value.Terms[0], normal.Indices);
            if (!_lifted.ContainsKey(key))
            {
                _lifted[key] = normal.Target;
            }

            Place(normal);
            return;
        }

        _result.Add(normal);
    }

    /// <summary>Adds a bare reduction, in the parts that are fastest.</summary>
    private void Place(Equation reduction)
    {
        EquatableArray<Equation> parts = (_splits ? ResidueSplit.Of(reduction) ?? ExampleSums.Of(reduction) : null) ?? [reduction];
        foreach (Equation part in parts)
        {
            _result.Add(IsBareReduction(part) ? WithPlainOperands(part) : part);
        }
    }

    /// <summary>
    /// Σk f(i,k)·g(k,j), with products or formulas for f and g, as a contraction of two tensors: each side that is not
    /// already an access is computed first. Guards go to the side that has all their indices.
    /// </summary>
    private Equation WithPlainOperands(Equation equation)
    {
        Term sum = equation.Value.Terms[0];
        IndexVar? lane = equation.Indices.Length > 0 ? equation.Indices[equation.Indices.Length - 1] : null;
        if (lane is null || Recognition.AsContraction(equation) is not null)
        {
            return equation;
        }

        List<Factor>[] sides = [[.. sum.Factors.Where(factor => !factor.Atom.Indices.Contains(lane))], [.. sum.Factors.Where(factor => factor.Atom.Indices.Contains(lane))]];
        List<Guard>[] guards = [[], []];
        HashSet<IndexVar>[] indices = [.. sides.Select(side => new HashSet<IndexVar>(side.SelectMany(factor => factor.Atom.Indices)))];
        foreach (Guard guard in sum.Guards)
        {
            bool[] holds = [.. indices.Select(guard.Argument.Indices.IsSubsetOf)];
            bool leavesAlone = Enumerable.Range(0, 2).Any(side => !holds[side] && sides[side].Any(factor => guard.Protects(factor.Atom)));
            if (!holds.Contains(true) || leavesAlone)
            {
                return equation;
            }

            for (int side = 0; side < 2; side++)
            {
                if (holds[side])
                {
                    guards[side].Add(guard);
                }
            }
        }

        // Each side must be smaller than the whole space, with rows in one, and a bound index in both.
        bool isWorthwhile = indices.All(within => within.Count > 0 && within.Count < sum.AllIndices.Count)
            && sum.Bound.Any(index => indices.All(within => within.Contains(index)))
            && equation.Indices.Any(index => indices[0].Contains(index) && !indices[1].Contains(index))
            && Enumerable.Range(0, 2).All(side => Points(indices[side]) <= LargestGrowth * LargestOf(sides[side]));
        if (!isWorthwhile)
        {
            return equation;
        }

        Factor Operand(int side)
        {
            if (sides[side].Count == 1 && guards[side].Count == 0
                && sides[side][0] is { Exponent.IsOne: true, Atom: Access { Tensor.IsInteger: false } access } && Recognition.IsLinear(access))
            {
                return sides[side][0];
            }

            var product = new Term(1, [], sides[side].ToEquatableArray(), guards[side].ToEquatableArray());
            return new Factor(Temporary(product, equation, LoopNests.InOrderOfReading(Polynomial.Create(product), equation.Indices.AddRange(sum.Bound))), 1);
        }

        return equation with { Value = Polynomial.Create(new Term(1, sum.Bound, [Operand(0), Operand(1)], [])) };
    }

    private static long LargestOf(List<Factor> side) =>
        side.SelectMany(factor => Walk.Atoms(factor.Atom)).OfType<Access>().Select(access => access.Tensor.ElementsAtCapacity).DefaultIfEmpty(0).Max();

    private static double Points(IEnumerable<IndexVar> indices) => indices.Aggregate(1.0, (size, index) => size * index.Extent.AtCapacity());

    /// <param name="polynomial">What sums are lifted from.</param>
    /// <param name="equation">Where it stands.</param>
    /// <param name="order">The order of free indices.</param>
    /// <param name="around">The guards of the terms around it. A temporary takes those with it that keep it in range.</param>
    private Polynomial Lift(Polynomial polynomial, Equation equation, EquatableArray<IndexVar> order, EquatableArray<Guard> around) =>
        !HasSum(polynomial) && !polynomial.Terms.Any(HasSumInside) ? polynomial : Polynomial.Create(polynomial.Terms.Select(term => Lift(term, equation, order, around)));

    private Term Lift(Term term, Equation equation, EquatableArray<IndexVar> order, EquatableArray<Guard> around)
    {
        around = around.AddRange(term.Guards);
        Atom Inside(Atom atom) => atom switch
        {
            Apply apply => new Apply(apply.Function, Lift(apply.Argument, equation, order, around)),
            Group group => new Group(Lift(group.Value, equation, order, around)),
            _ => atom,
        };
        var lifted = new Term(term.Coefficient, term.Bound, term.Factors.Map(factor => factor with { Atom = Inside(factor.Atom) }), term.Guards);
        if (term.Bound.Length == 0)
        {
            return lifted;
        }

        List<Factor> factors = [.. lifted.Factors.Where(factor => !IsInside(factor, lifted))];
        var plain = new Term(1, [], factors.ToEquatableArray(), lifted.Guards.Where(guard => !lifted.Binds(guard)).ToEquatableArray());
        var inside = new HashSet<Guard>();
        foreach (Term component in Components(lifted))
        {
            Guard[] taken = [.. around.Where(guard => !lifted.Binds(guard) && !component.Guards.Contains(guard) && Protects(guard, component)).Distinct()];
            inside.UnionWith(taken);
            factors.Add(new Factor(Temporary(new Term(1, component.Bound, component.Factors, component.Guards.AddRange(taken)), equation, order), 1));
        }

        // Where a guard that is taken along fails the temporary is 0; it stays here only if something else needs it.
        return new Term(lifted.Coefficient, [], factors.ToEquatableArray(), plain.Guards.Where(guard => !inside.Contains(guard) || Protects(guard, plain)).ToEquatableArray());
    }

    /// <summary>The sum as products of sums that share no bound index: Σij a[i]·b[j] = Σi a[i] · Σj b[j].</summary>
    private static List<Term> Components(Term term)
    {
        var groups = new List<HashSet<IndexVar>>();
        IEnumerable<IEnumerable<IndexVar>> touched = term.Factors.Select(factor => (IEnumerable<IndexVar>)factor.Atom.Indices).Concat(term.Guards.Where(term.Binds)
            .Select(guard => guard.Argument.Indices.Concat(term.Factors.Where(factor => guard.Protects(factor.Atom)).SelectMany(factor => factor.Atom.Indices))));
        foreach (IEnumerable<IndexVar> indices in touched)
        {
            var group = new HashSet<IndexVar>(term.Bound.Where(indices.Contains));
            if (group.Count == 0)
            {
                continue;
            }

            foreach (HashSet<IndexVar> other in groups.Where(other => other.Overlaps(group)).ToList())
            {
                group.UnionWith(other);
                groups.Remove(other);
            }

            groups.Add(group);
        }

        IEnumerable<Guard> GuardsOf(HashSet<IndexVar> group) => term.Guards.Where(guard => group.Overlaps(guard.Argument.Indices));
        return groups.ConvertAll(group => new Term(
            1,
            term.Bound.Where(group.Contains).ToEquatableArray(),
            term.Factors.Where(factor => group.Overlaps(factor.Atom.Indices) || (!term.Binds(factor.Atom) && GuardsOf(group).Any(guard => guard.Protects(factor.Atom)))).ToEquatableArray(),
            GuardsOf(group).ToEquatableArray()));
    }

    private Access Temporary(Term sum, Equation equation, EquatableArray<IndexVar> order)
    {
        var free = new HashSet<IndexVar>(sum.AllIndices.Where(index => sum.Bound.IndexOf(index) < 0));
        EquatableArray<IndexVar> indices = order.Where(free.Contains).Concat(free.Where(index => order.IndexOf(index) < 0).OrderBy(index => index.Id)).ToEquatableArray();
        string key = KeyOf(sum, indices);
        if (!_lifted.TryGetValue(key, out Tensor? tensor))
        {
            tensor = new Tensor(NameFor(equation.Target), indices.Map(index => index.Extent), TensorKind.Temporary);
            _lifted[key] = tensor;
            var lifted = new Equation(tensor, indices, Polynomial.Create(sum)).Freshen();
            if (IsBareReduction(lifted))
            {
                Place(lifted);
            }
            else
            {
                _result.Add(lifted);
            }
        }

        return new Access(tensor, indices.Map(Affine.Of));
    }

    /// <summary>A text that is the same for sums that are equal when the free indices are matched in order.</summary>
    private string KeyOf(Term sum, EquatableArray<IndexVar> free)
    {
        var map = new Substitution();
        for (int position = 0; position < free.Length; position++)
        {
            (int, string) place = (position, free[position].Extent.Value.Key);
            if (!_canonical.TryGetValue(place, out IndexVar? index))
            {
                _canonical[place] = index = free[position].Fresh();
            }

            map[free[position]] = index;
        }

        return sum.Substitute(map).ProductKey + "|" + string.Join(",", free.Select(index => index.Extent.Value.Key));
    }

    private string NameFor(Tensor target) => target.Name + "_" + (++_temporaries).ToString(CultureInfo.InvariantCulture);
}
