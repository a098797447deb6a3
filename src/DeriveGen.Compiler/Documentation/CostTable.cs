using System.Globalization;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Compiler.Documentation;

/// <summary>What a network's equations cost, as numbers that grow with the number of examples.</summary>
internal static class CostTable
{
    /// <summary>Parameters, and what a step costs in total.</summary>
    public static string Summary(DerivedSystem derived, Size? examples)
    {
        int At(Size size) => Sizes(size, examples, 1);
        long parameters = EquationCost.Parameters(derived, At);
        IEnumerable<Equation> all = derived.Forward.Equations.Concat(derived.Adjoints);
        string others = string.Join(", ", derived.Forward.Sizes.Where(size => size != examples && size.Capacity is null).Select(size => $"{size} counted as {CostModel.NominalSize}"));
        return $"{Number(parameters)} parameters, {Number(4 * parameters)} bytes in single precision. Forward and backward: "
            + $"{Grown(all, examples, cost => cost.Operations)} operations and {Grown(all, examples, cost => cost.Functions)} evaluations of functions"
            + (others.Length == 0 ? "." : $", with {others}.");
    }

    /// <summary>A row for each equation, and the totals.</summary>
    public static string[][] Rows(DerivedSystem derived, Size? examples) =>
    [
        .. derived.Forward.Equations.Concat(derived.Adjoints).Select(equation => Row(TextPrinter.Name(equation.Target), [equation], examples)),
        Row("forward", derived.Forward.Equations, examples),
        Row("backward", derived.Adjoints, examples),
    ];

    private static string[] Row(string name, IReadOnlyCollection<Equation> equations, Size? examples) =>
    [
        name,
        Grown(equations, examples, cost => cost.Operations),
        Grown(equations, examples, cost => cost.Functions),
        Grown(equations, examples, cost => cost.Read),
        Grown(equations, examples, cost => cost.Written),
    ];

    /// <summary>A count as <c>a·batch + b</c>. Counts are affine in the number of examples unless examples are compared with one another.</summary>
    private static string Grown(IEnumerable<Equation> equations, Size? examples, Func<EquationCost, long> measure)
    {
        long At(int count) => equations.Sum(equation => measure(EquationCost.Of(equation, size => Sizes(size, examples, count))));
        long one = At(1), two = At(2), slope = two - one, constant = one - slope;
        if (At(3) - two != slope)
        {
            return $"{Number(one)} for one example, {Number(At(32))} for 32";
        }

        return slope == 0 ? Number(constant)
            : $"{(slope == 1 ? string.Empty : Number(slope) + "·")}{examples}" + (constant == 0 ? string.Empty : constant < 0 ? $" − {Number(-constant)}" : $" + {Number(constant)}");
    }

    private static int Sizes(Size size, Size? examples, int count) => size == examples ? count : size.Capacity ?? CostModel.NominalSize;

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
