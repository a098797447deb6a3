using System.Globalization;
using System.Text;
using DeriveGen.Samples;
using DeriveGen.Samples.Datasets;
using DeriveGen.Samples.Networks;
using DeriveGen.Samples.Terminal;
using Spectre.Console;

// Without an argument every sample runs in order, on data that it makes itself. `digits DIR` trains on real digits.
const int Seed = 7;
const int WidestTable = 110;
Console.OutputEncoding = Encoding.UTF8;
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, WidestTable);
var report = new Report(AnsiConsole.Console);
switch (args)
{
    case []:
        report.Summarize(SampleTable.All.Select(sample => report.Run(sample, Seed)).ToList());
        Console.WriteLine(Curvature.Compare(Seed));
        return 0;
    case ["digits", string folder]:
        return Digits(folder);
    default:
        Console.Error.WriteLine("Usage: DeriveGen.Samples             trains every sample network");
        Console.Error.WriteLine("       DeriveGen.Samples digits DIR  trains DigitsNet on DIR/optdigits.tra and tests it on DIR/optdigits.tes");
        return 2;
}

int Digits(string folder)
{
    try
    {
        Dataset training = OptDigits.Read(Path.Combine(folder, "optdigits.tra"));
        Dataset test = OptDigits.Read(Path.Combine(folder, "optdigits.tes"));
        Sample sample = SampleTable.All.First(row => row.Network == nameof(DigitsNet)) with { Data = training };
        Outcome outcome = report.Run(sample, Seed);
        double accuracy = Experiment.Accuracy(outcome.Network, test);
        report.Summarize([outcome]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DigitsNet: test accuracy {100 * accuracy:F2} % of {test.Count} digits"));
        return 0;
    }
    catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(exception.Message);
        return 2;
    }
}
