using System.Globalization;
using System.Net;

namespace DeriveGen.Reports;

/// <summary>A report as SVG: a row for each tensor, with a bar for its values and one for its gradient on one logarithmic scale, and the part of its units that pass none.</summary>
internal static class ReportPicture
{
    private const double Row = 26, Names = 180, Width = 480, Top = 46;

    /// <summary>The powers of ten at both ends of the scale.</summary>
    private const int Least = -8, Most = 4;

    /// <summary>The picture.</summary>
    public static string Draw(TrainingReport report)
    {
        (string Name, double Size, double? Adjoint, double Lost, bool IsFinite)[] rows =
        [
            .. report.Tensors.Select(row => (row.Name, row.Size, row.AdjointSize, row.Units == 0 ? 0 : (double)(row.Dead + row.Saturated) / row.Units, row.NotFinite == 0)),
            .. report.Parameters.Select(row => (row.Name, row.Size, (double?)row.AdjointSize, 0.0, double.IsFinite(row.Size) && double.IsFinite(row.AdjointSize))),
        ];
        double height = Top + (rows.Length * Row) + 10;
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Sizes of values and gradients\" width=\"{Number(Names + Width + 20)}\" height=\"{Number(height)}\" "
            + "font-family=\"sans-serif\" font-size=\"12\"><style>.value{fill:#4878a8}.gradient{fill:#c8743c}.lost{fill:#a03030}text{fill:#333}line{stroke:#ccc}"
            + "@media (prefers-color-scheme:dark){text{fill:#ddd}line{stroke:#444}}</style>"
            + $"<text x=\"{Number(Names)}\" y=\"14\">size of values (blue), of gradients (orange), units that pass none (red, of the full width)</text>"
            + string.Concat(Enumerable.Range(0, ((Most - Least) / 2) + 1).Select(step => Tick(Least + (2 * step), height)))
            + string.Concat(rows.Select((row, position) => Draw(row, Top + (position * Row)))) + "</svg>";
    }

    private static string Tick(int power, double height)
    {
        double x = Names + ((double)(power - Least) / (Most - Least) * Width);
        return $"<line x1=\"{Number(x)}\" y1=\"36\" x2=\"{Number(x)}\" y2=\"{Number(height)}\"/><text x=\"{Number(x)}\" y=\"32\" text-anchor=\"middle\">1e{power.ToString(CultureInfo.InvariantCulture)}</text>";
    }

    private static string Draw((string Name, double Size, double? Adjoint, double Lost, bool IsFinite) row, double y) =>
        $"<text x=\"{Number(Names - 8)}\" y=\"{Number(y + 15)}\" text-anchor=\"end\">{WebUtility.HtmlEncode(row.Name)}</text>"
        + (row.IsFinite ? string.Empty : $"<text x=\"{Number(Names + 6)}\" y=\"{Number(y + 15)}\" font-weight=\"bold\">not finite</text>")
        + Bar("value", row.Size, y + 3, 7) + (row.Adjoint is { } adjoint ? Bar("gradient", adjoint, y + 11, 7) : string.Empty)
        + (row.Lost > 0 ? $"<rect class=\"lost\" x=\"{Number(Names)}\" y=\"{Number(y + 19)}\" width=\"{Number(row.Lost * Width)}\" height=\"3\"/>" : string.Empty);

    private static string Bar(string kind, double size, double y, double height)
    {
        double part = !double.IsFinite(size) || size <= 0 ? 0 : Math.Clamp((Math.Log10(size) - Least) / (Most - Least), 0, 1);
        return $"<rect class=\"{kind}\" x=\"{Number(Names)}\" y=\"{Number(y)}\" width=\"{Number(part * Width)}\" height=\"{Number(height)}\"/>";
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
