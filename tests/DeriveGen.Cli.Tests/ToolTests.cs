using System.Text;
using DeriveGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Cli.Tests;

/// <summary>The tool as it is called: what it prints, and what it returns.</summary>
public sealed class ToolTests : IDisposable
{
    private const string Equations = """
        input x[i:batch, j:4];  target t[i, k:3];  param W[j, k] ~ glorot
        z[i, k] = x[i, j] * W[j, k]
        L = mean(i: sum(k: (z[i, k] - t[i, k])^2))
        """;

    private const string Declaration = """
        using DeriveGen;
        namespace Some;

        /// <summary>Three numbers from two.</summary>
        [Network(Convention = Convention.C)]
        [Input(2)]
        [Dense(3, Activation.Tanh)]
        [SquaredError]
        public sealed partial class Net;

        [Network]
        [Input(2)]
        [Dense(1)]
        [HalfSquaredError]
        public sealed partial class Other
        {
            public List<float> Own { get; } = [];
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("derivegen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Claims_that_hold_return_0()
    {
        (int code, string output, _) = Run("check", Claims("dW = x' * dz"));

        Assert.Equal(0, code);
        Assert.Contains("8: proved", output);
        Assert.Contains("All 1 lines hold.", output);
    }

    [Fact]
    public void A_claim_that_does_not_hold_returns_1_with_its_repair()
    {
        (int code, string output, _) = Run("check", Claims("dW = x' * dz\ndx = dz .* W"));

        Assert.Equal(1, code);
        Assert.Contains("9: shape: dz is m×k and W is j×k: ∘ needs equal shapes", output);
        Assert.Contains("repair: dx = dz Wᵀ", output);
        Assert.Contains("The first line that does not hold is line 9: dx = dz .* W", output);
    }

    [Fact]
    public void A_page_shows_the_derivation()
    {
        (int code, string output, _) = Run("explain", File("net.dg", Equations));

        Assert.Equal(0, code);
        Assert.StartsWith("net\n═══", output);
        Assert.Contains("dW = (2/batch) xᵀ (z − t)", output);
    }

    [Fact]
    public void A_network_in_CSharp_is_explained_as_it_is_declared()
    {
        (int code, string output, _) = Run("explain", File("Net.cs", Declaration));

        Assert.Equal(0, code);
        Assert.StartsWith("Net\n═══\n\nThree numbers from two.", output);
        Assert.Contains("dW1 = (1/batch) dz1 xᵀ", output);
        Assert.Contains("Other\n═════", output);
    }

    [Fact]
    public void A_built_assembly_gives_the_pages_and_the_code_of_its_source()
    {
        string source = File("Net.cs", Declaration), assembly = Path.Combine(_folder, "Built.dll");
        Compile("using System.Collections.Generic;\n" + Declaration, assembly);

        // The summary is a comment, which no assembly has.
        Assert.Equal(Run("explain", source).Output.Replace("Three numbers from two.\n\n", string.Empty), Run("explain", assembly).Output);
        Assert.Equal(Run("emit", source, "--network", "Other").Output, Run("emit", assembly, "--network", "Other").Output);
    }

    [Fact]
    public void What_is_no_assembly_or_holds_no_network_is_bad_input()
    {
        string empty = Path.Combine(_folder, "Empty.dll");
        Compile("public class Nothing;", empty);

        (int code, _, string errors) = Run("explain", File("text.dll", "no assembly"));
        (int second, _, string without) = Run("explain", empty);

        Assert.Equal((2, 2), (code, second));
        Assert.Contains("text.dll is no .NET assembly.", errors);
        Assert.Contains("Empty.dll holds no network", without);
    }

    [Fact]
    public void Gradients_are_derived_by_the_tensors_that_are_asked_for()
    {
        (int code, string output, _) = Run("explain", File("net.dg", Equations), "--wrt", "x");

        Assert.Equal(0, code);
        Assert.Contains("dx = 2 (z − t) Wᵀ", output);
        Assert.DoesNotContain("dW =", output);
    }

    [Fact]
    public void A_tensor_that_is_not_there_is_bad_input()
    {
        (int code, string output, string errors) = Run("explain", File("net.dg", Equations), "--wrt", "V");

        Assert.Equal((2, string.Empty), (code, output));
        Assert.Contains("There is no tensor V to differentiate by; there are x, t, W, ", errors);
    }

    private static void Compile(string text, string file)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(file),
            [CSharpSyntaxTree.ParseText(text)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(compilation.Emit(file).Success);
    }

    [Fact]
    public void One_network_of_a_project_is_emitted()
    {
        File("Net.cs", Declaration);
        Directory.CreateDirectory(Path.Combine(_folder, "obj"));
        File("obj/Net.cs", "this is not C#");

        (int code, string output, _) = Run("emit", File("net.csproj", "<Project />"), "--network", "Net", "-o", Path.Combine(_folder, "emitted"));

        Assert.Equal(0, code);
        string path = Assert.Single(output.TrimEnd().Split('\n'));
        Assert.EndsWith("Some.Net.g.cs", path);
        Assert.Contains("partial class Net", System.IO.File.ReadAllText(path));
    }

    [Theory]
    [InlineData("[DeriveGen.Network, DeriveGen.Input(2), DeriveGen.Dense(3)] public partial class Net;", "Net.cs(1,82): DG0020")]
    [InlineData("[DeriveGen.Network, DeriveGen.Input(2), Mine(3), DeriveGen.SquaredError] public partial class Net;", "What stands in other files is found when the project is given")]
    [InlineData("public class Net;", "declares no network: no class has [Network].")]
    [InlineData("[DeriveGen.Network, DeriveGen.Input(2), DeriveGen.Dense(3), DeriveGen.SquaredError] public class Net;", "DG0001")]
    public void What_is_wrong_with_CSharp_is_said_with_its_place(string text, string message)
    {
        (int code, string output, string errors) = Run("explain", File("Net.cs", text));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, errors);
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("emit")]
    public void A_network_that_is_not_there_is_named_beside_those_that_are(string command)
    {
        (int code, _, string errors) = Run(command, File("Net.cs", Declaration), "--network", "Nets");

        Assert.Equal(2, code);
        Assert.Contains("declares no network Nets; it declares Net, Other.", errors);
    }

    [Theory]
    [InlineData("explain", "net.dg")]
    [InlineData("explain", "net.cs")]
    [InlineData("check", "net.md")]
    public void What_is_no_text_is_refused_in_one_line(string command, string name)
    {
        (int code, _, string errors) = Run(command, File(name, "\u007fELF\u0002\0\0\u0003" + new string('\u0001', 100_000)));

        Assert.Equal(2, code);
        Assert.Equal($"{Path.Combine(_folder, name)} is no text: there is a byte 0 behind 5 characters.", errors.TrimEnd());
    }

    [Theory]
    [InlineData("explain", "claims.md", "is a file of claims, which 'derivegen check' and 'derivegen exercise' read; explain reads")]
    [InlineData("exercise", "Program.cs", "is C#, which 'derivegen explain' and 'derivegen emit' read; exercise reads")]
    [InlineData("check", "net.dg", "is a file of equations, which 'derivegen explain' and 'derivegen exercise' read; check reads")]
    public void A_file_for_another_command_is_told_which(string command, string name, string message)
    {
        (int code, _, string errors) = Run(command, File(name, Declaration));

        Assert.Equal(2, code);
        Assert.StartsWith($"{Path.Combine(_folder, name)} {message}", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_errors_the_first_are_listed()
    {
        (int code, _, string errors) = Run("explain", File("net.dg", string.Concat(Enumerable.Repeat("x = ?\n", 1000))));

        Assert.Equal(2, code);
        Assert.InRange(errors.TrimEnd().Split('\n').Length, 2, 21);
        Assert.Matches(@"and \d+ more\s*$", errors);
    }

    [Fact]
    public void An_exercise_hides_one_error_and_tells_how_to_see_the_answer()
    {
        string file = File("net.dg", Equations);
        (int code, string exercise, _) = Run("exercise", file, "--kind", "Transpose");

        Assert.Equal(0, code);
        string command = exercise[(exercise.LastIndexOf("derivegen ", StringComparison.Ordinal) + "derivegen ".Length)..].Trim();
        Assert.DoesNotContain("should read", exercise);
        Assert.Equal(1, Run("check", File("exercise.md", exercise)).Code);

        (code, string answer, _) = Run(command.Split(' '));
        Assert.Equal(0, code);
        Assert.StartsWith(exercise[..exercise.IndexOf("One line", StringComparison.Ordinal)], answer);
        Assert.Matches("of the kind Transpose. It should read (dz = 2 \\(z − t\\)|dW = \\(1/batch\\) xᵀ dz);", answer);
    }

    [Fact]
    public void An_exercise_that_there_cannot_be_says_why()
    {
        (int code, _, string errors) = Run("exercise", File("net.dg", Equations), "--kind", "Layer");

        Assert.Equal(2, code);
        Assert.Contains("No line takes an error of the kind Layer", errors);
    }

    [Fact]
    public void Equations_alone_are_not_emitted()
    {
        (int code, _, string errors) = Run("emit", File("net.dg", Equations));

        Assert.Equal(2, code);
        Assert.Contains("Write [Network] and [Equations(\"…\")] on a partial class", errors);
    }

    [Theory]
    [InlineData("net.csproj")]
    [InlineData("net.cs")]
    [InlineData("net.dg")]
    public void A_file_that_is_not_there_is_named(string name)
    {
        (int code, _, string errors) = Run("explain", Path.Combine(_folder, name));

        Assert.Equal(2, code);
        Assert.Contains(name, errors);
    }

    [Fact]
    public void A_short_page_shows_the_result_alone()
    {
        (int code, string output, _) = Run("explain", File("net.dg", Equations), "--length", "Result");

        Assert.Equal(0, code);
        Assert.Contains("dW = (2/batch) xᵀ (z − t)", output);
        Assert.DoesNotContain("Step by step", output);
    }

    [Fact]
    public void A_page_is_written_into_a_folder()
    {
        string folder = Path.Combine(_folder, "pages");

        (int code, string output, _) = Run("explain", File("net.dg", Equations), "-o", folder, "--convention", "C");

        Assert.Equal(0, code);
        Assert.Equal(Path.Combine(folder, "net.md"), output.Trim());
        Assert.StartsWith("# net", System.IO.File.ReadAllText(Path.Combine(folder, "net.md")));
    }

    /// <summary>Examples stand as columns here, so the convention of rows is the one with everything transposed.</summary>
    [Theory]
    [InlineData("R", "z = x W + 𝟏 b", "dW = (1/batch) xᵀ (z − t)")]
    [InlineData("C", "z = W x + b 𝟏ᵀ", "dW = (1/batch) (z − t) xᵀ")]
    public void A_network_declared_in_columns_is_shown_in_either_convention(string convention, string forward, string gradient)
    {
        string file = File("columns.dg", """
            input x[j:4, i:batch];  target t[k:3, i];  param W[k, j] ~ glorot;  param b[k] = 0
            z[k, i] = W[k, j] * x[j, i] + b[k]
            L = mean(i: sum(k: (z[k, i] - t[k, i])^2 / 2))
            """);

        (int code, string output, _) = Run("explain", file, "--convention", convention);

        Assert.Equal(0, code);
        Assert.Contains(forward, output);
        Assert.Contains(gradient, output);
    }

    [Fact]
    public void Errors_of_equations_have_their_line()
    {
        (int code, string output, string errors) = Run("explain", File("net.dg", Equations.Replace("* W[j, k]", "* V[j, k]")));

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("net.dg(2): DG0120: ", errors);
    }

    [Fact]
    public void The_readme_shows_what_is_printed()
    {
        string readme = System.IO.File.ReadAllText(Repository.PathOf("README.md"));
        string section = readme[readme.IndexOf("## Is my derivation right?", StringComparison.Ordinal)..];
        string claims = section.Split("````md\n")[1].Split("````\n")[0], printed = section.Split("```text\n")[1].Split("```\n")[0];

        Assert.Equal(printed, Run("check", File("readme.md", claims)).Output);
    }

    [Theory]
    [InlineData("check", "missing.md")]
    [InlineData("explain", "missing.dg")]
    public void A_missing_file_is_bad_input(string command, string file)
    {
        (int code, _, string errors) = Run(command, Path.Combine(_folder, file));

        Assert.Equal(2, code);
        Assert.Contains(file, errors);
    }

    [Theory]
    [InlineData("chekc", "a.md")]
    [InlineData("check")]
    [InlineData("explain", "a.dg", "--convention", "Q")]
    public void A_command_line_that_means_nothing_is_bad_input(params string[] arguments)
    {
        (int code, _, string errors) = Run(arguments);

        Assert.Equal(2, code);
        Assert.NotEmpty(errors);
    }

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        var output = new StringWriter(new StringBuilder());
        var errors = new StringWriter(new StringBuilder());
        int code = Tool.Run(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    private string Claims(string lines) => File("claims.md", $"```network\n{Equations}\n```\n\n```claims\n{lines}\n```\n");

    private string File(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
