namespace DeriveGen;

/// <summary>The largest number of each window of height and width. Of equal numbers the first counts.</summary>
/// <remarks>x[i, h, w, c] becomes y[i, u, v, c] with u &lt; (h + 2 padding − window)/stride + 1, v likewise. With <see cref="Padding.Same"/> u &lt; ⌈h/stride⌉.</remarks>
/// <param name="window">The side of the square window.</param>
/// <param name="stride">The step from one window to the next.</param>
/// <param name="padding">The number of places at every side that windows may reach beyond x, at most half the window, or <see cref="Padding.Same"/>. Nothing stands there.</param>
[Equations("""
    input x[i, h, w, c]
    fact padding >= -1;  fact 2*padding <= window
    zeros(n) = [padding >= 0]*2*padding + [padding = -1]*max((n-1)/stride*stride + window - n, 0)
    y[i, u:(size(h)+zeros(size(h))-window)/stride+1, v:(size(w)+zeros(size(w))-window)/stride+1, c]
        = max(r:window, s:window: x[i, pad(stride*u+r-zeros(size(h))/2), pad(stride*v+s-zeros(size(w))/2), c])
    """)]
public sealed class MaxPool2DAttribute(int window, int stride, int padding = Padding.Valid) : LayerAttribute;
