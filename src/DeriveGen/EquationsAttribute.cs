using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>
/// Forward equations in index notation. On a class derived from <see cref="LayerAttribute"/>, <see cref="LossAttribute"/>,
/// <see cref="OptimizerAttribute"/> or <see cref="ClipperAttribute"/> they are all that the class consists of; on a network they say
/// what a stack of layers cannot, alone or between layers, in source order.
/// </summary>
/// <remarks>
/// <para>The equations of a layer read its constructor parameters under their exact names and the incoming tensor as <c>x</c>. A parameter that
/// holds a string is read as <c>name[…]</c> for the output of the layer of that name, or as <c>name(…)</c> for a formula; one that holds
/// several is combined over them, <c>sum(a in layers: a[...])</c>, with <c>mean</c>, <c>product</c>, <c>max</c> and <c>min</c> alike, and in
/// <c>sum(b before a: size(b, -1))</c> over those before a. Equations between the layers of a network or block read earlier ones by name.</para>
/// <para>A statement that ends with <c>if</c> and a condition on constructor parameters counts only where that holds:
/// <c>y[i, k] = h[i, size(t)-1, k] if not sequences</c>. A string or an array alone holds where it is given and not empty.</para>
/// <para><c>frozen param</c> is a parameter that is not learned. Gradients are derived; there is no place to write one.</para>
/// </remarks>
/// <param name="text">Statements, one a line or separated by semicolons.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class EquationsAttribute([StringSyntax(EquationsAttribute.Syntax)] string text) : Attribute
{
    /// <summary>The name by which editors know the equation language.</summary>
    public const string Syntax = "DeriveGenEquations";

    /// <summary>The name by which editors know a formula in the one variable <c>x</c>.</summary>
    public const string FormulaSyntax = "DeriveGenFormula";

    /// <summary>The equations.</summary>
    public string Text { get; } = text;

    /// <summary>On a network or a block: a name for what its last equation defines, as a layer has one. Null: it goes by its position.</summary>
    public string? Name { get; init; }

    /// <summary>On a network or a block: the named layer that the equations read as <c>x</c>. Null: the layer before.</summary>
    public string? From { get; init; }
}
