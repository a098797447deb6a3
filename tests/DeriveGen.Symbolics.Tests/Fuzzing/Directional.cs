using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Tests.Fuzzing;

/// <summary>
/// Compares ⟨x̄, v⟩ for a random direction v with differences of the loss along v. One wrong element of x̄ shows in almost every
/// direction, and a direction costs four evaluations however many elements there are.
/// </summary>
internal static class Directional
{
    private const double Tolerance = 1e-6;

    /// <summary>The second step tells an error of the derivation from a kink that the first step crosses.</summary>
    private static readonly double[] s_steps = [1e-3, 1e-5];

    private static readonly IReadOnlyDictionary<Size, int> s_noSizes = new Dictionary<Size, int>();

    /// <summary>What is wrong with the adjoints of the wanted tensors, or null.</summary>
    /// <exception cref="UnfitException">The values are too large.</exception>
    public static string? Problem(DerivedSystem derived, IReadOnlyList<Tensor> wanted, int seed, double offset = 0)
    {
        Interpreter interpreter = Sample.Given(derived.Forward, s_noSizes, seed, offset);
        interpreter.Run(derived.Forward);
        if (derived.Forward.Equations.Any(equation => interpreter[equation.Target].Any(value => !(Math.Abs(value) < 50))))
        {
            throw new UnfitException();
        }

        interpreter.Run(derived.Adjoints, derived.AdjointScans);
        var random = new Random(seed);
        foreach (Tensor tensor in wanted)
        {
            double[] direction = interpreter[tensor].Select(_ => (2 * random.NextDouble()) - 1).ToArray();
            double expected = interpreter[derived.AdjointOf[tensor]].Zip(direction, (a, b) => a * b).Sum();
            double found = s_steps.Select(step => Slope(derived.Forward, interpreter, tensor, direction, step)).MinBy(slope => Math.Abs(slope - expected));
            double error = Math.Abs(found - expected) / (1 + Math.Abs(expected));
            if (!(error <= Tolerance))
            {
                return $"along a direction of {tensor} the derivative is {found:R} by differences and {expected:R} by the adjoint.\n{derived}";
            }
        }

        return null;
    }

    private static double Slope(EquationSystem forward, Interpreter interpreter, Tensor tensor, double[] direction, double step)
    {
        double[] values = interpreter[tensor];
        double LossAt(double distance)
        {
            interpreter[tensor] = values.Zip(direction, (value, slope) => value + (distance * slope)).ToArray();
            interpreter.Run(forward);
            return interpreter[forward.Loss!][0];
        }

        double slope = (LossAt(-2 * step) - (8 * LossAt(-step)) + (8 * LossAt(step)) - LossAt(2 * step)) / (12 * step);
        interpreter[tensor] = values;
        return slope;
    }
}
