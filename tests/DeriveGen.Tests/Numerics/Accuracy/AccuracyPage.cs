using System.Globalization;
using System.Text.RegularExpressions;

namespace DeriveGen.Tests.Numerics.Accuracy;

/// <summary>The page of the functions' errors. The arguments that it lists are tried in every run, so that what was once found stays.</summary>
internal static partial class AccuracyPage
{
    private const string DoubleHeading = "## Double precision";

    /// <summary>A row of a table: a function, and its largest error in each range.</summary>
    public sealed record Row(VectorFunction Function, Extreme[] Worst);

    /// <summary>The arguments that a page lists, for single precision and for double.</summary>
    public static (IReadOnlyCollection<float> Singles, IReadOnlyCollection<double> Doubles) Arguments(string page)
    {
        string[] parts = page.Split(DoubleHeading);
        return ([.. In(parts[0]).Select(x => (float)x)], [.. parts.Skip(1).SelectMany(In)]);

        static IEnumerable<double> In(string text) => Argument().Matches(text).Select(match => double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    /// <summary>The whole page.</summary>
    public static string Of(IReadOnlyList<Row> singles, IReadOnlyList<Row> doubles) => $"""
        # Functions

        How far the functions in emitted code are from the exact value, in units of its last place (ULP), and where they are furthest; 0.5 is the best that rounding allows. The test that writes this page tries every 1285th of all floats, in double precision 20 000 numbers of every size, and the arguments listed here; with `DERIVEGEN_FLOATS=all` every float, with `=n` every n-th, and then a million doubles. It holds the errors to 2 ULP in single precision and to 4 in double.

        Each argument goes through vectors of 512, 256 and 128 bits and through the function for one number: all four give the same bits, so that one table serves them all. Processors without a fused multiply-add have other bits; there the errors are at most 4 ULP in single precision. `Sqrt` is the processor's own, `Rsqrt` 1 over it; a power whose exponent is neither small and whole nor half of that is `Power`, all others are products.

        ## Single precision

        Measured against the functions of System.Math in double precision, or a formula of them, where a unit is 2⁻²⁹ of one in single precision. These in turn are measured against 256 binary digits.

        {Table(Range.OfSingles, singles, x => ((float)x).ToString("R", CultureInfo.InvariantCulture))}

        {DoubleHeading}

        Measured against series of 256 binary digits.

        {Table(Range.OfDoubles, doubles, x => x.ToString("R", CultureInfo.InvariantCulture))}

        ## Limits

        In both precisions:

        | | −∞ | −1 | −0 | 0 | ∞ | NaN |
        |---|---|---|---|---|---|---|
        {string.Join("\n", VectorFunction.All.Select(Limits))}

        """;

    private static string Table(Range[] ranges, IReadOnlyList<Row> rows, Func<double, string> text) => string.Join("\n",
    [
        $"| | {string.Join(" | ", ranges.Select(range => range.Name))} |",
        $"|---|{string.Concat(ranges.Select(_ => "---|"))}",
        .. rows.Select(row => $"| {row.Function} | {string.Join(" | ", row.Worst.Select(worst => Cell(worst, text)))} |"),
    ]);

    private static string Cell(Extreme worst, Func<double, string> text) =>
        worst.Units < 0.0005 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{worst.Units:F3} at `{text(worst.At)}`");

    private static string Limits(VectorFunction function)
    {
        double[] arguments = [double.NegativeInfinity, -1, -0.0, 0, double.PositiveInfinity, double.NaN];
        IEnumerable<string> values = arguments.Select(x => Value(function.Single((float)x)));
        Assert.Equal(values, arguments.Select(x => Value(function.Double(x))));
        return $"| {function} | {string.Join(" | ", values)} |";
    }

    private static string Value(double value) => double.IsInfinity(value) ? (value < 0 ? "−∞" : "∞") : value.ToString("G6", CultureInfo.InvariantCulture).Replace('-', '−');

    [GeneratedRegex("`(-?[0-9][0-9.E+-]*)`")]
    private static partial Regex Argument();
}
