using System.Globalization;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Verification;

/// <summary>One element of an adjoint beside what differences of the loss say.</summary>
/// <param name="Tensor">The tensor that the loss is differentiated by.</param>
/// <param name="Element">The element's row-major position.</param>
/// <param name="Derived">The adjoint's value.</param>
/// <param name="Difference">The five-point difference quotient.</param>
/// <param name="RelativeError">Their distance, relative to the largest of both, a hundredth of the tensor's largest adjoint, and the rounding noise.</param>
public sealed record Discrepancy(Tensor Tensor, int Element, double Derived, double Difference, double RelativeError)
{
    /// <inheritdoc/>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "∂L/∂{0}[{1}]: derived {2:R}, by differences {3:R}, relative error {4:E1}", Tensor, Element, Derived, Difference, RelativeError);
}

/// <summary>
/// Compares adjoints with f′(x) ≈ (f(x−2h) − 8·f(x−h) + 8·f(x+h) − f(x+2h))/12h, whose error is of order h⁴. It knows
/// nothing of derivatives, so it is an independent witness.
/// </summary>
public static class FiniteDifferences
{
    private const double Step = 2e-4;

    /// <summary>Adjoints below this part of the loss drown in the rounding of the differences, so errors are not measured against less.</summary>
    private const double Noise = 1e-5;

    /// <summary>The worst element of the adjoints of <paramref name="tensors"/>, or null where there is no element.</summary>
    /// <param name="derived">The system; its forward and adjoint equations are evaluated.</param>
    /// <param name="interpreter">Holds the values of the given tensors, which are the same afterwards.</param>
    /// <param name="tensors">Which adjoints to look at.</param>
    /// <param name="mostElements">At most about so many elements of each tensor, evenly spread.</param>
    public static Discrepancy? Worst(DerivedSystem derived, Interpreter interpreter, IEnumerable<Tensor> tensors, int mostElements = int.MaxValue)
    {
        interpreter.Run(derived.Forward);
        interpreter.Run(derived.Adjoints, derived.AdjointScans);
        return tensors.SelectMany(tensor => Compare(derived, interpreter, tensor, mostElements)).OrderByDescending(found => found.RelativeError).FirstOrDefault();
    }

    private static IEnumerable<Discrepancy> Compare(DerivedSystem derived, Interpreter interpreter, Tensor tensor, int mostElements)
    {
        double[] adjoint = interpreter[derived.AdjointOf[tensor]];
        double largest = adjoint.Select(Math.Abs).DefaultIfEmpty(0).Max();
        double scale = Math.Max(largest / 100, Noise * Math.Max(1, Math.Abs(interpreter[derived.Forward.Loss!][0])));
        int stride = Math.Max(1, adjoint.Length / mostElements);
        for (int element = 0; element < adjoint.Length; element += stride)
        {
            double difference = Quotient(derived.Forward, interpreter, tensor, element);
            double unit = Math.Max(Math.Max(Math.Abs(difference), Math.Abs(adjoint[element])), scale);
            double error = Math.Abs(adjoint[element] - difference) / unit;
            yield return new Discrepancy(tensor, element, adjoint[element], difference, double.IsNaN(error) ? double.PositiveInfinity : error);
        }
    }

    private static double Quotient(EquationSystem forward, Interpreter interpreter, Tensor tensor, int element)
    {
        // A value between given tensors and loss is moved by hand: its own equation is left out.
        Equation[] equations = forward.Equations.Where(equation => !ReferenceEquals(equation.Target, tensor)).ToArray();
        double[] values = interpreter[tensor];
        double original = values[element];
        double step = Step * Math.Max(1, Math.Abs(original));
        double LossAt(double offset)
        {
            values[element] = original + offset;
            interpreter.Run(equations, forward.Scans);
            return interpreter[forward.Loss!][0];
        }

        double quotient = (LossAt(-2 * step) - (8 * LossAt(-step)) + (8 * LossAt(step)) - LossAt(2 * step)) / (12 * step);
        values[element] = original;
        interpreter.Run(forward);
        return quotient;
    }
}
