using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>An activation as a layer of its own.</summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="activation">A formula in <c>x</c>; see <see cref="Activation"/>.</param>
[Equations("""
    y[..., k] = activation(x[..., k])
    """)]
public sealed class ActivateAttribute([StringSyntax(EquationsAttribute.FormulaSyntax)] string activation) : LayerAttribute;
