using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>The transpose of a convolution along the second axis, channels last, then the activation: each number of x spreads a window.</summary>
/// <remarks>
/// x[i, t, c] becomes y[i, u, o] with u &lt; stride (t − 1) + dilation (kernel − 1) + 1 − 2 padding + extra and o &lt; filters;
/// W[kernel, in, out]. With <see cref="Padding.Same"/> u &lt; stride · t.
/// </remarks>
/// <param name="filters">The number of channels that come out.</param>
/// <param name="kernel">The length of the window.</param>
/// <param name="stride">The step from one window to the next.</param>
/// <param name="padding">What is cut off at either end, or <see cref="Padding.Same"/>.</param>
/// <param name="extra">How many places are added at the end, less than the stride: sizes that a convolution would map to the same one differ by it.</param>
/// <param name="dilation">The distance between the places to which one window spreads.</param>
/// <param name="activation">A formula in <c>x</c>; see <see cref="Activation"/>.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
[Equations("""
    input x[i, t, c]
    fact padding >= -1;  fact extra >= 0;  fact extra = 0 or extra < max(stride, dilation)
    reach(n) = stride*(n-1) + dilation*(kernel-1) + 1
    cut(n) = [padding >= 0]*2*padding + [padding = -1]*max(reach(n) - stride*n, 0)
    length(n) = [padding >= 0]*(reach(n) - 2*padding) + [padding = -1]*stride*n + extra
    param W[r:kernel, c, o:filters] ~ he;  param b[o] = 0
    z[i, u:length(size(t)), o] = sum(t, r, c: [stride*t + dilation*r - cut(size(t))/2 = u] * x[i, t, c] * W[r, c, o]) + [bias] * b[o]
    y[i, u, o] = activation(z[i, u, o])
    """)]
public sealed class ConvTranspose1DAttribute(
    int filters,
    int kernel,
    int stride = 1,
    int padding = Padding.Valid,
    int extra = 0,
    int dilation = 1,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string activation = Activation.Identity,
    bool bias = true) : LayerAttribute;
