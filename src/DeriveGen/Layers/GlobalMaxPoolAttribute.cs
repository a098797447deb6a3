namespace DeriveGen;

/// <summary>The largest number of each channel, over all axes between the examples' and the last. Of equal numbers the first counts.</summary>
/// <remarks>x[i, s…, c] becomes y[i, c].</remarks>
[Equations("""
    y[i, c] = max(s...: x[i, s..., c])
    """)]
public sealed class GlobalMaxPoolAttribute : LayerAttribute;
