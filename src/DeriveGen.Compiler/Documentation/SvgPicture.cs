using System.Globalization;

namespace DeriveGen.Compiler.Documentation;

/// <summary>The picture of a network as SVG, drawn in layers from top to bottom (Sugiyama, Tagawa, Toda 1981, without dummy nodes).</summary>
/// <remarks>A computed tensor stands below everything it reads, any other one row above its first reader. Within a row tensors stand by the mean place of their neighbours above.</remarks>
internal static class SvgPicture
{
    private const double Letter = 8, Height = 28, Gap = 18, RowGap = 44, Margin = 8;

    /// <summary>The element svg. Its colours are the page's; its size is in pixels.</summary>
    public static string Render(Block.Picture picture)
    {
        Dictionary<PictureNode, (double X, double Y)> places = Places(picture, out double width, out double height);
        string edges = string.Concat(picture.Edges.Distinct().Select(edge => Edge(places[edge.From], places[edge.To])));
        string nodes = string.Concat(places.Select(place => Node(place.Key, place.Value)));
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"The tensors of the network and what each is computed from\" width=\"{Number(width)}\" height=\"{Number(height)}\">{edges}{nodes}</svg>";
    }

    private static Dictionary<PictureNode, (double X, double Y)> Places(Block.Picture picture, out double width, out double height)
    {
        PictureNode[][] rows = Rows(picture);
        double widest = rows.Max(Width);
        Dictionary<PictureNode, (double X, double Y)> places = [];
        for (int row = 0; row < rows.Length; row++)
        {
            double Wish(PictureNode node) => picture.Edges.Where(edge => edge.To == node && places.ContainsKey(edge.From)).Select(edge => places[edge.From].X).DefaultIfEmpty(widest).Average();
            double left = Margin + ((widest - Width(rows[row])) / 2);
            foreach (PictureNode node in rows[row].OrderBy(Wish).ToArray())
            {
                places[node] = (left + (Width(node) / 2), Margin + (Height / 2) + (row * (Height + RowGap)));
                left += Width(node) + Gap;
            }
        }

        (width, height) = (widest + (2 * Margin), (2 * Margin) + (rows.Length * Height) + ((rows.Length - 1) * RowGap));
        return places;
    }

    private static PictureNode[][] Rows(Block.Picture picture)
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

        return [.. depths.GroupBy(entry => entry.Value, entry => entry.Key).OrderBy(row => row.Key).Select(row => row.ToArray())];
    }

    private static double Width(PictureNode node) => (node.Label.Length * Letter) + 20;

    private static double Width(PictureNode[] row) => row.Sum(Width) + ((row.Length - 1) * Gap);

    private static string Edge((double X, double Y) from, (double X, double Y) to)
    {
        double top = from.Y + (Height / 2), bottom = to.Y - (Height / 2), middle = (top + bottom) / 2;
        return $"<path d=\"M{Number(from.X)} {Number(top)}C{Number(from.X)} {Number(middle)} {Number(to.X)} {Number(middle)} {Number(to.X)} {Number(bottom)}\"/>";
    }

    private static string Node(PictureNode node, (double X, double Y) place) =>
        $"<g{(node.IsKept ? " class=\"kept\"" : string.Empty)}><rect x=\"{Number(place.X - (Width(node) / 2))}\" y=\"{Number(place.Y - (Height / 2))}\" width=\"{Number(Width(node))}\" height=\"{Number(Height)}\" rx=\"{(node.IsComputed ? 3 : 14)}\"/>"
        + $"<text x=\"{Number(place.X)}\" y=\"{Number(place.Y + 5)}\">{HtmlDocument.Escape(node.Label)}</text></g>";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
