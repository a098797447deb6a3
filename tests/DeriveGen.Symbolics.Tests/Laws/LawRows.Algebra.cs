using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Laws;

public static partial class LawRows
{
    private static Polynomial X => Polynomial.Of(s_x, s_i, s_k);

    private static Polynomial F => Polynomial.Of(s_f, s_q);

    private static Polynomial Step(Polynomial a) => Build.Call("step", a);

    /// <summary>The normal form.</summary>
    public static IReadOnlyList<LawRow> Products =>
    [
        new("like-terms", "equal up to the names of summed indices", () => Build.Sum([s_j], Polynomial.Of(s_f, s_j)) + Build.Sum([s_u], Polynomial.Of(s_f, s_u)), "2·Σj f[j]"),
        new("like-terms", "different positions", () => Polynomial.Of(s_f, s_j) + Polynomial.Of(s_f, s_q), "f[j] + f[q]", Fires: false),
        new("power-merge", "a value twice", () => F * Build.Power(F, new Rational(1, 2)), "f[q]^(3/2)"),
        new("power-merge", "another element", () => F * Polynomial.Of(s_f, s_j), "f[q]·f[j]", Fires: false),
        new("step-idempotent", "a step twice", () => Step(F) * Step(F), "[f[q] > 0]"),
        new("step-idempotent", "two steps", () => Step(F) * Step(-F), "[f[q] > 0]·[−f[q] > 0]", Fires: false),
        new("unused-sum", "a count", () => Build.Sum([s_i], F), "m·f[q]"),
        new("unused-sum", "a used index", () => Build.Sum([s_q], F), "Σq f[q]", Fires: false),
        new("delta-gather", "the label's probability", () => X * Polynomial.Of(Guard.Delta(s_k, Label)) * Build.Power(Polynomial.Of(s_x, s_i, Label), -1), "δ[k,t[i]]"),
        new("delta-gather", "another example's label", () => Polynomial.Of(Guard.Delta(s_k, Affine.Of(new GatherAtom(s_t, [0])))) * Polynomial.Of(s_x, s_i, Label), "δ[k,t[0]]·x[i,t[i]]", Fires: false),
        new("guard-true", "a range that contains the index", () => Polynomial.Of(Guard.AtLeast(7, s_p)), "1"),
        new("guard-true", "a range that cuts it", () => Polynomial.Of(Guard.AtLeast(6, s_p)), "[p ≤ 6]", Fires: false),
        new("guard-false", "a range that misses the index", () => Polynomial.Of(Guard.AtLeast(s_p, 8)), "0"),
        new("guard-false", "two ranges that exclude each other", () => Polynomial.Of(Guard.AtLeast(s_p, 5), Guard.AtLeast(4, s_p)), "0"),
        new("guard-false", "two ranges that meet", () => Polynomial.Of(Guard.AtLeast(s_p, 5), Guard.AtLeast(5, s_p)), "[5 ≤ p]·[p ≤ 5]", Fires: false),
        new("guard-implied", "a wider range", () => Polynomial.Of(Guard.AtLeast(s_p, 5), Guard.AtLeast(s_p, 3)), "[5 ≤ p]"),
        new("guard-implied", "another index", () => Polynomial.Of(Guard.AtLeast(s_p, 5), Guard.AtLeast(s_q, 3)), "[5 ≤ p]·[3 ≤ q]", Fires: false),
    ];

    /// <summary>Functions of expressions.</summary>
    public static IReadOnlyList<LawRow> Functions =>
    [
        new("exact-value", "the exponential of 0", () => Build.Call("exp", Polynomial.Zero), "1"),
        new("exact-value", "the exponential of 1", () => Build.Call("exp", Polynomial.One), "exp(1)", Fires: false),
        new("step-number", "a number", () => Step(Polynomial.Number(3)), "1"),
        new("step-scale", "a positive multiple", () => Step(3 * F), "[f[q] > 0]"),
        new("step-scale", "a negative multiple", () => Step(-F), "[−f[q] > 0]", Fires: false),
        new("step-product", "a gated value", () => Step(F * Step(X)), "[x[i,k] > 0]·[f[q] > 0]"),
        new("step-positive", "an exponential factor", () => Step(F * Build.Call("exp", X)), "[f[q] > 0]"),
        new("step-positive", "a factor of either sign", () => Step(F * X), "[f[q]·x[i,k] > 0]", Fires: false),
        new("log-product", "a positive factor", () => Build.Call("log", Build.Divide(Build.Call("sigmoid", F), X)), "−softplus(f[q]) + f[q] − log(x[i,k])"),
        new("log-product", "two of unknown sign", () => Build.Call("log", Build.Divide(F, X)), "log(f[q]·x[i,k]^(−1))", Fires: false),
        new("log-product", "an even power", () => Build.Call("log", 2 * Build.Power(X, 2)), "log(2) + log(x[i,k]^2)"),
        new("log-product", "a sum", () => Build.Call("log", F + X), "log(f[q] + x[i,k])", Fires: false),
        new("log-exp", "an exponential", () => Build.Call("log", Build.Call("exp", F)), "f[q]"),
        new("log-sigmoid", "a sigmoid", () => Build.Call("log", Build.Call("sigmoid", -F)), "−softplus(f[q])"),
        new("log-one-minus-sigmoid", "its complement", () => Build.Call("log", Polynomial.One - Build.Call("sigmoid", F)), "−softplus(f[q])"),
        new("log-one-minus-sigmoid", "twice its complement", () => Build.Call("log", Polynomial.Number(2) - Build.Call("sigmoid", F)), "log(2 − σ(f[q]))", Fires: false),
        new("log-one-plus-exp", "the definition of softplus", () => Build.Call("log", Polynomial.One + Build.Call("exp", F)), "softplus(f[q])"),
        new("softplus-reflect", "a negative argument", () => Build.Call("softplus", -F), "softplus(f[q]) − f[q]"),
        new("softplus-reflect", "a positive one", () => Build.Call("softplus", F), "softplus(f[q])", Fires: false),
    ];
}
