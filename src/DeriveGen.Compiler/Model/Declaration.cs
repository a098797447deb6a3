using DeriveGen.Symbolics;

namespace DeriveGen.Compiler.Model;

/// <summary>What a declaration is to the network.</summary>
public enum DeclarationRole
{
    /// <summary><c>[Input(…)]</c>: its constructor argument <c>shape</c> gives the axes behind the batch, its property <c>Length</c> the name of a length.</summary>
    Input,

    /// <summary>A layer.</summary>
    Layer,

    /// <summary>A loss; the network's loss is the weighted sum of them.</summary>
    Loss,

    /// <summary>The optimizer.</summary>
    Optimizer,

    /// <summary>What is done to the gradients before the optimizer.</summary>
    Clipper,

    /// <summary><c>[Equations]</c> on the network itself.</summary>
    Equations,

    /// <summary><c>[Repeat]</c>: a block, as often as its constructor argument <c>count</c> says.</summary>
    Block,
}

/// <summary>One attribute of the network's class.</summary>
/// <param name="Ordinal">Its position among the attributes of the class, from 0, in source order.</param>
/// <param name="AttributeClass">The attribute class without namespace and without the ending Attribute, as a user writes it: <c>Dense</c>.</param>
/// <param name="Role">What it is to the network.</param>
/// <param name="Text">The equations; empty for <see cref="DeclarationRole.Input"/>.</param>
/// <param name="Origin">Where the text can be pointed at.</param>
/// <param name="Arguments">Every constructor parameter of a layer in declared order, those given by default among them; of an input also <see cref="Length"/>.</param>
/// <param name="Name">The layer's own name, where it has one.</param>
/// <param name="From">The layer that it reads, where that is not the one before.</param>
/// <param name="Share">The ties of its parameters, such as <c>W = embed.E'</c>.</param>
/// <param name="Weight">The weight of a loss.</param>
/// <param name="IsFrozen">Whether its parameters, or those of the block, are not learned.</param>
/// <param name="Body">What a block consists of, in source order.</param>
/// <param name="Within">The ordinals of the <c>[Repeat]</c> attributes around a declaration of a block, outermost first; <paramref name="Ordinal"/> counts on the block's class.</param>
public sealed record Declaration(
    int Ordinal,
    string AttributeClass,
    DeclarationRole Role,
    string Text,
    TextOrigin Origin,
    EquatableArray<Argument> Arguments,
    string? Name = null,
    string? From = null,
    string? Share = null,
    double Weight = 1,
    bool IsFrozen = false,
    EquatableArray<Declaration> Body = default,
    EquatableArray<int> Within = default)
{
    /// <summary>The argument of <see cref="DeclarationRole.Input"/> that names the length of the first axis, where that differs from call to call.</summary>
    public const string Length = "Length";

    /// <summary>The default optimizer is not written by the user; it stands behind every attribute.</summary>
    public const int NotWritten = -1;
}

/// <summary>Where the text of a declaration can be pointed at.</summary>
public enum TextOrigin
{
    /// <summary>In a string of the network's own attribute: an offset maps into it.</summary>
    Network,

    /// <summary>In a string on the attribute class, which is in this compilation's source: an offset maps into it.</summary>
    LayerSource,

    /// <summary>In metadata: problems sit on the network's attribute and quote the text.</summary>
    Metadata,
}

/// <summary>A constructor argument.</summary>
/// <param name="Parameter">The exact name of the constructor's parameter.</param>
/// <param name="Value">What was given, or the default.</param>
/// <param name="IsDefault">Whether it is the default, so that there is nothing in source to point at.</param>
public sealed record Argument(string Parameter, ArgumentValue Value, bool IsDefault = false);

/// <summary>A constant that an attribute can hold and equations can read.</summary>
public abstract record ArgumentValue
{
    private protected ArgumentValue()
    {
    }

    /// <summary>A whole number.</summary>
    public sealed record Int(int Value) : ArgumentValue;

    /// <summary>A real number.</summary>
    public sealed record Double(double Value) : ArgumentValue;

    /// <summary>A boolean: 1 or 0 in equations.</summary>
    public sealed record Bool(bool Value) : ArgumentValue;

    /// <summary>A string: a formula or the name of a layer, by how the equations use it.</summary>
    public sealed record String(string Value) : ArgumentValue;

    /// <summary>Real numbers, such as the weights of classes; empty where none are given.</summary>
    public sealed record DoubleArray(EquatableArray<double> Values) : ArgumentValue;

    /// <summary>Whole numbers, such as the shape of an input.</summary>
    public sealed record IntArray(EquatableArray<int> Values) : ArgumentValue;

    /// <summary>Strings, such as the names of layers.</summary>
    public sealed record StringArray(EquatableArray<string> Values) : ArgumentValue;

    /// <summary>Nothing.</summary>
    public sealed record Null : ArgumentValue;
}
