using System.ComponentModel;
using System.Numerics;

namespace DeriveGen.Storage;

/// <summary>Compares the adjoints of a network with differences of its loss, computed beside in double precision.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GradientCheck
{
    // Central differences: truncation is of the order of h², rounding of the order of 1e-16/h.
    private const double Step = 1e-5;

    /// <summary>Real numbers as double precision ones.</summary>
    public static double[] ToDouble<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
        {
            doubles[i] = double.CreateChecked(values[i]);
        }

        return doubles;
    }

    /// <summary>The worst relative error of an adjoint.</summary>
    /// <param name="network">The network, after a call of Gradient.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="twin">The memory of the double precision loss; its parameters are overwritten.</param>
    /// <param name="loss">Computes the loss from the twin's parameters, on the same examples.</param>
    /// <returns>The largest difference of an element, relative to the largest adjoint of its parameter; 0 where all adjoints are 0.</returns>
    public static double WorstRelativeError<T>(NetworkMemory<T> network, NetworkLayout layout, NetworkMemory<double> twin, Func<double> loss)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int position = 0; position < layout.Parameters.Length; position++)
        {
            twin.Parameter(position).CopyFrom(ToDouble<T>(network.Parameter(position).ToArray()));
        }

        double worst = 0;
        for (int position = 0; position < layout.LearnedCount; position++)
        {
            double[] adjoint = ToDouble<T>(network.Adjoint(position).ToArray());
            double[] difference = Differences(twin.Parameter(position), loss);
            double scale = Largest(difference.Select(Math.Abs));
            double error = Largest(adjoint.Zip(difference, (derived, measured) => Math.Abs(derived - measured)));
            worst = Math.Max(worst, error == 0 ? 0 : error / scale);
        }

        return worst;
    }

    /// <summary>The largest value, NaN if one is: a NaN among the adjoints must not pass for an error of 0.</summary>
    private static double Largest(IEnumerable<double> values) => values.Aggregate(0.0, Math.Max);

    private static double[] Differences(TensorView<double> parameter, Func<double> loss)
    {
        double[] values = parameter.ToArray();
        double[] differences = new double[values.Length];
        double LossWith(int element, double value)
        {
            double kept = values[element];
            values[element] = value;
            parameter.CopyFrom(values);
            values[element] = kept;
            return loss();
        }

        for (int element = 0; element < values.Length; element++)
        {
            double above = values[element] + Step, below = values[element] - Step;
            differences[element] = (LossWith(element, above) - LossWith(element, below)) / (above - below);
        }

        parameter.CopyFrom(values);
        return differences;
    }
}
