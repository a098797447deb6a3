using System.Runtime.Intrinsics;

namespace DeriveGen.Tests.Numerics.Accuracy;

/// <summary>Finds the largest errors of a function in each range; every argument is tried at every width, which have to agree in every bit.</summary>
internal static class Measurement
{
    // So many parts are measured side by side.
    private const int Parts = 64;

    /// <summary>Over every so-manieth float, and some more.</summary>
    /// <param name="function">The function.</param>
    /// <param name="stride">1 for all floats.</param>
    /// <param name="more">Arguments to try besides.</param>
    public static Extreme[] OfSingles(VectorFunction function, uint stride, IReadOnlyCollection<float> more)
    {
        Extreme[] worst = new Extreme[Range.OfSingles.Length];
        const ulong Length = (1ul << 32) / Parts;
        Parallel.For(0, Parts + 1, part =>
        {
            IEnumerable<float> arguments = part == Parts ? more : Floats((ulong)part * Length, ((ulong)part + 1) * Length, stride);
            Extreme[] found = new Extreme[worst.Length];
            Span<float> x = stackalloc float[Vector512<float>.Count];
            x.Clear();
            int count = 0;
            foreach (float argument in arguments)
            {
                x[count++] = argument;
                if (count == x.Length)
                {
                    Note(function, x, found);
                    count = 0;
                }
            }

            Note(function, x, found);
            Merge(worst, found);
        });
        return worst;
    }

    /// <summary>Over some doubles.</summary>
    public static Extreme[] OfDoubles(VectorFunction function, IReadOnlyList<double> arguments)
    {
        Extreme[] worst = new Extreme[Range.OfDoubles.Length];
        int lanes = Vector512<double>.Count;
        Parallel.For(0, (arguments.Count + lanes - 1) / lanes, block =>
        {
            Extreme[] found = new Extreme[worst.Length];
            Note(function, [.. Enumerable.Range(block * lanes, lanes).Select(at => arguments[Math.Min(at, arguments.Count - 1)])], found);
            Merge(worst, found);
        });
        return worst;
    }

    /// <summary>The error in units of the last place that a float of the exact value's size has; infinite where a limit is missed.</summary>
    public static double Units(double exact, float given)
    {
        float rounded = (float)exact;
        if (!float.IsFinite(rounded) || !float.IsFinite(given))
        {
            return rounded.Equals(given) ? 0 : double.PositiveInfinity;
        }

        int exponent = (int)(BitConverter.DoubleToInt64Bits(exact) >> 52) & 0x7FF;
        int unit = Math.Max(exponent - 1023 - 23, -149);
        return Math.Abs(given - exact) * BitConverter.Int64BitsToDouble((long)(1023 - unit) << 52);
    }

    /// <summary>The same for a double, measured against more digits.</summary>
    public static double Units(VectorFunction function, double x, double given)
    {
        double rough = function.Exact(x);
        return !double.IsFinite(rough) || rough == 0 ? (rough.Equals(given) ? 0 : double.PositiveInfinity)
            : !double.IsFinite(given) ? double.PositiveInfinity
            : function.InFull!(x).UnitsFrom(given, digits: 53, smallest: -1074);
    }

    private static IEnumerable<float> Floats(ulong from, ulong end, uint stride)
    {
        for (ulong bits = (from + stride - 1) / stride * stride; bits < end; bits += stride)
        {
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
        }
    }

    private static void Note(VectorFunction function, ReadOnlySpan<float> x, Extreme[] found)
    {
        Vector512<float> wide = function.Single512(Vector512.Create(x));
        var halves = Vector512.Create(function.Single256(Vector256.Create(x)), function.Single256(Vector256.Create(x[8..])));
        var quarters = Vector512.Create(
            Vector256.Create(function.Single128(Vector128.Create(x)), function.Single128(Vector128.Create(x[4..]))),
            Vector256.Create(function.Single128(Vector128.Create(x[8..])), function.Single128(Vector128.Create(x[12..]))));
        Span<float> alone = stackalloc float[x.Length];
        for (int lane = 0; lane < x.Length; lane++)
        {
            alone[lane] = function.Single(x[lane]);
            Note(Range.OfSingles, x[lane], Units(function.Exact(x[lane]), alone[lane]), found);
        }

        RequireSame(function, x, alone, wide);
        RequireSame(function, x, alone, halves);
        RequireSame(function, x, alone, quarters);
    }

    private static void Note(VectorFunction function, ReadOnlySpan<double> x, Extreme[] found)
    {
        Vector512<double> wide = function.Double512(Vector512.Create(x));
        var halves = Vector512.Create(function.Double256(Vector256.Create(x)), function.Double256(Vector256.Create(x[4..])));
        var quarters = Vector512.Create(
            Vector256.Create(function.Double128(Vector128.Create(x)), function.Double128(Vector128.Create(x[2..]))),
            Vector256.Create(function.Double128(Vector128.Create(x[4..])), function.Double128(Vector128.Create(x[6..]))));
        Span<double> alone = stackalloc double[x.Length];
        for (int lane = 0; lane < x.Length; lane++)
        {
            alone[lane] = function.Double(x[lane]);
            Note(Range.OfDoubles, x[lane], Units(function, x[lane], alone[lane]), found);
        }

        RequireSame(function, x, alone, wide);
        RequireSame(function, x, alone, halves);
        RequireSame(function, x, alone, quarters);
    }

    private static void Note(Range[] ranges, double x, double units, Extreme[] found)
    {
        if (units == 0)
        {
            return;
        }

        int range = 0;
        while (!(Math.Abs(x) < ranges[range].End) && range < ranges.Length - 1)
        {
            range++;
        }

        if (units >= found[range].Units)
        {
            found[range] = Extreme.Larger(found[range], new(units, x));
        }
    }

    private static void Merge(Extreme[] worst, Extreme[] found)
    {
        lock (worst)
        {
            for (int range = 0; range < worst.Length; range++)
            {
                worst[range] = Extreme.Larger(worst[range], found[range]);
            }
        }
    }

    /// <summary>Throws unless the bits are the same; one NaN is as good as another.</summary>
    private static void RequireSame<T>(VectorFunction function, ReadOnlySpan<T> x, ReadOnlySpan<T> alone, Vector512<T> inLanes)
    {
        var expected = Vector512.Create(alone);
        Vector512<T> differences = (expected ^ inLanes) & (Vector512.Equals(expected, expected) | Vector512.Equals(inLanes, inLanes));
        if (!Vector512.EqualsAll(differences.AsInt32(), Vector512<int>.Zero))
        {
            Assert.Fail(FormattableString.Invariant($"{function}: {string.Join(", ", alone.ToArray())} alone, {inLanes} in lanes, of {string.Join(", ", x.ToArray())}"));
        }
    }
}
