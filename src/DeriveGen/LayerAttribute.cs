namespace DeriveGen;

/// <summary>
/// The base of every layer. A layer is an attribute class with <see cref="EquationsAttribute">equations</see> and nothing else: what the
/// equations read are its constructor parameters, and its last equation is its output.
/// </summary>
/// <remarks>
/// The tensors of the n-th layer after the input carry the layer's own names with n appended (<c>W1</c>, <c>z1</c>); those of a named
/// layer are <c>head.W</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = true)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>A name for the layer, which its tensors carry, and under which other layers refer to it. Null: it goes by its position.</summary>
    public string? Name { get; init; }

    /// <summary>The named layer whose output this one reads. Null: the layer before it.</summary>
    public string? From { get; init; }

    /// <summary>Ties parameters to those of named layers, for example <c>"W = embed.E'"</c>, where ' is the transpose. Null: all are its own.</summary>
    public string? Share { get; init; }

    /// <summary>
    /// Whether the layer's own parameters stay as they are: nothing is derived for them and no optimizer changes them. They are saved, loaded
    /// and set as ever, but not among the network's <see cref="INetwork.Parameters"/>, which are the learned ones. A parameter that is tied
    /// to another layer's is that layer's.
    /// </summary>
    public bool Frozen { get; init; }
}
