using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>A convolution of each channel with windows of its own, over height and width, then the activation. Outside x there are zeros.</summary>
/// <remarks>
/// x[i, h, w, c] becomes y[i, u, v, o] with u &lt; (h + 2 padding − dilation (kernel − 1) − 1)/stride + 1, v likewise, and o &lt; multiplier · c:
/// channel o reads channel o/multiplier; W[kernel, kernel, out]. With <see cref="Padding.Same"/> u &lt; ⌈h/stride⌉.
/// </remarks>
/// <param name="kernel">The side of the square window.</param>
/// <param name="stride">The step from one window to the next.</param>
/// <param name="padding">The number of zeros at every side, or <see cref="Padding.Same"/>.</param>
/// <param name="dilation">The distance between the numbers that one window reads.</param>
/// <param name="multiplier">How many channels come out of each.</param>
/// <param name="activation">A formula in <c>x</c>; see <see cref="Activation"/>.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
[Equations("""
    input x[i, h, w, c]
    fact padding >= -1
    zeros(n) = [padding >= 0]*2*padding + [padding = -1]*max((n-1)/stride*stride + dilation*(kernel-1) + 1 - n, 0)
    param W[r:kernel, s:kernel, o:multiplier*size(c)] ~ normal(1/kernel);  param b[o] = 0
    z[i, u:(size(h)+zeros(size(h))-dilation*(kernel-1)-1)/stride+1, v:(size(w)+zeros(size(w))-dilation*(kernel-1)-1)/stride+1, o]
        = sum(r, s: x[i, pad(stride*u+dilation*r-zeros(size(h))/2), pad(stride*v+dilation*s-zeros(size(w))/2), o/multiplier] * W[r, s, o]) + [bias] * b[o]
    y[i, u, v, o] = activation(z[i, u, v, o])
    """)]
public sealed class DepthwiseConv2DAttribute(
    int kernel,
    int stride = 1,
    int padding = Padding.Valid,
    int dilation = 1,
    int multiplier = 1,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string activation = Activation.Identity,
    bool bias = true) : LayerAttribute;
