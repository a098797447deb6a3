using System.Globalization;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Small whole numbers for what a claim and the derived formula read, at which the two differ: an example that can be followed by hand.</summary>
internal static class Counterexample
{
    /// <summary>Larger tensors are not written out.</summary>
    private const int LargestTensor = 15;

    /// <summary>An example in words, or null where none was found: the formulas read something that has no free values.</summary>
    /// <param name="network">The network.</param>
    /// <param name="sides">The claim: the left side is read as one step of the chain rule.</param>
    /// <param name="left">What the left side is called.</param>
    public static string? Of(ClaimNetwork network, ComparedSides sides, string left)
    {
        Polynomial expected = OneStep(network, sides.Left.Value), claimed = sides.Right.Value;
        Tensor[] free = [.. expected.Tensors.Concat(claimed.Tensors).Distinct()];
        if (free.Any(tensor => tensor.IsInteger))
        {
            return null;
        }

        for (int seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var values = new Interpreter(network.System.Sizes.ToDictionary(size => size, _ => 2));
            foreach (Tensor tensor in free)
            {
                values[tensor] = Enumerable.Range(0, values.Length(tensor)).Select(_ => (double)random.Next(-2, 3)).ToArray();
            }

            Equation truth = sides.Left with { Value = expected };
            double[] right = Elimination.Run(values, Elimination.Of(truth, values.Evaluate)), wrong = Elimination.Run(values, Elimination.Of(sides.Right, values.Evaluate));
            int at = Enumerable.Range(0, right.Length).FirstOrDefault(i => IsFinite(right[i]) && IsFinite(wrong[i]) && Math.Abs(right[i] - wrong[i]) > 1e-6);
            if (right.Length > 0 && IsFinite(right[at]) && IsFinite(wrong[at]) && Math.Abs(right[at] - wrong[at]) > 1e-6)
            {
                string given = string.Join(", ", free.Where(tensor => values.Length(tensor) <= LargestTensor).Select(tensor => TextPrinter.Name(tensor) + " = " + Matrix(values, tensor)));
                return $"For example{(given.Length > 0 ? ", with " + given : "")}: the element {Place(values, sides.Left, at)} of {left} is {Number(right[at])}, and the claim gives {Number(wrong[at])}.";
            }
        }

        return null;
    }

    /// <summary>The left side with the adjoint's own equation written out.</summary>
    private static Polynomial OneStep(ClaimNetwork network, Polynomial left) => Walk.Replace(left, access =>
        network.ByChainRule.Adjoints.Concat(network.Tangents).FirstOrDefault(equation => ReferenceEquals(equation.Target, access.Tensor)) is { } equation ? equation.At(access.Positions) : null);

    private static string Matrix(Interpreter values, Tensor tensor)
    {
        int columns = tensor.Rank == 0 ? 1 : values.Evaluate(tensor.Shape[tensor.Rank - 1]);
        double[] elements = values[tensor];
        IEnumerable<string> rows = Enumerable.Range(0, elements.Length / columns).Select(row => string.Join(" ", elements.Skip(row * columns).Take(columns).Select(Number)));
        return tensor.Rank == 0 ? Number(elements[0]) : "[" + string.Join("; ", rows) + "]";
    }

    private static string Place(Interpreter values, Equation equation, int at)
    {
        var place = new List<int>();
        for (int axis = equation.Indices.Length - 1; axis >= 0; axis--)
        {
            int extent = values.Evaluate(equation.Indices[axis].Extent);
            place.Insert(0, at % extent);
            at /= extent;
        }

        return "[" + string.Join(",", place) + "]";
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
