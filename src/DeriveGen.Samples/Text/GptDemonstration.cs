using System.Globalization;
using System.Reflection;

namespace DeriveGen.Samples.Text;

/// <summary>The language-model demonstration: learns from a text, shows how far it has come, and writes.</summary>
public static class GptDemonstration
{
    /// <summary>The steps on the project's own README.</summary>
    public const int StepsOnReadme = 400;

    /// <summary>The steps on a file, where no other number is given.</summary>
    public const int StepsOnFile = 3000;

    private const int Reports = 15;
    private const int WindowsOfAReport = 64;
    private const int WrittenCharacters = 400;
    private const double Temperature = 0.8;

    /// <summary>The project's README, which travels as a resource.</summary>
    public static string Readme()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("README.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Trains on a text and writes to the output.</summary>
    /// <param name="name">Where the text comes from.</param>
    /// <param name="text">The text.</param>
    /// <param name="steps">The number of steps, at least 1.</param>
    /// <param name="seed">The same seed gives the same run.</param>
    /// <param name="output">Where it is shown.</param>
    /// <returns>The loss on the whole validation text, in nats per character.</returns>
    /// <exception cref="InvalidDataException">The text is too short.</exception>
    public static double Run(string name, string text, int steps, int seed, TextWriter output)
    {
        Corpus corpus = Corpus.Of(name, text, Networks.TinyGpt.Symbols, Networks.TinyGpt.Context);
        var model = new LanguageModel(corpus, seed);
        Line($"{name}: {corpus.Training.Length + corpus.Validation.Length:N0} characters, {corpus.Vocabulary.Count} symbols; the last {corpus.Validation.Length:N0} are for validation");
        Line($"{LanguageModel.ParameterCount:N0} parameters, {steps:N0} steps; losses in nats per character; the text's bigram entropy is {corpus.BigramEntropy():F3}");
        double sum = 0;
        int since = 0;
        for (int step = 0; step < steps; step++)
        {
            sum += model.Train(LanguageModel.Rate(step, steps));
            since++;
            if ((step + 1) * Reports / steps > step * Reports / steps)
            {
                Line($"step {step + 1,6:N0}  training {sum / since:F3}  validation {model.ValidationLoss(WindowsOfAReport):F3}");
                (sum, since) = (0, 0);
            }
        }

        double loss = model.ValidationLoss();
        Line($"validation loss {loss:F3}, bigram entropy {corpus.BigramEntropy():F3}");
        Line($"\nwritten at temperature {Temperature:F1}:");
        output.WriteLine(model.Write("\n", WrittenCharacters, Temperature, seed).TrimStart());
        return loss;

        void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
