using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Reads a tensor where its plain copy was read: with <c>Y[i,k] = Z[i,k]</c>, as an identity activation leaves behind, every
/// <c>Y</c> on a right side becomes <c>Z</c>. The copy is then dead, unless it is asked for by name.
/// </summary>
internal static class Copies
{
    /// <summary>The equation that copies a tensor into another of its shape.</summary>
    public static Equation Of(Tensor original, Tensor copy)
    {
        EquatableArray<IndexVar> indices = original.Shape.Map(extent => new IndexVar("q", extent));
        return new(copy, indices, Polynomial.Of(original, indices));
    }

    /// <summary>The equations with copies looked through.</summary>
    public static EquatableArray<Equation> LookThrough(EquatableArray<Equation> equations)
    {
        var originals = new Dictionary<Tensor, Tensor>();
        Tensor? Original(Tensor tensor) => originals.TryGetValue(tensor, out Tensor? original) ? original : null;
        var result = new List<Equation>();
        foreach (Equation equation in equations)
        {
            Equation direct = originals.Count == 0 ? equation : equation with { Value = Rewrite.Redirect(equation.Value, Original) };
            if (OriginalOf(direct) is { } original)
            {
                originals[direct.Target] = original;
            }

            result.Add(direct);
        }

        return result.ToEquatableArray();
    }

    /// <summary>Z where the equation is Y[i…] = Z[i…], else null.</summary>
    private static Tensor? OriginalOf(Equation equation) =>
        equation.Value.AsAtom is Access access && !access.Tensor.IsInteger && access.Tensor.Kind != TensorKind.Setting
        && access.Tensor.Shape == equation.Target.Shape
        && access.Positions.Select(position => position.AsIndex).SequenceEqual(equation.Indices)
            ? access.Tensor
            : null;
}
