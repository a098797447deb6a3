namespace DeriveGen.Samples.Networks;

/// <summary>A wave from one number: small enough that Newton's method fits it, which asks for the curvature of the loss.</summary>
[Network(BatchSize = 256, SecondOrder = true)]
[Input(1)]
[Dense(8, Activation.Tanh)]
[Dense(1)]
[HalfSquaredError]
[Sgd]
public sealed partial class Wave;
