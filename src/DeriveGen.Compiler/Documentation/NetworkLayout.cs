namespace DeriveGen.Compiler.Documentation;

/// <summary>The picture of a network with places, drawn in layers from top to bottom (Sugiyama, Tagawa, Toda 1981), in pixels.</summary>
/// <remarks>
/// A computed tensor stands below everything it reads, any other one row above its first reader. An edge over several rows has a place in each
/// of them, so that it runs beside the tensors there. Within a row the places follow the mean of their neighbours above.
/// </remarks>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
/// <param name="Boxes">The tensors.</param>
/// <param name="Curves">The edges, one piece from each row to the next.</param>
internal sealed record NetworkLayout(double Width, double Height, IReadOnlyList<NetworkLayout.Box> Boxes, IReadOnlyList<NetworkLayout.Curve> Curves)
{
    private const double Letter = 8, BoxHeight = 28, Gap = 18, RowGap = 44, Margin = 8;

    /// <summary>A tensor and the middle of its box.</summary>
    internal sealed record Box(PictureNode Node, double X, double Y, double Width, double Height);

    /// <summary>A piece of an edge that runs downward from (X1, Y1) to (X2, Y2), upright at both ends.</summary>
    internal sealed record Curve(double X1, double Y1, double X2, double Y2);

    /// <summary>A place in a row: a tensor's, or that of an edge on its way to a lower row.</summary>
    private sealed class Place(PictureNode? node, double width)
    {
        public PictureNode? Node { get; } = node;

        public double Width { get; } = width;

        public List<Place> Above { get; } = [];

        public double X { get; set; }
    }

    /// <summary>Lays a picture out.</summary>
    public static NetworkLayout Of(Block.Picture picture)
    {
        Dictionary<PictureNode, int> depths = Depths(picture);
        int top = depths.Values.Min();
        List<Place>[] rows = [.. Enumerable.Range(0, depths.Values.Max() - top + 1).Select(_ => new List<Place>())];
        Dictionary<PictureNode, Place> places = depths.ToDictionary(entry => entry.Key, entry => new Place(entry.Key, (entry.Key.Label.Length * Letter) + 20));
        foreach (KeyValuePair<PictureNode, int> entry in depths)
        {
            rows[entry.Value - top].Add(places[entry.Key]);
        }

        foreach (IGrouping<PictureNode, PictureEdge> edges in picture.Edges.Distinct().GroupBy(edge => edge.From))
        {
            // What leaves a tensor for lower rows shares its way down.
            Place above = places[edges.Key];
            int row = depths[edges.Key] - top;
            foreach (PictureEdge edge in edges.OrderBy(edge => depths[edge.To]))
            {
                for (int target = depths[edge.To] - top; row + 1 < target; row++)
                {
                    var way = new Place(null, 0);
                    way.Above.Add(above);
                    rows[row + 1].Add(way);
                    above = way;
                }

                places[edge.To].Above.Add(above);
            }
        }

        return Placed(rows);
    }

    private static NetworkLayout Placed(List<Place>[] rows)
    {
        double widest = rows.Max(WidthOf);
        foreach (List<Place> row in rows)
        {
            double left = Margin + ((widest - WidthOf(row)) / 2);
            foreach (Place place in row.OrderBy(place => place.Above.Select(above => above.X).DefaultIfEmpty(widest).Average()).ToArray())
            {
                place.X = left + (place.Width / 2);
                left += place.Width + Gap;
            }
        }

        double Middle(int row) => Margin + (BoxHeight / 2) + (row * (BoxHeight + RowGap));
        double Half(Place place) => place.Node is null ? 0 : BoxHeight / 2;
        return new(
            widest + (2 * Margin),
            (2 * Margin) + (rows.Length * BoxHeight) + ((rows.Length - 1) * RowGap),
            [.. rows.SelectMany((row, number) => row.Where(place => place.Node is not null).Select(place => new Box(place.Node!, place.X, Middle(number), place.Width, BoxHeight)))],
            [.. rows.SelectMany((row, number) => row.SelectMany(place => place.Above.Select(above => new Curve(above.X, Middle(number - 1) + Half(above), place.X, Middle(number) - Half(place)))))]);
    }

    private static double WidthOf(List<Place> row) => row.Sum(place => place.Width) + ((row.Count - 1) * Gap);

    private static Dictionary<PictureNode, int> Depths(Block.Picture picture)
    {
        Dictionary<PictureNode, int> depths = [];

        // Edges come in the order of the equations, so what a tensor reads has its depth already.
        foreach (IGrouping<PictureNode, PictureEdge> reads in picture.Edges.GroupBy(edge => edge.To))
        {
            depths[reads.Key] = 1 + reads.Max(edge => depths.TryGetValue(edge.From, out int depth) ? depth : 0);
        }

        foreach (IGrouping<PictureNode, PictureEdge> readers in picture.Edges.Where(edge => !depths.ContainsKey(edge.From)).GroupBy(edge => edge.From).ToArray())
        {
            depths[readers.Key] = readers.Min(edge => depths[edge.To]) - 1;
        }

        return depths;
    }
}
