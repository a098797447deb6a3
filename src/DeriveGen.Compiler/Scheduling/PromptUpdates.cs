using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Takes what only updates and the caller read, the gradients of parameters and their updates, as soon as all of it is there: while the cotangent
/// and the gradient are still in the cache, and so that their memory is free for the layer before. Every two steps of which one writes
/// what the other one reads or writes keep their order.
/// </summary>
internal static class PromptUpdates
{
    /// <summary>The sequence with those steps moved forward.</summary>
    public static StepSequence Order(StepSequence sequence)
    {
        EquatableArray<Step> steps = sequence.Steps;
        List<int>[] before = Before(steps);
        bool[] isLate = Late(sequence);
        int[] anchors = new int[steps.Length];   // the step of the forward and backward pass behind which each stands
        for (int number = 0; number < steps.Length; number++)
        {
            anchors[number] = isLate[number] ? before[number].Select(other => anchors[other]).Append(sequence.Forward - 1).Max() : number;
        }

        // What needs nothing of the backward pass, such as the norm of a parameter, waits for the first step that needs it.
        int[] latest = [.. Enumerable.Repeat(int.MaxValue, steps.Length)];
        for (int number = steps.Length - 1; number >= sequence.Forward; number--)
        {
            bool canWait = isLate[number] && anchors[number] < sequence.Forward && latest[number] < int.MaxValue;
            anchors[number] = canWait ? latest[number] : anchors[number];
            foreach (int other in before[number])
            {
                latest[other] = Math.Min(latest[other], anchors[number]);
            }
        }

        int[] order = [.. Enumerable.Range(0, steps.Length).OrderBy(number => anchors[number])];
        int backward = Array.FindLastIndex(order, number => number < sequence.Backward) + 1;
        return new(order.Select(number => steps[number]).ToEquatableArray(), sequence.Forward, Math.Max(sequence.Forward, backward));
    }

    /// <summary>For each step the ones that must stay before it; of those, what stands before them is left out.</summary>
    private static List<int>[] Before(EquatableArray<Step> steps)
    {
        var before = new List<int>[steps.Length];
        var lastWriter = new Dictionary<Tensor, int>();
        var readers = new Dictionary<Tensor, List<int>>();
        for (int number = 0; number < steps.Length; number++)
        {
            Tensor[] reads = [.. StepReads.Reads(steps[number]).Select(Place).Distinct()], writes = [.. StepReads.Writes(steps[number]).Select(Place).Distinct()];
            before[number] = [.. reads.Concat(writes).Where(lastWriter.ContainsKey).Select(tensor => lastWriter[tensor])
                .Concat(writes.Where(readers.ContainsKey).SelectMany(tensor => readers[tensor]))];
            foreach (Tensor tensor in reads)
            {
                (readers.TryGetValue(tensor, out List<int>? known) ? known : readers[tensor] = []).Add(number);
            }

            foreach (Tensor tensor in writes)
            {
                lastWriter[tensor] = number;
                readers.Remove(tensor);
            }
        }

        return before;
    }

    /// <summary>Which steps are updates, or store nothing that another step reads before the updates.</summary>
    private static bool[] Late(StepSequence sequence)
    {
        bool[] isLate = new bool[sequence.Steps.Length];
        var needed = new HashSet<Tensor>();
        for (int number = sequence.Steps.Length - 1; number >= sequence.Forward; number--)
        {
            Step step = sequence.Steps[number];
            isLate[number] = number >= sequence.Backward || !StepReads.Writes(step).Except(StepReads.Registers(step)).Any(needed.Contains);
            needed.UnionWith(number < sequence.Backward ? StepReads.Reads(step) : []);
        }

        return isLate;
    }

    /// <summary>The tensor in whose place another one is written.</summary>
    private static Tensor Place(Tensor tensor) => tensor.NextOf ?? tensor;
}
