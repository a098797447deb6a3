using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>A convolution over height and width, channels last, then the activation. Outside x there are zeros.</summary>
/// <remarks>
/// x[i, h, w, c] becomes y[i, u, v, o] with u &lt; (h + 2 padding − dilation (kernel − 1) − 1)/stride + 1, v likewise, and o &lt; filters;
/// W[kernel, kernel, in/groups, out]. With <see cref="Padding.Same"/> u &lt; ⌈h/stride⌉.
/// </remarks>
/// <param name="filters">The number of channels that come out.</param>
/// <param name="kernel">The side of the square window.</param>
/// <param name="stride">The step from one window to the next.</param>
/// <param name="padding">The number of zeros at every side, or <see cref="Padding.Same"/>.</param>
/// <param name="dilation">The distance between the numbers that one window reads.</param>
/// <param name="groups">
/// The number of groups of channels: those that come out of a group read those that go into it alone, and W has as many fewer input channels.
/// It divides both numbers of channels.
/// </param>
/// <param name="activation">A formula in <c>x</c>; see <see cref="Activation"/>.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
[Equations("""
    input x[i, h, w, c]
    fact padding >= -1;  fact size(c) % groups = 0;  fact filters % groups = 0
    zeros(n) = [padding >= 0]*2*padding + [padding = -1]*max((n-1)/stride*stride + dilation*(kernel-1) + 1 - n, 0)
    param W[r:kernel, s:kernel, e:size(c)/groups, o:filters] ~ he;  param b[o] = 0
    z[i, u:(size(h)+zeros(size(h))-dilation*(kernel-1)-1)/stride+1, v:(size(w)+zeros(size(w))-dilation*(kernel-1)-1)/stride+1, o]
        = sum(r, s, e: x[i, pad(stride*u+dilation*r-zeros(size(h))/2), pad(stride*v+dilation*s-zeros(size(w))/2), size(c)/groups*(o/(filters/groups)) + e]
            * W[r, s, e, o])
        + [bias] * b[o]
    y[i, u, v, o] = activation(z[i, u, v, o])
    """)]
public sealed class Conv2DAttribute(
    int filters,
    int kernel,
    int stride = 1,
    int padding = Padding.Valid,
    int dilation = 1,
    int groups = 1,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string activation = Activation.Identity,
    bool bias = true) : LayerAttribute;
