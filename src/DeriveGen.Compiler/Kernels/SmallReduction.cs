using DeriveGen.Compiler.Emission;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Sums and maxima that are looped inside an expression, in row-major order of their indices.</summary>
/// <param name="method">The kernel that is written.</param>
/// <param name="printer">The expressions' printer, which says whether there are lanes.</param>
internal sealed class SmallReduction(KernelMethod method, ExpressionPrinter printer)
{
    private readonly Addressing _addressing = new(method);

    private CodeWriter Body => method.Body;

    /// <summary>Loops over a sum; the result is a variable.</summary>
    public Code Sum(Term term)
    {
        string name = method.Names.Fresh("sum");
        Code sum = printer.Declare(name, printer.AsLanes(new(method.Element.Zero, false, Binding.Primary)));
        List<Guard> scalars = term.Guards.Where(guard => printer.IsScalar(guard)).ToList();
        Term body = new(term.Coefficient, [], term.Factors, term.Guards.Where(guard => !scalars.Contains(guard)).ToEquatableArray());
        Over(term.Bound, scalars, () => Body.Line(name + " = " + printer.Accumulate(sum, body).Text + ";"));
        return sum;
    }

    /// <summary>Loops over a maximum.</summary>
    /// <param name="maximum">What is maximised.</param>
    /// <param name="positions">Whether the position of the maximum is wanted.</param>
    /// <returns>The variable with the greatest value, and one for the position along each bound index.</returns>
    public (Code Value, IReadOnlyList<Code> Positions) Maximum(Maximum maximum, bool positions)
    {
        Code lowest = printer.AsLanes(new(method.Element.Literal(double.NegativeInfinity), false, Binding.Primary));
        Code best = printer.Declare(method.Names.Fresh("best"), lowest);
        List<Code> found = positions
            ? maximum.Bound.Select(index => printer.Declare(method.Names.Fresh("at"), printer.AsLanes(new(method.Element.Zero, false, Binding.Primary)))).ToList()
            : [];
        List<Guard> scalars = maximum.Guards.Where(guard => printer.IsScalar(guard)).ToList();
        Over(maximum.Bound, scalars, () =>
        {
            Code value = printer.Choose(maximum.Guards.Where(guard => !scalars.Contains(guard)), printer.AsLanes(printer.Print(maximum.Body)), lowest);
            Code candidate = printer.Declare(method.Names.Fresh("value"), value);
            Replace(best, candidate, maximum.Bound, found);
        });
        return (best, found);
    }

    /// <summary>A larger value takes the place of the best so far, and so does the first NaN, which then stays.</summary>
    private void Replace(Code best, Code candidate, EquatableArray<IndexVar> bound, List<Code> found)
    {
        if (best.IsLanes)
        {
            if (found.Count == 0)
            {
                Body.Line(best.Text + " = " + printer.LaneType + ".Larger(" + best.Text + ", " + candidate.Text + ");");
                return;
            }

            Code wins = printer.Declare(method.Names.Fresh("wins"), new(printer.LaneType + ".Beats(" + candidate.Text + ", " + best.Text + ")", true, Binding.Primary));
            for (int axis = 0; axis < found.Count; axis++)
            {
                Code index = printer.AsLanes(new(method.Names.NameOf(bound[axis]), false, Binding.Primary));
                Body.Line($"{found[axis].Text} = {printer.LaneType}.Select({wins.Text}, {index.Text}, {found[axis].Text});");
            }

            Body.Line($"{best.Text} = {printer.LaneType}.Select({wins.Text}, {candidate.Text}, {best.Text});");
            return;
        }

        Body.Open($"if (!({candidate.Text} <= {best.Text}) && !{method.Element.Name}.IsNaN({best.Text}))");
        Body.Line(best.Text + " = " + candidate.Text + ";");
        for (int axis = 0; axis < found.Count; axis++)
        {
            Body.Line(found[axis].Text + " = " + method.Names.NameOf(bound[axis]) + ";");
        }

        Body.Close();
    }

    private void Over(EquatableArray<IndexVar> bound, List<Guard> guards, Action body) => _addressing.Over(bound, () =>
    {
        if (guards.Count > 0)
        {
            Body.Open("if (" + string.Join(" && ", guards.Select(_addressing.Print)) + ")");
        }

        body();
        Body.Close(guards.Count > 0 ? 1 : 0);
    });
}
