using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Lifts the reductions of one equation.</summary>
internal sealed class Lifter(Equation equation, HashSet<string> names)
{
    private static readonly Law s_argument = Law.Register("lift-argument", "f(Σj a(j)) = f(s), s = Σj a(j)");
    private static readonly Law s_factor = Law.Register("lift-reduction", "b·Σj a(j) = b·s, s = Σj a(j)");
    private static readonly Law s_chain = Law.Register("lift-chain", "Σj,k a(j)·b(j,k)·c(k) = Σj a(j)·s(j), s(j) = Σk b(j,k)·c(k)");

    private static readonly Law s_spread = Law.Register("spread", "c·(Σj a(j) + b) = c·Σj a(j) + c·b, c a number");

    private readonly Dictionary<string, Polynomial> _known = [];
    private readonly List<Guard> _guards = [];

    /// <summary>The new equations, in order of evaluation.</summary>
    public List<Equation> Lifted { get; } = [];

    /// <summary>What was lifted.</summary>
    public List<Remark> Remarks { get; } = [];

    /// <summary>The equation over the lifted tensors.</summary>
    public Equation Rewrite()
    {
        Polynomial value = Factors(Inside(Spread(equation.Value)));
        return value.Equals(equation.Value) ? equation : equation with { Value = value };
    }

    /// <summary>Takes numbers into sums of reductions: nothing is summed twice by that, and the terms of a loss then meet.</summary>
    private Polynomial Spread(Polynomial polynomial)
    {
        if (!polynomial.Terms.Any(term => SumTimesNumbers(term) is not null))
        {
            return polynomial;
        }

        Polynomial spread = Created(polynomial.Terms.SelectMany(term => SumTimesNumbers(term) is ({ } numbers, { } sum)
            ? sum.Terms.Select(inner => Build.Multiply(numbers, inner))
            : [term]));
        Remarks.Add(s_spread.Fire(new Remark(s_spread, equation.Target, polynomial, spread)));
        return spread;
    }

    private static (Term Numbers, Polynomial Sum)? SumTimesNumbers(Term term)
    {
        List<Factor> sums = term.Factors.Where(factor => !Matcher.IsConstant(factor.Atom)).ToList();
        return term.Bound.Length == 0 && term.Guards.Length == 0 && sums.Count == 1
            && sums[0] is { Exponent.IsOne: true, Atom: Group group } && group.Value.Terms.Any(inner => inner.Bound.Length > 0)
            ? (new Term(term.Coefficient, [], term.Factors.Where(factor => Matcher.IsConstant(factor.Atom)).ToEquatableArray(), []), group.Value)
            : null;
    }

    /// <summary>The sum with the arguments of its functions, powers and groups lifted.</summary>
    private Polynomial Inside(Polynomial polynomial)
    {
        bool changed = false;
        EquatableArray<Term> terms = polynomial.Terms.Map(term =>
        {
            int depth = _guards.Count;
            _guards.AddRange(term.Guards);
            EquatableArray<Factor> factors = term.Factors.Map(factor =>
            {
                Atom atom = Inside(factor);
                changed |= !ReferenceEquals(atom, factor.Atom);
                return factor with { Atom = atom };
            });
            _guards.RemoveRange(depth, _guards.Count - depth);
            return new Term(term.Coefficient, term.Bound, factors, term.Guards);
        });
        return changed ? Created(terms) : polynomial;
    }

    private Atom Inside(Factor factor)
    {
        switch (factor.Atom)
        {
            case Apply apply:
                Polynomial argument = Argument(apply.Argument);
                return ReferenceEquals(argument, apply.Argument) ? apply : new Apply(apply.Function, argument);
            case Group group:
                Polynomial value = factor.Exponent.IsOne ? Summands(Inside(group.Value)) : Argument(group.Value);
                return ReferenceEquals(value, group.Value) ? group : new Group(value);
            case Maximum maximum:
                int depth = _guards.Count;
                _guards.AddRange(maximum.Guards);
                Polynomial body = Argument(maximum.Body);
                _guards.RemoveRange(depth, _guards.Count - depth);
                return ReferenceEquals(body, maximum.Body) ? maximum : new Maximum(maximum.Bound, maximum.Guards, body);
            default:
                return factor.Atom;
        }
    }

    /// <summary>What a nonlinear function is applied to: an own tensor where it holds a reduction.</summary>
    private Polynomial Argument(Polynomial argument)
    {
        Polynomial inside = Inside(argument);
        return inside.Terms.Any(term => term.Bound.Length > 0) ? Lifting(s_argument, Factors(inside)) : inside;
    }

    /// <summary>The terms of a sum that is multiplied by something: every reduction among them is lifted.</summary>
    private Polynomial Summands(Polynomial sum) => sum.Terms.Any(term => term.Bound.Length > 0)
        ? Created(sum.Terms.SelectMany(term => term.Bound.Length > 0 ? Signed(term).Terms : [term]))
        : sum;

    private Polynomial Signed(Term term)
    {
        Rational sign = term.Coefficient.Sign;
        return sign * Lifting(s_factor, Factors(Created([term.WithCoefficient(term.Coefficient.Abs())])));
    }

    /// <summary>The sum with every reduction lifted that is multiplied by factors outside it, or by another reduction.</summary>
    private Polynomial Factors(Polynomial polynomial) => polynomial.AsMaximum is null && polynomial.Terms.Any(term => term.Bound.Length > 0)
        ? Created(polynomial.Terms.Select(Factors))
        : polynomial;

    private Term Factors(Term term)
    {
        List<Reduction> reductions = Reduction.Of(term);
        bool isAlone = reductions.Count == 1 && !term.Factors.Any(factor => factor.Atom.Indices.Count > 0 && !term.Binds(factor.Atom));
        if (isAlone || reductions.Count == 0)
        {
            return Chain(term);
        }

        List<Guard> outside = term.Guards.Where(guard => !term.Binds(guard)).ToList();
        foreach (Reduction reduction in reductions)
        {
            if (reduction.LeavesRestValid(term, _guards) && reduction.IsValidUnder([.. _guards, .. outside]))
            {
                term = reduction.ReplaceIn(term, Lifting(s_factor, Created([Chain(reduction.ToTerm())]), outside));
            }
        }

        return term;
    }

    /// <summary>A contraction of three or more tensors as several of two, in the order that costs least.</summary>
    private Term Chain(Term term)
    {
        var free = new HashSet<IndexVar>(term.AllIndices.Except(term.Bound));
        while (EliminationOrder.First(term, free) is { } first && Reduction.Over(term, first) is var reduction && reduction.LeavesRestValid(term, _guards))
        {
            term = reduction.ReplaceIn(term, Lifting(s_chain, Created([reduction.ToTerm()]), term.Guards.Except(reduction.Guards)));
        }

        return term;
    }

    /// <summary>Gives a value its own equation and returns the read of it.</summary>
    private Polynomial Lifting(Law law, Polynomial value, params IEnumerable<Guard> guards)
    {
        value = Domain.Guarded(value, [.. _guards, .. guards]);
        if (_known.TryGetValue(value.Key, out Polynomial? known))
        {
            return known;
        }

        EquatableArray<IndexVar> free = value.Indices
            .OrderBy(index => equation.Indices.IndexOf(index) is >= 0 and int position ? position : int.MaxValue)
            .ThenBy(index => index.Id).ToEquatableArray();
        EquatableArray<IndexVar> indices = free.Map(index => index.Fresh());
        var tensor = new Tensor(NewName(value), free.Map(index => index.Extent), TensorKind.Forward)
        {
            AxisNames = free.Select(index => index.Name).Distinct().Count() == free.Length ? free.Map(index => index.Name) : [],
        };
        Lifted.Add(new(tensor, indices, value.Freshen().Substitute(new Substitution(free, indices))));
        Polynomial access = Polynomial.Of(tensor, free);
        Remarks.Add(law.Fire(new Remark(law, tensor, value, access)));
        return _known[value.Key] = access;
    }

    /// <summary>The target's name with what the value is: hMean, hSum, hDot, or hIn for the input of a function.</summary>
    private string NewName(Polynomial value)
    {
        string stem = equation.Target.Name + (value.Terms.Length > 1 ? "In" : Kind(value.Terms[0]));
        string name = stem;
        for (int number = 2; !names.Add(name); number++)
        {
            name = stem + "_" + CanonicalKey.Number(number);
        }

        return name;
    }

    private static string Kind(Term term) => term.Factors.Count(factor => term.Binds(factor.Atom)) > 1 ? "Dot"
        : term.Factors.Any(factor => factor.Atom is SizeValue && factor.Exponent.Sign < 0) || !term.Coefficient.IsInteger ? "Mean"
        : "Sum";

    private static Polynomial Created(IEnumerable<Term> terms) => Polynomial.Create(terms);
}
