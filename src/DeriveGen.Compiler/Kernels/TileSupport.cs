using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Which contractions register tiles cover; any other one is a plain loop nest.</summary>
internal static class TileSupport
{
    /// <summary>Whether tiles fit: B and what is written have whole vectors, and everything else is affine.</summary>
    public static bool Fits(Contraction contraction, StorageTable storage, Rows rows)
    {
        IndexVar lane = contraction.Lane;
        List<IndexVar> indices = [.. contraction.Core.Indices, .. contraction.Bound];
        bool Affine(Access access) => !access.Tensor.IsInteger && access.Positions.All(position => indices.All(index => position.CoefficientOf(index) is not null)
            && position.Terms.All(term => term.Atom is IndexAtom));
        return Affine(contraction.A) && Affine(contraction.B)
            && !contraction.A.Indices.Contains(lane) && rows.HasRoom(contraction.B, lane, storing: false)
            && Accesses(contraction).All(access => Affine(access) && (!access.Indices.Contains(lane) || rows.HasRoom(access, lane, storing: false)))
            && Writes(contraction).All(access => rows.HasRoom(access, lane, storing: true))
            && contraction.Epilogue.All(statement => LaneSupport.Fits(statement, rows.Of(lane).Count) && statement.Kind is StatementKind.Pointwise or StatementKind.AccumulateLane)
            && !Values(contraction).SelectMany(Walk.Gathers).Any();
    }

    /// <summary>What the start value and the epilogue read and write in memory, at their places.</summary>
    public static IEnumerable<Access> Accesses(Contraction contraction)
    {
        HashSet<Tensor> registers = [contraction.Core.Target, .. contraction.Epilogue.Select(statement => statement.Target)];
        return Values(contraction).SelectMany(Walk.Accesses).Where(access => access.Tensor.Kind != TensorKind.Setting && !registers.Contains(access.Tensor))
            .Concat(Writes(contraction)).ToList();
    }

    /// <summary>The indices that column sums keep beside the lane: they count no rows of a tile, whose sums are one.</summary>
    public static HashSet<IndexVar> IndicesKept(Contraction contraction) => [.. contraction.Epilogue.Where(statement => statement.Kind == StatementKind.AccumulateLane)
        .SelectMany(statement => statement.Equation.Indices).Where(index => index != contraction.Lane)];

    /// <summary>The indices whose values the start value and the epilogue read.</summary>
    public static HashSet<IndexVar> IndicesRead(Contraction contraction)
    {
        var read = new HashSet<IndexVar>();
        List<Polynomial> values = Values(contraction).ToList();
        foreach (IndexValue index in values.SelectMany(Walk.Atoms).OfType<IndexValue>())
        {
            read.UnionWith(index.Value.Indices);
        }

        foreach (Guard guard in values.SelectMany(Walk.Guards))
        {
            read.UnionWith(guard.Argument.Indices);
        }

        return read;
    }

    private static IEnumerable<Access> Writes(Contraction contraction) => contraction.Epilogue.Where(statement => statement.Stored || statement.IsLate)
        .Select(statement => statement.Equation.Left).Concat(contraction.Stored ? [contraction.Core.Left] : []);

    /// <summary>Everything that is computed beside the sum.</summary>
    private static IEnumerable<Polynomial> Values(Contraction contraction) =>
        contraction.Epilogue.Select(statement => statement.Equation.Value).Prepend(contraction.Start ?? Polynomial.Zero);
}
