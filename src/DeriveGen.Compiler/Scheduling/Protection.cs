using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Which reads stay inside their tensors only because a guard beside them says where they happen.</summary>
internal static class Protection
{
    /// <summary>Whether an atom may only be evaluated where the guard holds.</summary>
    public static bool Protects(this Guard guard, Atom atom) => Protects(guard, Walk.Atoms(atom).OfType<Access>().Concat(Gathers(Walk.Affines(atom))));

    /// <summary>Whether another guard may only be evaluated where this one holds.</summary>
    public static bool Protects(this Guard guard, Guard other) => !ReferenceEquals(guard, other) && Protects(guard, Gathers([other.Argument]));

    /// <summary>Whether all whole numbers that an index expression gathers are in range by themselves.</summary>
    public static bool IsSafe(Affine affine) => Gathers([affine]).All(gather => gather.IsProvablyInRange);

    private static bool Protects(Guard guard, IEnumerable<Access> reads) =>
        reads.Any(read => !read.IsProvablyInRange && Enumerable.Range(0, read.Positions.Length).Any(axis =>
            guard.Argument.Indices.Overlaps(read.Positions[axis].Indices) && !IsInRange(read.Positions[axis], read.Tensor.Shape[axis])));

    private static bool IsInRange(Affine position, Extent extent) => position.IsProvablyNonNegative && (extent.Value - 1 - position).IsProvablyNonNegative;

    private static IEnumerable<Access> Gathers(IEnumerable<Affine> affines) =>
        affines.SelectMany(Walk.Gathers).Select(gather => new Access(gather.Tensor, gather.Positions));
}
