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
        int At(Size size) => size == examples ? 1 : size.Capacity ?? CostModel.NominalSize;
        long parameters = EquationCost.Parameters(derived, At);
        IEnumerable<Equation> all = derived.Forward.Equations.Concat(derived.Adjoints);
        string others = string.Join(", ", derived.Forward.Sizes.Where(size => size != examples && size.Capacity is null).Select(size => $"{size} counted as {CostModel.NominalSize}"));
        return $"{EquationCost.Number(parameters)} parameters, {EquationCost.Number(4 * parameters)} bytes in single precision. Forward and backward: "
            + $"{EquationCost.Grown(all, examples, cost => cost.Operations)} operations and {EquationCost.Grown(all, examples, cost => cost.Functions)} evaluations of functions"
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
        EquationCost.Grown(equations, examples, cost => cost.Operations),
        EquationCost.Grown(equations, examples, cost => cost.Functions),
        EquationCost.Grown(equations, examples, cost => cost.Read),
        EquationCost.Grown(equations, examples, cost => cost.Written),
    ];
}
