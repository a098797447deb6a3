using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Laws;

public static partial class LawRows
{
    /// <summary>One equation y[indices] = value after a pass, and what the pass put before it.</summary>
    private static LawRow Pass(string law, string description, Func<EquationSystem, Rewritten> pass, IndexVar[] indices, Polynomial value, string expected, bool fires = true) =>
        new(law, description, () =>
        {
            var y = new Tensor("y", indices.Select(index => index.Extent).ToEquatableArray(), TensorKind.Forward);
            var system = new EquationSystem { Tensors = [.. value.Tensors, y], Equations = [new Equation(y, indices.ToEquatableArray(), value)] };
            return string.Join("; ", pass(system).System.Equations);
        }, expected, fires);

    private static Polynomial Matrix(string name, IndexVar row, IndexVar column) =>
        Polynomial.Of(new Tensor(name, [row.Extent, column.Extent], TensorKind.Parameter), row, column);

    /// <summary>Passes over forward equations.</summary>
    public static IReadOnlyList<LawRow> Forward =>
    [
        Pass("logistic", "a quotient", Stabilise.Apply, [s_q], Build.Power(Polynomial.One + Build.Call("exp", -F), -1), "y[q] = σ(f[q])"),
        Pass("logistic", "twice the exponential", Stabilise.Apply, [s_q], Build.Power(Polynomial.One + (2 * Build.Call("exp", -F)), -1), "y[q] = (1 + 2·exp(−f[q]))^(−1)", fires: false),
        Pass("logistic-product", "the exponential above", Stabilise.Apply, [s_q], Build.Divide(Build.Call("exp", F), Polynomial.One + Build.Call("exp", F)), "y[q] = σ(f[q])"),
        Pass("spread", "a number times a sum of sums", Lift.Apply, [], (Rational)2 * ((Build.Sum([s_j], Polynomial.Of(s_f, s_j)) + Build.Sum([s_p], Polynomial.Of(s_g, s_p))) * Build.Pi), "y = 2·π·Σj f[j] + 2·π·Σp g[p]"),
        Pass("lift-argument", "a sum below a function", Lift.Apply, [], Build.Call("tanh", Build.Sum([s_j], Polynomial.Of(s_f, s_j))), "ySum = Σj f[j]; y = tanh(ySum)"),
        Pass("lift-argument", "an element below a function", Lift.Apply, [s_q], Build.Call("tanh", F), "y[q] = tanh(f[q])", fires: false),
        Pass("lift-reduction", "a sum beside a factor", Lift.Apply, [s_q], F * Build.Sum([s_p], Polynomial.Of(s_g, s_p)), "ySum = Σp g[p]; y[q] = f[q]·ySum"),
        Pass("lift-chain", "three matrices", Lift.Apply, [s_k, s_r], Build.Sum([s_p, s_q], Matrix("A", s_k, s_p) * Matrix("B", s_p, s_q) * Matrix("C", s_q, s_r)), "yDot[r,p] = Σq B[p,q]·C[q,r]; y[k,r] = Σp A[k,p]·yDot[r,p]"),
    ];
}
