using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Laws;

public static partial class LawRows
{
    private static Affine Label => Affine.Of(new GatherAtom(s_t, [s_i]));

    private static Affine Half(Affine a) => a.FloorDivide(2);

    private static LawRow Collapses(string law, string description, Term term, string expected) => new(law, description, () => Collapse.Run(term), expected);

    private static LawRow Stays(string law, string reason, Term term, string expected) => new(law, reason, () => Collapse.Run(term), expected, Fires: false);

    /// <summary>Sums against Kronecker deltas.</summary>
    public static IReadOnlyList<LawRow> Deltas =>
    [
        Collapses("collapse", "an index against an index", Sum([s_j], [Guard.Delta(s_j, s_q)], At(s_f, s_j)), "f[q]"),
        Collapses("collapse", "an index against a number", Sum([s_j], [Guard.Delta(s_j, 2)], At(s_f, s_j)), "f[2]"),
        Collapses("collapse", "an index against a gather", Sum([s_k], [Guard.Delta(s_k, Label)], At(s_x, s_i, s_k)), "x[i,t[i]]"),
        Collapses("collapse", "a larger range keeps a guard", Sum([s_j], [Guard.Delta(s_j, s_p)], At(s_f, s_j)), "[p ≤ 3]·f[p]"),
        Stays("collapse", "a number that the index never is", Sum([s_j], [Guard.Delta(s_j, 4)], At(s_f, s_j)), ""),
        Stays("collapse", "the index is free", Sum([], [Guard.Delta(s_j, s_q)], At(s_f, s_j)), "δ[j,q]·f[j]"),
        Stays("collapse", "the index stands inside a gather", Sum([s_i], [Guard.Delta(Label, s_k)], At(s_x, s_i, s_k)), "Σi δ[t[i],k]·x[i,k]"),

        Collapses("affine-collapse", "stride 1: the kernel position stays", Sum([s_u, s_r], [Guard.Delta(s_u + (Affine)s_r, s_q)], At(s_f, s_u), At(s_w, s_r)), "Σr [r ≤ q]·f[q−r]·w[r]"),
        Collapses("affine-collapse", "a reversed index", Sum([s_j], [Guard.Delta(3 - (Affine)s_j, s_q)], At(s_f, s_j)), "f[−q+3]"),
        Stays("affine-collapse", "the sum runs over something else", Sum([s_k], [Guard.Delta(s_u + (Affine)s_r, s_q)], At(s_x, s_i, s_k)), "δ[r+u,q]·Σk x[i,k]"),

        Collapses("radix-split", "windows that do not overlap", Sum([s_u, s_r], [Guard.Delta(((Affine)s_u * 2) + s_r, s_p)], At(s_f, s_u), At(s_w, s_r)), "f[⌊p/2⌋]·w[p−2·⌊p/2⌋]"),
        Stays("radix-split", "the digit runs too far", Sum([s_u, s_j], [Guard.Delta(((Affine)s_u * 2) + s_j, s_p)], At(s_f, s_u), At(s_f, s_j)), "Σu [2·u ≤ p]·[p ≤ 2·u+3]·f[u]·f[p−2·u]"),

        Collapses("stride-collapse", "every second position", Sum([s_u], [Guard.Delta((Affine)s_u * 2, s_p)], At(s_f, s_u)), "[2 | p]·f[⌊p/2⌋]"),
        Stays("stride-collapse", "coefficient 1", Sum([s_u], [Guard.Delta(s_u, s_q)], At(s_f, s_u)), "f[q]"),

        Collapses("delta-transport", "a value at the strided position", Sum([s_u], [Guard.Delta((Affine)s_u * 2, s_p)], At(s_g, (Affine)s_u * 2), At(s_f, s_u)), "[2 | p]·g[p]·f[⌊p/2⌋]"),
        Stays("delta-transport", "a value at another position", Sum([s_u], [Guard.Delta((Affine)s_u * 2, s_p)], At(s_g, ((Affine)s_u * 2) + 1), At(s_f, s_u)), "[2 | p]·g[2·⌊p/2⌋+1]·f[⌊p/2⌋]"),

        Collapses("quotient-transport", "both digits of one index", Sum([s_p], [Guard.Delta(Half(s_p), s_q), Guard.Delta(((Affine)s_p).Modulo(2), s_r)], At(s_g, s_p)), "g[2·q+r]"),
        Collapses("quotient-range", "the upper digit alone", Sum([s_p], [Guard.Delta(Half(s_p), s_q)], At(s_g, s_p)), "Σp [2·q ≤ p]·[p ≤ 2·q+1]·g[p]"),
        Collapses("remainder", "a residue of the index", Sum([s_p], [Guard.Delta(((Affine)s_p).Modulo(4), s_q)], At(s_g, s_p)), "Σp [4 | p+3·q]·g[p]"),
        Stays("remainder", "the index is free", Sum([], [Guard.Delta(((Affine)s_p).Modulo(4), s_q)], At(s_g, s_p)), "δ[p,q+4·⌊p/4⌋]·g[p]"),
        Collapses("residue-collapse", "a rotation", Sum([s_u], [Guard.Delta(((Affine)s_u + 1).Modulo(4), s_q)], At(s_f, s_u)), "f[q−4·⌊(q+3)/4⌋+3]"),
        Stays("residue-collapse", "each residue more than once", Sum([s_p], [Guard.Divides(4, (Affine)s_p + s_q)], At(s_g, s_p)), "Σp [4 | p+q]·g[p]"),
        Stays("quotient-range", "the index is free", Sum([], [Guard.Delta(Half(s_p), s_q)], At(s_g, s_p)), "δ[⌊p/2⌋,q]·g[p]"),
    ];
}
