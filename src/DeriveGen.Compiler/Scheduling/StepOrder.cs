using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>In which order equations are given to the fusion, and which of them are needed at all.</summary>
internal static class StepOrder
{
    /// <summary>The equations that <paramref name="roots"/> need, in the same order.</summary>
    public static EquatableArray<Equation> Live(EquatableArray<Equation> equations, IEnumerable<Tensor> roots)
    {
        // An equation of a scan may read one that stands behind it, so one round is not enough.
        var live = new HashSet<Tensor>(roots);
        bool IsLive(Equation equation) => live.Contains(equation.Target) || equation.ArgMax.Any(live.Contains);
        int before;
        do
        {
            before = live.Count;
            foreach (Equation equation in equations.Reverse().Where(IsLive))
            {
                live.UnionWith(equation.Reads);
            }
        }
        while (live.Count > before);
        return equations.Where(IsLive).Select(equation => equation with { ArgMax = equation.ArgMax.Any(live.Contains) ? equation.ArgMax : [] }).ToEquatableArray();
    }

    /// <summary>
    /// Adjoints of parameters that no other equation reads come last, so that what still reads a parameter comes before the
    /// contraction whose epilogue overwrites it.
    /// </summary>
    public static EquatableArray<Equation> ParametersLast(EquatableArray<Equation> equations, IEnumerable<Tensor> parameterAdjoints)
    {
        var last = new HashSet<Tensor>(parameterAdjoints);
        for (bool changed = true; changed;)
        {
            changed = last.RemoveWhere(tensor => equations.Any(equation => !last.Contains(equation.Target) && equation.Reads.Contains(tensor))) > 0;
        }

        return equations.Where(equation => !last.Contains(equation.Target)).Concat(equations.Where(equation => last.Contains(equation.Target))).ToEquatableArray();
    }

    /// <summary>
    /// The updates in an order in which each old value is read before its next one is written. Where two next values read each
    /// other's old ones, one of them reads a copy that is taken first.
    /// </summary>
    public static EquatableArray<Equation> ReadersFirst(EquatableArray<Equation> updates)
    {
        var waiting = updates.ToList();
        var ordered = new List<Equation>();
        var copies = new List<Equation>();
        while (waiting.Count > 0)
        {
            bool IsReady(Equation equation) => equation.Target.NextOf is not { } old
                ? !waiting.Any(other => !ReferenceEquals(other, equation) && equation.Reads.Contains(other.Target))
                : !waiting.Any(other => !ReferenceEquals(other, equation) && (other.Reads.Contains(old) || equation.Reads.Contains(other.Target)));
            int ready = waiting.FindIndex(IsReady);
            if (ready >= 0)
            {
                ordered.Add(waiting[ready]);
                waiting.RemoveAt(ready);
                continue;
            }

            Tensor swapped = waiting.Select(equation => equation.Target.NextOf).First(old => old is not null)!;
            var copy = new Tensor(swapped.Name + "Before", swapped.Shape, TensorKind.Temporary);
            copies.Add(Copies.Of(swapped, copy));
            waiting = waiting.ConvertAll(equation => ReferenceEquals(equation.Target.NextOf, swapped)
                ? equation
                : equation with { Value = Rewrite.Redirect(equation.Value, tensor => ReferenceEquals(tensor, swapped) ? copy : null) });
        }

        return copies.Concat(ordered).ToEquatableArray();
    }
}
