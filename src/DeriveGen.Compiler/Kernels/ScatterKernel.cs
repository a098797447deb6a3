using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Writes the adjoint of a gather: zeros, then at each point, in order, one more addend at a position that data decides.</summary>
/// <param name="method">The kernel that is written.</param>
/// <param name="scatter">The step.</param>
/// <param name="rows">How rows are read and written in lanes, or null where single numbers are computed.</param>
internal sealed class ScatterKernel(KernelMethod method, Scatter scatter, Rows? rows)
{
    private readonly Addressing _addressing = new(method);

    private Tensor Target => scatter.Equation.Target;

    /// <summary>Whether a scatter can add rows in lanes.</summary>
    public static bool CanUseLanes(Scatter scatter, ElementType element) => scatter.Lane is { } lane && LaneSupport.Fits(
        new Statement(new Equation(scatter.Equation.Target, scatter.Equation.Indices, scatter.Addend), StatementKind.Pointwise, lane, true), element.Lanes);

    /// <summary>Writes the loops.</summary>
    public void Write()
    {
        new Zeroing(method).Write(Target);
        foreach (IndexVar point in scatter.Points)
        {
            method.Body.Open(_addressing.Loop(point));
        }

        List<string> conditions = Conditions();
        if (conditions.Count > 0)
        {
            method.Body.Open("if (" + string.Join(" && ", conditions) + ")");
        }

        bool loop = scatter.Lane is { } lane && !(rows?.IsShort(lane) ?? false);
        if (loop)
        {
            method.Body.Open(rows is null ? _addressing.Loop(scatter.Lane!) : rows.Loop(scatter.Lane!));
        }

        Add();
        method.Body.Close((loop ? 1 : 0) + (conditions.Count > 0 ? 1 : 0) + scatter.Points.Length);
    }

    private void Add()
    {
        IndexVar? lane = rows is null ? null : scatter.Lane;
        string first = lane is not null && !rows!.IsShort(lane) ? method.Names.NameOf(lane) : "0";
        var printer = new ExpressionPrinter(method, new Place(lane, scatter.Lane, lane is null ? string.Empty : rows!.Of(lane).Type, first, _ => null, access => rows!.Load(access, lane!)));
        if (lane is null)
        {
            string element = _addressing.Element(Target, scatter.Positions);
            Code sum = scatter.Addend.Terms.Aggregate(new Code(element, false, Binding.Primary), printer.Accumulate);
            method.Body.Line(element + " = " + sum.Text + ";");
            return;
        }

        Code row = scatter.Addend.Terms.Aggregate(rows!.Load(new Access(Target, scatter.Positions), lane), printer.Accumulate);
        rows.Store(row, Target, scatter.Positions, lane);
    }

    /// <summary>A position outside the target's shape adds nothing.</summary>
    private List<string> Conditions()
    {
        var conditions = new List<string>();
        for (int axis = 0; axis < scatter.Positions.Length; axis++)
        {
            Affine position = scatter.Positions[axis];
            if (!position.IsProvablyNonNegative || !(Target.Shape[axis].Value - 1 - position).IsProvablyNonNegative)
            {
                conditions.Add($"(nuint)({_addressing.Print(position)}) < (nuint)({_addressing.Print(Target.Shape[axis])})");
            }
        }

        return conditions;
    }
}
