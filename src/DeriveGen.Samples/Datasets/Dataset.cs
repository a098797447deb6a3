namespace DeriveGen.Samples.Datasets;

/// <summary>Examples with their targets, row after row.</summary>
/// <param name="Name">What the examples are, in two or three words.</param>
/// <param name="Features">The numbers of one example.</param>
/// <param name="Outputs">The numbers of one target; the number of classes where targets are class numbers.</param>
/// <param name="Inputs">Count × Features numbers.</param>
/// <param name="Targets">Count × Outputs numbers; empty where <paramref name="Labels"/> are used.</param>
/// <param name="Labels">Count class numbers; empty where <paramref name="Targets"/> are used.</param>
public sealed record Dataset(string Name, int Features, int Outputs, float[] Inputs, float[] Targets, int[] Labels)
{
    /// <summary>The number of examples.</summary>
    public int Count => Inputs.Length / Features;

    /// <summary>Whether targets are class numbers.</summary>
    public bool HasLabels => Labels.Length > 0;

    /// <summary>Examples <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1, as a network takes them.</summary>
    public Batch<float> Slice(int start, int count)
    {
        Batch<float> inputs = Batch<float>.Of(Inputs.AsSpan(start * Features, count * Features));
        return HasLabels ? inputs.With(Labels.AsSpan(start, count)) : inputs.With(Targets.AsSpan(start * Outputs, count * Outputs));
    }

    /// <summary>The inputs of those examples alone.</summary>
    public ReadOnlySpan<float> InputsOf(int start, int count) => Inputs.AsSpan(start * Features, count * Features);

    /// <summary>Some of the examples as a set of their own.</summary>
    public Dataset Part(int start, int count) => this with
    {
        Inputs = Inputs.AsSpan(start * Features, count * Features).ToArray(),
        Targets = Targets.Length == 0 ? [] : Targets.AsSpan(start * Outputs, count * Outputs).ToArray(),
        Labels = Labels.Length == 0 ? [] : Labels.AsSpan(start, count).ToArray(),
    };

    /// <summary>The same examples in another order.</summary>
    public Dataset Shuffled(Random random)
    {
        int[] order = Enumerable.Range(0, Count).ToArray();
        random.Shuffle(order);
        return this with
        {
            Inputs = Reorder(Inputs, Features, order),
            Targets = Targets.Length == 0 ? [] : Reorder(Targets, Outputs, order),
            Labels = Labels.Length == 0 ? [] : Reorder(Labels, 1, order),
        };
    }

    private static T[] Reorder<T>(T[] rows, int width, int[] order)
    {
        T[] reordered = new T[rows.Length];
        for (int row = 0; row < order.Length; row++)
        {
            rows.AsSpan(order[row] * width, width).CopyTo(reordered.AsSpan(row * width));
        }

        return reordered;
    }
}
