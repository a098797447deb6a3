using System.Globalization;
using DeriveGen.Symbolics.Notation.Typesetting;

namespace DeriveGen.Compiler.Documentation;

/// <summary>The picture of a network in LaTeX's own environment for pictures, laid out as on the HTML page; what is kept for the backward pass has a double frame.</summary>
internal static class LatexPicture
{
    /// <summary>The picture, shrunk where it is wider than the page.</summary>
    public static string Render(Block.Picture picture)
    {
        NetworkLayout layout = NetworkLayout.Of(picture);
        string Point(double x, double y) => $"({Number(x)},{Number(layout.Height - y)})";
        IEnumerable<string> curves = layout.Curves.SelectMany(curve => new[]
        {
            // An S-shaped curve is two arcs that meet in its middle.
            $@"\qbezier{Point(curve.X1, curve.Y1)}{Point(curve.X1, ((3 * curve.Y1) + curve.Y2) / 4)}{Point((curve.X1 + curve.X2) / 2, (curve.Y1 + curve.Y2) / 2)}",
            $@"\qbezier{Point((curve.X1 + curve.X2) / 2, (curve.Y1 + curve.Y2) / 2)}{Point(curve.X2, (curve.Y1 + (3 * curve.Y2)) / 4)}{Point(curve.X2, curve.Y2)}",
        });
        IEnumerable<string> boxes = layout.Boxes.Select(box =>
        {
            string label = $@"\makebox({Number(box.Width)},{Number(box.Height)}){{\small ${Latex.Print(Formula.Read(box.Node.Label.Replace("[", " [")))}$}}";
            string frame = box.Node.IsComputed ? $@"\framebox({Number(box.Width)},{Number(box.Height)}){{}}" : string.Empty;
            string oval = box.Node.IsComputed ? string.Empty : $@"\put{Point(box.X, box.Y)}{{\oval({Number(box.Width)},{Number(box.Height)})}}";
            string kept = box.Node.IsKept ? $@"\put{Point(box.X - (box.Width / 2) + 2, box.Y + (box.Height / 2) - 2)}{{\framebox({Number(box.Width - 4)},{Number(box.Height - 4)}){{}}}}" : string.Empty;
            string corner = Point(box.X - (box.Width / 2), box.Y + (box.Height / 2));
            return $@"\put{corner}{{{label}}}{(frame.Length > 0 ? $@"\put{corner}{{{frame}}}" : oval)}{kept}";
        });
        return string.Join("\n", [@"\begin{network}", $@"\begin{{picture}}({Number(layout.Width)},{Number(layout.Height)})", .. curves, .. boxes, @"\end{picture}", @"\end{network}"]);
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
