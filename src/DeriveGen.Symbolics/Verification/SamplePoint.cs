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

    private static double Value(Tensor tensor, int? range, Random random) => tensor.Kind switch
    {
        _ when range is int values => random.Next(values),
        TensorKind.Random => random.NextDouble(),
        TensorKind.Setting => 1,
        _ => (2 * random.NextDouble()) - 1,
    };
}
