namespace DeriveGen;

/// <summary>
/// Each number divided by a power of the mean square of the channels around its own (Krizhevsky, Sutskever and Hinton, "ImageNet classification with
/// deep convolutional neural networks", 2012). Beyond the first and the last channel there are zeros.
/// </summary>
/// <remarks>x[…, c], channels last, becomes y of the same shape: y = x/(offset + α mean x²)^β, the mean over channels c − window/2 to c + (window − 1)/2.</remarks>
/// <param name="window">The number of channels of a mean.</param>
/// <param name="alpha">The factor of the mean square.</param>
/// <param name="beta">The exponent.</param>
/// <param name="offset">Added to the mean square times α.</param>
[Equations("""
    d[..., c] = offset + alpha * mean(r:window: x[..., pad(c + r - window/2)]^2)
    y[..., c] = x[..., c] / d[..., c]^beta
    """)]
public sealed class LocalResponseNormAttribute(int window, double alpha = 1e-4, double beta = 0.75, double offset = 1) : LayerAttribute;
