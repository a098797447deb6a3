using System.Numerics;

namespace DeriveGen.Tests.Numerics.Accuracy;

/// <summary>A real number, m·2ᵉ with 256 binary digits: each operation is cut off there, and nothing overflows.</summary>
internal readonly struct Binary
{
    /// <summary>How many binary digits are kept.</summary>
    public const int Digits = 256;

    private readonly BigInteger _mantissa;
    private readonly int _exponent;

    /// <summary>mantissa·2^exponent.</summary>
    public Binary(BigInteger mantissa, int exponent)
    {
        int surplus = (int)BigInteger.Abs(mantissa).GetBitLength() - Digits;
        (_mantissa, _exponent) = surplus > 0 ? (mantissa >> surplus, exponent + surplus) : (mantissa, exponent);
    }

    /// <summary>ln 2 = Σ 1/(n·2ⁿ).</summary>
    public static Binary Ln2 { get; } = new(
        Enumerable.Range(1, Digits + 64).Aggregate(BigInteger.Zero, (sum, n) => sum + ((BigInteger.One << (Digits + 64)) / (n * BigInteger.Pow(2, n)))), -Digits - 64);

    /// <summary>The largest whole e with 2ᵉ ≤ |x|.</summary>
    public int Exponent => _exponent + (int)BigInteger.Abs(_mantissa).GetBitLength() - 1;

    public bool IsZero => _mantissa.IsZero;

    public int Sign => _mantissa.Sign;

    /// <summary>The number, exactly.</summary>
    public static implicit operator Binary(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long fraction = bits & 0xFFFFFFFFFFFFF;
        long mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        return new(bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }

    public static Binary operator +(Binary a, Binary b)
    {
        if (a.IsZero || b.IsZero)
        {
            return a.IsZero ? b : a;
        }

        // What is smaller by more than all digits does not count, and would cost memory.
        if (Math.Abs(a.Exponent - b.Exponent) > Digits + 64)
        {
            return a.Exponent > b.Exponent ? a : b;
        }

        int low = Math.Min(a._exponent, b._exponent);
        return new((a._mantissa << (a._exponent - low)) + (b._mantissa << (b._exponent - low)), low);
    }

    public static Binary operator -(Binary a) => new(-a._mantissa, a._exponent);

    public static Binary operator -(Binary a, Binary b) => a + (-b);

    public static Binary operator *(Binary a, Binary b) => new(a._mantissa * b._mantissa, a._exponent + b._exponent);

    public static Binary operator /(Binary a, Binary b) => new((a._mantissa << (2 * Digits)) / b._mantissa, a._exponent - b._exponent - (2 * Digits));

    /// <summary>x·2ⁿ.</summary>
    public Binary Scaled(int n) => new(_mantissa, _exponent + n);

    /// <summary>√x.</summary>
    public Binary Sqrt()
    {
        BigInteger value = _mantissa << ((2 * Digits) + (_exponent & 1));
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() / 2) + 1);
        while (true)
        {
            BigInteger next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return new(root, ((_exponent - (_exponent & 1)) / 2) - Digits);
            }

            root = next;
        }
    }

    /// <summary>The distance of <paramref name="given"/> in units of the exact number's last place, of so many digits and not below 2^smallest.</summary>
    public double UnitsFrom(double given, int digits, int smallest)
    {
        Binary distance = this - given;
        return distance.IsZero ? 0 : Math.Abs((double)distance.Scaled(-Math.Max(Exponent - digits + 1, smallest)));
    }

    /// <summary>The number to about 60 digits: for comparison, not for its last place.</summary>
    public static explicit operator double(Binary x)
    {
        int surplus = Math.Max((int)BigInteger.Abs(x._mantissa).GetBitLength() - 60, 0);
        return Math.ScaleB((double)(x._mantissa >> surplus), x._exponent + surplus);
    }
}
