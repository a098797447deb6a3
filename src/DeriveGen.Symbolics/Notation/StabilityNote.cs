using System.Globalization;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation.Typesetting;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Notation;

/// <summary>What would go wrong in floating point if an equation were evaluated as it is declared, and what is evaluated instead.</summary>
/// <param name="Kind">The kind of hazard: <c>logarithm of 1 − σ</c>.</param>
/// <param name="Naive">What is not evaluated: <c>log(1 − y3[i,k]), y3[i,k] = σ(z3[i,k])</c>.</param>
/// <param name="Value">From where on the value is not finite, in both precisions; empty where it is finite.</param>
/// <param name="Gradient">From where on the chain rule through it gives no number, in both precisions; empty where it does.</param>
/// <param name="Guarded">What comes of adding a small constant instead; empty where nobody does.</param>
/// <param name="Emitted">What is evaluated instead.</param>
public sealed record StabilityNote(string Kind, string Naive, string Value, string Gradient, string Guarded, string Emitted)
{
    /// <summary>The remedy that people try first, a constant in the denominator.</summary>
    private const string Constant = "eps";

    /// <summary>
    /// A kind of hazard. <paramref name="Equations"/> is the naive form as a function of u, in the equation language; both thresholds are found
    /// by evaluating it, and what is derived from it without any rewrite, in rounded arithmetic.
    /// </summary>
    /// <param name="Name">The name.</param>
    /// <param name="Side">+1 where u grows until it fails, −1 where it falls.</param>
    /// <param name="Equations">The naive form.</param>
    /// <param name="With">The same with a constant <c>eps</c> that is to save it; empty where nobody does.</param>
    /// <param name="Find">u, where an expression is of the kind.</param>
    private sealed record Row(string Name, int Side, string Equations, string With, Func<Polynomial, Polynomial?> Find);

    /// <summary>What may stand below a logarithm.</summary>
    private static readonly Row[] s_logarithms =
    [
        new("logarithm of a sigmoid",  -1, "s = sigmoid(u); L = log(s)",                    "s = sigmoid(u); L = log(s + eps)",                 Sigmoid),
        new("logarithm of 1 − σ",      +1, "s = sigmoid(u); d = 1 - s; L = log(d)",         "s = sigmoid(u); d = 1 - s; L = log(d + eps)",      a => FunctionRules.OnePlus(a) is { } rest ? Sigmoid(-rest) : null),
        new("logarithm of a softmax",  -1, "e = exp(u); t = e + 1; p = e/t; L = log(p)",    "e = exp(u); t = e + 1; p = e/t; L = log(p + eps)", Quotient),
        new("logarithm of 1 + e^u",    +1, "e = exp(u); d = 1 + e; L = log(d)",             "",                                                 a => FunctionRules.OnePlus(a) is { } rest ? Exponential(rest) : null),
    ];

    /// <summary>An exponential of what may be large.</summary>
    private static readonly Row s_exponential = new("exponential of a logit", +1, "L = exp(u)", "", Exponential);

    private static readonly double[] s_sides = [0, 2000];

    /// <summary>The notes of a derivation: one for each logarithm that was rewritten, and one for each exponential that is shifted by its maximum.</summary>
    public static IReadOnlyList<StabilityNote> All(DerivedSystem derived)
    {
        var notes = new List<StabilityNote>();
        foreach (Remark remark in derived.Trace.Remarks.Where(remark => remark.Law == Stabilise.Definition))
        {
            IEnumerable<Apply> logarithms = Walk.Atoms(remark.Before).OfType<Apply>().Where(apply => apply.Function.Name == "log");
            notes.AddRange(logarithms.GroupBy(logarithm => logarithm.ToString()).Select(group => OfLogarithm(group.First(), remark, derived)).OfType<StabilityNote>());
        }

        foreach (Equation equation in derived.Forward.Equations)
        {
            if (Exponential(equation.Value) is { Terms.Length: 2 } shifted && shifted.Terms.Any(term => term.Factors.Any(factor => factor.Atom is Access access && derived.Idle.Contains(access.Tensor))))
            {
                Polynomial unshifted = Polynomial.Create(shifted.Terms.Where(term => !term.Factors.Any(factor => factor.Atom is Access access && derived.Idle.Contains(access.Tensor))));
                notes.Add(Of(s_exponential, $"exp({unshifted})", unshifted, equation.ToString()));
            }
        }

        return notes;
    }

    private static StabilityNote? OfLogarithm(Apply logarithm, Remark remark, DerivedSystem derived)
    {
        Polynomial argument = logarithm.Argument;
        var written = new List<string>();
        for (int level = 0; level < 4; level++)
        {
            foreach (Row row in s_logarithms)
            {
                if (row.Find(argument) is { } u)
                {
                    string naive = string.Join(", ", written.Prepend(logarithm.ToString()));
                    IEnumerable<string> adjoints = Walk.Tensors(u).Where(derived.AdjointOf.ContainsKey).Select(tensor => derived.AdjointEquationOf(tensor).ToString());
                    return Of(row, naive, u, string.Join("; ", adjoints.Prepend($"{TextPrinter.Name(remark.Tensor)} = {remark.After}")));
                }
            }

            Polynomial next = Walk.Replace(argument, access =>
            {
                if (derived.Forward.DefinitionOf(access.Tensor) is not { } definition || definition.Value.Terms.Any(term => term.Bound.Length > 0))
                {
                    return null;
                }

                written.Add($"{access} = {definition.At(access.Positions)}");
                return definition.At(access.Positions);
            });
            if (ReferenceEquals(next, argument))
            {
                return null;
            }

            argument = next;
        }

        return null;
    }

    private static StabilityNote Of(Row row, string naive, Polynomial u, string emitted)
    {
        string Fails(bool gradient, string what)
        {
            (double? single, double? twice) = (Threshold(row, RoundedArithmetic.Single, gradient), Threshold(row, RoundedArithmetic.Double, gradient));
            return single is null || twice is null ? string.Empty : $"{what} where {Prose.Formula($"{u} {(row.Side > 0 ? ">" : "<")} {Number(single.Value)}")} (float), {Prose.Formula(Number(twice.Value))} (double)";
        }

        string value = double.IsNegativeInfinity(At(row.Equations, row.Side * s_sides[1], RoundedArithmetic.Double).Value) ? "−∞" : "∞";
        return new(row.Name, naive, Fails(false, value), Fails(true, "no finite number"), Guard(row, u), emitted);
    }

    /// <summary>
    /// With a constant in the denominator nothing overflows, but the gradient is lost just where the example is confidently wrong: a point where it should
    /// be ±1 and is 0.
    /// </summary>
    private static string Guard(Row row, Polynomial u)
    {
        if (row.With.Length == 0 || Threshold(row, RoundedArithmetic.Single, gradient: true) is not { } threshold)
        {
            return string.Empty;
        }

        double point = row.Side * Math.Ceiling(Math.Abs(threshold));
        double exact = At(row.Equations, Math.Sign(point) * 10, RoundedArithmetic.Double).Gradient, guarded = At(row.With, point, RoundedArithmetic.Single).Gradient;
        return $"with 1e−8 added under the logarithm the derivative at {Prose.Formula($"{u} = {Number(point)}")} is {Number(guarded)} in float, and should be {Number(Math.Round(exact))}";
    }

    /// <summary>The least |u| at which the value, or the gradient, is not finite; null where there is none.</summary>
    private static double? Threshold(Row row, RoundedArithmetic arithmetic, bool gradient)
    {
        bool Fails(double u)
        {
            (double value, double slope) = At(row.Equations, row.Side * u, arithmetic);
            double tested = gradient ? slope : value;
            return double.IsNaN(tested) || double.IsInfinity(tested);
        }

        (double low, double high) = (s_sides[0], s_sides[1]);
        if (!Fails(high))
        {
            return null;
        }

        while (high - low > 1e-9)
        {
            double middle = (low + high) / 2;
            (low, high) = Fails(middle) ? (low, middle) : (middle, high);
        }

        return row.Side * high;
    }

    /// <summary>The naive form and the chain rule through it, equation by equation, in rounded arithmetic.</summary>
    private static (double Value, double Gradient) At(string equations, double u, RoundedArithmetic arithmetic)
    {
        (EquationSystem system, DerivedSystem derived) = Parse(equations);
        arithmetic[system["u"]] = u;
        if (system.Tensors.FirstOrDefault(tensor => tensor.Name == Constant) is { } constant)
        {
            arithmetic[constant] = 1e-8;
        }

        arithmetic.Run(derived.Forward.Equations);
        arithmetic.Run(derived.Adjoints);
        return (arithmetic[system.Loss!], arithmetic[derived.AdjointOf[system["u"]]]);
    }

    private static (EquationSystem System, DerivedSystem Derived) Parse(string equations)
    {
        lock (s_naive)
        {
            if (!s_naive.TryGetValue(equations, out (EquationSystem System, DerivedSystem Derived) naive))
            {
                EquationSystem system = EquationText.Bind($"param u; input {Constant}; {equations}").Require();
                DerivationOptions asWritten = new() { Fold = false, Lemmas = false, ZeroTest = false, Stabilise = false, Lift = false, Optimise = false };
                s_naive[equations] = naive = (system, Differentiation.Derive(system, [system["u"]], asWritten));
            }

            return naive;
        }
    }

    private static readonly Dictionary<string, (EquationSystem System, DerivedSystem Derived)> s_naive = [];

    private static Polynomial? Sigmoid(Polynomial a) => a.AsAtom is Apply { Function.Name: "sigmoid" } sigmoid ? sigmoid.Argument : null;

    private static Polynomial? Exponential(Polynomial a) => a.AsAtom is Apply { Function.Name: "exp" } exponential ? exponential.Argument : null;

    private static Polynomial? Quotient(Polynomial a) => a.Terms.Length == 1 && a.Terms[0] is { Bound.Length: 0 } term && term.Factors.Any(factor => factor.Exponent.Sign < 0)
        ? term.Factors.Where(factor => factor.Exponent.IsOne).Select(factor => Exponential(Polynomial.Of(factor.Atom))).FirstOrDefault(argument => argument is not null)
        : null;

    private static string Number(double value) => value == 0 ? "0" : value.ToString("G6", CultureInfo.InvariantCulture).Replace('-', '−');
}
