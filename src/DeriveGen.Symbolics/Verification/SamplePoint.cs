using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Verification;

/// <summary>Gives the given tensors of a system reproducible values.</summary>
public static class SamplePoint
{
    /// <summary>
    /// Real tensors get values in (−1, 1), random ones in [0, 1), whole numbers any of their range; <c>training</c> and
    /// <c>step</c> are 1.
    /// </summary>
    /// <param name="interpreter">Takes the values; it knows the sizes.</param>
    /// <param name="system">The system whose undefined tensors are filled.</param>
    /// <param name="seed">Another seed, another point.</param>
    public static void Fill(Interpreter interpreter, EquationSystem system, int seed)
    {
        var random = new Random(seed);
        foreach (Tensor tensor in system.Tensors.Where(tensor => tensor.Kind is not (TensorKind.Constant or TensorKind.Forward or TensorKind.Adjoint or TensorKind.Temporary or TensorKind.ArgMax or TensorKind.Next)))
        {
            int? range = tensor.Range is { } extent ? interpreter.Evaluate(extent) : null;
            interpreter[tensor] = Enumerable.Range(0, interpreter.Length(tensor)).Select(_ => Value(tensor, range, random)).ToArray();
        }
    }

    /// <summary>Scales rows of given tensors so that Σk Y[i,k] is the number that a fact promises, their elements positive.</summary>
    public static void KeepFacts(Interpreter values, EquationSystem system)
    {
        foreach (Fact fact in system.Facts)
        {
            if (fact.Pattern is not { Bound: { Length: 1 } bound, Guards.Length: 0, Factors: { Length: 1 } factors, Coefficient.IsOne: true } || factors[0] is not { Exponent.IsOne: true, Atom: Access access }
                || !values.Has(access.Tensor) || fact.Value.AsNumber is not { } promised)
            {
                continue;
            }

            int axis = access.Positions.ToList().FindIndex(position => position.AsIndex == bound[0]);
            if (axis < 0)
            {
                continue;
            }

            int[] shape = [.. access.Tensor.Shape.Select(values.Evaluate)];
            int inner = shape.Skip(axis + 1).Aggregate(1, (product, extent) => product * extent);
            double[] elements = Array.ConvertAll(values[access.Tensor], value => 0.1 + Math.Abs(value));
            for (int start = 0; start < elements.Length; start++)
            {
                if (start / inner % shape[axis] == 0)
                {
                    double sum = Enumerable.Range(0, shape[axis]).Sum(at => elements[start + (at * inner)]);
                    for (int at = 0; at < shape[axis]; at++)
                    {
                        elements[start + (at * inner)] *= promised.ToDouble() / sum;
                    }
                }
            }

            values[access.Tensor] = elements;
        }
    }

    private static double Value(Tensor tensor, int? range, Random random) => tensor.Kind switch
    {
        _ when range is int values => random.Next(values),
        TensorKind.Random => random.NextDouble(),
        TensorKind.Setting => 1,
        _ => (2 * random.NextDouble()) - 1,
    };
}
