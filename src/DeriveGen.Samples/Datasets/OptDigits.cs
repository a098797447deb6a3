using System.Globalization;

namespace DeriveGen.Samples.Datasets;

/// <summary>
/// The UCI data set "Optical Recognition of Handwritten Digits" (Alpaydin, Kaynak 1998): 8 × 8 counts of 0 to 16, then the class.
/// </summary>
public static class OptDigits
{
    private const int Pixels = 64;
    private const int Classes = 10;
    private const float LargestCount = 16;

    /// <summary>Reads optdigits.tra or optdigits.tes; a header line is passed over.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line has not 65 whole numbers in range; the message names the line.</exception>
    public static Dataset Read(string path)
    {
        var inputs = new List<float>();
        var labels = new List<int>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string[] fields = line.Split(',');
            if (line.Length == 0 || (number == 1 && !int.TryParse(fields[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out _)))
            {
                continue;
            }

            int[] values = Parse(fields, path, number);
            inputs.AddRange(values.Take(Pixels).Select(count => count / LargestCount));
            labels.Add(values[Pixels]);
        }

        return labels.Count > 0
            ? new("handwritten digits", Pixels, Classes, [.. inputs], [], [.. labels])
            : throw new InvalidDataException($"{path} holds no digits.");
    }

    private static int[] Parse(string[] fields, string path, int number)
    {
        int[] values = new int[Pixels + 1];
        bool fits = fields.Length == values.Length;
        for (int i = 0; fits && i < values.Length; i++)
        {
            fits = int.TryParse(fields[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out values[i])
                && values[i] >= 0 && values[i] <= (i < Pixels ? (int)LargestCount : Classes - 1);
        }

        return fits ? values : throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture, $"{path}, line {number}: expected {Pixels} counts from 0 to 16 and a class from 0 to 9, separated by commas."));
    }
}
