using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>
/// Forward equations in index notation. On a class derived from <see cref="LayerAttribute"/>, <see cref="LossAttribute"/>,
/// <see cref="OptimizerAttribute"/> or <see cref="ClipperAttribute"/> they are all that the class consists of; on a network they say
/// what a stack of layers cannot, alone or between layers, in source order.
/// </summary>
/// <remarks>
/// The equations of a layer read its constructor parameters under their exact names, the incoming tensor as <c>x</c>, and earlier named
/// layers' outputs as <c>name[…]</c>. Gradients are derived; there is no place to write one.
/// </remarks>
/// <param name="text">Statements, one a line or separated by semicolons.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class EquationsAttribute([StringSyntax(EquationsAttribute.Syntax)] string text) : Attribute
{
    /// <summary>The name by which editors know the equation language.</summary>
    public const string Syntax = "DeriveGenEquations";

    /// <summary>The name by which editors know a formula in the one variable <c>x</c>.</summary>
    public const string FormulaSyntax = "DeriveGenFormula";

    /// <summary>The equations.</summary>
    public string Text { get; } = text;
}
