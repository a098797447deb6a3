using System.Globalization;
using System.Numerics;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>An exact fraction in lowest terms with a positive denominator.</summary>
/// <remarks>Coefficients and exponents are rationals, so that ⅓·3 is 1 and equal formulas are equal.</remarks>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    /// <summary>A power with more bits in its numerator or denominator is refused: 9^9^9 would take longer than anybody waits.</summary>
    private const int MostBits = 20_000;

    private readonly BigInteger _denominatorMinusOne;

    /// <summary>The fraction <paramref name="numerator"/>/<paramref name="denominator"/>, reduced.</summary>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("A rational number cannot have the denominator 0.");
        }

        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominatorMinusOne = (denominator / divisor) - 1;
    }

    /// <summary>The numerator, which carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, at least 1.</summary>
    public BigInteger Denominator => _denominatorMinusOne + 1;

    /// <summary>0.</summary>
    public static Rational Zero => default;

    /// <summary>1.</summary>
    public static Rational One => 1;

    /// <summary>½.</summary>
    public static Rational Half => new(1, 2);

    /// <summary>Whether this is 0.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>Whether this is 1.</summary>
    public bool IsOne => Numerator.IsOne && IsInteger;

    /// <summary>Whether the denominator is 1.</summary>
    public bool IsInteger => _denominatorMinusOne.IsZero;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>The absolute value.</summary>
    public Rational Abs() => Sign < 0 ? -this : this;

    /// <summary>The largest whole number that is not above this.</summary>
    public BigInteger Floor() => BigInteger.Divide(Numerator - (Numerator.Sign < 0 ? _denominatorMinusOne : 0), Denominator);

    /// <summary>This number to a whole power.</summary>
    /// <exception cref="DivideByZeroException">0 to a negative power.</exception>
    /// <exception cref="OverflowException">The power is longer than any number that a formula has use for.</exception>
    public Rational Power(int exponent)
    {
        if (!IsShort(Numerator, exponent) || !IsShort(Denominator, exponent))
        {
            throw new OverflowException($"The power with the exponent {exponent} has more than {MostBits} bits.");
        }

        return exponent >= 0
            ? new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent))
            : new(BigInteger.Pow(Denominator, -exponent), BigInteger.Pow(Numerator, -exponent));
    }

    private static bool IsShort(BigInteger value, int exponent) =>
        BigInteger.Abs(value) <= 1 || (exponent > int.MinValue && (long)BitLength(value) * Math.Abs(exponent) <= MostBits);

    /// <summary>The nearest double.</summary>
    public double ToDouble()
    {
        // Both parts fit a double in practice; longer ones are scaled down together first.
        const int Safe = 1000;
        BigInteger numerator = Numerator, denominator = Denominator;
        int excess = Math.Max(BitLength(numerator), BitLength(denominator)) - Safe;
        return excess <= 0 ? (double)numerator / (double)denominator : (double)(numerator >> excess) / (double)(denominator >> excess);
    }

    /// <summary>How much this is above <paramref name="rounded"/>, rounded only once it is subtracted.</summary>
    public double Beyond(double rounded)
    {
        long bits = BitConverter.DoubleToInt64Bits(rounded);
        int exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        int shift = Math.Max(exponent, 1) - 1075;
        Rational exact = shift >= 0 ? new(mantissa << shift, 1) : new(mantissa, BigInteger.One << -shift);
        return (this - (bits < 0 ? -exact : exact)).ToDouble();
    }

    private static int BitLength(BigInteger value) => value.ToByteArray().Length * 8;

    /// <summary>Reads digits with an optional decimal point and an optional exponent, exactly: 0.25, 1e-5.</summary>
    /// <exception cref="FormatException">The text is not such a number.</exception>
    public static Rational Parse(string text)
    {
        int mark = text.IndexOfAny(['e', 'E']);
        int exponent = mark < 0 ? 0 : int.Parse(text.Substring(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string digits = mark < 0 ? text : text.Substring(0, mark);
        int point = digits.IndexOf('.');
        if (point >= 0)
        {
            exponent -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        BigInteger value = BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent >= 0 ? new(value * BigInteger.Pow(10, exponent), 1) : new(value, BigInteger.Pow(10, -exponent));
    }

    /// <summary>The shortest decimal that reads back as <paramref name="value"/>, as an exact fraction.</summary>
    /// <exception cref="FormatException">The value is not finite.</exception>
    public static Rational FromDouble(double value) => Parse(value.ToString("R", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && _denominatorMinusOne == other._denominatorMinusOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Numerator.GetHashCode() * 31) + _denominatorMinusOne.GetHashCode());

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary><c>n</c> or <c>n/d</c>.</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : Numerator.ToString(CultureInfo.InvariantCulture) + "/" + Denominator.ToString(CultureInfo.InvariantCulture);

    /// <summary>A whole number as a fraction.</summary>
    public static implicit operator Rational(int value) => new(value, BigInteger.One);

    /// <summary>The sum.</summary>
    public static Rational operator +(Rational a, Rational b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>The difference.</summary>
    public static Rational operator -(Rational a, Rational b) => a + -b;

    /// <summary>The negative.</summary>
    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>The product.</summary>
    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>The quotient.</summary>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>Whether <paramref name="a"/> is below <paramref name="b"/>.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Whether <paramref name="a"/> is above <paramref name="b"/>.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Whether <paramref name="a"/> is at most <paramref name="b"/>.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Whether <paramref name="a"/> is at least <paramref name="b"/>.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;
}
