using DeriveGen.Symbolics;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Steps on their way through the passes, in three groups.</summary>
/// <param name="Steps">All steps, in order.</param>
/// <param name="Forward">The end of the forward group: the loss is known here.</param>
/// <param name="Backward">The end of the backward group, in which updates may stand; more of them follow.</param>
internal sealed record StepSequence(EquatableArray<Step> Steps, int Forward, int Backward)
{
    /// <summary>Each step replaced by some, the groups moved along.</summary>
    public StepSequence Expand(Func<Step, IEnumerable<Step>> replace)
    {
        var expanded = new List<Step>();
        int forward = 0, backward = 0;
        for (int number = 0; number < Steps.Length; number++)
        {
            expanded.AddRange(replace(Steps[number]));
            forward = number < Forward ? expanded.Count : forward;
            backward = number < Backward ? expanded.Count : backward;
        }

        return new(expanded.ToEquatableArray(), forward, backward);
    }

    /// <summary>The sequence with the steps replaced one by one.</summary>
    public StepSequence With(EquatableArray<Step> steps) => this with { Steps = steps };

    /// <summary>The steps from a number up to another, exclusive.</summary>
    public EquatableArray<Step> Range(int from, int to) => Steps.Skip(from).Take(to - from).ToEquatableArray();
}
