using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>What is put into the schedule in one piece.</summary>
internal abstract record Work;

/// <summary>An equation in normal form.</summary>
internal sealed record SingleEquation(Equation Equation) : Work;

/// <summary>Equations that read one another across time, sliced: they become the body of a <see cref="Sweep"/>.</summary>
internal sealed record Recurrence(Size Time, Extent Length, int Direction, EquatableArray<Slice> Slices, EquatableArray<Equation> Equations) : Work
{
    /// <summary>The sweep with some body.</summary>
    public Sweep ToSweep(EquatableArray<Step> body) => new(Time, Length, Direction, Slices, body);
}

/// <summary>
/// Finds what must be computed time by time: in the equations in normal form, the strongly connected components of "reads" that hold a
/// scan's tensors. Everything else, the product of the inputs with their weights for all times and the adjoints of parameters among it, stays
/// outside, where it is one large contraction.
/// </summary>
internal sealed class Recurrences
{
    private readonly EquatableArray<Equation> _equations;
    private readonly HashSet<Tensor> _lasting;
    private readonly HashSet<Tensor> _persistent;
    private readonly Dictionary<Tensor, int> _definition = [];
    private readonly List<int>[] _reads;
    private readonly List<int>[] _readers;

    private Recurrences(EquatableArray<Equation> equations, HashSet<Tensor> lasting, HashSet<Tensor> persistent)
    {
        _equations = equations;
        _persistent = persistent;
        _lasting = lasting;
        for (int number = 0; number < equations.Length; number++)
        {
            foreach (Tensor tensor in equations[number].ArgMax.Prepend(equations[number].Target))
            {
                _definition[tensor] = number;
            }
        }

        _reads = [.. equations.Select(equation => equation.Reads.Where(_definition.ContainsKey).Select(tensor => _definition[tensor]).Distinct().ToList())];
        _readers = [.. equations.Select(_ => new List<int>())];
        for (int number = 0; number < equations.Length; number++)
        {
            _reads[number].ForEach(read => _readers[read].Add(number));
        }
    }

    /// <summary>The equations in order, those of each scan that read one another in one piece.</summary>
    /// <param name="equations">The equations in normal form.</param>
    /// <param name="scans">The scans; what they say of tensors that no equation defines is nothing.</param>
    /// <param name="lasting">The tensors that are read after the equations.</param>
    /// <param name="persistent">The tensors of the persistent region.</param>
    public static EquatableArray<Work> Of(EquatableArray<Equation> equations, EquatableArray<ScanBlock> scans, HashSet<Tensor> lasting, HashSet<Tensor> persistent)
    {
        if (scans.Length == 0)
        {
            return equations.Map(Work (equation) => new SingleEquation(equation));
        }

        var recurrences = new Recurrences(equations, lasting, persistent);
        List<(ScanBlock Scan, SortedSet<int> Inside)> found = [.. scans.Select(scan => (scan, recurrences.Inside(scan))).Where(pair => pair.Item2.Count > 0).OrderBy(pair => pair.Item2.Min)];
        var work = new List<Work>();
        int next = 0;
        foreach ((ScanBlock scan, SortedSet<int> inside) in found)
        {
            List<int> between = [.. Enumerable.Range(inside.Min, inside.Max + 1 - inside.Min).Where(number => !inside.Contains(number))];
            HashSet<int> later = Closure(inside, recurrences._readers);
            work.AddRange(recurrences.Singles(Enumerable.Range(next, inside.Min - next).Concat(between.Where(number => !later.Contains(number)))));
            work.AddRange(recurrences.Slice(scan, inside));
            work.AddRange(recurrences.Singles(between.Where(later.Contains)));
            next = inside.Max + 1;
        }

        work.AddRange(recurrences.Singles(Enumerable.Range(next, equations.Length - next)));
        return work.ToEquatableArray();
    }

    private IEnumerable<Work> Singles(IEnumerable<int> numbers) => numbers.Select(number => new SingleEquation(_equations[number]));

    /// <summary>The numbers of a scan's equations that read themselves by way of others, and of those between them.</summary>
    private SortedSet<int> Inside(ScanBlock scan)
    {
        List<int> members = [.. scan.Tensors.Where(_definition.ContainsKey).Select(tensor => _definition[tensor])];
        var cyclic = new HashSet<int>();
        foreach (int member in members.Where(member => !cyclic.Contains(member)))
        {
            HashSet<int> behind = Closure([member], _readers);
            if (behind.Contains(member))
            {
                behind.IntersectWith(Closure([member], _reads));
                cyclic.UnionWith(behind);
            }
        }

        HashSet<int> inside = Closure(cyclic, _readers);
        inside.IntersectWith(Closure(cyclic, _reads));
        return [.. inside];
    }

    /// <summary>What can be reached from some equations in one step or more.</summary>
    private static HashSet<int> Closure(IEnumerable<int> from, List<int>[] edges)
    {
        var reached = new HashSet<int>();
        var waiting = new Stack<int>(from);
        while (waiting.Count > 0)
        {
            foreach (int other in edges[waiting.Pop()].Where(reached.Add))
            {
                waiting.Push(other);
            }
        }

        return reached;
    }

    private IEnumerable<Work> Slice(ScanBlock scan, SortedSet<int> inside)
    {
        EquatableArray<Equation> equations = inside.Select(number => _equations[number]).ToEquatableArray();
        HashSet<Tensor> readOutside = [.. _lasting, .. _equations.Where((_, number) => !inside.Contains(number)).SelectMany(equation => equation.Reads)];
        return Slicing.Apply(scan, equations, readOutside, _persistent);
    }
}
