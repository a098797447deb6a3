using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Puts equations, one by one, into the earliest step that can take them, or into a new one. That alone gathers a
/// dense layer's bias and rectifier in its contraction, a whole softmax with its loss and its adjoint in one pass over the rows, the
/// column sums of biases in the contraction that makes the adjoint, and the optimizer in the one that makes the gradient.
/// </summary>
internal static class Fusion
{
    /// <summary>The steps of the equations, which are in normal form.</summary>
    /// <param name="work">Forward equations and adjoints.</param>
    /// <param name="updates">Next values, with their temporaries.</param>
    /// <param name="loss">The loss; no next value is written in or before the step that completes it.</param>
    public static StepSequence Fuse(EquatableArray<Work> work, EquatableArray<Equation> updates, Tensor? loss) => Fuse(Place(work), updates, loss);

    /// <summary>The steps of the forward equations and adjoints, which are in normal form.</summary>
    public static PlacedSteps Place(EquatableArray<Work> work)
    {
        var steps = new PlacedSteps();
        foreach (Work item in work)
        {
            if (item is Recurrence recurrence)
            {
                steps.Add(Fuse(recurrence));
            }
            else
            {
                Place(steps, ((SingleEquation)item).Equation);
            }
        }

        return steps;
    }

    /// <summary>The steps with the next values in them or behind them.</summary>
    /// <param name="placed">The forward and backward steps; they stay as they are.</param>
    /// <param name="updates">Next values, with their temporaries.</param>
    /// <param name="loss">The loss; no next value is written in or before the step that completes it.</param>
    public static StepSequence Fuse(PlacedSteps placed, EquatableArray<Equation> updates, Tensor? loss)
    {
        PlacedSteps steps = updates.Length == 0 ? placed : placed.Copy();
        int forward = loss is null ? 0 : 1 + steps.LastWriterOf(loss);
        int backward = steps.Count;
        foreach (Equation update in updates)
        {
            if (update.Reads.All(tensor => tensor.Kind == TensorKind.Setting) && update.Target.NextOf is null)
            {
                // What depends on the call alone is there before the first step that may take an update.
                steps.Insert(forward, LoopNests.For(update));
                backward++;
                continue;
            }

            int earliest = Math.Max(forward, EarliestFor(steps, update));
            earliest = update.Target.NextOf is { } old ? Math.Max(earliest, steps.LastReaderOf(old)) : earliest;
            Place(steps, update, earliest, (number, joined) => AcceptUpdate(update, steps[number], joined, number >= backward));
        }

        return new(steps.ToArray(), forward, backward);
    }

    private static Sweep Fuse(Recurrence recurrence)
    {
        var body = new PlacedSteps();
        foreach (Equation equation in recurrence.Equations)
        {
            Place(body, equation);
        }

        return recurrence.ToSweep(body.ToArray());
    }

    private static void Place(PlacedSteps steps, Equation equation) => Place(steps, equation, EarliestFor(steps, equation), (_, joined) => joined);

    private static void Place(PlacedSteps steps, Equation equation, int earliest, Func<int, Step, Step?> accept)
    {
        if (Recognition.AsContraction(equation) is { } contraction)
        {
            steps.Add(contraction);
            return;
        }

        if (Recognition.AsScatter(equation) is { } scatter)
        {
            steps.Add(scatter);
            return;
        }

        if (TurnedProducts.AsRelayout(equation) is { } copy)
        {
            steps.Add(copy);
            return;
        }

        foreach (int number in steps.Mentioning(equation.Reads, earliest))
        {
            if (Unification.Join(steps[number], equation) is { } joined && accept(number, joined) is { } accepted)
            {
                steps.Extend(number, accepted);
                return;
            }
        }

        steps.Add(LoopNests.For(equation));
    }

    /// <summary>The first step in which all that the equation reads is computed.</summary>
    private static int EarliestFor(PlacedSteps steps, Equation equation) => equation.Reads.Select(steps.LastWriterOf).Prepend(0).Max();

    /// <summary>
    /// A next value joins steps of the forward and backward pass only where it is computed as it would be alone, so that a training
    /// step equals a gradient followed by an update, bit for bit; and only where every read of what it overwrites is at its own point.
    /// </summary>
    private static Step? AcceptUpdate(Equation update, Step before, Step joined, bool amongUpdates)
    {
        EquatableArray<Statement> statements = StepReads.Statements(joined);
        Statement added = statements[statements.Length - 1];
        if (!amongUpdates && (Rewrite.BoundOf(update).Length > 0 || added.Kind != LoopNests.For(update).Body[0].Kind))
        {
            return null;
        }

        if (update.Target.NextOf is not { } old)
        {
            return joined;
        }

        IEnumerable<IndexVar?> point = added.Equation.Indices;
        bool isOverwrittenElsewhere = StepReads.Accesses(before).Concat(Walk.Accesses(added.Equation.Value))
            .Any(access => ReferenceEquals(access.Tensor, old) && !access.Positions.Select(position => position.AsIndex).SequenceEqual(point));
        bool isOperand = before is Contraction contraction && (ReferenceEquals(contraction.A.Tensor, old) || ReferenceEquals(contraction.B.Tensor, old));
        return isOverwrittenElsewhere || isOperand ? null : joined;
    }
}
