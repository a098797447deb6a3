namespace DeriveGen;

/// <summary>The mean of each channel, over all axes between the examples' and the last.</summary>
/// <remarks>x[i, s…, c] becomes y[i, c].</remarks>
[Equations("""
    y[i, c] = mean(s...: x[i, s..., c])
    """)]
public sealed class GlobalAvgPoolAttribute : LayerAttribute;
