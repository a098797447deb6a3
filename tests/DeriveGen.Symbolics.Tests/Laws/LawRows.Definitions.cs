using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Laws;

public static partial class LawRows
{
    private static readonly Law s_definition = Law.All.Single(law => law.Name == "fold");

    /// <summary>A simplifier that knows one equation.</summary>
    private static Simplifier Knowing(Tensor target, IndexVar[] indices, Polynomial value)
    {
        var simplifier = new Simplifier();
        var equation = new Equation(target, indices.ToEquatableArray(), value);
        simplifier.Add(new RewriteRule(s_definition, equation.ToString(), equation.Indices, value.Terms.Length == 1 ? value.Terms[0] : Polynomial.Of(new Group(value)).Terms[0], Polynomial.Of(equation.Left)));
        return simplifier;
    }

    /// <summary>y[k] = σ(z[k]) for k below 5, where z has 20 elements: the first gate of a packed layer.</summary>
    private static LawRow Gate(string description, Func<Tensor, Polynomial> value, string expected, bool fires)
    {
        var z = new Tensor("z", [20], TensorKind.Forward);
        var y = new Tensor("y", [5], TensorKind.Forward);
        return new("fold", description, () => Knowing(y, [s_k], Build.Call("sigmoid", Polynomial.Of(z, s_k))).Simplify(value(z)), expected, fires);
    }

    private static readonly IndexVar s_wide = new("g", 20);

    /// <summary>Recognising what an equation defines.</summary>
    public static IReadOnlyList<LawRow> Definitions =>
    [
        Gate("inside the definition's range", z => Build.Call("sigmoid", Polynomial.Of(z, s_q)), "y[q]", true),
        Gate("a factor among others, and inside a group", z => Build.Call("sigmoid", Polynomial.Of(z, s_q)) * (Polynomial.One - Build.Call("sigmoid", Polynomial.Of(z, s_q))), "(1 − y[q])·y[q]", true),
        Gate("a power", z => Build.Power(Build.Call("sigmoid", Polynomial.Of(z, s_q)), 3), "y[q]^3", true),
        Gate("a guard proves the range", z => Build.Guarded(Build.Call("sigmoid", Polynomial.Of(z, s_wide)), [Guard.AtLeast(4, s_wide)]), "[g ≤ 4]·y[g]", true),
        Gate("a guard of an enclosing term proves it", z => Polynomial.Of(Guard.AtLeast(4, s_wide)) * (F + Build.Call("sigmoid", Polynomial.Of(z, s_wide))), "[g ≤ 4]·(f[q] + y[g])", true),
        Gate("outside the definition's range", z => Build.Call("sigmoid", Polynomial.Of(z, (Affine)s_k + 5)), "σ(z[k+5])", false),
        Gate("partly outside", z => Build.Call("sigmoid", Polynomial.Of(z, s_wide)), "σ(z[g])", false),
        Gate("the guard leaves too much", z => Build.Guarded(Build.Call("sigmoid", Polynomial.Of(z, s_wide)), [Guard.AtLeast(5, s_wide)]), "[g ≤ 5]·σ(z[g])", false),
        new("fold", "a sum over what nothing else uses", () => Knowing(new Tensor("s", [], TensorKind.Forward), [], Build.Sum([s_j], Polynomial.Of(s_f, s_j))).Simplify(X * Build.Sum([s_u], Polynomial.Of(s_f, s_u))), "x[i,k]·s"),
        new("fold", "the summed index is used elsewhere", () => Knowing(new Tensor("s", [], TensorKind.Forward), [], Build.Sum([s_j], Polynomial.Of(s_f, s_j))).Simplify(Build.Sum([s_u], Polynomial.Of(s_f, s_u) * Polynomial.Of(s_g, s_u))), "Σu f[u]·g[u]", Fires: false),
        new("fold", "a size is divided out", () => Knowing(new Tensor("mean", [], TensorKind.Forward), [], Build.Divide(Build.Sum([s_i], Polynomial.Of(s_x, s_i, 0)), Build.Number(s_i.Extent))).Simplify(Build.Sum([s_i], Polynomial.Of(s_x, s_i, 0))), "m·mean"),
        new("expand", "terms cancel", () => new Simplifier().Simplify((F * (X + Polynomial.One)) - (F * X)), "f[q]"),
        new("expand", "nothing cancels", () => new Simplifier().Simplify(F * (X + Polynomial.One)), "f[q]·(x[i,k] + 1)", Fires: false),
    ];
}
