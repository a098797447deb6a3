namespace DeriveGen;

/// <summary>The mean of each window along the second axis.</summary>
/// <remarks>x[i, t, c] becomes y[i, u, c] with u &lt; (t − window)/stride + 1.</remarks>
/// <param name="window">The length of the window.</param>
/// <param name="stride">The step from one window to the next.</param>
[Equations("""
    input x[i, t, c]
    y[i, u:(size(t)-window)/stride+1, c] = mean(r:window: x[i, stride*u+r, c])
    """)]
public sealed class AvgPool1DAttribute(int window, int stride) : LayerAttribute;
