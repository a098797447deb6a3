using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Neighbouring statements of a nest that share one loop along their rows, or that have no row.</summary>
/// <param name="lane">The index of the loop, or null.</param>
internal sealed class Phase(IndexVar? lane)
{
    /// <summary>The index of the loop, or null.</summary>
    public IndexVar? Lane { get; } = lane;

    /// <summary>The statements.</summary>
    public List<Statement> Statements { get; } = [];

    /// <summary>The phases of a nest's body.</summary>
    public static List<Phase> Split(IEnumerable<Statement> body)
    {
        var phases = new List<Phase>();
        foreach (Statement statement in body)
        {
            Phase? current = phases.Count > 0 ? phases[phases.Count - 1] : null;
            if (current is null || !current.Takes(statement))
            {
                phases.Add(current = new Phase(statement.Lane));
            }

            current.Statements.Add(statement);
        }

        return phases;
    }

    /// <summary>Whether a statement may share the loop: it has the same lane, and reads what the loop computes at its own place only.</summary>
    private bool Takes(Statement statement)
    {
        if (Lane is null || statement.Lane is null)
        {
            return Lane is null && statement.Lane is null;
        }

        return Lane == statement.Lane && Walk.Gathers(statement.Equation.Value).All(gather => Produces(gather.Tensor) is null)
            && Walk.Accesses(statement.Equation.Value).All(access =>
                Produces(access.Tensor) is not { } producer || (producer.Kind != StatementKind.RowReduce && IsSamePlace(access, producer)));
    }

    private Statement? Produces(Tensor tensor) => Statements.FirstOrDefault(statement =>
        statement.Target == tensor || statement.Equation.ArgMax.IndexOf(tensor) >= 0);

    private static bool IsSamePlace(Access access, Statement producer) => access.Tensor == producer.Target
        && access.Positions.Zip(producer.Equation.Indices, (position, index) => position.AsIndex == index).All(same => same);
}
