using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Laws;

/// <summary>For each law of the algebra an expression that it rewrites, and a near miss that it must leave alone.</summary>
internal static class LawRows
{
    private static readonly IndexVar s_i = new("i", 4);
    private static readonly IndexVar s_j = new("j", 4);
    private static readonly IndexVar s_k = new("k", 4);
    private static readonly IndexVar s_u = new("u", 2);
    private static readonly IndexVar s_p = new("p", 8);
    private static readonly Tensor s_a = new("a", [4], TensorKind.Input);
    private static readonly Tensor s_b = new("b", [4], TensorKind.Input);
    private static readonly Tensor s_c = new("c", [4], TensorKind.Input);
    private static readonly Tensor s_m = new("m", [4, 4], TensorKind.Input);
    private static readonly Tensor s_w = new("w", [2], TensorKind.Input);
    private static readonly Tensor s_x = new("x", [8], TensorKind.Input);
    private static readonly Tensor s_labels = new("t", [4], TensorKind.Target) { Range = 4 };

    /// <param name="Law">The law's name.</param>
    /// <param name="Fires">The expression that it rewrites, as built.</param>
    /// <param name="Expected">What comes out.</param>
    /// <param name="Misses">The near miss, as built.</param>
    /// <param name="Kept">What the near miss stays.</param>
    public sealed record Row(string Law, Func<Polynomial> Fires, string Expected, Func<Polynomial> Misses, string Kept);

    private static Polynomial A => s_a.At(s_i);

    private static Polynomial B => s_b.At(s_i);

    private static Polynomial C => s_c.At(s_i);

    private static Affine Label => Affine.Of(new GatherAtom(s_labels, [s_i]));

    private static Affine TwoI => Affine.Of(s_i) * 2;

    private static Affine HalfP => Affine.Of(s_p).FloorDivide(2);

    private static Polynomial One => Polynomial.One;

    public static IReadOnlyList<Row> All { get; } =
    [
        // Products and sums
        new("like-terms",      () => A + (2 * A),                                  "3·a[i]",             () => A + s_a.At(s_j),                     "a[i] + a[j]"),
        new("power-merge",     () => A.Times(A.To(2)),                             "a[i]^3",             () => A.Times(B.To(2)),                    "a[i]·b[i]^2"),
        new("step-idempotent", () => Step(A).Times(Step(A)),                       "[a[i] > 0]",         () => Tanh(A).Times(Tanh(A)),              "tanh(a[i])^2"),
        new("unused-sum",      () => B.SumOver(s_u),                               "2·b[i]",             () => s_w.At(s_u).SumOver(s_u),            "Σu w[u]"),
        new("common-factor",   () => CommonFactors.Apply(A.Times(C) - B.Times(C)), "c[i]·(a[i] − b[i])", () => CommonFactors.Apply(A.Times(C) - B), "a[i]·c[i] − b[i]"),

        // Guards
        new("guard-true",    () => A.Where(Guard.AtLeast(s_i, 0)),                        "a[i]",             () => A.Where(Guard.AtLeast(s_i, 1)),                        "[1 ≤ i]·a[i]"),
        new("guard-false",   () => A.Where(Guard.AtLeast(s_i, 4)),                        "0",                () => A.Where(Guard.AtLeast(s_i, 3)),                        "[3 ≤ i]·a[i]"),
        new("guard-implied", () => A.Where(Guard.AtLeast(s_i, 2), Guard.AtLeast(s_i, 1)), "[2 ≤ i]·a[i]",     () => A.Where(Guard.AtLeast(s_i, 2), Guard.AtLeast(s_j, 1)), "[2 ≤ i]·[1 ≤ j]·a[i]"),
        new("delta-gather",  () => s_m.At(s_i, Label).Where(Guard.Delta(s_k, Label)),     "δ[k,t[i]]·m[i,k]", () => s_m.At(s_i, Label).Where(Guard.AtLeast(s_k, Label)),   "[t[i] ≤ k]·m[i,t[i]]"),

        // Functions
        new("exact-value",           () => Call("exp", Polynomial.Zero),  "1",                     () => Call("exp", One),                       "exp(1)"),
        new("step-number",           () => Step(Polynomial.Number(2)),    "1",                     () => Step(A),                                "[a[i] > 0]"),
        new("step-scale",            () => Step(2 * A),                   "[a[i] > 0]",            () => Step(-A),                               "[−a[i] > 0]"),
        new("step-product",          () => Step(A.Times(Step(B))),        "[b[i] > 0]·[a[i] > 0]", () => Step(A + Step(B)),                      "[a[i] + [b[i] > 0] > 0]"),
        new("step-positive",         () => Step(Call("exp", A).Times(B)), "[b[i] > 0]",            () => Step(Tanh(A).Times(B)),                 "[tanh(a[i])·b[i] > 0]"),
        new("log-one-minus-sigmoid", () => Log(One - Sigmoid(A)),         "−softplus(a[i])",       () => Log(Polynomial.Number(2) - Sigmoid(A)), "log(2 − σ(a[i]))"),
        new("log-one-plus-exp",      () => Log(One + Call("exp", A)),     "softplus(a[i])",        () => Log(One + Tanh(A)),                     "log(1 + tanh(a[i]))"),
        new("log-product",           () => Log(A.Times(B)),               "log(a[i]) + log(b[i])", () => Log(A + B),                             "log(a[i] + b[i])"),
        new("log-exp",               () => Log(Call("exp", A)),           "a[i]",                  () => Log(Tanh(A)),                           "log(tanh(a[i]))"),
        new("log-sigmoid",           () => Log(Sigmoid(-A)),              "−softplus(a[i])",       () => Log(Call("softplus", A)),               "log(softplus(a[i]))"),
        new("softplus-reflect",      () => Call("softplus", -A),          "softplus(a[i]) − a[i]", () => Call("softplus", A),                    "softplus(a[i])"),

        // Sums against deltas
        new("collapse",           () => Collapsed(A, Guard.Delta(s_i, s_j), s_i),                                      "a[j]",
                                  () => Collapsed(A, Guard.AtLeast(s_i, s_j), s_i),                                    "Σi [j ≤ i]·a[i]"),
        new("affine-collapse",    () => Collapsed(A, Guard.Delta(Affine.Of(s_i) + 1, s_j), s_i),                       "[1 ≤ j]·a[j−1]",
                                  () => Collapsed(A, Guard.Delta(Label, s_j), s_i),                                    "Σi δ[t[i],j]·a[i]"),
        new("radix-split",        () => Collapsed(A.Times(s_w.At(s_u)), Guard.Delta(TwoI + s_u, s_p), s_i, s_u),       "a[⌊p/2⌋]·w[p−2·⌊p/2⌋]",
                                  () => Collapsed(A.Times(s_w.At(s_u)), Guard.AtLeast(TwoI + s_u, s_p), s_i, s_u),     "Σi,u [p ≤ 2·i+u]·a[i]·w[u]"),
        new("stride-collapse",    () => Collapsed(A, Guard.Delta(TwoI, s_p), s_i),                                     "[2 | p]·a[⌊p/2⌋]",
                                  () => Collapsed(A, Guard.Divides(2, Affine.Of(s_i) + s_p), s_i),                     "Σi [2 | i+p]·a[i]"),
        new("delta-transport",    () => Collapsed(s_x.At(TwoI + s_u).Times(s_w.At(s_u)), Guard.Delta(TwoI + s_u, s_p), s_i, s_u), "x[p]·w[p−2·⌊p/2⌋]",
                                  () => Collapsed(s_x.At(TwoI), Guard.AtLeast(TwoI, s_p), s_i),                        "Σi [p ≤ 2·i]·x[2·i]"),
        new("quotient-range",     () => Collapsed(s_x.At(s_p), Guard.Delta(HalfP, s_i), s_p),                          "Σp [2·i ≤ p]·[p ≤ 2·i+1]·x[p]",
                                  () => Collapsed(s_x.At(s_p), Guard.AtLeast(HalfP, s_i), s_p),                        "Σp [i ≤ ⌊p/2⌋]·x[p]"),
        new("quotient-transport", () => Collapsed(s_x.At(s_p).Where(Guard.AtLeast(HalfP, 1)), Guard.Delta(HalfP, s_i), s_p),  "[1 ≤ i]·Σp [2·i ≤ p]·[p ≤ 2·i+1]·x[p]",
                                  () => Collapsed(s_x.At(s_p).Where(Guard.AtLeast(HalfP, 1)), Guard.AtLeast(HalfP, s_i), s_p), "Σp [1 ≤ ⌊p/2⌋]·[i ≤ ⌊p/2⌋]·x[p]"),
    ];

    private static Polynomial Call(string function, Polynomial argument) => Build.Call(function, argument);

    private static Polynomial Step(Polynomial argument) => Call("step", argument);

    private static Polynomial Tanh(Polynomial argument) => Call("tanh", argument);

    private static Polynomial Log(Polynomial argument) => Call("log", argument);

    private static Polynomial Sigmoid(Polynomial argument) => Call("sigmoid", argument);

    /// <summary>Σ over indices of the product under a guard, its deltas collapsed.</summary>
    private static Polynomial Collapsed(Polynomial product, Guard guard, params IndexVar[] summed) =>
        Collapse.Run(product.Where(guard).SumOver(summed).Terms[0]) is { } term ? Polynomial.Create(term) : Polynomial.Zero;
}
