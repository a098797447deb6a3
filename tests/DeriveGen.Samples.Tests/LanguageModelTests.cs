using DeriveGen.Samples.Networks;
using DeriveGen.Samples.Text;

namespace DeriveGen.Samples.Tests;

/// <summary>Texts become numbers and back, and the language model learns.</summary>
public sealed class LanguageModelTests
{
    [Fact]
    public void A_text_of_known_characters_comes_back()
    {
        var vocabulary = Vocabulary.Of("hello, world", 128);
        Assert.Equal("hello, world", string.Concat(vocabulary.Encode("hello, world").Select(vocabulary.Decode)));
        Assert.Equal(1, vocabulary.Encode("l")[0]);
    }

    [Fact]
    public void Characters_beyond_the_symbols_are_all_the_unknown_one()
    {
        var vocabulary = Vocabulary.Of("aaaabbbcc\u03b1d", 4);
        Assert.Equal(4, vocabulary.Count);
        Assert.Equal([1, 2, 3, 0, 0, 0], vocabulary.Encode("abcd\u03b1z"));
        Assert.Equal(Vocabulary.Unknown, vocabulary.Decode(0));
        Assert.Equal(Vocabulary.Unknown, vocabulary.Decode(4));
    }

    [Fact]
    public void The_last_tenth_is_kept_apart()
    {
        Corpus corpus = Corpus.Of("text", new string('a', 900) + new string('b', 100), 128, 64);
        Assert.Equal((900, 100), (corpus.Training.Length, corpus.Validation.Length));
        Assert.DoesNotContain(corpus.Vocabulary.Encode("b")[0], corpus.Training);
    }

    [Fact]
    public void The_bigram_entropy_is_that_of_the_pairs()
    {
        // After an a comes a b always; after a b an a or another b, equally often up to the end.
        string text = string.Concat(Enumerable.Repeat("abb", 1000));
        Assert.InRange(Corpus.Of("text", text, 128, 64).BigramEntropy(), (2.0 / 3 * Math.Log(2)) - 1e-3, (2.0 / 3 * Math.Log(2)) + 1e-3);
    }

    [Fact]
    public void A_short_text_is_refused_with_its_length()
    {
        string message = Assert.Throws<InvalidDataException>(() => Corpus.Of("note.txt", "too short", 128, 64)).Message;
        Assert.Contains("note.txt has 9 characters; a text of at least 650", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rate_rises_then_falls()
    {
        float[] rates = [.. Enumerable.Range(0, 200).Select(step => LanguageModel.Rate(step, 200))];
        Assert.Equal(9, Array.IndexOf(rates, rates.Max()));
        Assert.True(rates[0] < rates[5] && rates[150] > rates[199] && rates[199] > 0);
    }

    [Fact]
    public void A_few_steps_lower_the_loss_and_the_same_seed_writes_the_same()
    {
        Corpus corpus = Corpus.Of("README.md", GptDemonstration.Readme(), TinyGpt.Symbols, TinyGpt.Context);
        var model = new LanguageModel(corpus, seed: 3);
        double before = model.ValidationLoss(16);
        for (int step = 0; step < 12; step++)
        {
            model.Train(1e-3f);
        }

        Assert.InRange(model.ValidationLoss(16), 0, before - 0.5);
        string written = model.Write("De", 8, temperature: 0.8, samplingSeed: 5);
        Assert.Equal(10, written.Length);
        Assert.StartsWith("De", written, StringComparison.Ordinal);
        Assert.Equal(written, model.Write("De", 8, temperature: 0.8, samplingSeed: 5));
    }
}
