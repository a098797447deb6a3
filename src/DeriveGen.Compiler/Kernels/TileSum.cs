using DeriveGen.Compiler.Emission;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// The innermost loop of a register tile's sum. It depends on the tile's shape alone, so all tiles of one shape share it: it becomes a part
/// of each of them, and the sums that they give by reference stay in registers.
/// </summary>
internal static class TileSum
{
    private const int RowsOfAReference = 4;   // which the processor's addresses reach with strides times 1, 2 and 3

    /// <summary>Adds the method, unless it is there; gives its name.</summary>
    /// <param name="shape">The tile.</param>
    /// <param name="element">The number type.</param>
    /// <param name="table">Where it goes.</param>
    public static string Add(TileShape shape, ElementType element, KernelTable table)
    {
        var body = new CodeWriter(0);
        List<string> references = References(body, (shape.Rows + RowsOfAReference - 1) / RowsOfAReference, "aRow", element);
        body.Open("for (nint n = depth; n > 0; n--)");
        body.Line("R " + string.Join(", ", Enumerable.Range(0, shape.Vectors).Select(v => $"w{Number(v)} = R.Load(ref b, {KernelNames.Lanes(v)})")) + ";");
        for (int r = 0; r < shape.Rows; r++)
        {
            string a = Element(references, r, "aRow"), broadcast = "x" + Number(r);
            body.Line(shape.Vectors == 1
                ? MultiplyAdd("ref " + a, r, 0)
                : $"R {broadcast} = R.Create({a}); " + string.Join(" ", Enumerable.Range(0, shape.Vectors).Select(v => MultiplyAdd(broadcast, r, v))));
        }

        Step(body, references);
        body.Close();
        return table.Add(
            "Sum" + shape, [Kernel.Formula("c[row,lane] += Σn a[row,n]·b[n,lane]")],
            string.Join(", ", [$"ref {element.Name} a0", "nint aRow", $"ref {element.Name} b", "nint depth", "nint aStep", "nint bStep", .. Sums(shape)]),
            body.ToString(), new NameScope(), isInlined: true);
    }

    /// <summary>Declares references to A, one for four neighbours, the first of which is <c>a0</c>; gives their names.</summary>
    public static List<string> References(CodeWriter body, int count, string stride, ElementType element)
    {
        List<string> references = [.. Enumerable.Range(0, count).Select(group => "a" + Number(RowsOfAReference * group))];
        for (int group = 1; group < references.Count; group++)
        {
            body.Line($"ref {element.Name} {references[group]} = ref Unsafe.Add(ref {references[group - 1]}, {Number(RowsOfAReference)} * {stride});");
        }

        return references;
    }

    /// <summary>A neighbour of the first element of A.</summary>
    public static string Element(List<string> references, int number, string stride)
    {
        (string reference, int further) = (references[number / RowsOfAReference], number % RowsOfAReference);
        return further == 0 ? reference : $"Unsafe.Add(ref {reference}, {(further == 1 ? string.Empty : Number(further) + " * ")}{stride})";
    }

    /// <summary>Moves on to the next point of the sum.</summary>
    public static void Step(CodeWriter body, List<string> references, bool withB = true) => body.Line(
        string.Join(" ", [.. references.Select(reference => $"{reference} = ref Unsafe.Add(ref {reference}, aStep);"), .. withB ? new[] { "b = ref Unsafe.Add(ref b, bStep);" } : []]));

    /// <summary>The sums as parameters.</summary>
    public static IEnumerable<string> Sums(TileShape shape) => Enumerable.Range(0, shape.Rows).SelectMany(r => Enumerable.Range(0, shape.Vectors).Select(v => "ref R " + Sum(r, v)));

    /// <summary>The sum of a row and a vector.</summary>
    public static string Sum(int row, int vector) => "c" + Number(row) + Number(vector);

    private static string MultiplyAdd(string a, int row, int vector) => $"{Sum(row, vector)} = R.MultiplyAdd({a}, w{Number(vector)}, {Sum(row, vector)});";

    private static string Number(int value) => KernelNames.Number(value);
}
