using DeriveGen.Compiler.Emission;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// The innermost loop of a register tile's sum. It depends on the tile's shape alone, so all tiles of one shape share it: it becomes a part
/// of each of them, and the sums that they give by reference stay in registers.
/// </summary>
internal static class TileSum
{
    /// <summary>Adds the method, unless it is there; gives its name.</summary>
    /// <param name="shape">The tile.</param>
    /// <param name="element">The number type.</param>
    /// <param name="table">Where it goes.</param>
    public static string Add(TileShape shape, ElementType element, KernelTable table)
    {
        var body = new CodeWriter(0);

        // One reference for four rows of A, which the processor's addresses reach with strides times 1, 2 and 3.
        List<string> references = [.. Enumerable.Range(0, (shape.Rows + 3) / 4).Select(group => "a" + Number(4 * group))];
        for (int group = 1; group < references.Count; group++)
        {
            body.Line($"ref {element.Name} {references[group]} = ref Unsafe.Add(ref {references[group - 1]}, 4 * aRow);");
        }

        body.Open("for (nint n = depth; n > 0; n--)");
        body.Line("R " + string.Join(", ", Enumerable.Range(0, shape.Vectors).Select(v => $"w{Number(v)} = R.Load(ref b, {KernelNames.Lanes(v)})")) + ";");
        for (int r = 0; r < shape.Rows; r++)
        {
            string a = r % 4 == 0 ? references[r / 4] : $"Unsafe.Add(ref {references[r / 4]}, {(r % 4 == 1 ? string.Empty : Number(r % 4) + " * ")}aRow)";
            string broadcast = "x" + Number(r);
            body.Line(shape.Vectors == 1
                ? MultiplyAdd("ref " + a, r, 0)
                : $"R {broadcast} = R.Create({a}); " + string.Join(" ", Enumerable.Range(0, shape.Vectors).Select(v => MultiplyAdd(broadcast, r, v))));
        }

        body.Line(string.Concat(references.Select(reference => $"{reference} = ref Unsafe.Add(ref {reference}, aStep); ")) + "b = ref Unsafe.Add(ref b, bStep);");
        body.Close();
        IEnumerable<string> sums = Enumerable.Range(0, shape.Rows).SelectMany(r => Enumerable.Range(0, shape.Vectors).Select(v => "ref R " + Sum(r, v)));
        return table.Add(
            "Sum" + shape, [Kernel.Formula("c[row,lane] += Σn a[row,n]·b[n,lane]")],
            string.Join(", ", [$"ref {element.Name} a0", "nint aRow", $"ref {element.Name} b", "nint depth", "nint aStep", "nint bStep", .. sums]),
            body.ToString(), new NameScope(), isInlined: true);
    }

    private static string MultiplyAdd(string a, int row, int vector) => $"{Sum(row, vector)} = R.MultiplyAdd({a}, w{Number(vector)}, {Sum(row, vector)});";

    private static string Sum(int row, int vector) => "c" + Number(row) + Number(vector);

    private static string Number(int value) => KernelNames.Number(value);
}
