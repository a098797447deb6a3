using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>The symbolic sizes of a network, by name.</summary>
/// <param name="batchCapacity">The largest number of examples, where it is fixed.</param>
internal sealed class SizeTable(int? batchCapacity)
{
    private readonly Dictionary<string, Size> _sizes = new() { [Batch] = new Size(Batch, batchCapacity) };

    /// <summary>The name of the number of examples.</summary>
    public const string Batch = "batch";

    /// <summary>The sizes in order of declaration, the batch first.</summary>
    public IEnumerable<Size> All => _sizes.Values;

    /// <summary>The size of that name, or null.</summary>
    public Size? Find(string name) => _sizes.TryGetValue(name, out Size? size) ? size : null;

    /// <summary>A new size.</summary>
    public Size Declare(string name, int? capacity) => _sizes[name] = new Size(name, capacity);
}

/// <summary>What a constructor parameter of a layer was given.</summary>
internal abstract record ParameterValue
{
    /// <summary>A number; booleans are 1 and 0.</summary>
    public sealed record Number(Rational Value) : ParameterValue;

    /// <summary>A string: a formula or the name of a layer, by how the text uses it.</summary>
    public sealed record Text(string Value) : ParameterValue;

    /// <summary>Strings, over which a text combines by name.</summary>
    public sealed record List(EquatableArray<string> Values) : ParameterValue;

    /// <summary>Nothing that equations can read.</summary>
    public sealed record Missing : ParameterValue;
}

/// <summary>What stands around a text: the constructor parameters, what comes in, and how its names read in the network.</summary>
internal sealed class TextEnvironment
{
    /// <summary>The constructor parameters.</summary>
    public IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; } = new Dictionary<string, ParameterValue>();

    /// <summary>Numbers that a call may give anew, as they are declared: facts are about these, all else reads what is given.</summary>
    public IReadOnlyDictionary<string, Rational> Defaults { get; init; } = new Dictionary<string, Rational>();

    /// <summary>The constructor parameters that hold arrays of numbers; empty where none was given.</summary>
    public IReadOnlyDictionary<string, EquatableArray<Rational>> Tables { get; init; } = new Dictionary<string, EquatableArray<Rational>>();

    /// <summary>Functions of which only the name is known, by name.</summary>
    public IReadOnlyDictionary<string, ScalarFunction> Unknown { get; init; } = new Dictionary<string, ScalarFunction>();

    /// <summary>What the layer reads as x; null for a text that declares its own inputs.</summary>
    public TensorSymbol? Incoming { get; init; }

    /// <summary>Tensors that are known from outside under a name of the text.</summary>
    public IReadOnlyDictionary<string, TensorSymbol> Given { get; init; } = new Dictionary<string, TensorSymbol>();

    /// <summary>What a primed name stands for, by the name without the prime: <c>p'</c> of an optimizer, <c>g'</c> of a clipper.</summary>
    public IReadOnlyDictionary<string, TensorSymbol> GivenNext { get; init; } = new Dictionary<string, TensorSymbol>();

    /// <summary>The name in the network of a tensor of the text.</summary>
    public Func<string, string> FullName { get; init; } = name => name;

    /// <summary>The symbolic sizes.</summary>
    public SizeTable Sizes { get; init; } = new(null);

    /// <summary>The output of an earlier layer by its name, or null.</summary>
    public Func<string, TensorSymbol?> FindLayer { get; init; } = _ => null;

    /// <summary>The names of earlier layers, for suggestions.</summary>
    public IEnumerable<string> LayerNames { get; init; } = [];

    /// <summary>The tensor, and its axis for each own axis counted from the front, that takes the place of a parameter; null where it has its own.</summary>
    public Func<string, (TensorSymbol Tensor, bool Transposed)?> FindTie { get; init; } = _ => null;

    /// <summary>Whether the text names earlier layers by themselves, as equations of a network do; those of a layer name them by its parameters.</summary>
    public bool ReadsLayers { get; init; }

    /// <summary>Whether the text's own parameters are not learned.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>For texts written element by element (optimizers): the parameter whose axes every unindexed tensor has.</summary>
    public TensorSymbol? Elements { get; init; }

    /// <summary>For texts written element by element: a reduction over every element of every parameter, as a scalar.</summary>
    public Func<ReductionSyntax, TensorSymbol>? ReduceAll { get; init; }
}
