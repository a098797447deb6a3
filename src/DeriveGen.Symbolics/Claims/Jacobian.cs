using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>∂Y/∂X, with the indices of both.</summary>
/// <param name="Rank">How many indices it has; an axis with one place has none.</param>
/// <param name="Formula">Its formula, in words that stand by themselves.</param>
/// <param name="Contracted">What becomes of it under an adjoint.</param>
/// <param name="Matrix">The matrix, Y down and X across, where each has one index at most.</param>
internal sealed record Jacobian(int Rank, string Formula, string Contracted, MatrixValue? Matrix)
{
    /// <summary>The Jacobian of a formula by a tensor.</summary>
    public static Jacobian Of(ClaimNetwork network, MatrixValue of, Tensor by)
    {
        IndexVar row = new("p", of.Rows ?? Extent.Of(1)), column = new("i", of.Columns ?? Extent.Of(1));
        Polynomial value = of.At(MatrixValue.Position(row), MatrixValue.Position(column));
        IndexVar[] positions = [.. by.Shape.Select((extent, axis) => new IndexVar(by.AxisNames.Length > axis ? by.AxisNames[axis] + "′" : "q", extent))];
        Polynomial derivative = Derivative(network, value, by, positions);
        IndexVar[] rows = [.. new[] { row, column }.Where(index => index.Extent.Static != 1)];
        string Place(IEnumerable<IndexVar> indices) => indices.Any() ? "[" + string.Join(",", indices.Select(index => index.Name)) + "]" : "";
        string formula = $"∂({of.Source}){Place(rows)}/∂{by.Name}{Place(positions)} = {derivative}.";
        string contracted = "Only its contraction with an adjoint, the sum over " + string.Join(" and ", rows.Select(index => index.Name)) + ", has the shape of " + by.Name + ".";
        IndexVar[] across = [.. positions.Where(index => index.Extent.Static != 1)];
        bool isMatrix = rows.Length <= 1 && across.Length <= 1;
        MatrixValue? matrix = !isMatrix ? null : new MatrixValue(
            rows.Length == 1 ? rows[0].Extent : Extent.Of(1),
            across.Length == 1 ? across[0].Extent : Extent.Of(1),
            (down, over) =>
            {
                var map = new Substitution();
                foreach (IndexVar index in rows)
                {
                    map[index] = down;
                }

                foreach (IndexVar index in positions)
                {
                    map[index] = index.Extent.Static == 1 ? Affine.Zero : over;
                }

                return derivative.Freshen().Substitute(map);
            },
            of.Source);
        return new(rows.Length + across.Length, formula, contracted, matrix);
    }

    /// <summary>∂value/∂X through the equations between: what is read and depends on X is written out.</summary>
    private static Polynomial Derivative(ClaimNetwork network, Polynomial value, Tensor by, IndexVar[] positions)
    {
        var depending = new HashSet<Tensor> { by };
        foreach (Equation equation in network.System.Equations.Where(equation => equation.Reads.Any(depending.Contains)))
        {
            depending.Add(equation.Target);
        }

        for (int depth = 0; depth < network.System.Equations.Length && value.Tensors.Any(tensor => tensor != by && depending.Contains(tensor)); depth++)
        {
            value = Walk.Replace(value, access =>
                access.Tensor != by && depending.Contains(access.Tensor) && network.System.DefinitionOf(access.Tensor) is { } definition ? definition.At(access.Positions) : null);
        }

        return Polynomial.Create(Differentiate.Terms(value, by, positions.ToEquatableArray()).Select(term => Collapse.Run(term)).OfType<Term>());
    }
}
