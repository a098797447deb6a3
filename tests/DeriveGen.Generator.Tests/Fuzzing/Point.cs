using System.Numerics;
using DeriveGen.Compiler.Equations;
using DeriveGen.Generator.Tests.Library;
using DeriveGen.Generator.Tests.Training;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>
/// Where a network and its reference are compared: parameters and arguments that are drawn, and how far rounding moves what is computed
/// there. That no rounding changes a branch is seen to: at a kink the two may differ by right.
/// </summary>
internal sealed class Point<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Attempts = 12, Samples = 2;

    private readonly Dictionary<string, double> _spread = [];

    private Point(INetwork<T> network, LibraryCall<T> call, T loss)
    {
        Network = network;
        Call = call;
        Loss = loss;
    }

    /// <summary>The network, after one call of Gradient.</summary>
    public INetwork<T> Network { get; }

    /// <summary>The arguments of the call.</summary>
    public LibraryCall<T> Call { get; }

    /// <summary>What Gradient returned.</summary>
    public T Loss { get; }

    /// <summary>A relative change of a computed number that is somewhat more than its rounding.</summary>
    private static double Unit => typeof(T) == typeof(float) ? Math.ScaleB(1, -18) : Math.ScaleB(1, -46);

    /// <summary>Draws points until one is found that is not at a kink; null if there is none.</summary>
    /// <param name="create">A new network.</param>
    /// <param name="reference">Takes the values.</param>
    /// <param name="targets">What the losses want of their targets.</param>
    public static Point<T>? Find(Func<INetwork<T>> create, Reference reference, IReadOnlyList<Given> targets)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            INetwork<T> network = create();
            var random = new Random((100 * reference.Examples) + attempt);
            Scatter(network, reference, random);
            var call = new LibraryCall<T>(reference, targets, random.Next());
            var point = new Point<T>(network, call, network.Gradient(call.Batch));
            point.Follow(reference);
            if (point.MeasureSpread(reference, random))
            {
                return point;
            }
        }

        return null;
    }

    /// <summary>Gives the reference what the network drew in its last call.</summary>
    public void Follow(Reference reference)
    {
        foreach (Tensor draw in reference.Draws)
        {
            reference[draw] = Values.Of<T>(reference.Length(draw), values => Network.Read(draw.Name, values));
        }
    }

    /// <summary>Compares values with those of the reference: by the largest of them, and by how far rounding moves them.</summary>
    /// <param name="what">What they are.</param>
    /// <param name="expected">The reference's values.</param>
    /// <param name="actual">The network's values.</param>
    /// <param name="summed">How many numbers are added up one by one on the way there; the last ones may be lost beside the first.</param>
    public void Agree(string what, double[] expected, double[] actual, int summed = 0)
    {
        double largest = expected.Length == 0 ? 0 : expected.Max(Math.Abs);
        Values.Agree(what, expected, actual, (8 * Unit * largest) + (summed * Unit / 64 * largest) + _spread.GetValueOrDefault(what) + (Unit * 1e-2));
    }

    private bool MeasureSpread(Reference reference, Random random)
    {
        Dictionary<string, double[]> exact = Results(reference);
        ulong branches = reference.Branches;
        for (int sample = 0; sample < Samples; sample++)
        {
            reference.Rounding = (_, values) =>
            {
                for (int at = 0; at < values.Length; at++)
                {
                    values[at] *= 1 + (Unit * ((2 * random.NextDouble()) - 1));
                }
            };
            Dictionary<string, double[]> moved = Results(reference);
            bool isSmooth = reference.Branches == branches;
            reference.Rounding = null;
            if (!isSmooth || exact.Values.Concat(moved.Values).Any(values => !values.All(double.IsFinite)))
            {
                return false;
            }

            foreach ((string what, double[] values) in moved)
            {
                _spread[what] = Math.Max(_spread.GetValueOrDefault(what), 4 * values.Zip(exact[what], (a, b) => Math.Abs(a - b)).DefaultIfEmpty(0).Max());
            }
        }

        return true;
    }

    /// <summary>All that is compared, by what messages call it.</summary>
    private static Dictionary<string, double[]> Results(Reference reference)
    {
        var results = new Dictionary<string, double[]> { ["loss"] = [reference.Loss()] };
        foreach (Tensor tensor in reference.Parameters.Concat(reference.KeptAdjoints).Distinct())
        {
            results[$"adjoint of {tensor.Name}"] = reference.Adjoint(tensor);
        }

        results["loss of evaluation"] = [reference.EvaluationLoss()];
        results["output"] = reference.Output();
        reference.DeclaredLoss();
        foreach (Tensor tensor in reference.Kept.Where(reference.Has))
        {
            results[$"kept {tensor.Name}"] = reference[tensor];
        }

        return results;
    }

    /// <summary>Moves the parameters away from the constants at which some begin, and gives them and the states to the reference.</summary>
    private static void Scatter(INetwork<T> network, Reference reference, Random random)
    {
        foreach (Tensor parameter in reference.Parameters)
        {
            T[] values = Array.ConvertAll(
                Values.Of<T>(reference.Length(parameter), values => network.CopyParameter(parameter.Name, values)),
                value => T.CreateChecked(value + (0.4 * random.NextDouble()) - 0.2));
            network.SetParameter(parameter.Name, values);
            reference[parameter] = Array.ConvertAll(values, value => double.CreateChecked(value));
        }

        foreach (ParameterDeclaration state in reference.States)
        {
            reference[state.Tensor] = Values.Of<T>(reference.Length(state.Tensor), values => network.CopyParameter(state.Tensor.Name, values));
        }
    }
}
