using DeriveGen.Compiler.Emission;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// The innermost loop of a register tile's sum where a window slides over A. It depends on the tile's shape alone, as <see cref="TileSum"/> does.
/// Each sum takes its products in the order in which the formula has them.
/// </summary>
internal static class WindowSum
{
    /// <summary>
    /// Adds the method of a window whose taps are summed, unless it is there; gives its name. Rows that run against the taps are given from the last
    /// one to the first, which runs with them.
    /// </summary>
    /// <param name="shape">The tile.</param>
    /// <param name="window">The window.</param>
    /// <param name="element">The number type.</param>
    /// <param name="table">Where it goes.</param>
    public static string Add(TileShape shape, SummedWindow window, ElementType element, KernelTable table)
    {
        int steps = Math.Abs(window.Steps), elements = window.Taps + (steps * (shape.Rows - 1));
        var body = new CodeWriter(0);
        List<string> references = TileSum.References(body, (elements + 3) / 4, "aTap", element);
        int atOnce = window.TapsAtOnce(shape);
        if (shape.Vectors > 1 || (shape.Rows > 1 && atOnce > steps))
        {
            body.Line("R x;");
        }

        body.Open("for (nint n = depth; n > 0; n--)");
        for (int from = 0; from < window.Taps; from += atOnce)
        {
            WriteTaps(from, Math.Min(from + atOnce, window.Taps));
        }

        TileSum.Step(body, references);
        body.Close();
        return table.Add(
            $"Sum{shape}", [Kernel.Formula($"c[row,lane] += Σn,s a[{(steps == 1 ? string.Empty : Number(steps) + "·")}row+s,n]·b[s,n,lane]")],
            string.Join(", ", [$"ref {element.Name} a0", "nint aTap", $"ref {element.Name} b", "nint bTap", "nint depth", "nint aStep", "nint bStep", .. TileSum.Sums(shape)]),
            body.ToString(), new NameScope(), isInlined: true);

        void WriteTaps(int from, int end)
        {
            for (int tap = from; tap < end; tap++)
            {
                string place = Times(tap, "bTap");
                body.Line("R " + string.Join(", ", Enumerable.Range(0, shape.Vectors).Select(v =>
                    $"{Weight(tap, v)} = R.Load(ref b, {(v == 0 ? place : tap == 0 ? KernelNames.Lanes(v) : place + " + " + KernelNames.Lanes(v))})")) + ";");
            }

            for (int at = 0; at < elements; at++)
            {
                (int Row, int Tap)[] met = [.. Enumerable.Range(0, shape.Rows).Select(row => (row, at - (steps * row))).Where(pair => pair.Item2 >= from && pair.Item2 < end)];
                if (met.Length > 0)
                {
                    Meet(body, TileSum.Element(references, at, "aTap"), met.SelectMany(pair => Enumerable.Range(0, shape.Vectors)
                        .Select(v => (TileSum.Sum(pair.Row, v), Weight(pair.Tap, v)))));
                }
            }
        }

        static string Weight(int tap, int vector) => "w" + Number(tap) + Number(vector);
    }

    /// <summary>
    /// Adds the method of a window whose taps are rows, unless it is there; gives its name. The last vectors of B stay in registers, one for each
    /// tap; the first and the last points, at which some taps have none, are outside the loop.
    /// </summary>
    /// <param name="shape">The tile: the rows of each tap, tap by tap, and one vector.</param>
    /// <param name="window">The window.</param>
    /// <param name="element">The number type.</param>
    /// <param name="table">Where it goes.</param>
    public static string Add(TileShape shape, ShiftedWindow window, ElementType element, KernelTable table)
    {
        int taps = window.Taps, rows = shape.Rows / taps;
        var body = new CodeWriter(0);
        List<string> references = TileSum.References(body, (rows + 3) / 4, "aRow", element);
        body.Line("R x;");
        for (int point = 0; point < taps - 1; point++)
        {
            body.Line($"R {Vector(point)} = R.Load(ref b, 0);");
            Point(0, point, point);
            body.Line("b = ref Unsafe.Add(ref b, bStep);");
        }

        body.Open($"for (nint n = depth - {Number(taps - 1)}; n > 0; n--)");
        body.Line($"R {Vector(taps - 1)} = R.Load(ref b, 0);");
        Point(0, taps - 1, taps - 1);
        body.Line("b = ref Unsafe.Add(ref b, bStep);");
        for (int tap = 0; tap < taps - 1; tap++)
        {
            body.Line($"{Vector(tap)} = {Vector(tap + 1)};");
        }

        body.Close();
        for (int past = 1; past < taps; past++)
        {
            Point(past, taps - 1, taps - 2 + past);
        }

        return table.Add(
            $"Sum{shape}", [Kernel.Formula("c[s,row,lane] += Σn a[n+s,row]·b[n,lane]")],
            string.Join(", ", [$"ref {element.Name} a0", "nint aRow", $"ref {element.Name} b", "nint depth", "nint aStep", "nint bStep", .. TileSum.Sums(shape)]),
            body.ToString(), new NameScope(), isInlined: true);

        // Tap s meets the vector number newest − s.
        void Point(int from, int to, int newest)
        {
            for (int row = 0; row < rows; row++)
            {
                Meet(body, TileSum.Element(references, row, "aRow"), Enumerable.Range(from, to - from + 1).Select(tap => (TileSum.Sum((tap * rows) + row, 0), Vector(newest - tap))));
            }

            TileSum.Step(body, references, withB: false);
        }

        static string Vector(int number) => "w" + Number(number);
    }

    /// <summary>All the products of an element of A, which has one variable for all: RyuJIT inlines no method of more than 32.</summary>
    private static void Meet(CodeWriter body, string a, IEnumerable<(string Sum, string Weight)> products)
    {
        (string Sum, string Weight)[] all = [.. products];
        if (all.Length == 1)
        {
            body.Line($"{all[0].Sum} = R.MultiplyAdd(ref {a}, {all[0].Weight}, {all[0].Sum});");
            return;
        }

        body.Line($"x = R.Create({a}); {string.Join(" ", all.Select(product => $"{product.Sum} = R.MultiplyAdd(x, {product.Weight}, {product.Sum});"))}");
    }

    private static string Times(int factor, string name) => factor switch { 0 => "0", 1 => name, _ => Number(factor) + " * " + name };

    private static string Number(int value) => KernelNames.Number(value);
}
