using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>A fully connected layer over the last axis: <c>z = x W + b</c>, then the activation.</summary>
/// <remarks>x[…, j] becomes y[…, k] with k &lt; units; W[j, k] is declared n_in × n_out.</remarks>
/// <param name="units">The number of outputs, the extent of the last axis of <c>z</c> and <c>y</c>.</param>
/// <param name="activation">A formula in <c>x</c>; see <see cref="Activation"/>.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
[Equations("""
    param W[j, k:units] ~ glorot;  param b[k] = 0
    z[..., k] = x[..., j] * W[j, k] + [bias] * b[k]
    y[..., k] = activation(z[..., k])
    """)]
public sealed class DenseAttribute(
    int units,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string activation = Activation.Identity,
    bool bias = true) : LayerAttribute;
