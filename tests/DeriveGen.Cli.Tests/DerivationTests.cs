using System.Reflection;
using DeriveGen.Compiler;
using DeriveGen.Symbolics.Claims;
using DeriveGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Cli.Tests;

/// <summary>Derivations from code.</summary>
public sealed class DerivationTests
{
    private const string Equations = """
        input x[i:batch, j:4];  target t[i, k:3];  param W[j, k] ~ glorot
        z[i, k] = x[i, j] * W[j, k]
        L = mean(i: sum(k: (z[i, k] - t[i, k])^2))
        """;

    private const string Usings = "using System;\n";

    /// <summary>The example is compiled and run as it stands.</summary>
    [Fact]
    public void The_readme_shows_what_its_example_prints()
    {
        string section = File.ReadAllText(Repository.PathOf("README.md")).Split("### From a test or a notebook")[1];
        string example = section.Split("```csharp\n")[1].Split("```")[0], printed = section.Split("```text\n")[1].Split("```")[0];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(Usings + example)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator).Append(typeof(Derivation).Assembly.Location).Append(typeof(ClaimVerdict).Assembly.Location).Distinct().Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.ConsoleApplication));
        using var stream = new MemoryStream();
        Assert.Empty(compilation.Emit(stream).Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error));

        TextWriter console = Console.Out;
        var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        try
        {
            Assembly.Load(stream.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Equal(printed, output.ToString());
    }

    [Fact]
    public void A_gradient_is_derived_by_any_tensor() => Assert.Equal("x̄[i,j] = (2/batch)·Σk (z[i,k] − t[i,k])·W[j,k]", Derivation.Of(Equations).Gradient("x"));

    [Fact]
    public void Claims_are_decided_with_their_lines()
    {
        VerdictKind[] kinds = [.. Derivation.Of(Equations).Check("adjoints total\ndW = 2/m * x' * (z - t)\n\ndW = x' * (z - t)").Select(verdict => verdict.Kind)];

        Assert.Equal([VerdictKind.Proved, VerdictKind.Scaled], kinds);
    }

    [Theory]
    [InlineData("z[i = x", "line 1: DG01")]
    [InlineData("input x[i:batch]\nz[i] = y[i]", "line 2: DG0120: ")]
    [InlineData("input x[i:batch]; z[i] = x[i]", "There is no loss to differentiate")]
    public void What_is_wrong_with_equations_is_said_with_its_line(string equations, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Derivation.Of(equations)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_tensor_that_is_not_there_is_named() =>
        Assert.StartsWith("There is no tensor w1 to differentiate by", Assert.Throws<FormatException>(() => Derivation.Of(Equations).Gradient("w1")).Message, StringComparison.Ordinal);

    [Fact]
    public void No_claims_are_an_error() => Assert.StartsWith("There are no claims", Assert.Throws<FormatException>(() => Derivation.Of(Equations).Check("// nothing")).Message, StringComparison.Ordinal);
}
