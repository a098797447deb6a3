using System.Globalization;
using System.Numerics;

namespace DeriveGen.Generator.Tests.Oracle;

/// <summary>
/// An emitted network against what PyTorch computed: evaluation, the loss and every gradient of the first step, second derivatives, and parameters, states and
/// evaluation after the last. An error is relative to the largest magnitude of the tensor it is in, so that numbers which cancel to nearly
/// nothing beside large ones are not asked for digits that no order of summation keeps.
/// </summary>
internal sealed class OracleCheck<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Tensors that are zero have no magnitude to be relative to.
    private const double SmallestScale = 1e-5;

    // A gradient below this is zero but for rounding, such as that of a bias before a normalisation; what cancels in it are numbers of the
    // magnitude of the other gradients.
    private const double RoundingAlone = 1e-12;

    private readonly OracleCase _test;
    private readonly INetwork<T> _network;
    private readonly int[] _sizes;
    private readonly double _tolerance;
    private readonly string _declaration;

    private OracleCheck(OracleCase test, Precision precision)
    {
        _test = test;
        _network = OracleNetworks.Create<T>(test, precision);
        _sizes = [.. test.Sizes];
        _tolerance = precision == Precision.Double ? 1e-9 : test.Tolerance ?? 1e-4;
        _declaration = test.Declaration(test.Name, precision);
    }

    private delegate void Fill(Span<T> values);

    /// <summary>Compares one case.</summary>
    public static void Run(OracleCase test, Precision precision) => new OracleCheck<T>(test, precision).Run();

    private void Run()
    {
        Assert.Equal(
            _test.Parameters.Select(pair => $"{pair.Key}[{string.Join(", ", pair.Value.Shape)}]").Order(StringComparer.Ordinal),
            _network.Parameters.Select(parameter => parameter.ToString()).Order(StringComparer.Ordinal));
        foreach ((string name, OracleTensor value) in _test.Parameters.Concat(_test.States))
        {
            _network.SetParameter(name, Converted(value));
        }

        Evaluate(_test.Evaluation, "before any step");

        T loss = _network.Gradient(Arguments(_test.Targets));
        Agree("the training loss", Scalar(_test.Loss), [loss]);
        foreach ((string name, OracleTensor value) in _test.Gradients)
        {
            double least = Magnitude(value) < RoundingAlone ? _test.Gradients.Values.Max(Magnitude) : 0;
            Agree("the gradient of " + name, value, Copy(value, values => _network.CopyGradient(name, values)), least);
        }

        foreach ((string name, OracleTensor value) in _test.Kept)
        {
            Agree(name, value, Copy(value, values => _network.Read(name, values)));
        }

        if (_test.Direction.Count > 0)
        {
            Bend();
        }

        if (_test.After is { } after)
        {
            Train(after);
        }
    }

    /// <summary>The product of the Hessian and a vector, at the gradient that was just taken.</summary>
    private void Bend()
    {
        string[] names = [.. _network.Parameters.Select(parameter => parameter.Name)];
        T[] product = new T[_network.ParameterCount];
        T loss = ((ISecondOrderNetwork<T>)_network).HessianVector(
            Arguments(_test.Targets), [.. names.SelectMany(name => Converted(_test.Direction[name]))], product);

        Agree("the loss beside the curvature", Scalar(_test.Loss), [loss]);
        Agree("the curvature", new([], [.. names.SelectMany(name => _test.Curvature[name].Values)]), product);
    }

    private void Train(OracleAfter after)
    {
        for (int step = 0; step < _test.Steps; step++)
        {
            _network.Train(Arguments(_test.Targets));
        }

        foreach ((string name, OracleTensor value) in after.Parameters.Concat(after.States))
        {
            Agree($"{name} after {_test.Steps} steps", value, Copy(value, values => _network.CopyParameter(name, values)));
        }

        Evaluate(after.Evaluation, "after the last step");
    }

    private void Evaluate(OracleEvaluation expected, string when)
    {
        Agree("the output " + when, expected.Output, _network.Predict(Arguments([])).ToArray());
        Agree("the loss of evaluation " + when, Scalar(expected.Loss), [_network.Loss(Arguments(_test.Targets))]);
    }

    private Batch<T> Arguments(IReadOnlyList<OracleArgument> targets)
    {
        Batch<T> batch = default;
        foreach (OracleArgument argument in _test.Inputs.Concat(targets))
        {
            batch = argument.WholeNumbers is { } whole
                ? batch.With(Array.ConvertAll(whole.Values, value => (int)value))
                : batch.With(Converted(argument.Reals!));
        }

        return batch.WithSizes(_sizes);
    }

    private void Agree(string what, OracleTensor expected, T[] actual, double leastScale = 0)
    {
        Assert.True(expected.Values.Length == actual.Length, $"{what} has {actual.Length} elements and should have {expected.Values.Length}\n{_declaration}");
        double scale = Math.Max(Magnitude(expected), Math.Max(leastScale, SmallestScale));
        double[] errors = [.. expected.Values.Select((value, at) => Math.Abs(value - double.CreateChecked(actual[at])) / scale)];

        // NaN is the worst of all.
        int worst = Array.FindIndex(errors, double.IsNaN) is >= 0 and var at ? at : Array.IndexOf(errors, errors.Max());
        Assert.True(errors[worst] <= _tolerance, string.Create(CultureInfo.InvariantCulture, $"""
            {_test.Group}/{_test.Name}: element {worst} of {what} is {actual[worst]} and should be {expected.Values[worst]}; the error relative to {scale} is {errors[worst]:0.0e+0}, above {_tolerance:0.0e+0}
            {_declaration}
            """));
    }

    private static double Magnitude(OracleTensor tensor) => tensor.Values.Max(Math.Abs);

    private static OracleTensor Scalar(double value) => new([], [value]);

    private static T[] Converted(OracleTensor tensor) => Array.ConvertAll(tensor.Values, T.CreateChecked);

    private static T[] Copy(OracleTensor like, Fill fill)
    {
        T[] values = new T[like.Values.Length];
        fill(values);
        return values;
    }
}
