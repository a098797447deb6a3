using System.Globalization;
using System.Numerics;
using DeriveGen.Compiler.Equations;
using DeriveGen.Generator.Tests.Training;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Generator.Tests.Library;

/// <summary>
/// An emitted network against the interpreter, in training and in evaluation, and the interpreter's adjoints against differences of the
/// declared loss, which know nothing of derivation.
/// </summary>
internal static class LibraryCheck
{
    private const double Step = 1e-5;

    /// <summary>Compares one network for some numbers of examples.</summary>
    public static void Run(LoadedNetworks loaded, LibraryCase test, Precision precision)
    {
        foreach (int examples in new[] { 1, test.BatchSize - 2, test.BatchSize }.Distinct())
        {
            if (precision == Precision.Double)
            {
                Run<double>(loaded, test, precision, examples, tolerance: 1e-9);
            }
            else
            {
                Run<float>(loaded, test, precision, examples, tolerance: 3e-4);
            }
        }
    }

    private static void Run<T>(LoadedNetworks loaded, LibraryCase test, Precision precision, int examples, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{examples} examples of\n{test.Declaration(precision)}");
        var reference = new Reference(loaded.ModelOf(test.ClassName(precision)), examples);
        Assert.Empty(reference.Doubts);
        INetwork<T> network = loaded.Create<T>(test.ClassName(precision), seed: examples);
        var call = new LibraryCall<T>(reference, [test.Given], seed: 10 + examples);
        Scatter(network, reference);

        T gradientLoss = network.Gradient(call.Batch);
        foreach (Tensor draw in reference.Draws)
        {
            double[] drawn = Copy<T>(reference.Length(draw), values => network.Read(draw.Name, values));
            Assert.True(drawn.Distinct().Count() > drawn.Length / 2, $"{draw} is drawn, {what}");
            reference[draw] = drawn;
        }

        Agree([reference.Loss()], [double.CreateChecked(gradientLoss)], tolerance, $"loss, {what}");
        foreach (Tensor parameter in reference.Parameters)
        {
            double[] adjoint = reference.Adjoint(parameter);
            Agree(adjoint, Copy<T>(adjoint.Length, values => network.CopyGradient(parameter.Name, values)), tolerance, $"adjoint of {parameter}, {what}");
            if (precision == Precision.Double && examples == test.BatchSize - 2)
            {
                // Differences are dear, and derivation does not know the number of examples.
                Agree(Differences(reference, parameter), adjoint, 1e-5, $"derivation, adjoint of {parameter}, {what}");
            }
        }

        AfterAStep(network, reference, call, tolerance, what);
    }

    /// <summary>Evaluation, once a step has moved the states; its rate is 0, so that parameters stay.</summary>
    private static void AfterAStep<T>(INetwork<T> network, Reference reference, LibraryCall<T> call, double tolerance, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        network.Train(call.Batch, learningRate: T.Zero);
        reference.Loss();
        reference.UpdateStates();
        foreach (ParameterDeclaration state in reference.States)
        {
            double[] next = reference[state.Tensor];
            Agree(next, Copy<T>(next.Length, values => network.CopyParameter(state.Tensor.Name, values)), tolerance, $"next {state.Tensor}, {what}");
        }

        Agree([reference.DeclaredEvaluationLoss()], [double.CreateChecked(network.Loss(call.Batch))], tolerance, $"loss of evaluation, {what}");
        Agree(reference.Predict(), Array.ConvertAll(network.Predict(call.Inputs).ToArray(), value => double.CreateChecked(value)), tolerance, $"output, {what}");
    }

    /// <summary>Moves the parameters away from the constants at which some begin, and gives them and the states to the reference.</summary>
    internal static void Scatter<T>(INetwork<T> network, Reference reference)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(3);
        foreach (Tensor parameter in reference.Parameters)
        {
            T[] values = Array.ConvertAll(
                Copy<T>(reference.Length(parameter), values => network.CopyParameter(parameter.Name, values)),
                value => T.CreateChecked(value + (0.4 * random.NextDouble()) - 0.2));
            network.SetParameter(parameter.Name, values);
            reference[parameter] = Array.ConvertAll(values, value => double.CreateChecked(value));
        }

        foreach (ParameterDeclaration state in reference.States)
        {
            reference[state.Tensor] = Copy<T>(reference.Length(state.Tensor), values => network.CopyParameter(state.Tensor.Name, values));
        }
    }

    private static double[] Differences(Reference reference, Tensor parameter)
    {
        double[] values = reference[parameter], result = new double[values.Length];
        for (int at = 0; at < values.Length; at++)
        {
            double value = values[at];
            values[at] = value + Step;
            double above = reference.DeclaredLoss();
            values[at] = value - Step;
            result[at] = (above - reference.DeclaredLoss()) / (2 * Step);
            values[at] = value;
        }

        return result;
    }

    /// <summary>Writes numbers into a span.</summary>
    internal delegate void Fill<T>(Span<T> values);

    /// <summary>What a method writes, in double precision.</summary>
    internal static double[] Copy<T>(int length, Fill<T> fill)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[length];
        fill(values);
        return Array.ConvertAll(values, value => double.CreateChecked(value));
    }

    /// <summary>Compares numbers, relative to the largest expected one.</summary>
    internal static void Agree(double[] expected, double[] actual, double tolerance, string what)
    {
        double scale = Math.Max(expected.Max(Math.Abs), 1e-2);
        for (int at = 0; at < expected.Length; at++)
        {
            Assert.True(Math.Abs(expected[at] - actual[at]) <= tolerance * scale, string.Create(
                CultureInfo.InvariantCulture, $"element {at} is {actual[at]} and should be {expected[at]}: {what}"));
        }
    }
}
