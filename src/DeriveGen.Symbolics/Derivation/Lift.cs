using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// A-normal form for reductions: a reduction below a nonlinear function, a power or a maximum, and a reduction that is
/// multiplied by factors outside it, become equations of their own.
/// </summary>
/// <remarks>
/// Without it the adjoint of a preactivation would be worked out again inside every product that uses it, and powers of
/// sums would need care with bound indices. With it every nonlinear function is applied to elements of tensors alone.
/// </remarks>
public static class Lift
{
    /// <summary>The system with its reductions lifted. The value of every tensor stays what it was.</summary>
    public static Rewritten Apply(EquationSystem system)
    {
        var names = new HashSet<string>(system.Tensors.Select(tensor => tensor.Name));
        var equations = new List<Equation>();
        var remarks = new List<Remark>();
        var introduced = new List<Tensor>();
        List<ScanBlock> scans = [.. system.Scans];
        foreach (Equation equation in system.Equations)
        {
            var lifter = new Lifter(equation, names);
            Equation rewritten = lifter.Rewrite();
            remarks.AddRange(lifter.Remarks);
            introduced.AddRange(lifter.Lifted.Select(lifted => lifted.Target));
            foreach (Equation lifted in lifter.Lifted)
            {
                Place(lifted, equation, equations, scans);
            }

            equations.Add(rewritten);
        }

        return new(
            system with
            {
                Tensors = system.Tensors.AddRange(introduced),
                Equations = equations.ToEquatableArray(),
                Scans = scans.ToEquatableArray(),
            },
            remarks.ToEquatableArray());
    }

    /// <summary>
    /// Puts a lifted equation before the one that uses it. Where that one belongs to a scan, the lifted one joins the scan
    /// if it reads a tensor of it, and goes before the whole scan if not.
    /// </summary>
    private static void Place(Equation lifted, Equation user, List<Equation> equations, List<ScanBlock> scans)
    {
        int position = scans.FindIndex(scan => scan.Tensors.IndexOf(user.Target) >= 0);
        if (position < 0)
        {
            equations.Add(lifted);
            return;
        }

        ScanBlock block = scans[position];
        if (!lifted.Reads.Any(tensor => block.Tensors.IndexOf(tensor) >= 0))
        {
            int first = equations.FindIndex(equation => block.Tensors.IndexOf(equation.Target) >= 0);
            equations.Insert(first < 0 ? equations.Count : first, lifted);
            return;
        }

        // Lifted indices keep the name order of the user's, so the time index is the one that took its place.
        int member = block.Tensors.IndexOf(user.Target);
        string time = user.Indices[block.TimeAxes[member]].Name;
        int axis = lifted.Indices.ToList().FindIndex(index => index.Name == time);
        scans[position] = new(
            [.. block.Tensors.Take(member), lifted.Target, .. block.Tensors.Skip(member)],
            [.. block.TimeAxes.Take(member), axis, .. block.TimeAxes.Skip(member)],
            block.Direction);
        equations.Add(lifted);
    }
}
