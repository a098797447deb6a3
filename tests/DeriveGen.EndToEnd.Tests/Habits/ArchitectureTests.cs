using System.Text.RegularExpressions;

namespace DeriveGen.EndToEnd.Tests.Habits;

/// <summary>What the sources keep to, each rule shown to notice an offender before it is applied to the project.</summary>
public sealed partial class ArchitectureTests
{
    private const int LongestFile = 400;

    [Fact]
    public void Stages_depend_on_earlier_stages_only()
    {
        var offender = new SourceFile("src/DeriveGen.Compiler/Model/Bad.cs", "using DeriveGen.Compiler.Emission;\nnamespace DeriveGen.Compiler.Model;\n");
        Assert.Single(StageDirection.Violations(offender));
        Assert.Empty(StageDirection.Violations(offender with { Path = "src/DeriveGen.Compiler/Documentation/Good.cs" }));
        Assert.Single(StageDirection.Violations(new("src/DeriveGen.Symbolics/Text/Bad.cs", "var x = DeriveGen.Symbolics.Claims.Claim.None;")));

        Assert.Empty(SourceFile.Below("src").SelectMany(StageDirection.Violations));
    }

    [Fact]
    public void A_folder_stands_for_a_namespace()
    {
        Assert.Single(StageDirection.MisplacedNamespaces(new("src/DeriveGen.Compiler/Model/Bad.cs", "namespace DeriveGen.Compiler;\n")));

        Assert.Single(StageDirection.MisplacedNamespaces(new("src/Bad.cs", "namespace DeriveGen.Symbolics\n{\n}\n")));
        Assert.Empty(StageDirection.MisplacedNamespaces(new("src/Good.cs", "namespace System.Runtime\n{\n}\n")));

        // The attributes that users write, and what generated code calls, are in DeriveGen whatever their folder.
        var files = SourceFile.Below("src").Where(file => !file.Path.StartsWith("src/DeriveGen/", StringComparison.Ordinal));
        Assert.Empty(files.SelectMany(StageDirection.MisplacedNamespaces));
    }

    [Fact]
    public void The_compiler_knows_no_layer_loss_or_optimizer_by_name()
    {
        var names = SourceFile.Below("src/DeriveGen/Layers", "src/DeriveGen/Losses", "src/DeriveGen/Optimizers")
            .SelectMany(file => AttributeClass().Matches(file.Code).Select(match => match.Groups[1].Value))
            .ToArray();
        Assert.Contains("Dense", names);
        Assert.Contains("SoftmaxCrossEntropy", names);
        Assert.Contains("Sgd", names);

        Assert.Single(NamesUsed(new("Bad.cs", "if (layer.Name == \"Dense\") return;"), names));
        Assert.Single(NamesUsed(new("Bad.cs", "// as DenseAttribute says"), names));
        Assert.Single(NamesUsed(new("Bad.cs", "LayerKind.Other or Dense => 1"), names));
        Assert.Empty(NamesUsed(new("Good.cs", "list.Add(DenseStorage); Flatten(terms); // dense in memory"), [.. names, "Add", "Flatten"]));

        // An advice to the user may name one as its example.
        Assert.Empty(NamesUsed(new("Good.cs", "advice = \"add a loss such as [SoftmaxCrossEntropy]\";"), names));

        Assert.Empty(SourceFile.Below("src/DeriveGen.Compiler", "src/DeriveGen.Symbolics").SelectMany(file => NamesUsed(file, names)));
    }

    [Fact]
    public void Layers_losses_optimizers_and_activations_hold_forward_equations_only()
    {
        Assert.Single(HandWrittenCalculus(new("Bad.cs", "public float[] Backward(float[] x) => x;")));
        Assert.Single(HandWrittenCalculus(new("Bad.cs", "static double ReluDerivative (double x) => x > 0 ? 1 : 0;")));
        Assert.Empty(HandWrittenCalculus(new("Good.cs", "/// <summary>The gradient is derived.</summary>\npublic sealed class DenseAttribute : LayerAttribute;")));

        var files = SourceFile.Below("src/DeriveGen/Layers", "src/DeriveGen/Losses", "src/DeriveGen/Optimizers")
            .Concat(SourceFile.Below("src/DeriveGen").Where(file => Path.GetFileName(file.Path).StartsWith("Activation", StringComparison.Ordinal)))
            .ToArray();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(HandWrittenCalculus));
    }

    [Fact]
    public void The_file_of_a_layer_is_one_class_without_a_body_and_no_derivative_in_its_equations()
    {
        static SourceFile File(string body) => new("Bad.cs", body);
        const string Good = "namespace DeriveGen;\n\n[Equations(\"y[k] = x[k] * g[k]\")]\npublic sealed class GainAttribute(double rate = 1) : LayerAttribute;\n";
        Assert.Empty(MoreThanEquations(File(Good)));
        Assert.Single(MoreThanEquations(File(Good.Replace("LayerAttribute;", "LayerAttribute { public int A => 1; }", StringComparison.Ordinal))));
        Assert.Single(MoreThanEquations(File(Good + "internal sealed class OtherAttribute : LayerAttribute;\n")));
        Assert.Single(MoreThanEquations(File(Good.Replace("y[k] =", "xBar[k] =", StringComparison.Ordinal))));
        Assert.Single(MoreThanEquations(File(Good.Replace("g[k]", "dL/dy[k]", StringComparison.Ordinal))));
        Assert.Single(MoreThanEquations(File(Good.Replace("g[k]", "gradient[k]", StringComparison.Ordinal))));

        Assert.Empty(SourceFile.Below("src/DeriveGen/Layers", "src/DeriveGen/Losses", "src/DeriveGen/Optimizers").SelectMany(MoreThanEquations));
    }

    [Fact]
    public void No_source_file_is_long()
    {
        Assert.Equal(2, new SourceFile("A.cs", "a\nb\n").LineCount);
        Assert.Empty(SourceFile.Below("src").Where(file => file.LineCount > LongestFile).Select(file => $"{file.Path}: {file.LineCount} lines"));
    }

    private static IEnumerable<string> NamesUsed(SourceFile file, IEnumerable<string> names) =>
        from name in names
        where Regex.IsMatch(file.Text, $@"\b{name}Attribute\b")
            || file.Code.Contains($"\"{name}\"")
            || Regex.IsMatch(file.Identifiers, $@"(?<![\w.]){name}(?!\w|\s*\()")
        select $"{file.Path}: knows {name}.";

    private static IEnumerable<string> HandWrittenCalculus(SourceFile file) =>
        CalculusMethod().Matches(file.Code).Select(match => $"{file.Path}: {match.Value.Trim()}…");

    private static IEnumerable<string> MoreThanEquations(SourceFile file)
    {
        if (!AttributeFile().IsMatch(file.Identifiers))
        {
            yield return $"{file.Path}: is more than one attribute class without a body.";
        }

        foreach (Match match in Derivative().Matches(file.Code))
        {
            yield return $"{file.Path}: {match.Value} looks like a derivative.";
        }
    }

    [GeneratedRegex(@"\bclass (\w+)Attribute\b")]
    private static partial Regex AttributeClass();

    [GeneratedRegex(@"\w*(Backward|Gradient|Derivative)\w*\s*\(")]
    private static partial Regex CalculusMethod();

    /// <summary>Usings, the namespace, attributes, and one class whose declaration ends in a semicolon.</summary>
    [GeneratedRegex(@"^\s*(using [\w.]+;\s*)*namespace DeriveGen;\s*(\[[^;{}]*\]\s*)*public sealed class \w+Attribute\b[^;{}]*;\s*$")]
    private static partial Regex AttributeFile();

    [GeneratedRegex(@"\b\w+Bar\b|\bd\w*/d\w+|∂|\u0304|\b\w*(gradient|adjoint|derivative|backward|vjp)\w*\b", RegexOptions.IgnoreCase)]
    private static partial Regex Derivative();
}
