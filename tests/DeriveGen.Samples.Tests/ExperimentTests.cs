using DeriveGen.Samples.Datasets;
using DeriveGen.Samples.Networks;
using DeriveGen.Samples.Terminal;
using DeriveGen.Testing;

namespace DeriveGen.Samples.Tests;

/// <summary>The samples do what they show.</summary>
public sealed class ExperimentTests
{
    public static TheoryData<string> Names => [.. SampleTable.All.Select(sample => sample.Number)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_differences(string number)
    {
        Sample sample = SampleTable.All.First(row => row.Number == number);

        Assert.InRange(sample.Check(sample.Create(3), sample.Data), 0, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_few_epochs_lower_the_loss_and_allocate_nothing(string number)
    {
        Sample sample = SampleTable.All.First(row => row.Number == number);
        INetwork<float> network = sample.Create(3);
        float before = Experiment.Loss(network, sample.Data);

        Experiment.Train(network, sample.Data, epochs: 5, seed: 3, _ => { });

        Assert.InRange(Experiment.Loss(network, sample.Data), 0, before);
        Assert.Equal(0, Experiment.BytesPerStep(network, sample.Data));
    }

    [RealDataFact]
    public void Real_digits_are_read_with_at_least_95_percent()
    {
        Dataset training = OptDigits.Read(Path.Combine(Repository.Data!, "optdigits.tra"));
        Dataset test = OptDigits.Read(Path.Combine(Repository.Data!, "optdigits.tes"));
        var network = new DigitsNet(seed: 7);

        Experiment.Train(network, training, epochs: 30, seed: 7, _ => { });

        Assert.InRange(Experiment.Accuracy(network, test), 0.95, 1);
    }

    [Theory]
    [InlineData("1,2,3\n")]
    [InlineData("header\n")]
    public void A_file_that_holds_something_else_is_refused_with_its_place(string text)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        try
        {
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => OptDigits.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_chart_is_as_wide_and_high_as_asked() =>
        Assert.Equal(7, LossChart.Draw([4, 3, 2, 1], width: 4, height: 6).Split('\n').Length);
}
