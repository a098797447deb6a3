using System.ComponentModel;
using System.Numerics;
using DeriveGen.Reports;

namespace DeriveGen.Storage;

/// <summary>A computed tensor of a report, and where its numbers are among the kept ones.</summary>
/// <param name="equation">The equation.</param>
/// <param name="value">The position of its values.</param>
/// <param name="adjoint">The position of its adjoint; −1 where it has none.</param>
/// <param name="slope">The position of the derivative of its function; −1 where it is none of one tensor, element by element.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReportRow(string equation, int value, int adjoint, int slope)
{
    /// <summary>A derivative below this, in most examples, is that of a saturated unit.</summary>
    private const double Faint = 0.01, Usually = 0.95;

    /// <summary>The report on a network.</summary>
    /// <param name="rows">Its tensors.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="observed">The memory in which all of them were computed.</param>
    /// <param name="layout">The network's layout.</param>
    /// <param name="before">The network.</param>
    /// <param name="after">A copy of it with its gradient, after a step of the optimizer.</param>
    public static TrainingReport Report<T>(ReportRow[] rows, T loss, NetworkMemory<T> observed, NetworkLayout layout, NetworkMemory<T> before, NetworkMemory<T> after)
        where T : unmanaged, IFloatingPointIeee754<T> => new(
            double.CreateChecked(loss),
            Array.ConvertAll(rows, row => row.Of(observed)),
            [.. Enumerable.Range(0, layout.LearnedCount).Select(position => Of(before.Parameter(position), after.Adjoint(position), after.Parameter(position)))]);

    private static ParameterReport Of<T>(TensorView<T> parameter, TensorView<T> adjoint, TensorView<T> next)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] values = GradientCheck.ToDouble<T>(parameter.ToArray()), moved = GradientCheck.ToDouble<T>(next.ToArray());
        double size = SizeOf(values), step = SizeOf([.. values.Zip(moved, (a, b) => b - a)]);
        return new(parameter.Name, size, SizeOf(GradientCheck.ToDouble<T>(adjoint.ToArray())), size == 0 ? null : step / size);
    }

    private TensorReport Of<T>(NetworkMemory<T> observed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] values = observed.KeptNumbers(value);
        (int units, int dead, int saturated) = slope < 0 ? (0, 0, 0) : Units(observed.KeptNumbers(slope), observed.KeptShape(slope)[^1]);
        return new(
            observed.KeptName(value), equation, SizeOf(values), values.Select(Math.Abs).DefaultIfEmpty(0).Max(), values.LongCount(number => !double.IsFinite(number)),
            adjoint < 0 ? null : SizeOf(observed.KeptNumbers(adjoint)), units, dead, saturated);
    }

    /// <summary>Units are the elements along the last axis; all others are examples of them.</summary>
    private static (int Units, int Dead, int Saturated) Units(double[] slopes, int units)
    {
        int dead = 0, saturated = 0;
        for (int unit = 0; unit < units; unit++)
        {
            double[] own = [.. slopes.Where((_, place) => place % units == unit)];
            bool isDead = own.All(number => number == 0);
            dead += isDead ? 1 : 0;
            saturated += !isDead && own.Any(number => number != 0 && Math.Abs(number) < Faint) && own.Count(number => Math.Abs(number) < Faint) >= Usually * own.Length ? 1 : 0;
        }

        return (units, dead, saturated);
    }

    private static double SizeOf(double[] values) => values.Length == 0 ? 0 : Math.Sqrt(values.Sum(number => number * number) / values.Length);
}
