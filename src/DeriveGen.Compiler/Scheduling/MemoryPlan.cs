using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Places tensors in memory. The persistent ones lie one behind the other, the same in every schedule. Those of a call share the
/// workspace: largest first, each at the lowest offset where it overlaps nothing that lives at the same time (first fit by
/// decreasing size over live intervals).
/// </summary>
internal static class MemoryPlan
{
    /// <summary>The persistent region: the tensors in order.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="panelled">Those of them that are stored by panels.</param>
    /// <param name="layout">Strides and sizes.</param>
    public static IReadOnlyDictionary<Tensor, Storage> Persistent(IEnumerable<Tensor> tensors, HashSet<Tensor> panelled, Layout layout)
    {
        var storages = new Dictionary<Tensor, Storage>();
        int end = 0;
        foreach (Tensor tensor in tensors)
        {
            Storage storage = panelled.Contains(tensor) ? layout.Panelled(tensor, Region.Persistent) : layout.Padded(tensor, null, Region.Persistent);
            storages[tensor] = storage with { Offset = end };
            end += storage.Size;
        }

        return storages;
    }

    /// <summary>The storage of every tensor that the steps read or write in memory.</summary>
    /// <param name="steps">The steps, their values marked.</param>
    /// <param name="persistent">What the schedule sees of the persistent region.</param>
    /// <param name="persistentSize">The size of all of it.</param>
    /// <param name="halos">The zeros that tensors must have around them.</param>
    /// <param name="roots">What must live to the end.</param>
    /// <param name="results">What is dense.</param>
    /// <param name="given">What holds values before the first step.</param>
    /// <param name="panelled">What is stored by panels.</param>
    /// <param name="layout">Strides and sizes.</param>
    public static StorageTable Place(
        EquatableArray<Step> steps,
        IReadOnlyDictionary<Tensor, Storage> persistent,
        int persistentSize,
        IReadOnlyDictionary<Tensor, Halo> halos,
        IReadOnlyCollection<Tensor> roots,
        IReadOnlyCollection<Tensor> results,
        EquatableArray<Tensor> given,
        HashSet<Tensor> panelled,
        Layout layout)
    {
        Dictionary<Tensor, Tensor> aliases = steps.SelectMany(StepReads.Writes).Where(tensor => tensor.NextOf is not null).Distinct()
            .ToDictionary(tensor => tensor, tensor => tensor.NextOf!);
        Dictionary<Tensor, (int First, int Last)> lives = Lives(steps, aliases);
        foreach (Tensor tensor in given)
        {
            lives[tensor] = (0, lives.TryGetValue(tensor, out (int First, int Last) life) ? life.Last : 0);
        }

        Storage Alive(Tensor tensor, Storage storage) => lives.TryGetValue(tensor, out (int First, int Last) life)
            ? storage with { First = life.First, Last = roots.Contains(tensor) ? steps.Length : life.Last }
            : storage with { First = 0, Last = steps.Length };

        var entries = new Dictionary<Tensor, Storage>();
        foreach (KeyValuePair<Tensor, Storage> entry in persistent)
        {
            entries[entry.Key] = Alive(entry.Key, entry.Value) with { Last = steps.Length };
        }

        EquatableArray<Slice> slices = steps.OfType<Sweep>().SelectMany(sweep => sweep.Slices).ToEquatableArray();
        var workspace = new List<(Tensor Tensor, Storage Storage)>();
        foreach (Tensor tensor in lives.Keys.Where(tensor => !persistent.ContainsKey(tensor)))
        {
            if (Relayouts.IsArgument(tensor) || tensor.Kind == TensorKind.Setting)
            {
                entries[tensor] = Alive(tensor, layout.Dense(tensor, Region.Argument));
                continue;
            }

            halos.TryGetValue(tensor, out Halo? halo);
            int time = slices.FirstOrDefault(slice => ReferenceEquals(slice.Whole, tensor))?.Axis ?? 0;
            workspace.Add((tensor, Alive(tensor, results.Contains(tensor) ? layout.Dense(tensor, Region.Workspace)
                : panelled.Contains(tensor) ? layout.Panelled(tensor, Region.Workspace)
                : layout.Padded(tensor, halo, Region.Workspace, time))));
        }

        int end = 0;
        var placed = new List<Storage>();
        var offsets = new Dictionary<Tensor, int>();
        foreach ((Tensor tensor, Storage storage) in workspace.OrderByDescending(item => item.Storage.Size))
        {
            Storage here = storage with { Offset = FirstFit(storage, placed) };
            placed.Add(here);
            offsets[tensor] = here.Offset;
            end = Math.Max(end, here.Offset + here.Size);
        }

        foreach ((Tensor tensor, Storage storage) in workspace)
        {
            entries[tensor] = storage with { Offset = offsets[tensor] };
        }

        return new(entries, aliases, persistentSize, end + layout.Slack, layout.Lanes) { Slices = slices };
    }

    private static int FirstFit(Storage storage, List<Storage> placed)
    {
        int offset = 0;
        foreach (Storage other in placed.Where(other => other.First <= storage.Last && storage.First <= other.Last).OrderBy(other => other.Offset))
        {
            if (other.Offset < offset + storage.Size && offset < other.Offset + other.Size)
            {
                offset = other.Offset + other.Size;
            }
        }

        return offset;
    }

    /// <summary>For each tensor in memory the first and the last step that touch it, in order of first use.</summary>
    private static Dictionary<Tensor, (int First, int Last)> Lives(EquatableArray<Step> steps, Dictionary<Tensor, Tensor> aliases)
    {
        var lives = new Dictionary<Tensor, (int First, int Last)>();
        for (int number = 0; number < steps.Length; number++)
        {
            HashSet<Tensor> registers = [.. StepReads.Registers(steps[number])];
            foreach (Tensor touched in StepReads.Reads(steps[number]).Concat(StepReads.Writes(steps[number])).Where(tensor => !registers.Contains(tensor)))
            {
                Tensor tensor = aliases.TryGetValue(touched, out Tensor? replaced) ? replaced : touched;
                lives[tensor] = (lives.TryGetValue(tensor, out (int First, int Last) life) ? life.First : number, number);
            }
        }

        return lives;
    }
}
