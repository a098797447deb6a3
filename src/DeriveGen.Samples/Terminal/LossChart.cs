using System.Globalization;
using System.Text;

namespace DeriveGen.Samples.Terminal;

/// <summary>A curve of losses in a few lines of text, on a logarithmic scale.</summary>
public static class LossChart
{
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    /// <summary>Draws the curve.</summary>
    /// <param name="losses">The loss of each epoch, above 0.</param>
    /// <param name="width">Columns of the curve.</param>
    /// <param name="height">Lines of the curve.</param>
    public static string Draw(IReadOnlyList<double> losses, int width = 60, int height = 6)
    {
        double[] levels = Resample(losses, Math.Min(width, losses.Count)).Select(loss => Math.Log(Math.Max(loss, 1e-12))).ToArray();
        double low = levels.Min(), span = Math.Max(levels.Max() - low, 1e-9);
        var text = new StringBuilder();
        for (int line = height - 1; line >= 0; line--)
        {
            string label = line == height - 1 ? Format(losses.Max()) : line == 0 ? Format(losses.Min()) : string.Empty;
            text.Append(label.PadLeft(9)).Append(" │");
            foreach (double level in levels)
            {
                double filled = (1 + ((level - low) / span * ((height * 8) - 1))) - (line * 8);
                text.Append(Eighths[(int)Math.Clamp(filled, 0, 8)]);
            }

            text.Append('\n');
        }

        return text.Append(' ', 10).Append('└').Append('─', levels.Length).Append(" epochs 1 to ").Append(losses.Count.ToString(CultureInfo.InvariantCulture)).ToString();
    }

    private static IEnumerable<double> Resample(IReadOnlyList<double> losses, int width) =>
        Enumerable.Range(0, width).Select(column => losses[(int)((long)column * (losses.Count - 1) / Math.Max(width - 1, 1))]);

    private static string Format(double loss) => loss.ToString("G3", CultureInfo.InvariantCulture);
}
