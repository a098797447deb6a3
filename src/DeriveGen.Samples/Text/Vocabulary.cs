namespace DeriveGen.Samples.Text;

/// <summary>
/// The characters that a model knows, numbered from 1 by how often they occur in a text. A text may have more of them than a model has
/// symbols: the rarest, and those that the text does not have, are all number 0, which reads as <see cref="Unknown"/>.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>What stands for a character without a number.</summary>
    public const char Unknown = '\uFFFD';

    private readonly char[] _characters;
    private readonly Dictionary<char, int> _numbers = [];

    private Vocabulary(char[] characters)
    {
        _characters = characters;
        for (int number = 1; number < characters.Length; number++)
        {
            _numbers[characters[number]] = number;
        }
    }

    /// <summary>The number of symbols, <see cref="Unknown"/> among them.</summary>
    public int Count => _characters.Length;

    /// <summary>The vocabulary of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="symbols">The most symbols that a model has, at least 1.</param>
    public static Vocabulary Of(string text, int symbols) => new(
    [
        Unknown,
        .. text.Where(character => character != Unknown).GroupBy(character => character).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
            .Take(symbols - 1).Select(group => group.Key),
    ]);

    /// <summary>The numbers of a text's characters.</summary>
    public int[] Encode(string text) => [.. text.Select(character => _numbers.GetValueOrDefault(character))];

    /// <summary>The character of a number; <see cref="Unknown"/> for one that no character has.</summary>
    public char Decode(int number) => number > 0 && number < Count ? _characters[number] : Unknown;
}
