namespace DeriveGen;

/// <summary>The mean of each window of height and width.</summary>
/// <remarks>x[i, h, w, c] becomes y[i, u, v, c] with u &lt; (h − window)/stride + 1, v likewise.</remarks>
/// <param name="window">The side of the square window.</param>
/// <param name="stride">The step from one window to the next.</param>
[Equations("""
    input x[i, h, w, c]
    y[i, u:(size(h)-window)/stride+1, v:(size(w)-window)/stride+1, c] = mean(r:window, s:window: x[i, stride*u+r, stride*v+s, c])
    """)]
public sealed class AvgPool2DAttribute(int window, int stride) : LayerAttribute;
