using DeriveGen.Samples.Datasets;

namespace DeriveGen.Samples;

/// <summary>A network, the data it learns, and how its gradients are checked.</summary>
/// <param name="Number">What it is called in the output: the number of its seed, or its name.</param>
/// <param name="Network">The name of the class, under which its derivation page is found.</param>
/// <param name="Title">What it shows, in a line.</param>
/// <param name="Create">Makes the network from a seed.</param>
/// <param name="Data">The examples to train on.</param>
/// <param name="Check">The gradient check on the first examples of the data.</param>
/// <param name="Epochs">How often training goes through the data.</param>
public sealed record Sample(
    string Number,
    string Network,
    string Title,
    Func<int, INetwork<float>> Create,
    Dataset Data,
    Func<INetwork<float>, Dataset, double> Check,
    int Epochs);

/// <summary>What came of a sample.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Network">The trained network.</param>
/// <param name="GradientCheck">The worst relative error of an adjoint against differences in double precision.</param>
/// <param name="LossBefore">The mean loss before training.</param>
/// <param name="LossAfter">The mean loss after training.</param>
/// <param name="Accuracy">The share of examples predicted right, for a regression the share of the variance explained.</param>
/// <param name="BytesPerStep">Managed bytes allocated by a call of Train.</param>
public sealed record Outcome(Sample Sample, INetwork<float> Network, double GradientCheck, float LossBefore, float LossAfter, double Accuracy, double BytesPerStep);
