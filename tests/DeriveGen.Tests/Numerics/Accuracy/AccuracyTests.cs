using System.Globalization;
using DeriveGen.Numerics;
using DeriveGen.Testing;

namespace DeriveGen.Tests.Numerics.Accuracy;

public sealed class AccuracyTests
{
    // Odd, so that mantissas differ down to their last digit. The arguments on the page are the worst of every 257th float, among which these are.
    private const uint Stride = 5 * 257;

    // Every so-manieth float is tried.
    private static uint Chosen => Environment.GetEnvironmentVariable("DERIVEGEN_FLOATS") switch
    {
        null or "" => Stride,
        "all" => 1,
        { } number => uint.Parse(number, CultureInfo.InvariantCulture),
    };

    [Fact]
    public void The_errors_are_bounded_and_those_of_the_committed_page()
    {
        string path = Repository.PathOf("generated", "functions", "README.md");
        (IReadOnlyCollection<float> singles, IReadOnlyCollection<double> doubles) = AccuracyPage.Arguments(File.Exists(path) ? File.ReadAllText(path) : "");
        double[] tried = [.. Samples.Doubles(Chosen < Stride ? 1_000_000 : 20_000), .. doubles];
        AccuracyPage.Row[] inSingle = [.. VectorFunction.Rounded.Select(function => new AccuracyPage.Row(function, Measurement.OfSingles(function, Chosen, singles)))];
        AccuracyPage.Row[] inDouble = [.. VectorFunction.Rounded.Select(function => new AccuracyPage.Row(function, Measurement.OfDoubles(function, tried)))];
        AssertWithin(2, inSingle);
        AssertWithin(4, inDouble);

        // Without fused multiply-adds, and with them, the bits are others; the page has those of most machines.
        if (VectorMath.IsFused)
        {
            GeneratedFolder.Verify("functions", new Dictionary<string, string> { ["README.md"] = AccuracyPage.Of(inSingle, inDouble) });
        }
    }

    [Fact]
    public void What_single_precision_is_measured_against_is_exact_for_it()
    {
        // A millionth of a unit of single precision is 537 of double.
        double[] tried = [.. Samples.Doubles(500).Select(x => (double)(float)x)];
        foreach (VectorFunction function in VectorFunction.Rounded)
        {
            double worst = tried.Select(x => Measurement.Units(function, x, function.Exact(x))).Max();
            Assert.True(worst <= 537, $"{function}: {worst}");
        }
    }

    [Theory]
    [InlineData("Exp", 1, "2.71828182845904523536028747135266249775724709369995957496696763")]
    [InlineData("Log", 10, "2.30258509299404568401799145468436420760110148862877297603332790")]
    [InlineData("Tanh", 1, "0.761594155955764888119458282604793590412768597257936551596810500")]
    [InlineData("Sigmoid", 1, "0.731058578630004879251159241821836274365144640165056519276365907")]
    [InlineData("Softplus", 1, "1.31326168751822283404899549496785564191528008567034837471906351")]
    [InlineData("Erf", 1, "0.842700792949714869341220635082609259296066997966302908459937898")]
    [InlineData("Sin", 1, "0.841470984807896506652502321630298999622563060798371065672751710")]
    [InlineData("Cos", 1, "0.540302305868139717400936607442976603732310420617922227670097255")]
    [InlineData("Sqrt", 2, "1.41421356237309504880168872420969807856967187537694807317667974")]
    [InlineData("Rsqrt", 2, "0.707106781186547524400844362104849039284835937688474036588339869")]
    public void What_double_precision_is_measured_against_has_many_digits(string name, double x, string digits)
    {
        Binary expected = new Binary(System.Numerics.BigInteger.Parse(digits.Replace(".", "")), 0) / new Binary(System.Numerics.BigInteger.Pow(10, digits.Length - 2), 0);
        Binary difference = VectorFunction.Named(name).InFull!(x) - expected;
        Assert.True(difference.IsZero || difference.Exponent < -190, $"{(double)difference}");
    }

    private static void AssertWithin(double limit, IEnumerable<AccuracyPage.Row> rows)
    {
        foreach ((VectorFunction function, Extreme[] worst) in rows)
        {
            Assert.All(worst, extreme => Assert.True(extreme.Units <= limit, FormattableString.Invariant($"{function}({extreme.At:R}) errs by {extreme.Units:F2} units")));
        }
    }
}
