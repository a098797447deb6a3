using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>
/// The laws by which a function of an expression becomes a simpler expression. They make log-sum-exp, softplus and the
/// log-sigmoid appear by themselves wherever a logarithm of an exponential is written.
/// </summary>
public static class FunctionRules
{
    private static readonly Law s_exactValue = Law.Register("exact-value", "exp 0 = 1, log 1 = 0, tanh 0 = erf 0 = sin 0 = 0, cos 0 = 1, σ(0) = ½");

    private sealed record Row(Law Law, string Function, Func<Polynomial, Polynomial?> Rewrite);

    private static readonly Row[] s_rows =
    [
        new(Law.Register("step-number",      "[c > 0] = 1 or 0"),                              "step",     StepOfNumber),
        new(Law.Register("step-scale",       "[c·a > 0] = [a > 0], c > 0"),                    "step",     StepOfMultiple),
        new(Law.Register("step-product",     "[a·[b > 0] > 0] = [a > 0]·[b > 0]"),             "step",     StepOfGated),
        new(Law.Register("step-positive",    "[e^a·b > 0] = [b > 0]"),                         "step",     StepOfPositive),
        new(Law.Register("log-one-minus-sigmoid", "log(1 − σ(z)) = −softplus(z)"),             "log",      LogOfComplement),
        new(Law.Register("log-one-plus-exp", "log(1 + e^z) = softplus(z)"),                   "log",      LogOfOnePlusExponential),
        new(Law.Register("log-product",      "log(g·Πf^e) = log g + Σ e·log f, f > 0"),          "log",      LogOfProduct),
        new(Law.Register("log-exp",          "log e^a = a"),                                   "log",      LogOfExponential),
        new(Law.Register("log-sigmoid",      "log σ(z) = −softplus(−z)"),                      "log",      LogOfSigmoid),
        new(Law.Register("softplus-reflect", "softplus(−z) = softplus(z) − z"),                "softplus", SoftplusOfNegative),
    ];

    /// <summary>f(argument), simplified by the first law that applies.</summary>
    public static Polynomial Apply(ScalarFunction function, Polynomial argument)
    {
        if (ExactValue(function.Name, argument.AsNumber) is { } exact)
        {
            return s_exactValue.Fire(exact);
        }

        foreach (Row row in s_rows)
        {
            if (row.Function == function.Name && row.Rewrite(argument) is { } result)
            {
                return row.Law.Fire(result);
            }
        }

        return Polynomial.Of(new Apply(function, argument));
    }

    private static Polynomial? ExactValue(string function, Rational? argument) => (function, argument) switch
    {
        ("exp" or "cos", { IsZero: true }) => Polynomial.One,
        ("tanh" or "erf" or "sin", { IsZero: true }) => Polynomial.Zero,
        ("sigmoid", { IsZero: true }) => Polynomial.Number(Rational.Half),
        ("log", { IsOne: true }) => Polynomial.Zero,
        _ => null,
    };

    private static Polynomial? StepOfNumber(Polynomial a) =>
        a.AsNumber is { } value ? (value.Sign > 0 ? Polynomial.One : Polynomial.Zero) : null;

    private static Polynomial? StepOfMultiple(Polynomial a) =>
        a.Terms.Length == 1 && a.Terms[0] is { IsNumber: false } term && term.Coefficient.Sign > 0 && !term.Coefficient.IsOne
            ? Build.Call("step", (1 / term.Coefficient) * a)
            : null;

    private static Polynomial? StepOfGated(Polynomial a) =>
        PlainProduct(a) is { Coefficient.Sign: > 0 } term ? SplitStep(term, factor => factor.Atom is Apply { Function.Name: "step" }, keepGates: true) : null;

    private static Polynomial? StepOfPositive(Polynomial a) =>
        PlainProduct(a) is { } term ? SplitStep(term, factor => IsPositive(factor.Atom), keepGates: false) : null;

    private static Polynomial? SplitStep(Term term, Func<Factor, bool> isGate, bool keepGates)
    {
        EquatableArray<Factor> gates = term.Factors.Where(isGate).ToEquatableArray();
        if (gates.Length == 0)
        {
            return null;
        }

        Polynomial rest = Polynomial.Create(new Term(term.Coefficient, [], term.Factors.Where(factor => !isGate(factor)).ToEquatableArray(), []));
        Polynomial step = Build.Call("step", rest);
        return keepGates ? Build.Distribute(Polynomial.Create(new Term(1, [], gates, [])), step) : step;
    }

    private static Polynomial? LogOfComplement(Polynomial a) =>
        OnePlus(a) is { } rest && (-rest).AsAtom is Apply { Function.Name: "sigmoid" } sigmoid ? -Build.Call("softplus", sigmoid.Argument) : null;

    private static Polynomial? LogOfOnePlusExponential(Polynomial a) =>
        OnePlus(a)?.AsAtom is Apply { Function.Name: "exp" } exponential ? Build.Call("softplus", exponential.Argument) : null;

    /// <summary>b where a = 1 + b and b is one term.</summary>
    internal static Polynomial? OnePlus(Polynomial a) =>
        a.Terms.Length == 2 && a.Terms.Any(term => term.IsNumber && term.Coefficient.IsOne) ? a - Polynomial.One : null;

    private static Polynomial? LogOfProduct(Polynomial a)
    {
        if (PlainProduct(a) is not { Coefficient.Sign: > 0 } term || a.AsNumber is not null || a.AsAtom is not null)
        {
            return null;
        }

        // Two factors of unknown sign may be negative together, and so may one under an even power: they stay under one logarithm.
        EquatableArray<Factor> unknown = term.Factors.Where(factor => !IsPositive(factor.Atom)).ToEquatableArray();
        bool isSplit = unknown.Length == 0 || (unknown.Length == 1 && !(unknown[0].Exponent * Rational.Half).IsInteger);
        EquatableArray<Factor> together = isSplit ? [] : unknown;
        if (together.Length == term.Factors.Length && term.Coefficient.IsOne)
        {
            return null;
        }

        Polynomial sum = term.Coefficient.IsOne ? Polynomial.Zero : Build.Call("log", Polynomial.Number(term.Coefficient));
        foreach (Factor factor in term.Factors.Where(factor => !together.Contains(factor)))
        {
            Polynomial value = factor.Atom is Group group ? group.Value : Polynomial.Of(factor.Atom);
            sum += factor.Exponent * Build.Call("log", value);
        }

        return together.Length == 0 ? sum : sum + Build.Call("log", Polynomial.Create(new Term(1, [], together, [])));
    }

    private static Polynomial? LogOfExponential(Polynomial a) => a.AsAtom is Apply { Function.Name: "exp" } exponential ? exponential.Argument : null;

    private static Polynomial? LogOfSigmoid(Polynomial a) =>
        a.AsAtom is Apply { Function.Name: "sigmoid" } sigmoid ? -Build.Call("softplus", -sigmoid.Argument) : null;

    private static Polynomial? SoftplusOfNegative(Polynomial a) =>
        a.Terms.Length == 1 && a.Terms[0].Coefficient.Sign < 0 && a.AsNumber is null ? Build.Call("softplus", -a) + a : null;

    /// <summary>The only term, when it is a product without sum and guard.</summary>
    private static Term? PlainProduct(Polynomial a) => a.Terms.Length == 1 && a.Terms[0] is { Bound.Length: 0, Guards.Length: 0 } term ? term : null;

    /// <summary>Whether an atom is above 0 for all arguments.</summary>
    internal static bool IsPositive(Atom atom) => atom switch
    {
        Apply apply => apply.Function.IsPositive,
        SizeValue or NamedConstant or Root => true,
        _ => false,
    };
}
