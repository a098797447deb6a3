using System.Globalization;

namespace DeriveGen.Compiler.Documentation;

/// <summary>A workspace as SVG: bytes from top to bottom, the steps of a call from left to right, a rectangle for each tensor.</summary>
internal static class SvgMemory
{
    private const double Width = 640, Height = 360, Least = 1.5, Letter = 7;

    /// <summary>The element svg. Its colours are the page's; what a rectangle is stands in its title, and beside it where it fits.</summary>
    public static string Render(Block.Memory memory)
    {
        double bytes = Math.Max(1, memory.Tensors.Select(row => row.Offset + row.Bytes).DefaultIfEmpty(1).Max());
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"memory\" role=\"img\" aria-label=\"Which bytes of the workspace hold which tensor, step by step\" width=\"{Number(Width)}\" height=\"{Number(Height)}\">"
            + string.Concat(memory.Tensors.Select(row => Rectangle(row, bytes, memory.Steps))) + "</svg>";
    }

    private static string Rectangle(MemoryRow row, double bytes, int steps)
    {
        double left = row.First * Width / steps, right = (Math.Min(row.Last, steps - 1) + 1) * Width / steps;
        double top = row.Offset * Height / bytes, height = Math.Max(Least, row.Bytes * Height / bytes);
        bool fits = height >= 14 && row.Name.Length * Letter <= right - left;
        return $"<g><title>{HtmlDocument.Escape(row.Name)}: {MemoryPicture.Number(row.Bytes)} bytes at {MemoryPicture.Number(row.Offset)}, steps {row.First + 1} to {Math.Min(row.Last, steps - 1) + 1}</title>"
            + $"<rect x=\"{Number(left)}\" y=\"{Number(Math.Min(top, Height - Least))}\" width=\"{Number(right - left)}\" height=\"{Number(height)}\"/>"
            + (fits ? $"<text x=\"{Number((left + right) / 2)}\" y=\"{Number(top + (height / 2) + 4)}\">{HtmlDocument.Escape(row.Name)}</text>" : string.Empty) + "</g>";
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
