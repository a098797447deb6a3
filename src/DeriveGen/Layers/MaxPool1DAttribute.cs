namespace DeriveGen;

/// <summary>The largest number of each window along the second axis. Of equal numbers the first counts.</summary>
/// <remarks>x[i, t, c] becomes y[i, u, c] with u &lt; (t + 2 padding − window)/stride + 1. With <see cref="Padding.Same"/> u &lt; ⌈t/stride⌉.</remarks>
/// <param name="window">The length of the window.</param>
/// <param name="stride">The step from one window to the next.</param>
/// <param name="padding">The number of places at either end that windows may reach beyond x, at most half the window, or <see cref="Padding.Same"/>. Nothing stands there.</param>
[Equations("""
    input x[i, t, c]
    fact padding >= -1;  fact 2*padding <= window
    zeros(n) = [padding >= 0]*2*padding + [padding = -1]*max((n-1)/stride*stride + window - n, 0)
    y[i, u:(size(t)+zeros(size(t))-window)/stride+1, c] = max(r:window: x[i, pad(stride*u+r-zeros(size(t))/2), c])
    """)]
public sealed class MaxPool1DAttribute(int window, int stride, int padding = Padding.Valid) : LayerAttribute;
