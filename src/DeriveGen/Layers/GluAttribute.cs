namespace DeriveGen;

/// <summary>The first half of the last axis times the sigmoid of the second (Dauphin and others, "Language modeling with gated convolutional networks", 2017).</summary>
/// <remarks>x[…, k], an even number of them, becomes y[…, k] with half as many.</remarks>
[Equations("""
    fact size(x, -1) % 2 = 0
    y[..., k:size(x,-1)/2] = x[..., k] * sigmoid(x[..., k + size(x,-1)/2])
    """)]
public sealed class GluAttribute : LayerAttribute;
