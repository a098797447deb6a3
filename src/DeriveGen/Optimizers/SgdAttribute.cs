namespace DeriveGen;

/// <summary>Stochastic gradient descent, without momentum.</summary>
/// <param name="rate">The learning rate where a call gives none.</param>
[Equations("fact rate >= 0;  p' = p - rate * g")]
public sealed class SgdAttribute(double rate = 0.01) : OptimizerAttribute;
