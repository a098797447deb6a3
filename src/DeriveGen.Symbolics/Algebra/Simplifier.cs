using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>Tells a trace of one rewriting step of a sum.</summary>
/// <param name="law">What was used.</param>
/// <param name="binding">What it was used on.</param>
/// <param name="after">The whole sum after it.</param>
public delegate void StepObserver(Law law, string binding, Polynomial after);

/// <summary>
/// Collapses deltas, recognises what its rules define, and distributes products over sums where terms then cancel.
/// Each use of a rule lowers the weight of the expression, a natural number, so the rewriting ends; the first rule in
/// order of definition wins, so it is deterministic.
/// </summary>
public sealed class Simplifier
{
    private const int MostRounds = 8;

    private static readonly Law s_expand = Law.Register("expand", "(a + b)·c = a·c + b·c, where terms then cancel");

    private readonly List<RewriteRule> _rules = [];
    private readonly Dictionary<Tensor, List<int>> _rulesOf = [];
    private readonly List<int> _rulesOfNone = [];

    /// <summary>The rules, in order of precedence.</summary>
    public IReadOnlyList<RewriteRule> Rules => _rules;

    /// <summary>Adds a rule behind the others.</summary>
    public void Add(RewriteRule rule)
    {
        // One tensor of the pattern, the latest, is enough to find the rules that may apply.
        Tensor? latest = Walk.Tensors(Polynomial.Raw([rule.Pattern])).OrderBy(tensor => tensor.Id).LastOrDefault();
        List<int> numbers = latest is null ? _rulesOfNone
            : _rulesOf.TryGetValue(latest, out List<int>? existing) ? existing
            : _rulesOf[latest] = [];
        numbers.Add(_rules.Count);
        _rules.Add(rule);
    }

    /// <summary>The polynomial in its simplest known form.</summary>
    /// <param name="polynomial">What is simplified.</param>
    /// <param name="expand">Whether products may be distributed over sums where the result is lighter.</param>
    /// <param name="observe">Is told every step.</param>
    public Polynomial Simplify(Polynomial polynomial, bool expand = true, StepObserver? observe = null) => Simplify(polynomial, [], expand, observe);

    /// <summary>The polynomial with every definition recognised; nothing is distributed.</summary>
    public Polynomial Fold(Polynomial polynomial, StepObserver? observe = null) => Fold(polynomial, [], observe);

    private Polynomial Simplify(Polynomial polynomial, IReadOnlyList<Guard> context, bool expand, StepObserver? observe)
    {
        Polynomial current = polynomial;
        for (int round = 0; round < MostRounds; round++)
        {
            Polynomial before = current;
            current = Fold(CollapseTerms(current), context, observe);
            if (expand && HasGroups(current))
            {
                current = TryExpanded(current, context, observe);
            }

            if (current.Equals(before))
            {
                return current;
            }
        }

        return current;
    }

    private static Polynomial CollapseTerms(Polynomial polynomial) =>
        polynomial.Terms.Any(Collapse.Applies)
            ? Polynomial.Create(polynomial.Terms.Select(term => Collapse.Run(term)).OfType<Term>())
            : polynomial;

    private static bool HasGroups(Polynomial polynomial) =>
        polynomial.Terms.Any(term => term.Factors.Any(factor => factor.Atom is Group && factor.Exponent >= 1));

    private Polynomial TryExpanded(Polynomial polynomial, IReadOnlyList<Guard> context, StepObserver? observe)
    {
        Polynomial expanded = Build.Expand(polynomial);
        if (ReferenceEquals(expanded, polynomial))
        {
            return polynomial;
        }

        var steps = new List<(Law, string, Polynomial)> { (s_expand, string.Empty, expanded) };
        Polynomial folded = Fold(expanded, context, observe is null ? null : (law, binding, after) => steps.Add((law, binding, after)));
        if (folded.Weight >= polynomial.Weight)
        {
            return polynomial;
        }

        s_expand.Fire(folded);
        foreach ((Law law, string binding, Polynomial after) in steps)
        {
            observe?.Invoke(law, binding, after);
        }

        return folded;
    }

    private Polynomial Fold(Polynomial polynomial, IReadOnlyList<Guard> context, StepObserver? observe)
    {
        if (_rules.Count == 0)
        {
            return polynomial;
        }

        bool changed = false;
        var done = new List<Term>();
        for (int i = 0; i < polynomial.Terms.Length; i++)
        {
            IEnumerable<Term> behind = polynomial.Terms.Skip(i + 1);
            void Report(Law law, string binding, Polynomial part) => observe?.Invoke(law, binding, Polynomial.Create(done.Concat(part.Terms).Concat(behind)));

            Term term = polynomial.Terms[i];
            Polynomial current = FoldInside(term, context, observe is null ? null : Report);
            while (ApplyOneRule(current, context) is (var rule, var after))
            {
                current = rule.Law.Fire(after);
                if (observe is not null)
                {
                    Report(rule.Law, rule.Statement, current);
                }
            }

            changed |= !(current.Terms.Length == 1 && ReferenceEquals(current.Terms[0], term));
            done.AddRange(current.Terms);
        }

        return changed ? Polynomial.Create(done) : polynomial;
    }

    private (RewriteRule Rule, Polynomial After)? ApplyOneRule(Polynomial polynomial, IReadOnlyList<Guard> context)
    {
        foreach (RewriteRule rule in Candidates(polynomial))
        {
            for (int i = 0; i < polynomial.Terms.Length; i++)
            {
                Term term = polynomial.Terms[i];
                if (Matcher.Apply(rule, term, context) is { } replaced && replaced.Weight < term.Weight)
                {
                    return (rule, Polynomial.Create(polynomial.Terms.Take(i).Concat(replaced.Terms).Concat(polynomial.Terms.Skip(i + 1))));
                }
            }
        }

        return null;
    }

    private IEnumerable<RewriteRule> Candidates(Polynomial polynomial)
    {
        var numbers = new List<int>(_rulesOfNone);
        foreach (Tensor tensor in polynomial.Tensors)
        {
            if (_rulesOf.TryGetValue(tensor, out List<int>? found))
            {
                numbers.AddRange(found);
            }
        }

        numbers.Sort();
        return numbers.Select(number => _rules[number]);
    }

    /// <summary>Simplifies below functions and groups, under the guards of the term.</summary>
    private Polynomial FoldInside(Term term, IReadOnlyList<Guard> context, StepObserver? report)
    {
        Term current = term;
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var steps = new List<(Law Law, string Binding)>();
            StepObserver? observe = report is null ? null : (law, binding, _) => steps.Add((law, binding));
            if (SimplifyInside(term.Factors[i].Atom, term, context, observe) is not { } atom)
            {
                continue;
            }

            current = new Term(current.Coefficient, current.Bound, current.Factors.SetItem(i, term.Factors[i] with { Atom = atom }), current.Guards);
            foreach ((Law law, string binding) in steps.Distinct())
            {
                report!(law, binding, Polynomial.Create(current));
            }
        }

        return ReferenceEquals(current, term) ? Polynomial.Raw([term]) : Polynomial.Create(current);
    }

    private Atom? SimplifyInside(Atom atom, Term term, IReadOnlyList<Guard> context, StepObserver? observe)
    {
        Polynomial Inside(Polynomial value) => Simplify(value, term.Guards.Length == 0 ? context : [.. context, .. term.Guards], expand: false, observe);

        switch (atom)
        {
            case Group group:
                Polynomial value = Inside(group.Value);
                return value.Equals(group.Value) ? null : new Group(value);
            case Apply apply:
                Polynomial argument = Inside(apply.Argument);
                return argument.Equals(apply.Argument) ? null : new Group(FunctionRules.Apply(apply.Function, argument));
            default:
                return null;
        }
    }
}
