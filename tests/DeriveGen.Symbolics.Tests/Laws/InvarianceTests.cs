using CsCheck;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;
using Size = DeriveGen.Symbolics.Expressions.Size;

namespace DeriveGen.Symbolics.Tests.Laws;

/// <summary>Whatever the algebra and the passes before deriving do to a random formula, its values stay those of the plain tree.</summary>
public sealed class InvarianceTests
{
    private const double Tolerance = 1e-8;

    [Fact]
    public void Normalising_keeps_values() => Holds((system, value) => With(system, value));

    [Fact]
    public void Expanding_keeps_values() => Holds((system, value) => With(system, Algebra.Build.Expand(value)));

    [Fact]
    public void Taking_common_factors_out_keeps_values() => Holds((system, value) => With(system, CommonFactors.Apply(Algebra.Build.Expand(value))));

    [Fact]
    public void Lifting_keeps_values() => Holds((system, value) => Lift.Apply(With(system, value)).System);

    [Fact]
    public void Stabilising_keeps_values() => Holds((system, value) => Stabilise.Apply(Lift.Apply(With(system, value)).System).System);

    [Fact]
    public void The_comparison_form_keeps_values() => Holds((system, value) => With(system, ComparisonForm.Normalise(value, [])));

    private static EquationSystem With(EquationSystem system, Polynomial value)
    {
        Tensor target = system["f"];
        return system with { Equations = [new(target, Formula.Free.ToEquatableArray(), value)] };
    }

    private static void Holds(Func<EquationSystem, Polynomial, EquationSystem> rewrite, int depth = 2) => Formula.OfDepth(depth).Sample(
        formula =>
        {
            var f = new Tensor("f", [3, 4], TensorKind.Forward);
            double[][] inputs = [.. Formula.Inputs.Select((tensor, number) => Values(tensor, number))];
            double[] expected = [.. Enumerable.Range(0, 12).Select(element => formula.Evaluate(inputs, element / 4, element % 4))];
            if (expected.Any(value => !(Math.Abs(value) < 1e4)) || Build(formula) is not { } value)
            {
                return;
            }

            EquationSystem system = rewrite(new() { Tensors = [.. Formula.Inputs, f] }, value);
            var interpreter = new Interpreter(new Dictionary<Size, int>());
            foreach ((Tensor tensor, double[] values) in Formula.Inputs.Zip(inputs))
            {
                interpreter[tensor] = values;
            }

            interpreter.Run(system);
            double difference = Sample.Difference(expected, interpreter[f]);
            Assert.True(difference <= Tolerance, $"{difference:E1} in {value}\nas\n{system}");
        },
        iter: 500,
        threads: 1);

    /// <summary>The polynomial, or null where the tree has a number that no real number is, as 1/0.</summary>
    private static Polynomial? Build(Formula formula)
    {
        try
        {
            return formula.Build();
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    /// <summary>Values that are no one's kink.</summary>
    private static double[] Values(Tensor tensor, int number)
    {
        var random = new Random(number + 5);
        return [.. Enumerable.Range(0, tensor.Shape.Aggregate(1, (count, extent) => count * extent.Static!.Value)).Select(_ => (1.6 * random.NextDouble()) - 0.8)];
    }
}
