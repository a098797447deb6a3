using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>The transpose of a convolution over height and width, channels last, then the activation: each number of x spreads a window.</summary>
/// <remarks>x[i, h, w, c] becomes y[i, u, v, o] with u &lt; stride (h − 1) + kernel − 2 padding, v likewise, and o &lt; filters; W[kernel, kernel, in, out].</remarks>
/// <param name="filters">The number of channels that come out.</param>
/// <param name="kernel">The side of the square window.</param>
/// <param name="stride">The step from one window to the next.</param>
/// <param name="padding">What is cut off at every side.</param>
/// <param name="activation">A formula in <c>x</c>; see <see cref="Activation"/>.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
[Equations("""
    input x[i, h, w, c]
    param W[r:kernel, s:kernel, c, o:filters] ~ he;  param b[o] = 0
    z[i, u:stride*(size(h)-1)+kernel-2*padding, v:stride*(size(w)-1)+kernel-2*padding, o]
        = sum(h, w, r, s, c: [stride*h + r - padding = u and stride*w + s - padding = v] * x[i, h, w, c] * W[r, s, c, o]) + [bias] * b[o]
    y[i, u, v, o] = activation(z[i, u, v, o])
    """)]
public sealed class ConvTranspose2DAttribute(
    int filters,
    int kernel,
    int stride = 1,
    int padding = 0,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string activation = Activation.Identity,
    bool bias = true) : LayerAttribute;
