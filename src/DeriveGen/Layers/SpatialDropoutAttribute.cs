namespace DeriveGen;

/// <summary>
/// Dropout of whole channels: while training each channel of an example is 0 with a probability, the others are scaled so that the mean stays;
/// in Predict and Loss nothing is dropped (Tompson and others, "Efficient object localization using convolutional networks", 2015).
/// </summary>
/// <remarks>x[i, s…, c], channels last, becomes y of the same shape.</remarks>
/// <param name="rate">The probability with which a channel is dropped, at least 0 and less than 1.</param>
[Equations("""
    input x[i, s..., c]
    fact 0 <= rate < 1
    random u[i, c]
    y[i, s..., c] = training * x[i, s..., c] * [u[i, c] >= rate] / (1-rate) + (1-training) * x[i, s..., c]
    """)]
public sealed class SpatialDropoutAttribute(double rate) : LayerAttribute;
