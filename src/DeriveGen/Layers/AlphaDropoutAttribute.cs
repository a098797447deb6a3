namespace DeriveGen;

/// <summary>
/// Dropout for <see cref="Activation.Selu"/>: while training each number is replaced by the activation's lowest value with a probability, then all are
/// scaled and moved so that mean and variance stay (Klambauer and others, "Self-normalizing neural networks", 2017); in Predict and Loss nothing
/// is. What is replaced is a function of the seed and the step.
/// </summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="rate">The probability with which a number is replaced, at least 0 and less than 1.</param>
[Equations("""
    fact 0 <= rate < 1
    scale(r) = ((1 - r) * (1 + r * 1.7580993408473766^2))^(-0.5)
    random u[...]
    y[...] = training * scale(rate) * ([u[...] >= rate] * x[...] - 1.7580993408473766 * ([u[...] < rate] - rate)) + (1-training) * x[...]
    """)]
public sealed class AlphaDropoutAttribute(double rate) : LayerAttribute;
