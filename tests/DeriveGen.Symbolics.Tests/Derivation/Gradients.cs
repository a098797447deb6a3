using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Networks;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>Derives a network and compares its adjoints with differences of the loss, at several sizes.</summary>
internal static class Gradients
{
    private const double Tolerance = 1e-6;

    /// <summary>How many elements of a tensor are compared; they are spread evenly over it.</summary>
    private const int MostElements = 12;

    public static DerivedSystem Check(EquationSystem system, params Tensor[] wanted) => Check(system, DerivationOptions.Default, wanted);

    public static DerivedSystem Check(EquationSystem system, DerivationOptions options, params Tensor[] wanted)
    {
        DerivedSystem derived = Differentiation.Derive(system, wanted, options);
        foreach (int batch in new[] { 1, 2, 7 })
        {
            CheckAt(derived, wanted, size => size.Name == "m" ? batch : batch == 1 ? 3 : 4);
        }

        return derived;
    }

    public static void CheckAt(DerivedSystem derived, IEnumerable<Tensor> wanted, Func<Size, int> sizes)
    {
        Discrepancy? worst = FiniteDifferences.Worst(derived, Given(derived.Forward, sizes), wanted, MostElements);
        Assert.True(worst is null || worst.RelativeError < Tolerance, $"{worst}\n{derived}");
    }

    /// <summary>Every step of every contribution has the value of the last one.</summary>
    public static void CheckTrace(DerivedSystem derived, Func<Size, int> sizes)
    {
        Interpreter interpreter = Given(derived.Forward, sizes);
        interpreter.Run(derived.Forward);
        interpreter.Run(derived.Adjoints, derived.AdjointScans);
        foreach (Contribution contribution in derived.Trace.Contributions)
        {
            if (!contribution.Steps.SelectMany(step => step.After.Tensors).All(interpreter.Has))
            {
                continue;
            }

            var shown = new Tensor("shown", contribution.Of.Shape, TensorKind.Temporary);
            double[] Value(Polynomial value)
            {
                interpreter.Run(new Equation(shown, contribution.Indices, value));
                return interpreter[shown];
            }

            double[] result = Value(contribution.Result);
            foreach (TraceStep step in contribution.Steps.Skip(1))
            {
                double difference = Sample.Difference(result, Value(step.After));
                Assert.True(difference < 1e-10, $"{difference:E1} in step {step} of\n{contribution}");
            }
        }
    }

    public static Tensor[] Wanted(this TestNetwork network, EquationSystem system) => network.Adjoints.Select(name => system[name]).ToArray();

    /// <summary>The equation of an adjoint as text, letters with their bars as one character where there is one.</summary>
    public static string Formula(this DerivedSystem derived, Tensor tensor) => derived.AdjointEquationOf(tensor).ToString().Normalize();

    /// <summary>Random values that keep the promises: a row that is said to sum to one has a single one.</summary>
    public static Interpreter Given(EquationSystem system, Func<Size, int> sizes)
    {
        var interpreter = new Interpreter(system.Sizes.ToDictionary(size => size, sizes));
        SamplePoint.Fill(interpreter, system, seed: 11);
        foreach (Fact fact in system.Facts)
        {
            Tensor promised = Assert.IsType<Access>(fact.Pattern.Factors[0].Atom).Tensor;
            int columns = interpreter.Evaluate(promised.Shape[^1]);
            interpreter[promised] = Enumerable.Range(0, interpreter.Length(promised)).Select(n => n % columns == n / columns % columns ? 1.0 : 0).ToArray();
        }

        return interpreter;
    }
}
