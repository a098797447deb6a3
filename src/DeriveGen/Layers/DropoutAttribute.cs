namespace DeriveGen;

/// <summary>
/// While training each number is 0 with a probability, the others are scaled so that the mean stays; in Predict and Loss nothing is dropped
/// (Srivastava and others, "Dropout", 2014). What is dropped is a function of the seed and of how many calls of
/// Train and Gradient there were: each drops others.
/// </summary>
/// <remarks>y has the shape of x.</remarks>
/// <param name="rate">The probability with which a number is dropped, at least 0 and less than 1.</param>
[Equations("""
    fact 0 <= rate < 1
    random u[...]
    y[...] = training * x[...] * [u[...] >= rate] / (1-rate) + (1-training) * x[...]
    """)]
public sealed class DropoutAttribute(double rate) : LayerAttribute;
