using System.Globalization;
using Spectre.Console;

namespace DeriveGen.Samples.Terminal;

/// <summary>Shows a sample: its formulas, its gradient check, its training and the table at the end.</summary>
public sealed class Report(IAnsiConsole console)
{
    /// <summary>Runs one sample and shows what happens.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="seed">The seed of its parameters and of the order of examples.</param>
    public Outcome Run(Sample sample, int seed)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold]{Markup.Escape(sample.Number)}[/]  {Markup.Escape(sample.Title)}").LeftJustified());
        console.WriteLine(DerivationPage.Formulas(sample.Network));
        INetwork<float> network = sample.Create(seed);
        double check = sample.Check(network, sample.Data);
        console.WriteLine($"{sample.Number}: gradient check {Scientific(check)}");
        float before = Experiment.Loss(network, sample.Data);
        List<double> losses = Train(sample, network, seed);
        console.WriteLine(LossChart.Draw(losses));
        float after = Experiment.Loss(network, sample.Data);
        double accuracy = Experiment.Accuracy(network, sample.Data);
        return new(sample, network, check, before, after, accuracy, Experiment.BytesPerStep(network, sample.Data));
    }

    /// <summary>The table of all samples.</summary>
    public void Summarize(IEnumerable<Outcome> outcomes)
    {
        Table table = new Table().AddColumns("network", "parameters", "gradient check", "loss before", "loss after", "accuracy", "bytes per step");
        foreach (Outcome outcome in outcomes)
        {
            table.AddRow(
                outcome.Sample.Number,
                outcome.Network.ParameterCount.ToString("N0", CultureInfo.InvariantCulture),
                Scientific(outcome.GradientCheck),
                outcome.LossBefore.ToString("F4", CultureInfo.InvariantCulture),
                outcome.LossAfter.ToString("F4", CultureInfo.InvariantCulture),
                outcome.Accuracy.ToString("P1", CultureInfo.InvariantCulture),
                outcome.BytesPerStep.ToString("0.##", CultureInfo.InvariantCulture));
        }

        console.WriteLine();
        console.Write(table);
    }

    /// <summary>Trains with a progress bar.</summary>
    /// <returns>The loss of each epoch.</returns>
    private List<double> Train(Sample sample, INetwork<float> network, int seed)
    {
        var losses = new List<double>();
        console.Progress().AutoClear(false).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask($"{sample.Number} learns {sample.Data.Name}", maxValue: sample.Epochs);
            Experiment.Train(network, sample.Data, sample.Epochs, seed, loss =>
            {
                losses.Add(loss);
                task.Increment(1);
            });
        });
        return losses;
    }

    /// <summary>A small number as 3.1e-7.</summary>
    private static string Scientific(double value)
    {
        string text = value.ToString("0.0e+0", CultureInfo.InvariantCulture);
        return text.Replace("e+", "e", StringComparison.Ordinal);
    }
}
