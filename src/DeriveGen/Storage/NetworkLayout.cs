using System.ComponentModel;

namespace DeriveGen.Storage;

/// <summary>Where everything of a network lies in its arena: persistent tensors, then the workspace.</summary>
/// <param name="persistent">The number of persistent elements.</param>
/// <param name="workspace">The number of elements of the largest workspace of a call.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkLayout(int persistent, int workspace)
{
    /// <summary>Where the workspace begins.</summary>
    public int WorkspaceStart { get; } = persistent;

    /// <summary>The number of elements of the arena.</summary>
    public int Length { get; } = checked(persistent + workspace);

    /// <summary>The parameters, then the states, in the order of their declaration.</summary>
    public required TensorLayout[] Parameters { get; init; }

    /// <summary>How many of <see cref="Parameters"/> are learned; the states stand behind them.</summary>
    public int LearnedCount => Adjoints.Length;

    /// <summary>The adjoints of the parameters; each has the name of its parameter.</summary>
    public required TensorLayout[] Adjoints { get; init; }

    /// <summary>The tensors whose numbers the declaration gives; they are in no file.</summary>
    public TensorLayout[] Constants { get; init; } = [];

    /// <summary>The tensors of the workspace that a call leaves behind.</summary>
    public required KeptTensor[] Kept { get; init; }

    /// <summary>The learned parameters, by name and shape.</summary>
    public ParameterDescription[] Describe()
    {
        var descriptions = new ParameterDescription[LearnedCount];
        for (int position = 0; position < descriptions.Length; position++)
        {
            descriptions[position] = new(Parameters[position].Name, Parameters[position].Shape);
        }

        return descriptions;
    }

    /// <summary>The tensors of repeated blocks.</summary>
    /// <param name="count">The number of blocks.</param>
    /// <param name="block">The tensors of a block, by its number from 0.</param>
    public static TensorLayout[] Repeat(int count, Func<int, TensorLayout[]> block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var all = new List<TensorLayout>();
        for (int number = 0; number < count; number++)
        {
            all.AddRange(block(number));
        }

        return [.. all];
    }
}

/// <summary>A tensor of the workspace that can be read after a call.</summary>
/// <param name="layout">Where it lies, symbolic sizes at their capacity.</param>
/// <param name="axisSizes">For each axis the symbolic size that it is, counted from 0 (the number of examples), or −1 for a fixed extent.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeptTensor(TensorLayout layout, int[] axisSizes)
{
    /// <summary>Where it lies.</summary>
    public TensorLayout Layout { get; } = layout;

    /// <summary>The shape of the last call.</summary>
    /// <param name="sizes">The symbolic sizes of that call.</param>
    /// <param name="shape">Receives the extent of each axis.</param>
    public void ShapeOf(ReadOnlySpan<int> sizes, Span<int> shape)
    {
        for (int axis = 0; axis < axisSizes.Length; axis++)
        {
            shape[axis] = axisSizes[axis] < 0 ? Layout.Shape[axis] : sizes[axisSizes[axis]];
        }
    }
}
