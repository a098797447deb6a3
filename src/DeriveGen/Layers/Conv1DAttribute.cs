using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>A convolution along the second axis, channels last, then the activation. Outside x there are zeros.</summary>
/// <remarks>
/// x[i, t, c] becomes y[i, u, o] with u &lt; (t + 2 padding − dilation (kernel − 1) − 1)/stride + 1 and o &lt; filters; W[kernel, in/groups, out].
/// With <see cref="Padding.Same"/> or <see cref="Padding.Causal"/> u &lt; ⌈t/stride⌉.
/// </remarks>
/// <param name="filters">The number of channels that come out.</param>
/// <param name="kernel">The length of the window.</param>
/// <param name="stride">The step from one window to the next.</param>
/// <param name="padding">The number of zeros at either end, or one of <see cref="Padding"/>.</param>
/// <param name="dilation">The distance between the numbers that one window reads.</param>
/// <param name="groups">
/// The number of groups of channels: those that come out of a group read those that go into it alone, and W has as many fewer input channels.
/// It divides both numbers of channels.
/// </param>
/// <param name="activation">A formula in <c>x</c>; see <see cref="Activation"/>.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
[Equations("""
    input x[i, t, c]
    fact padding >= -2;  fact size(c) % groups = 0;  fact filters % groups = 0
    zeros(n) = [padding >= 0]*2*padding + [padding = -1]*max((n-1)/stride*stride + dilation*(kernel-1) + 1 - n, 0) + [padding = -2]*dilation*(kernel-1)
    before(n) = zeros(n)/([padding = -2] + 2*[padding >= -1])
    param W[r:kernel, e:size(c)/groups, o:filters] ~ he;  param b[o] = 0
    z[i, u:(size(t)+zeros(size(t))-dilation*(kernel-1)-1)/stride+1, o]
        = sum(r, e: x[i, pad(stride*u+dilation*r-before(size(t))), size(c)/groups*(o/(filters/groups)) + e] * W[r, e, o]) + [bias] * b[o]
    y[i, u, o] = activation(z[i, u, o])
    """)]
public sealed class Conv1DAttribute(
    int filters,
    int kernel,
    int stride = 1,
    int padding = Padding.Valid,
    int dilation = 1,
    int groups = 1,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string activation = Activation.Identity,
    bool bias = true) : LayerAttribute;
