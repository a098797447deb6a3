namespace DeriveGen.Reports;

/// <summary>A report as text.</summary>
internal static class ReportText
{
    /// <summary>The text, without a line end behind it.</summary>
    public static string Write(TrainingReport report) => string.Join('\n', [
        $"loss {Diagnosis.Number(report.Loss)}",
        .. report.Findings.Count == 0 ? ["Nothing that keeps the network from training was found."] : report.Findings.Select(finding => "! " + finding.Message),
        string.Empty,
        .. Table(
            ["tensor", "size", "largest", "gradient", "dead", "saturated"],
            report.Tensors.Select(row => new[]
            {
                row.Name, Diagnosis.Number(row.Size), Diagnosis.Number(row.Largest), row.AdjointSize is { } adjoint ? Diagnosis.Number(adjoint) : string.Empty,
                row.Units == 0 ? string.Empty : $"{row.Dead} of {row.Units}", row.Units == 0 ? string.Empty : $"{row.Saturated} of {row.Units}",
            })),
        string.Empty,
        .. Table(
            ["parameter", "size", "gradient", "step/size"],
            report.Parameters.Select(row => new[] { row.Name, Diagnosis.Number(row.Size), Diagnosis.Number(row.AdjointSize), row.Update is { } update ? Diagnosis.Number(update) : string.Empty })),
    ]);

    /// <summary>Columns, the first to the left and the others to the right.</summary>
    private static IEnumerable<string> Table(string[] header, IEnumerable<string[]> rows)
    {
        string[][] all = [header, .. rows];
        int[] widths = [.. header.Select((_, column) => all.Max(row => row[column].Length))];
        return all.Select(row => string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }
}
