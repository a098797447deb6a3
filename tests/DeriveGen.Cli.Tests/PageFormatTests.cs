using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DeriveGen.Testing;

namespace DeriveGen.Cli.Tests;

/// <summary>The same page as HTML and for a terminal; the HTML laid out by a real browser, which need not be there.</summary>
public sealed partial class PageFormatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("derivegen").FullName;

    public static TheoryData<string> Seeds => ["Seed000", "Seed001", "Seed002", "Seed003", "Seed004"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Html_is_one_well_formed_file_that_asks_for_nothing(string seed)
    {
        string page = Explained(seed, "html");

        Assert.DoesNotMatch("(?i)<script|<link|<img|@import|url\\(|src=|href=", page);
        Assert.Equal(["http://www.w3.org/2000/svg"], Address().Matches(page).Select(match => match.Value).Distinct());
        XElement body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..(page.IndexOf("</body>", StringComparison.Ordinal) + "</body>".Length)]);
        string[] markdown = [.. Explained(seed, "md").Split('\n').Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#').Trim())];
        Assert.Equal(markdown, body.Descendants().Where(element => element.Name.LocalName is "h1" or "h2" or "h3").Select(element => element.Value.Trim()));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_formula_of_the_Markdown_is_in_the_other_formats(string seed)
    {
        string[] formulas = [.. Explained(seed, "md").Split("```text\n").Skip(1).SelectMany(part => part.Split("```")[0].Split('\n'))];
        string html = System.Net.WebUtility.HtmlDecode(Explained(seed, "html")), text = Explained(seed, "unicode");

        Assert.NotEmpty(formulas);
        Assert.All(formulas, formula => Assert.Contains(formula, html));
        Assert.All(formulas, formula => Assert.Contains(formula, text));
    }

    [Fact]
    public void In_the_picture_no_tensors_overlap()
    {
        string page = Explained("Seed004", "html");
        (double X, double Y, double Width, double Height)[] boxes = [.. XElement.Parse(page[page.IndexOf("<svg", StringComparison.Ordinal)..(page.IndexOf("</svg>", StringComparison.Ordinal) + 6)])
            .Descendants().Where(element => element.Name.LocalName == "rect").Select(box => (Number(box, "x"), Number(box, "y"), Number(box, "width"), Number(box, "height")))];

        Assert.True(boxes.Length > 5);
        Assert.All(boxes.Index(), first => Assert.All(boxes.Skip(first.Index + 1), second => Assert.True(
            first.Item.X + first.Item.Width <= second.X || second.X + second.Width <= first.Item.X || first.Item.Y + first.Item.Height <= second.Y || second.Y + second.Height <= first.Item.Y)));
    }

    [Fact]
    public void Prose_fits_a_terminal()
    {
        string page = Explained("Seed003", "unicode");

        Assert.DoesNotContain("```", page);
        Assert.All(page.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("    ", StringComparison.Ordinal) && line.IndexOfAny(['│', '◄', '┼']) < 0), line => Assert.InRange(line.Length, 0, 100));
    }

    [BrowserTheory]
    [InlineData("Seed000", 1000, false)]
    [InlineData("Seed004", 420, true)]
    public void In_a_browser_no_page_is_wider_than_its_window(string seed, int width, bool isDark)
    {
        const string Measure = "<script>document.title = [document.documentElement.scrollWidth - innerWidth, getComputedStyle(document.body).backgroundColor, "
            + "[...document.querySelectorAll('pre, table, svg')].filter(e => !(e.getBoundingClientRect().height > 0)).length].join(';')</script></body>";
        string file = Path.Combine(_folder, "page.html"), picture = Path.Combine(_folder, "page.png");
        File.WriteAllText(file, Explained(seed, "html").Replace("</body>", Measure));

        string dom = Browse(isDark, $"--window-size={width},1200", $"--screenshot={picture}", "--dump-dom", file);

        string[] measured = dom.Split("<title>")[1].Split("</title>")[0].Split(';');
        Assert.InRange(double.Parse(measured[0], CultureInfo.InvariantCulture), double.NegativeInfinity, 0);
        Assert.Equal(isDark ? "rgb(22, 23, 26)" : "rgb(253, 252, 249)", measured[1]);
        Assert.Equal("0", measured[2]);

        // What is drawn is more than the empty page of the same size.
        string empty = Path.Combine(_folder, "empty.html"), nothing = Path.Combine(_folder, "empty.png");
        File.WriteAllText(empty, "<body></body>");
        Browse(isDark, $"--window-size={width},1200", $"--screenshot={nothing}", empty);
        Assert.InRange(new FileInfo(picture).Length, 4 * new FileInfo(nothing).Length, long.MaxValue);
    }

    private string Browse(bool isDark, params string[] arguments)
    {
        var start = new ProcessStartInfo(BrowserTheoryAttribute.Browser) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all = ["--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + Path.Combine(_folder, "profile"), $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}", .. arguments];
        Array.ForEach(all, start.ArgumentList.Add);
        using Process browser = Process.Start(start)!;
        browser.ErrorDataReceived += (_, _) => { };
        browser.BeginErrorReadLine();
        string output = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        return output;
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static string Explained(string seed, string format)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        Assert.Equal((0, string.Empty), (Tool.Run(["explain", Repository.PathOf("src", "DeriveGen.Samples", "Seeds", seed + ".dg"), "--format", format], output, errors), errors.ToString()));
        return output.ToString();
    }

    [GeneratedRegex("https?:[^\"' <]*")]
    private static partial Regex Address();
}
