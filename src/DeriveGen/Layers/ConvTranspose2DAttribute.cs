using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>The transpose of a convolution over height and width, channels last, then the activation: each number of x spreads a window.</summary>
/// <remarks>
/// x[i, h, w, c] becomes y[i, u, v, o] with u &lt; stride (h − 1) + dilation (kernel − 1) + 1 − 2 padding + extra, v likewise, and o &lt; filters;
/// W[kernel, kernel, in, out]. With <see cref="Padding.Same"/> u &lt; stride · h.
/// </remarks>
/// <param name="filters">The number of channels that come out.</param>
/// <param name="kernel">The side of the square window.</param>
/// <param name="stride">The step from one window to the next.</param>
/// <param name="padding">What is cut off at every side, or <see cref="Padding.Same"/>.</param>
/// <param name="extra">How many places are added at the end, less than the stride: sizes that a convolution would map to the same one differ by it.</param>
/// <param name="dilation">The distance between the places to which one window spreads.</param>
/// <param name="activation">A formula in <c>x</c>; see <see cref="Activation"/>.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
[Equations("""
    input x[i, h, w, c]
    fact padding >= -1;  fact extra >= 0;  fact extra = 0 or extra < max(stride, dilation)
    reach(n) = stride*(n-1) + dilation*(kernel-1) + 1
    cut(n) = [padding >= 0]*2*padding + [padding = -1]*max(reach(n) - stride*n, 0)
    length(n) = [padding >= 0]*(reach(n) - 2*padding) + [padding = -1]*stride*n + extra
    param W[r:kernel, s:kernel, c, o:filters] ~ he;  param b[o] = 0
    z[i, u:length(size(h)), v:length(size(w)), o]
        = sum(h, w, r, s, c: [stride*h + dilation*r - cut(size(h))/2 = u and stride*w + dilation*s - cut(size(w))/2 = v] * x[i, h, w, c] * W[r, s, c, o])
        + [bias] * b[o]
    y[i, u, v, o] = activation(z[i, u, v, o])
    """)]
public sealed class ConvTranspose2DAttribute(
    int filters,
    int kernel,
    int stride = 1,
    int padding = Padding.Valid,
    int extra = 0,
    int dilation = 1,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string activation = Activation.Identity,
    bool bias = true) : LayerAttribute;
