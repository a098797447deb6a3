using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DeriveGen.Symbolics.Notation.Typesetting;
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
        Assert.Equal(["http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2000/svg"], Address().Matches(page).Select(match => match.Value).Distinct().Order());
        XElement body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..(page.IndexOf("</body>", StringComparison.Ordinal) + "</body>".Length)]);
        string[] lines = Explained(seed, "unicode").Split('\n');
        string[] headings = [.. lines.Zip(lines.Skip(1)).Where(pair => pair.Second.Length > 0 && "═─┈".Contains(pair.Second[0], StringComparison.Ordinal) && !pair.Second.Contains('┼', StringComparison.Ordinal)).Select(pair => pair.First)];
        Assert.Equal(headings, body.Descendants().Where(element => element.Name.LocalName is "h1" or "h2" or "h3").Select(Written));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_formula_is_in_every_format(string seed)
    {
        string[] formulas = [.. Formulas(seed).Select(formula => formula.Line)];
        string text = Explained(seed, "unicode"), markdown = Explained(seed, "md"), latex = Explained(seed, "latex");

        Assert.InRange(formulas.Length, 50, int.MaxValue);
        Assert.All(formulas, formula => Assert.Contains(formula, string.Join(' ', text.Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal));
        Assert.All(formulas.Select(Latex), formula => Assert.Contains(formula, markdown, StringComparison.Ordinal));
        Assert.All(formulas.Select(Latex), formula => Assert.Contains(formula, latex, StringComparison.Ordinal));

        static string Latex(string line) => Symbolics.Notation.Typesetting.Latex.Print(Formula.Read(line));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_formula_in_MathML_has_every_letter_of_its_line(string seed) => Assert.All(Formulas(seed), formula => Assert.Equal(Letters(formula.Line), Letters(formula.Element.Value)));

    /// <summary>A letter that LaTeX has no command for is set as its number; of the names and words of the project's own pages none is.</summary>
    [Fact]
    public void No_letter_of_the_committed_pages_stands_as_its_number() => Assert.Empty(
        Directory.EnumerateFiles(Repository.PathOf("generated"), "*.md", SearchOption.AllDirectories).Where(path => NumberedLetter().IsMatch(File.ReadAllText(path))));

    [Theory]
    [InlineData("md", @"\text{$\bar{z}$2 written out}")]
    [InlineData("latex", @"{$\bar{z}$2 written out}")]
    public void Words_have_the_marks_of_names(string format, string words) => Assert.Contains(words, Explained("Seed000", format), StringComparison.Ordinal);

    /// <summary>What the picture calls a tensor is another for every name, though it takes no Greek letters.</summary>
    [Fact]
    public void Tensors_with_Greek_names_are_apart_in_the_picture()
    {
        string file = Path.Combine(_folder, "greek.dg");
        File.WriteAllText(file, "input x[i:batch, j:2]; target y[i]; param Θ1[j] ~ glorot; param Φ1[j] ~ glorot\nz[i] = x[i, j] * Θ1[j] * Φ1[j]\nL = mean(i: (z[i] - y[i])^2)");

        string[] names = [.. PictureName().Matches(ExplainedFile(file, "md")).Select(match => match.Groups[1].Value).Distinct()];

        Assert.Equal(["t_L", "t__398_1", "t__3a6_1", "t_x", "t_y", "t_z"], names.Order(StringComparer.Ordinal));
    }

    [ProgramTheory(ProgramTheoryAttribute.Typesetter)]
    [InlineData("Seed000", "C")]
    [InlineData("Seed001", "P")]
    [InlineData("Seed002", "Cw")]
    [InlineData("Seed003", "R")]
    [InlineData("Seed004", "C")]
    public void The_LaTeX_compiles_and_no_line_is_wider_than_the_page(string seed, string convention) => Typeset(Explained(seed, "latex", "--convention", convention));

    [ProgramTheory(ProgramTheoryAttribute.Typesetter)]
    [InlineData("layers")]
    [InlineData("networks")]
    public void GitHub_can_set_every_formula_of_the_committed_pages(string folder)
    {
        IEnumerable<string> pages = Directory.EnumerateFiles(Repository.PathOf("generated", folder), "*.md", SearchOption.AllDirectories).Select(File.ReadAllText);
        string[] formulas = [.. pages.SelectMany(page => MathFence().Matches(page)).SelectMany(match => match.Groups[1].Value.Split('\n')).Where(line => line.StartsWith('&')).Distinct()];

        Assert.InRange(formulas.Length, 100, int.MaxValue);
        Typeset(string.Join('\n', [@"\documentclass{article}\usepackage{amsmath,amssymb}\hfuzz=\maxdimen\begin{document}", .. formulas.Select(formula => $@"\[\begin{{aligned}}{formula}\end{{aligned}}\]"), @"\end{document}"]));
    }

    [Fact]
    public void In_the_picture_no_tensors_overlap_and_no_edge_crosses_one()
    {
        string page = Explained("Seed004", "html");
        XElement picture = XElement.Parse(page[page.IndexOf("<svg", StringComparison.Ordinal)..(page.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
        (double X, double Y, double Width, double Height)[] boxes = [.. picture
            .Descendants().Where(element => element.Name.LocalName == "rect").Select(box => (Number(box, "x"), Number(box, "y"), Number(box, "width"), Number(box, "height")))];
        double[][] edges = [.. picture.Descendants().Where(element => element.Name.LocalName == "path")
            .Select(path => path.Attribute("d")!.Value.Split(['M', 'C', ' '], StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];

        Assert.True(boxes.Length > 5);
        Assert.True(edges.Length >= boxes.Length - 1);

        // An edge runs between two rows: it leaves below one box and ends above another.
        Assert.All(edges, edge => Assert.DoesNotContain(boxes, box => edge[1] < box.Y + box.Height && edge[^1] > box.Y && box.X < Math.Max(edge[0], edge[^2]) && Math.Min(edge[0], edge[^2]) < box.X + box.Width));
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

    [ProgramTheory(ProgramTheoryAttribute.Browser)]
    [InlineData("Seed000", 1000, false)]
    [InlineData("Seed004", 420, true)]
    public void In_a_browser_no_page_is_wider_than_its_window(string seed, int width, bool isDark)
    {
        const string Measure = "<script>document.title = [document.documentElement.scrollWidth - innerWidth, getComputedStyle(document.body).backgroundColor, "
            + "[...document.querySelectorAll('pre, table, svg, math')].filter(e => !(e.getBoundingClientRect().height > 0)).length].join(';')</script></body>";
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
        var start = new ProcessStartInfo(ProgramTheoryAttribute.Browser) { RedirectStandardOutput = true, RedirectStandardError = true };
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

    private void Typeset(string latex)
    {
        File.WriteAllText(Path.Combine(_folder, "page.tex"), latex);
        var start = new ProcessStartInfo(ProgramTheoryAttribute.Typesetter, "-interaction=nonstopmode -halt-on-error page.tex") { RedirectStandardOutput = true, WorkingDirectory = _folder };
        using Process typesetter = Process.Start(start)!;
        string log = typesetter.StandardOutput.ReadToEnd();
        typesetter.WaitForExit();
        Assert.True(typesetter.ExitCode == 0, log);
        Assert.DoesNotContain("Overfull \\hbox", log, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "page.pdf")));
    }

    /// <summary>The formulas of the HTML page: the line each was read from, and its element.</summary>
    private static IEnumerable<(string Line, XElement Element)> Formulas(string seed) => MathElement().Matches(Explained(seed, "html")).Select(match => XElement.Parse(match.Value))
        .Select(element => (element.Attribute("alttext")!.Value, element));

    /// <summary>A heading with its formulas as they are printed.</summary>
    private static string Written(XElement heading) =>
        string.Concat(heading.Nodes().Select(node => node is XElement { Name.LocalName: "math" } math ? math.Attribute("alttext")!.Value : node is XElement element ? element.Value : node.ToString())).Trim();

    /// <summary>The letters, digits and signs of a formula in order of their codes, without what only arranges them.</summary>
    private static string Letters(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormD)
        .Replace('\u0304', '‾').Replace('\u0307', '˙').Replace('Σ', '∑').Replace('ᵀ', '⊤').Replace('²', '2').Where(letter => !" ()[]/^_".Contains(letter, StringComparison.Ordinal)).Order());

    private static string Explained(string seed, string format, params string[] options) => ExplainedFile(Repository.PathOf("src", "DeriveGen.Samples", "Seeds", seed + ".dg"), format, options);

    private static string ExplainedFile(string file, string format, params string[] options)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        Assert.Equal((0, string.Empty), (Tool.Run(["explain", file, "--format", format, .. options], output, errors), errors.ToString()));
        return output.ToString();
    }

    [GeneratedRegex("https?:[^\"' <]*")]
    private static partial Regex Address();

    [GeneratedRegex("<math .*?</math>")]
    private static partial Regex MathElement();

    /// <summary>A letter given by its number, as \mathrm{u0304}.</summary>
    [GeneratedRegex(@"\\mathrm\{u[0-9A-F]{4,6}\}")]
    private static partial Regex NumberedLetter();

    /// <summary>A tensor in a Mermaid picture.</summary>
    [GeneratedRegex(@"(t_\w+)[(\[]")]
    private static partial Regex PictureName();

    [GeneratedRegex("^```math\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex MathFence();
}
