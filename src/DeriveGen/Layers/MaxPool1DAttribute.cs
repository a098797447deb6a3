namespace DeriveGen;

/// <summary>The largest number of each window along the second axis. Of equal numbers the first counts.</summary>
/// <remarks>x[i, t, c] becomes y[i, u, c] with u &lt; (t − window)/stride + 1.</remarks>
/// <param name="window">The length of the window.</param>
/// <param name="stride">The step from one window to the next.</param>
[Equations("""
    input x[i, t, c]
    y[i, u:(size(t)-window)/stride+1, c] = max(r:window: x[i, stride*u+r, c])
    """)]
public sealed class MaxPool1DAttribute(int window, int stride) : LayerAttribute;
