using System.Globalization;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Compiler.Equations;

/// <summary>Where the names of layers are known: the network itself, or one repetition of a block.</summary>
/// <param name="outer">What is around; null for the network itself.</param>
/// <param name="path">The name of the repetition with those around it, <c>block3.block1</c>; empty for the network itself.</param>
/// <param name="incoming">What comes in; null where nothing does yet.</param>
/// <param name="isFrozen">Whether no parameter in it is learned.</param>
internal sealed class StackScope(StackScope? outer, string path, TensorSymbol? incoming, bool isFrozen)
{
    private readonly Dictionary<string, TensorSymbol> _layers = incoming is null ? [] : new() { [TextInstance.IncomingName] = incoming };

    private readonly Dictionary<string, TensorSymbol> _tensors = [];

    /// <summary>What is around; null for the network itself.</summary>
    public StackScope? Outer { get; } = outer;

    /// <summary>The name of the repetition with those around it; empty for the network itself.</summary>
    public string Path { get; } = path;

    /// <summary>Whether it is a repetition of a block.</summary>
    public bool IsBlock => Outer is not null;

    /// <summary>Whether no parameter in it is learned.</summary>
    public bool IsFrozen { get; } = isFrozen;

    /// <summary>The output of the last layer.</summary>
    public TensorSymbol? Last { get; set; } = incoming;

    /// <summary>The number of layers so far.</summary>
    public int Layers { get; set; }

    /// <summary>The number of repetitions so far of blocks without a name.</summary>
    public int Blocks { get; set; }

    /// <summary>The names of layers, for suggestions.</summary>
    public IEnumerable<string> LayerNames => _layers.Keys;

    /// <summary>What can be named: layers, and the tensors of their texts.</summary>
    public IEnumerable<KeyValuePair<string, TensorSymbol>> Known => _layers.Concat(_tensors);

    /// <summary>The output of a layer, or any tensor that is computed or comes in, or null.</summary>
    public TensorSymbol? Find(string name) => _layers.TryGetValue(name, out TensorSymbol? output) || _tensors.TryGetValue(FullName(name), out output) ? output : null;

    /// <summary>Notes the tensors of a text, so that they can be named too: <c>z1</c>, <c>head.z</c>.</summary>
    public void Note(IEnumerable<TensorSymbol> symbols)
    {
        foreach (TensorSymbol symbol in symbols.Where(symbol => symbol.Kind is TensorKind.Forward or TensorKind.Input))
        {
            _tensors[symbol.FullName] = symbol;
        }
    }

    /// <summary>Makes an output known under a name; false where the name is taken.</summary>
    public bool Publish(string name, TensorSymbol output)
    {
        bool isNew = !_layers.ContainsKey(name);
        _layers[name] = output;
        return isNew;
    }

    /// <summary>A name of the scope as the network knows it.</summary>
    public string FullName(string name) => Path.Length == 0 ? name : Path + "." + name;

    /// <summary><c>W1</c>, or <c>W1_11</c> where a name ends in a digit.</summary>
    public static string Numbered(string name, int number) =>
        name + (char.IsDigit(name[name.Length - 1]) ? "_" : "") + number.ToString(CultureInfo.InvariantCulture);
}
