using System.Globalization;

namespace DeriveGen.Compiler.Emission;

/// <summary>The number type of a network in emitted code.</summary>
/// <param name="Name">The C# keyword.</param>
/// <param name="Suffix">What ends a literal.</param>
/// <param name="Bytes">The size of a number.</param>
public sealed record ElementType(string Name, string Suffix, int Bytes)
{
    /// <summary><see cref="float"/>.</summary>
    public static ElementType Single { get; } = new("float", "f", 4);

    /// <summary><see cref="double"/>.</summary>
    public static ElementType Double { get; } = new("double", "d", 8);

    /// <summary>How many numbers a row of 64 bytes holds.</summary>
    public int Lanes => 64 / Bytes;

    /// <summary>Zero as a literal.</summary>
    public string Zero => "0" + Suffix;

    /// <summary>The number of this type that is nearest to <paramref name="value"/>.</summary>
    public double Round(double value) => this == Single ? (float)value : value;

    /// <summary>The shortest literal that reads back as <paramref name="value"/> rounded to this type, in the same way on every host.</summary>
    public string Literal(double value)
    {
        double rounded = Round(value);
        if (double.IsNaN(rounded) || double.IsInfinity(rounded))
        {
            return Name + "." + (double.IsNaN(rounded) ? "NaN" : rounded > 0 ? "PositiveInfinity" : "NegativeInfinity");
        }

        for (int digits = 1; ; digits++)
        {
            string text = rounded.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            double back = double.Parse(text, CultureInfo.InvariantCulture);
            if (digits == 17 || (this == Single ? (float)back : back) == rounded)
            {
                return text + Suffix;
            }
        }
    }
}
