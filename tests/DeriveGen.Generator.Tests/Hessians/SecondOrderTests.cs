using System.Globalization;
using System.Numerics;
using DeriveGen.Generator.Tests.Library;
using DeriveGen.Generator.Tests.Training;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Generator.Tests.Hessians;

/// <summary>
/// Emitted Hessian-vector products against the interpreter of the derived equations, and against differences of the emitted gradient, which
/// know nothing of a second derivation.
/// </summary>
public sealed class SecondOrderTests
{
    // A product of single precision adds up a few times as many numbers as a gradient does, of either sign, and is compared relative to its
    // largest element.
    private const double SingleTolerance = 1e-3;
    private const double DoubleTolerance = 1e-8;

    // Central differences of a double precision gradient: truncation is of the order of h², rounding of the order of 1e-16/h.
    private const double Step = 1e-5;
    private const double DifferenceTolerance = 1e-6;

    private static readonly Precision[] s_precisions = [Precision.Single, Precision.Double];

    private static readonly Lazy<LoadedNetworks> s_loaded = new(() =>
        LoadedNetworks.Of([.. SecondOrderCases.All.SelectMany(test => s_precisions.Select(precision => Declaration(test, precision)))]));

    public static TheoryData<string> Names => [.. SecondOrderCases.All.Select(test => test.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_of_single_precision_agree_with_the_equations(string name) => Check<float>(name, Precision.Single, SingleTolerance);

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_of_double_precision_agree_with_the_equations(string name) => Check<double>(name, Precision.Double, DoubleTolerance);

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_agree_with_differences_of_the_gradient(string name)
    {
        LibraryCase test = SecondOrderCases.All.Single(test => test.Name == name);
        (ISecondOrderNetwork<double> network, LibraryCall<double> call, double[] direction) = Prepare<double>(test, Precision.Double, test.BatchSize, out _);
        double[] product = new double[direction.Length], values = Parameters(network);
        using var before = new MemoryStream();
        network.Save(before);
        network.Gradient(call.Batch);

        network.HessianVector(call.Batch, direction, product);

        // From the same file on, a gradient draws what it drew before the product.

        double[] Along(double distance)
        {
            before.Position = 0;
            network.Load(before);
            SetParameters(network, [.. values.Zip(direction, (value, part) => value + (distance * part))]);
            network.Gradient(call.Batch);
            return Gradient(network);
        }

        double[] differences = [.. Along(Step).Zip(Along(-Step), (above, below) => (above - below) / (2 * Step))];
        LibraryCheck.Agree(differences, product, DifferenceTolerance, name);
    }

    [Fact]
    public void The_Hessian_holds_the_products_with_unit_vectors_and_is_symmetric()
    {
        LibraryCase test = SecondOrderCases.All.Single(test => test.Name == "Sigmoid");
        (ISecondOrderNetwork<double> network, LibraryCall<double> call, double[] direction) = Prepare<double>(test, Precision.Double, test.BatchSize, out Reference reference);
        int count = network.ParameterCount;
        double[] hessian = new double[count * count], product = new double[count];

        double loss = network.Hessian(call.Batch, hessian);

        Assert.Equal(loss, network.HessianVector(call.Batch, direction, product));
        for (int row = 0; row < count; row++)
        {
            double[] unit = new double[count];
            unit[row] = 1;
            double[] elements = hessian[(row * count)..((row + 1) * count)];
            LibraryCheck.Agree(reference.HessianVector(unit), elements, DoubleTolerance, $"row {row}");
            Assert.Equal(product[row], elements.Zip(direction, (element, part) => element * part).Sum(), 12);
            for (int column = 0; column < row; column++)
            {
                Assert.Equal(hessian[(column * count) + row], elements[column], 14);
            }
        }
    }

    private static void Check<T>(string name, Precision precision, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LibraryCase test = SecondOrderCases.All.Single(test => test.Name == name);
        foreach (int examples in new[] { 1, test.BatchSize - 2, test.BatchSize })
        {
            (ISecondOrderNetwork<T> network, LibraryCall<T> call, T[] direction) = Prepare<T>(test, precision, examples, out Reference reference);
            T[] product = new T[direction.Length];

            T loss = network.HessianVector(call.Batch, direction, product);

            string what = string.Create(CultureInfo.InvariantCulture, $"{examples} examples of {name}");
            double[] expected = reference.HessianVector(Doubles(direction));
            Assert.True(name == "Linear" == expected.All(value => value == 0), what);
            LibraryCheck.Agree([reference.Loss()], [double.CreateChecked(loss)], tolerance, $"loss, {what}");
            LibraryCheck.Agree(expected, Doubles(product), tolerance, what);
        }
    }

    /// <summary>A network whose parameters are moved away from where they begin, the same for the reference, arguments, and a direction.</summary>
    private static (ISecondOrderNetwork<T> Network, LibraryCall<T> Call, T[] Direction) Prepare<T>(
        LibraryCase test, Precision precision, int examples, out Reference reference)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        reference = new Reference(s_loaded.Value.ModelOf(test.ClassName(precision)), examples);
        var network = (ISecondOrderNetwork<T>)s_loaded.Value.Create<T>(test.ClassName(precision), seed: examples);
        var call = new LibraryCall<T>(reference, [test.Given], seed: 10 + examples);
        LibraryCheck.Scatter(network, reference);
        network.Gradient(call.Batch);
        foreach (Tensor draw in reference.Draws)
        {
            reference[draw] = LibraryCheck.Copy<T>(reference.Length(draw), values => network.Read(draw.Name, values));
        }

        var random = new Random(5);
        return (network, call, [.. Enumerable.Range(0, network.ParameterCount).Select(_ => T.CreateChecked((2 * random.NextDouble()) - 1))]);
    }

    private static string Declaration(LibraryCase test, Precision precision) =>
        test.Declaration(precision).Replace("[Network(", "[Network(SecondOrder = true, ", StringComparison.Ordinal);

    private static double[] Parameters(INetwork<double> network) =>
        [.. network.Parameters.SelectMany(parameter => LibraryCheck.Copy<double>(parameter.Size, values => network.CopyParameter(parameter.Name, values)))];

    private static double[] Gradient(INetwork<double> network) =>
        [.. network.Parameters.SelectMany(parameter => LibraryCheck.Copy<double>(parameter.Size, values => network.CopyGradient(parameter.Name, values)))];

    private static void SetParameters(INetwork<double> network, double[] values)
    {
        int start = 0;
        foreach (ParameterDescription parameter in network.Parameters)
        {
            network.SetParameter(parameter.Name, values.AsSpan(start, parameter.Size));
            start += parameter.Size;
        }
    }

    private static double[] Doubles<T>(T[] values)
        where T : unmanaged, IFloatingPointIeee754<T> => Array.ConvertAll(values, value => double.CreateChecked(value));
}
