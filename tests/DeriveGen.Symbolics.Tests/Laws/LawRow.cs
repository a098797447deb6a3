using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Laws;

/// <summary>One use of a law: what is rewritten and what comes out.</summary>
/// <param name="Law">The law's name.</param>
/// <param name="Case">What is special about this use; a near miss says what keeps the law away.</param>
/// <param name="Rewrite">Makes the rewriting.</param>
/// <param name="Expected">The result as it prints.</param>
/// <param name="Fires">Whether the law is used; false for a near miss.</param>
public sealed record LawRow(string Law, string Case, Func<object?> Rewrite, string Expected, bool Fires = true)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Law}: {Case}";
}

/// <summary>The uses of laws, one table for each part of the algebra. Append rows where a law is added.</summary>
public static partial class LawRows
{
    private static readonly Size s_m = new("m", 32);
    private static readonly IndexVar
        s_i = new("i", Extent.Of(s_m)), s_j = new("j", 4), s_k = new("k", 5), s_p = new("p", 8), s_q = new("q", 4), s_r = new("r", 2), s_u = new("u", 4);

    private static readonly Tensor
        s_f = new("f", [4], TensorKind.Forward), s_g = new("g", [8], TensorKind.Forward), s_w = new("w", [2], TensorKind.Forward), s_x = new("x", [Extent.Of(s_m), 5], TensorKind.Input),
        s_t = new("t", [Extent.Of(s_m)], TensorKind.Target) { Range = 5 };

    /// <summary>Every row.</summary>
    public static IReadOnlyList<LawRow> All => [.. Deltas, .. Products, .. Functions, .. Definitions, .. Forward];

    private static Term Sum(IndexVar[] bound, Guard[] guards, params Atom[] factors) =>
        new(1, bound.ToEquatableArray(), factors.Select(factor => new Factor(factor, 1)).ToEquatableArray(), guards.ToEquatableArray());

    private static Access At(Tensor tensor, params Affine[] positions) => new(tensor, positions.ToEquatableArray());
}
