using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using DeriveGen.Files;
using DeriveGen.Threading;

namespace DeriveGen.Storage;

/// <summary>
/// What a generated network holds: one arena with the persistent tensors (parameters, states, kept adjoints) and the workspace of a call,
/// and the tensors by name.
/// </summary>
/// <typeparam name="T">The network's number type.</typeparam>
/// <param name="layout">Where everything lies.</param>
/// <param name="sizes">The number of symbolic sizes, the number of examples among them.</param>
/// <param name="threads">The threads that may share a step, at least 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkMemory<T>(NetworkLayout layout, int sizes, int threads = 1)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Arena<T> _arena = new(layout.Length);
    private readonly int[] _sizes = new int[sizes];

    /// <summary>The first persistent element.</summary>
    public ref T Persistent
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _arena.Origin;
    }

    /// <summary>The first element of the workspace.</summary>
    public ref T Workspace
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref _arena.Origin, layout.WorkspaceStart);
    }

    /// <summary>The threads that share steps.</summary>
    public ForkJoin<T> Threads { get; } = threads == 1 ? ForkJoin<T>.Alone : new(threads);

    /// <summary>Whether the adjoints of the parameters have been computed.</summary>
    public bool HasGradient { get; set; }

    /// <summary>The number of updates made.</summary>
    public int Step { get; set; }

    /// <summary>
    /// The number of calls that drew random numbers: the last one's drew those of this number. Each call of Train and Gradient draws others,
    /// so that gradients which are added up within one step do not share what is dropped.
    /// </summary>
    public int Draws { get; set; }

    /// <summary>What tells one network's random numbers from another's.</summary>
    public ulong Seed { get; set; }

    /// <summary>The symbolic sizes of the last call, the number of examples first; 0 before any.</summary>
    public Span<int> Sizes => _sizes;

    /// <summary>The symbolic sizes of the last Gradient, for the updates of states that depend on them.</summary>
    public int[] GradientSizes { get; } = new int[sizes];

    /// <summary>A parameter or state in its declared shape.</summary>
    /// <param name="position">Its position among the layout's parameters.</param>
    public TensorView<T> Parameter(int position) => new(_arena, layout.Parameters[position]);

    /// <summary>A tensor whose numbers the declaration gives.</summary>
    /// <param name="position">Its position among the layout's constants.</param>
    public TensorView<T> Constant(int position) => new(_arena, layout.Constants[position]);

    /// <summary>The adjoint of a parameter in its declared shape.</summary>
    /// <param name="position">The parameter's position.</param>
    /// <exception cref="InvalidOperationException">There was no gradient yet.</exception>
    public TensorView<T> Adjoint(int position)
    {
        RequireGradient();
        return new(_arena, layout.Adjoints[position]);
    }

    /// <summary>A part of the workspace: an output, which the caller may read until the next call.</summary>
    /// <param name="offset">Where it begins in the workspace.</param>
    /// <param name="length">The number of elements.</param>
    public ReadOnlySpan<T> Output(int offset, int length) => _arena.Span.Slice(layout.WorkspaceStart + offset, length);

    /// <summary>Puts numbers into tensors of the workspace.</summary>
    /// <param name="layouts">Where they lie in the workspace.</param>
    /// <param name="source">The numbers of one tensor behind those of the other, row-major.</param>
    public void SetWorkspace(ReadOnlySpan<TensorLayout> layouts, ReadOnlySpan<T> source)
    {
        foreach (TensorLayout tensor in layouts)
        {
            Elements.CopyIn(source[..tensor.Length], _arena.Span[layout.WorkspaceStart..], tensor);
            source = source[tensor.Length..];
        }
    }

    /// <summary>Copies tensors of the workspace out.</summary>
    /// <param name="layouts">Where they lie in the workspace.</param>
    /// <param name="destination">Receives the numbers of one tensor behind those of the other, row-major.</param>
    public void CopyWorkspace(ReadOnlySpan<TensorLayout> layouts, Span<T> destination)
    {
        foreach (TensorLayout tensor in layouts)
        {
            Elements.CopyOut(_arena.Span[layout.WorkspaceStart..], tensor, tensor.Shape, destination[..tensor.Length]);
            destination = destination[tensor.Length..];
        }
    }

    /// <summary>Copies a parameter or state out; see <see cref="INetwork{T}.CopyParameter"/>.</summary>
    public void CopyParameter(string name, Span<T> destination) => Named(name).CopyTo(destination);

    /// <summary>Sets a parameter or state; see <see cref="INetwork{T}.SetParameter"/>.</summary>
    public void SetParameter(string name, ReadOnlySpan<T> source) => Named(name).CopyFrom(source);

    /// <summary>Copies an adjoint out; see <see cref="INetwork{T}.CopyGradient"/>.</summary>
    public void CopyGradient(string name, Span<T> destination)
    {
        TensorLayout adjoint = Find(layout.Adjoints, name);
        RequireGradient();
        new TensorView<T>(_arena, adjoint).CopyTo(destination);
    }

    /// <summary>Copies a kept tensor of the last call out; see <see cref="INetwork{T}.Read"/>.</summary>
    public void Read(string name, Span<T> destination)
    {
        KeptTensor kept = FindKept(layout.Kept, name);
        if (_sizes[0] == 0)
        {
            throw new InvalidOperationException($"{name} is not known before the first call of Train, Gradient, Loss or Predict.");
        }

        Span<int> shape = stackalloc int[kept.Layout.Shape.Length];
        kept.ShapeOf(_sizes, shape);
        Elements.CopyOut(_arena.Span, kept.Layout, shape, destination);
    }

    /// <summary>The name of a kept tensor.</summary>
    /// <param name="position">Its position among the layout's kept ones.</param>
    public string KeptName(int position) => layout.Kept[position].Layout.Name;

    /// <summary>The shape of a kept tensor in the last call.</summary>
    /// <param name="position">Its position among the layout's kept ones.</param>
    public int[] KeptShape(int position)
    {
        int[] shape = new int[layout.Kept[position].Layout.Shape.Length];
        layout.Kept[position].ShapeOf(_sizes, shape);
        return shape;
    }

    /// <summary>The numbers of a kept tensor of the last call, row-major, in double precision.</summary>
    /// <param name="position">Its position among the layout's kept ones.</param>
    public double[] KeptNumbers(int position)
    {
        int[] shape = KeptShape(position);
        T[] numbers = new T[shape.Aggregate(1, (product, extent) => product * extent)];
        Elements.CopyOut(_arena.Span, layout.Kept[position].Layout, shape, numbers);
        return GradientCheck.ToDouble<T>(numbers);
    }

    /// <summary>Memory like this, as it was before anything was computed or drawn.</summary>
    internal NetworkMemory<T> Fresh() => new(layout, _sizes.Length, threads);

    /// <summary>Takes over the parameters and states of another network of the same declaration, and the numbers of its steps and draws.</summary>
    /// <param name="other">The other's memory; its tensors may lie elsewhere.</param>
    public void Take(NetworkMemory<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int position = 0; position < layout.Parameters.Length; position++)
        {
            Parameter(position).CopyFrom(other.Parameter(position).ToArray());
        }

        (Step, Draws, Seed) = (other.Step, other.Draws, other.Seed);
        other.Sizes.CopyTo(_sizes);
    }

    /// <summary>Copies a parameter out as a convention writes it; see <see cref="INetwork{T}.ExportParameter"/>.</summary>
    public void ExportParameter(string name, Convention convention, Span<T> destination) => Conventions.Export(Named(name), convention, destination);

    /// <summary>Sets a parameter as a convention writes it; see <see cref="INetwork{T}.ImportParameter"/>.</summary>
    public void ImportParameter(string name, Convention convention, ReadOnlySpan<T> source) => Conventions.Import(Named(name), convention, source);

    /// <summary>Writes parameters and states; see <see cref="INetwork.Save"/>.</summary>
    public void Save(Stream stream, Convention? convention = null) => SafeTensors.Save(stream, All(), new TrainingCounts(Step, Draws), convention);

    /// <summary>Reads what <see cref="Save"/> wrote; see <see cref="INetwork.Load"/>.</summary>
    public void Load(Stream stream, Convention? convention = null) => (Step, Draws) = SafeTensors.Load(stream, All(), convention);

    /// <summary>Throws unless adjoints have been computed.</summary>
    /// <exception cref="InvalidOperationException">There was no gradient yet.</exception>
    public void RequireGradient()
    {
        if (!HasGradient)
        {
            throw new InvalidOperationException("The adjoints are not known before the first call of Gradient.");
        }
    }

    private TensorView<T>[] All() => Array.ConvertAll(layout.Parameters, parameter => new TensorView<T>(_arena, parameter));

    private TensorView<T> Named(string name) => new(_arena, Find(layout.Parameters, name));

    // Loops, as a lambda that captures the name would be allocated in every call.
    private static KeptTensor FindKept(KeptTensor[] kept, string name)
    {
        foreach (KeptTensor tensor in kept)
        {
            if (tensor.Layout.Name == name)
            {
                return tensor;
            }
        }

        throw Arguments.NotKept(name, Array.ConvertAll(kept, static tensor => tensor.Layout.Name));
    }

    private static TensorLayout Find(TensorLayout[] layouts, string name)
    {
        foreach (TensorLayout tensor in layouts)
        {
            if (tensor.Name == name)
            {
                return tensor;
            }
        }

        throw Arguments.UnknownTensor(name, Array.ConvertAll(layouts, static tensor => tensor.Name));
    }
}
