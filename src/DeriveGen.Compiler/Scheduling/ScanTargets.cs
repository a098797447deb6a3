using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Makes what scans compute sliceable: in the workspace, where zeros can lie around it, and with an axis behind time to run lanes along.
/// A tensor that is kept between calls, or whose last axis is time, is computed as another one, which everything else reads; it is a copy.
/// </summary>
internal static class ScanTargets
{
    /// <summary>The equations and scans with such tensors exchanged. A copy that nobody wants is dead.</summary>
    public static (EquatableArray<Equation> Equations, EquatableArray<ScanBlock> Scans) Exchange(
        EquatableArray<Equation> equations, EquatableArray<ScanBlock> scans, IReadOnlyCollection<Tensor> persistent)
    {
        foreach (ScanBlock scan in scans)
        {
            var others = new Dictionary<Tensor, (Tensor Tensor, int[] Order)>();
            foreach (Equation equation in equations.Where(equation => scan.Tensors.IndexOf(equation.Target) >= 0))
            {
                int axis = scan.TimeAxisOf(equation.Target), rank = equation.Target.Rank;
                bool isLast = axis > 0 && axis == rank - 1;
                int[] order = isLast ? [axis, .. Enumerable.Range(0, axis)] : [.. Enumerable.Range(0, rank)];
                if (isLast || persistent.Contains(equation.Target))
                {
                    foreach (Tensor tensor in equation.ArgMax.Prepend(equation.Target))
                    {
                        others[tensor] = (new Tensor(tensor.Name + "Swept", Ordered(tensor.Shape, order), TensorKind.Temporary) { Range = tensor.Range }, order);
                    }
                }
            }

            if (others.Count > 0)
            {
                equations = Exchange(equations, scan, others);
                scans = scans.SetItem(scans.IndexOf(scan), scan with
                {
                    Tensors = scan.Tensors.Map(tensor => others.TryGetValue(tensor, out (Tensor Tensor, int[] Order) other) ? other.Tensor : tensor),
                    TimeAxes = scan.Tensors.Map(tensor => others.TryGetValue(tensor, out (Tensor Tensor, int[] Order) other)
                        ? Array.IndexOf(other.Order, scan.TimeAxisOf(tensor)) : scan.TimeAxisOf(tensor)),
                });
            }
        }

        return (equations, scans);
    }

    private static EquatableArray<T> Ordered<T>(EquatableArray<T> axes, int[] order) => order.Select(from => axes[from]).ToEquatableArray();

    private static EquatableArray<Equation> Exchange(EquatableArray<Equation> equations, ScanBlock scan, Dictionary<Tensor, (Tensor Tensor, int[] Order)> others)
    {
        (Tensor, EquatableArray<Affine>) Other(Tensor tensor, EquatableArray<Affine> positions) =>
            others.TryGetValue(tensor, out (Tensor Tensor, int[] Order) other) ? (other.Tensor, Ordered(positions, other.Order)) : (tensor, positions);
        int last = equations.ToList().FindLastIndex(equation => scan.Tensors.IndexOf(equation.Target) >= 0);
        var result = new List<Equation>();
        for (int number = 0; number < equations.Length; number++)
        {
            Equation equation = equations[number];
            Equation turned = equation.Reads.Any(others.ContainsKey) ? equation with { Value = Rewrite.Turn(equation.Value, Other) } : equation;
            result.Add(!others.TryGetValue(equation.Target, out (Tensor Tensor, int[] Order) other) ? turned : turned with
            {
                Target = other.Tensor,
                Indices = Ordered(equation.Indices, other.Order),
                ArgMax = equation.ArgMax.Map(tensor => others[tensor].Tensor),
            });
            if (number == last)
            {
                result.AddRange(others.Where(pair => !pair.Key.IsInteger).Select(pair =>
                {
                    EquatableArray<IndexVar> indices = pair.Key.Shape.Map(extent => new IndexVar("q", extent));
                    return new Equation(pair.Key, indices, Polynomial.Of(pair.Value.Tensor, Ordered(indices, pair.Value.Order)));
                }));
            }
        }

        return result.ToEquatableArray();
    }
}
