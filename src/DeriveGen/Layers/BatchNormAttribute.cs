namespace DeriveGen;

/// <summary>
/// Each channel moved to mean 0 and scaled to variance 1, then scaled and moved as learned (Ioffe and Szegedy, "Batch normalization", 2015):
/// by the numbers of the batch while training, by their running averages in Predict and Loss.
/// </summary>
/// <remarks>x[…, c] becomes y[…, c] = γ[c] (x − μ)/√(σ² + ε) + β[c]; means run over all axes but the last; the variances are the biased ones.</remarks>
/// <param name="momentum">The part of the batch's numbers in each new running average.</param>
/// <param name="epsilon">Added to the variance.</param>
[Equations("""
    fact 0 <= momentum <= 1;  fact epsilon >= 0
    param gamma[c] = 1;  param beta[c] = 0;  state runningMean[c] = 0;  state runningVar[c] = 1
    m[c] = mean(...: x[..., c]);  q[c] = mean(...: (x[..., c] - m[c])^2)
    mu[c] = training*m[c] + (1-training)*runningMean[c];  s2[c] = training*q[c] + (1-training)*runningVar[c]
    y[..., c] = gamma[c] * (x[..., c] - mu[c]) / sqrt(s2[c] + epsilon) + beta[c]
    runningMean'[c] = (1-momentum)*runningMean[c] + momentum*m[c];  runningVar'[c] = (1-momentum)*runningVar[c] + momentum*q[c]
    """)]
public sealed class BatchNormAttribute(double momentum = 0.1, double epsilon = 1e-5) : LayerAttribute;
