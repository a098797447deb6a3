using System.Diagnostics.CodeAnalysis;

namespace DeriveGen;

/// <summary>A convolution along the second axis, channels last, then the activation. Outside x there are zeros.</summary>
/// <remarks>
/// x[i, t, c] becomes y[i, u, o] with u &lt; (t + 2 padding − dilation (kernel − 1) − 1)/stride + 1 and o &lt; filters; W[kernel, in, out].
/// </remarks>
/// <param name="filters">The number of channels that come out.</param>
/// <param name="kernel">The length of the window.</param>
/// <param name="stride">The step from one window to the next.</param>
/// <param name="padding">The number of zeros at either end.</param>
/// <param name="dilation">The distance between the numbers that one window reads.</param>
/// <param name="activation">A formula in <c>x</c>; see <see cref="Activation"/>.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
[Equations("""
    input x[i, t, c]
    param W[r:kernel, c, o:filters] ~ he;  param b[o] = 0
    z[i, u:(size(t)+2*padding-dilation*(kernel-1)-1)/stride+1, o] = sum(r, c: x[i, pad(stride*u+dilation*r-padding), c] * W[r, c, o]) + [bias] * b[o]
    y[i, u, o] = activation(z[i, u, o])
    """)]
public sealed class Conv1DAttribute(
    int filters,
    int kernel,
    int stride = 1,
    int padding = 0,
    int dilation = 1,
    [StringSyntax(EquationsAttribute.FormulaSyntax)] string activation = Activation.Identity,
    bool bias = true) : LayerAttribute;
