using System.Globalization;
using System.Text;
using DeriveGen.Samples;
using DeriveGen.Samples.Datasets;
using DeriveGen.Samples.Networks;
using DeriveGen.Samples.Terminal;
using DeriveGen.Samples.Text;
using Spectre.Console;

// Without an argument every sample runs in order, on data that it makes itself. The others learn from files.
const int Seed = 7;
const int WidestTable = 110;
const int BadInput = 2;
Console.OutputEncoding = Encoding.UTF8;
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, WidestTable);
var report = new Report(AnsiConsole.Console);
try
{
    switch (args)
    {
        case []:
            report.Summarize(SampleTable.All.Select(sample => report.Run(sample, Seed)).ToList());
            Console.WriteLine(Curvature.Compare(Seed));
            return 0;
        case ["digits", string folder]:
            Digits(folder);
            return 0;
        case ["mnist", string folder]:
            MnistDemonstration.Run(Mnist.Read(folder, "t10k"), Seed, Console.Out);
            return 0;
        case ["gpt"]:
            GptDemonstration.Run("README.md", GptDemonstration.Readme(), GptDemonstration.StepsOnReadme, Seed, Console.Out);
            return 0;
        case ["gpt", string file]:
            GptDemonstration.Run(file, File.ReadAllText(file), GptDemonstration.StepsOnFile, Seed, Console.Out);
            return 0;
        case ["gpt", string file, string count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps > 0:
            GptDemonstration.Run(file, File.ReadAllText(file), steps, Seed, Console.Out);
            return 0;
        default:
            Console.Error.WriteLine("""
                Usage: DeriveGen.Samples                    trains every sample network
                       DeriveGen.Samples digits DIR         trains DigitsNet on DIR/optdigits.tra and tests it on DIR/optdigits.tes
                       DeriveGen.Samples mnist DIR          trains MnistNet on the first digits of DIR/t10k-*-ubyte[.gz] and tests it on the last 2 000
                       DeriveGen.Samples gpt [FILE [STEPS]] trains TinyGpt on a text, by default the README, and lets it write
                """);
            return BadInput;
    }
}
catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return BadInput;
}

void Digits(string folder)
{
    Dataset training = OptDigits.Read(Path.Combine(folder, "optdigits.tra"));
    Dataset test = OptDigits.Read(Path.Combine(folder, "optdigits.tes"));
    Sample sample = SampleTable.All.First(row => row.Network == nameof(DigitsNet)) with { Data = training };
    Outcome outcome = report.Run(sample, Seed);
    double accuracy = Experiment.Accuracy(outcome.Network, test);
    report.Summarize([outcome]);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DigitsNet: test accuracy {100 * accuracy:F2} % of {test.Count} digits"));
}
