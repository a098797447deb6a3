using System.Globalization;

namespace DeriveGen.Compiler.Documentation;

/// <summary>The picture of a network as SVG.</summary>
internal static class SvgPicture
{
    /// <summary>The element svg. Its colours are the page's; its size is in pixels.</summary>
    public static string Render(Block.Picture picture)
    {
        NetworkLayout layout = NetworkLayout.Of(picture);
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"The tensors of the network and what each is computed from\" width=\"{Number(layout.Width)}\" height=\"{Number(layout.Height)}\">"
            + string.Concat(layout.Curves.Select(Path)) + string.Concat(layout.Boxes.Select(Node)) + "</svg>";
    }

    private static string Path(NetworkLayout.Curve curve)
    {
        double middle = (curve.Y1 + curve.Y2) / 2;
        return $"<path d=\"M{Number(curve.X1)} {Number(curve.Y1)}C{Number(curve.X1)} {Number(middle)} {Number(curve.X2)} {Number(middle)} {Number(curve.X2)} {Number(curve.Y2)}\"/>";
    }

    private static string Node(NetworkLayout.Box box) =>
        $"<g{(box.Node.IsKept ? " class=\"kept\"" : string.Empty)}><rect x=\"{Number(box.X - (box.Width / 2))}\" y=\"{Number(box.Y - (box.Height / 2))}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\" rx=\"{(box.Node.IsComputed ? 3 : 14)}\"/>"
        + $"<text x=\"{Number(box.X)}\" y=\"{Number(box.Y + 5)}\">{HtmlDocument.Escape(box.Node.Label)}</text></g>";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
