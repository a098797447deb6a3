using System.Text.RegularExpressions;
using DeriveGen.Compiler;
using DeriveGen.Compiler.Documentation;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Claims;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Testing;

namespace DeriveGen.Samples.Tests;

/// <summary>What pages say in matrix notation is claims that hold, behind the lines that the page names.</summary>
public sealed class ExplainedClaimsTests
{
    /// <summary>The seeds, and the samples as equations: layers of a declaration as they are named on its page.</summary>
    public static TheoryData<string, string> Networks => new()
    {
        { "Seed000", Seed("Seed000") },
        { "Seed001", Seed("Seed001") },
        { "Seed002", Seed("Seed002") },
        { "Seed003", Seed("Seed003") },
        { "Seed004", Seed("Seed004") },
        {
            "labels", """
            input x[i:batch, j:5];  label t[i] < 3
            param W1[j, h:4] ~ glorot;  param b1[h] = 0;  param W2[h, k:3] ~ glorot;  param b2[k] = 0
            z1[i, h] = x[i, j] * W1[j, h] + b1[h];  y1[i, h] = relu(z1[i, h])
            z2[i, k] = y1[i, h] * W2[h, k] + b2[k];  p[i, k] = softmax(k: z2[i, k]);  output p[i, k]
            L = -mean(i: log(p[i, t[i]]))
            """
        },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_equation_in_matrix_notation_is_proved(string name, string equations)
    {
        foreach (MatrixConvention convention in Enum.GetValues<MatrixConvention>())
        {
            string page = Derivation.Of(equations).Explain(name, new() { Convention = convention, Format = PageFormat.Unicode, Length = DerivationLength.Result });
            string section = Section(page, "In matrix notation");
            string[] blocks = Regex.Split(section, @"(?=\n(?:Layer by layer|Whatever the|Each gradient|For one example|As differentials))");
            string[] lines = [.. blocks.Where((block, at) => at == 0 || Regex.IsMatch(block, "^\n(Layer by layer|Each gradient)")).SelectMany(Formulas).Distinct()];
            AreProved(equations, [.. Settings(section), .. lines], lines.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_adjoint_beside_a_tangent_is_proved(string name, string equations)
    {
        foreach (MatrixConvention convention in Enum.GetValues<MatrixConvention>())
        {
            string page = Derivation.Of(equations).Explain(name, new() { Convention = convention, Format = PageFormat.Unicode, Length = DerivationLength.Result });
            string[][] rows = [.. Section(page, "Tangents beside adjoints").Split('\n').Select(line => line.Split('│')).Where(cells => cells.Length == 3).Select(cells => cells.Select(cell => cell.Trim()).ToArray()).Skip(1)];
            Assert.NotEmpty(rows);
            AreProved(equations, [$"convention {convention}", .. rows.Select(cells => cells[2])], rows.Length);
        }
    }

    private static void AreProved(string equations, string[] lines, int count)
    {
        EquatableArray<ClaimVerdict> verdicts = ClaimChecker.Check(ClaimsFile.Of(equations, string.Join('\n', lines)));
        Assert.Equal(count, verdicts.Length);
        Assert.All(verdicts, verdict => Assert.True(verdict.Kind == VerdictKind.Proved, $"{lines[0]}: {verdict.Claim}\n{verdict}"));
    }

    /// <summary>A page's section, from its heading to the next one that pages have behind it.</summary>
    private static string Section(string page, string heading) => Regex.Split(page.Split($"\n{heading}\n")[1], @"\n(?:Tangents beside adjoints|To notice|In floating point|Cost)\n")[0];

    private static IEnumerable<string> Formulas(string block) => block.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Contains(" = ", StringComparison.Ordinal)).Select(line => line.Trim());

    /// <summary>The lines that the page says claims stand behind.</summary>
    private static IEnumerable<string> Settings(string section) => Regex.Matches(section, @"convention (?:R|Cw|C|P)\b|adjoints\s+per-example").Select(match => Regex.Replace(match.Value, @"\s+", " "));

    private static string Seed(string name) => File.ReadAllText(Repository.PathOf("src", "DeriveGen.Samples", "Seeds", name + ".dg")).ReplaceLineEndings("\n");
}
