using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>A convolution of each channel with a window of its own, over height and width, then the activation. Outside x there are zeros.</summary>
/// <remarks>x[i, h, w, c] becomes y[i, u, v, c] with u &lt; (h + 2 padding − kernel)/stride + 1, v likewise; W[kernel, kernel, c].</remarks>
/// <param name="kernel">The side of the square window.</param>
/// <param name="stride">The step from one window to the next.</param>
/// <param name="padding">The number of zeros at every side.</param>
/// <param name="activation">A formula in <c>x</c>; see <see cref="Activation"/>.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
[Equations("""
    input x[i, h, w, c]
    param W[r:kernel, s:kernel, c] ~ normal(1/kernel);  param b[c] = 0
    z[i, u:(size(h)+2*padding-kernel)/stride+1, v:(size(w)+2*padding-kernel)/stride+1, c]
        = sum(r, s: x[i, pad(stride*u+r-padding), pad(stride*v+s-padding), c] * W[r, s, c]) + [bias] * b[c]
    y[i, u, v, c] = activation(z[i, u, v, c])
    """)]
public sealed class DepthwiseConv2DAttribute(
    int kernel,
    int stride = 1,
    int padding = 0,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string activation = Activation.Identity,
    bool bias = true) : LayerAttribute;
