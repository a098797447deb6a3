using System.Globalization;
using DeriveGen.Samples.Datasets;
using DeriveGen.Samples.Networks;

namespace DeriveGen.Samples;

/// <summary>The convolutional network on real digits: learns the first ones of a set and is tested on the last ones.</summary>
public static class MnistDemonstration
{
    /// <summary>The last digits of the set are for the test.</summary>
    public const int TestDigits = 2000;

    private const int Epochs = 8;

    /// <summary>Trains and tests.</summary>
    /// <param name="digits">The set.</param>
    /// <param name="seed">The same seed gives the same run.</param>
    /// <param name="output">Where it is shown.</param>
    /// <returns>The share of the last digits that is read right.</returns>
    /// <exception cref="InvalidDataException">There are too few digits.</exception>
    public static double Run(Dataset digits, int seed, TextWriter output)
    {
        if (digits.Count <= TestDigits)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"There are {digits.Count} digits; the last {TestDigits} are for the test, so more are needed."));
        }

        Dataset training = digits.Part(0, digits.Count - TestDigits), test = digits.Part(digits.Count - TestDigits, TestDigits);
        var network = new MnistNet(seed);
        Line($"MnistNet: {MnistNet.ParameterCount:N0} parameters, {training.Count:N0} digits to learn from, {test.Count:N0} for the test");
        int epoch = 0;
        Experiment.Train(network, training, Epochs, seed, loss => Line($"epoch {++epoch} of {Epochs}  training loss {loss:F4}"));
        double accuracy = Experiment.Accuracy(network, test);
        Line($"MnistNet: test accuracy {100 * accuracy:F2} % of {test.Count} digits");
        return accuracy;

        void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
