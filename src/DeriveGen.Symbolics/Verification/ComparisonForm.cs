using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Verification;

/// <summary>
/// The form in which two formulas are compared: every definition is written out, every product is distributed, and functions
/// and reciprocals stand in one of their equivalent forms. Two formulas are equal when the form of their difference, times
/// every denominator in it, is 0; that proves it whatever rewriting led to them. Anything else proves nothing.
/// </summary>
public static class ComparisonForm
{
    /// <summary>A sum that would have more terms is left as it is.</summary>
    private const int MostTerms = 4096;

    private static readonly HashSet<string> s_odd = ["tanh", "erf", "sin"];

    /// <summary>The comparison form of a formula.</summary>
    /// <param name="value">The formula.</param>
    /// <param name="definitions">The equations to write out, in order of evaluation. Maxima and recurrent ones stay tensors.</param>
    public static Polynomial Normalise(Polynomial value, IEnumerable<Equation> definitions) => Canonical(WriteOut(value, definitions), MostTerms);

    /// <summary>Whether two formulas are proved equal: the forms of both are equal, or their difference over a common denominator vanishes.</summary>
    /// <param name="a">A formula.</param>
    /// <param name="b">Another, over the same free indices.</param>
    /// <param name="definitions">The equations to write out, in order of evaluation.</param>
    /// <param name="mostTerms">A sum that would have more terms is left as it is: the proof fails sooner.</param>
    public static bool AreEqual(Polynomial a, Polynomial b, IEnumerable<Equation> definitions, int mostTerms = MostTerms) =>
        WithoutDenominators(Canonical(WriteOut(a - b, definitions), mostTerms), mostTerms).IsZero;

    private static Polynomial WriteOut(Polynomial value, IEnumerable<Equation> definitions)
    {
        var written = new Dictionary<Tensor, Equation>();
        List<Equation> all = Reached(value, definitions.Where(definition => definition.Value.AsMaximum is null).ToList());
        var defined = new HashSet<Tensor>(all.Select(definition => definition.Target));
        foreach (Equation definition in all)
        {
            // What reads itself, or something that comes later, belongs to a recurrence.
            if (definition.Reads.All(tensor => !defined.Contains(tensor) || written.ContainsKey(tensor)))
            {
                written[definition.Target] = definition with { Value = InPlace(definition.Value, written) };
            }
        }

        return InPlace(value, written);
    }

    /// <summary>The definitions that the formula reads, directly or through others, in their order.</summary>
    private static List<Equation> Reached(Polynomial value, List<Equation> definitions)
    {
        var read = new HashSet<Tensor>(value.Tensors);
        for (int count = -1; count < read.Count;)
        {
            count = read.Count;
            foreach (Equation definition in definitions.Where(definition => read.Contains(definition.Target)))
            {
                read.UnionWith(definition.Reads);
            }
        }

        return definitions.FindAll(definition => read.Contains(definition.Target));
    }

    private static Polynomial InPlace(Polynomial value, Dictionary<Tensor, Equation> written) =>
        Walk.Replace(value, access => written.TryGetValue(access.Tensor, out Equation? definition) ? definition.At(access.Positions) : null);

    private static Polynomial Canonical(Polynomial value, int mostTerms)
    {
        Polynomial current = value;
        for (int round = 0; round < 8; round++)
        {
            Polynomial next = Collapsed(Build.Expand(Polynomial.Create(current.Terms.SelectMany(term => Canonical(term, mostTerms).Terms)), mostTerms));
            if (next.Key == current.Key)
            {
                return next;
            }

            current = next;
        }

        return current;
    }

    private static Polynomial Collapsed(Polynomial value) => Polynomial.Create(value.Terms.Select(term => Collapse.Run(term)).OfType<Term>());

    private static Polynomial Canonical(Term term, int mostTerms)
    {
        Polynomial product = Polynomial.Raw([new Term(term.Coefficient, term.Bound, [], term.Guards)]);
        foreach (Factor factor in term.Factors)
        {
            Polynomial value = Canonical(factor, mostTerms);
            product = Polynomial.Raw(product.Terms.SelectMany(left => value.Terms.Select(right => Build.Multiply(left, right))).ToEquatableArray());
        }

        return Polynomial.Create(product.Terms);
    }

    private static Polynomial Canonical(Factor factor, int mostTerms) => factor.Atom switch
    {
        Apply apply => Power(Canonical(apply.Function, Canonical(apply.Argument, mostTerms)), factor.Exponent),
        Group group => Power(Canonical(group.Value, mostTerms), factor.Exponent),
        _ => Polynomial.Raw([new Term(1, [], [factor], [])]),
    };

    /// <summary>value^exponent; what a sum's terms have in common goes in front, where the exponent allows it.</summary>
    private static Polynomial Power(Polynomial value, Rational exponent)
    {
        if (exponent.IsOne || value.Terms.Length == 0)
        {
            return Build.Power(value, exponent);
        }

        if (value.Terms.Length == 1)
        {
            return exponent.IsInteger ? PowerOfSum(value.Terms[0], exponent) : Build.Power(value, exponent);
        }

        Polynomial common = exponent.IsInteger ? CommonFactors.Apply(value) : value;
        Term outer = common.Terms.Length == 1 ? common.Terms[0] : new Term(1, [], [new Factor(new Group(value), 1)], []);
        int position = outer.Factors.ToList().FindIndex(factor => factor.Atom is Group { Value.Terms.Length: > 1 } && factor.Exponent.IsOne);
        if (position < 0 || outer.Guards.Length > 0)
        {
            return Build.Power(value, exponent);
        }

        Polynomial inner = ((Group)outer.Factors[position].Atom).Value;
        Rational number = exponent.IsInteger ? Leading(inner).Coefficient : Leading(inner).Coefficient.Abs();
        Polynomial rest = Polynomial.Create(new Term(outer.Coefficient * number, [], outer.Factors.RemoveAt(position), []));
        return Build.Distribute(Build.Power(rest, exponent), Build.Power((1 / number) * inner, exponent));
    }

    /// <summary>(c·a·Σ b)^e = c^e·a^e·(Σ b)^e, a on free indices.</summary>
    private static Polynomial PowerOfSum(Term term, Rational exponent)
    {
        Polynomial sum = Polynomial.Create(new Term(1, term.Bound, term.Factors.Where(factor => term.Binds(factor.Atom)).ToEquatableArray(), term.Guards));
        Polynomial rest = Polynomial.Create(new Term(term.Coefficient, [], term.Factors.Where(factor => !term.Binds(factor.Atom)).ToEquatableArray(), []));
        return term.Bound.Length == 0 ? Build.Power(Polynomial.Create(term), exponent) : Build.Distribute(Build.Power(rest, exponent), Build.Power(sum, exponent));
    }

    /// <summary>f(argument) in one of its equivalent forms: exponentials of single terms, odd and even functions of what begins with a plus.</summary>
    private static Polynomial Canonical(ScalarFunction function, Polynomial argument)
    {
        bool isNegative = !argument.IsZero && Leading(argument).Coefficient.Sign < 0;
        return function.Name switch
        {
            "exp" => Build.Multiply(argument.Terms.Select(term => Build.Power(Build.Call("exp", Polynomial.Raw([term.WithCoefficient(1)])), term.Coefficient))),
            "sigmoid" when isNegative => Polynomial.One - Build.Call("sigmoid", -argument),
            "softplus" when isNegative => Build.Call("softplus", -argument) + argument,
            "cos" when isNegative => Build.Call("cos", -argument),
            "step" when argument.Terms.Length > 1 => Build.Call("step", (1 / Leading(argument).Coefficient.Abs()) * argument),
            string name when isNegative && s_odd.Contains(name) => -FunctionRules.Apply(function, -argument),
            _ => FunctionRules.Apply(function, argument),
        };
    }

    /// <summary>A term that depends on the sum alone, not on the order of its terms; indices count only where nothing else differs.</summary>
    private static Term Leading(Polynomial sum) => sum.Terms
        .OrderBy(term => term.KeyWith(_ => "*"), StringComparer.Ordinal).ThenBy(term => term.ProductKey, StringComparer.Ordinal).First();

    /// <summary>The sum times every group on free indices that some term divides by: it vanishes exactly when the sum does.</summary>
    private static Polynomial WithoutDenominators(Polynomial sum, int mostTerms)
    {
        Polynomial current = sum;
        for (int round = 0; round < 8; round++)
        {
            Factor? denominator = current.Terms
                .SelectMany(term => term.Factors.Where(factor => factor is { Atom: Group, Exponent: { IsInteger: true, Sign: < 0 } } && !term.Binds(factor.Atom)))
                .OrderBy(factor => factor.Exponent).FirstOrDefault();
            if (denominator is null)
            {
                break;
            }

            var multiplier = new Term(1, [], [denominator with { Exponent = -denominator.Exponent }], []);
            current = Canonical(Polynomial.Create(current.Terms.Select(term => Build.Multiply(multiplier, term))), mostTerms);
        }

        return current;
    }
}
