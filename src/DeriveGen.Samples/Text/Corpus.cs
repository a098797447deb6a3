using System.Globalization;

namespace DeriveGen.Samples.Text;

/// <summary>A text in numbers: what a model learns from, and the last tenth, which it never sees while it learns.</summary>
/// <param name="Vocabulary">The characters.</param>
/// <param name="Training">The first nine tenths.</param>
/// <param name="Validation">The last tenth.</param>
public sealed record Corpus(Vocabulary Vocabulary, int[] Training, int[] Validation)
{
    private const int ValidationShare = 10;

    /// <summary>Makes a corpus of a text. Ends of lines become line feeds.</summary>
    /// <param name="name">Where the text comes from, for messages.</param>
    /// <param name="text">The text.</param>
    /// <param name="symbols">The number of a model's symbols.</param>
    /// <param name="context">The characters that a model sees at once.</param>
    /// <exception cref="InvalidDataException">Its last tenth is shorter than one context and the character behind it.</exception>
    public static Corpus Of(string name, string text, int symbols, int context)
    {
        text = text.ReplaceLineEndings("\n");
        int fewest = (context + 1) * ValidationShare;
        if (text.Length < fewest)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{name} has {text.Length} characters; a text of at least {fewest} is needed, since a tenth of it is kept for validation."));
        }

        var vocabulary = Vocabulary.Of(text, symbols);
        int[] numbers = vocabulary.Encode(text);
        int training = numbers.Length - (numbers.Length / ValidationShare);
        return new(vocabulary, numbers[..training], numbers[training..]);
    }

    /// <summary>
    /// The entropy of a character given the one before it, in nats, by their counts in the whole text: what a table of pairs that knows the
    /// text would lose per character.
    /// </summary>
    public double BigramEntropy()
    {
        int[] all = [.. Training, .. Validation];
        long[,] counts = new long[Vocabulary.Count, Vocabulary.Count];
        long[] before = new long[Vocabulary.Count];
        for (int at = 1; at < all.Length; at++)
        {
            counts[all[at - 1], all[at]]++;
            before[all[at - 1]]++;
        }

        double entropy = 0;
        for (int first = 0; first < Vocabulary.Count; first++)
        {
            for (int second = 0; second < Vocabulary.Count; second++)
            {
                long count = counts[first, second];
                entropy -= count == 0 ? 0 : count * Math.Log((double)count / before[first]);
            }
        }

        return entropy / (all.Length - 1);
    }
}
