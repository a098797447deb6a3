using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Benchmarks;

/// <summary>What the compiler is given: a fixed file of ordinary C# to measure against, and a network to generate.</summary>
internal static class CompilerWorkload
{
    private const int Methods = 98;

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "DeriveGen.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A thousand lines of ordinary C#: one class of small methods with loops, conditions and calls.</summary>
    public static string ThousandLines { get; } = MakeThousandLines();

    /// <summary>A multilayer perceptron of ten dense layers.</summary>
    /// <param name="edit">Changes the width of one layer, as an edit of the declaration would.</param>
    public static string TenLayers(int edit) => $"""
        using DeriveGen;

        [Network(BatchSize = 32)]
        [Input(64)]
        {string.Join("\n", Enumerable.Range(0, 9).Select(layer => string.Create(CultureInfo.InvariantCulture, $"[Dense({(layer == 0 ? 32 + edit : 32)}, Activation.Relu)]")))}
        [Dense(10)]
        [SoftmaxCrossEntropy]
        [Sgd]
        public sealed partial class TenLayers;
        """;

    /// <summary>A language model of so many blocks, four heads, 128 wide, over 64 characters.</summary>
    public static string LanguageModel(int blocks) => string.Create(CultureInfo.InvariantCulture, $"""
        using DeriveGen;

        [Block]
        [LayerNorm] [MultiHeadAttention(4, causal: true, Name = "attention")] [Add("x", "attention", Name = "middle")]
        [LayerNorm] [Dense(512, Activation.GeluTanh)] [Dense(128, Name = "mlp")] [Add("middle", "mlp")]
        public sealed class TransformerBlock;

        [Network(BatchSize = 16)]
        [Input(64)] [Embedding(128, 128, Name = "embed")] [PositionEmbedding] [Repeat<TransformerBlock>({blocks})]
        [LayerNorm] [Dense(128, bias: false, Share = "W = embed.E'")]
        [SoftmaxCrossEntropy]
        [AdamW]
        public sealed partial class LanguageModel;
        """);

    /// <summary>A compilation of the given files.</summary>
    public static CSharpCompilation Compile(params string[] texts) => CSharpCompilation.Create(
        "Workload",
        texts.Select(Parse),
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The syntax tree of a file.</summary>
    public static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, s_options);

    /// <summary>A driver that has run nothing yet.</summary>
    public static GeneratorDriver NewDriver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: s_options);

    // Six lines of head, ten a method, and as many names as fill the thousand.
    private static string MakeThousandLines()
    {
        var text = new StringBuilder("using System;\nusing System.Collections.Generic;\nusing System.Linq;\n\npublic static class Ordinary\n{\n");
        for (int i = 0; i < Methods; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                    public static int Method{{i}}(IReadOnlyList<int> values, string name)
                    {
                        var total = {{i}};
                        foreach (var value in values.Where(value => value % {{i + 2}} != 0))
                        {
                            total += value > name.Length ? Math.Abs(value - {{i}}) : Method{{(i * 7 + 1) % Methods}}([value], name + "{{i}}");
                        }
                        Console.WriteLine($"{name}: {total}");
                        return total;
                    }

                """);
        }

        text.Append("    public static readonly string[] Names =\n    [\n");
        for (int line = text.ToString().Count(c => c == '\n'); line < 998; line++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        \"name {line}\",\n");
        }

        return text.Append("    ];\n}\n").ToString();
    }
}
