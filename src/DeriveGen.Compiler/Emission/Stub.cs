using System.Text.RegularExpressions;
using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;

namespace DeriveGen.Compiler.Emission;

/// <summary>
/// The members of a network whose declaration has errors, as far as they can be told from it: what uses the class compiles, and the errors of the
/// declaration stand alone.
/// </summary>
public static class Stub
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Multiline;

    /// <summary>The statements of a text that name what a caller gives: <c>input x[i:batch, j:4]</c>, <c>label t[i] &lt; 10</c>.</summary>
    private static readonly Regex s_given = new(@"(?:^|;)[ \t]*(?<kind>input|target|label)[ \t]+(?<name>[A-Za-z]\w*)(?<shape>[ \t]*\[[^\]\r\n;]*\])?(?<range>[ \t]*<)?", Options);
    private static readonly Regex s_learned = new(@"(?:^|;)[ \t]*(?:param|state)[ \t]+(?<name>[A-Za-z]\w*)", Options);

    /// <summary>The text of the file.</summary>
    /// <param name="sketch">What could be read of the declaration.</param>
    public static string Write(NetworkModel sketch)
    {
        string element = sketch.Settings.Precision == NetworkPrecision.Double ? ElementType.Double.Name : ElementType.Single.Name;
        var members = new List<string>();
        HashSet<string> taken = [.. sketch.Members, sketch.Name, .. GeneratedMembers.OfObject];
        void Add(string name, params string[] lines)
        {
            if (taken.Add(name))
            {
                members.AddRange(lines);
            }
        }

        Add(NetworkModel.Constructor, $"public {sketch.Name}(int seed = 0) {{ }}");
        Add("BatchSize", $"public const int BatchSize = {CSharp.Number(Math.Max(1, sketch.Settings.BatchSize))};");
        Add("ParameterCount", "public const int ParameterCount = 0;");
        Add("Parameters", "public global::System.Collections.Generic.IReadOnlyList<global::DeriveGen.ParameterDescription> Parameters => throw Refused();");
        (string[] inputs, string[] all) = Signatures(sketch, element);
        Add("Predict", [.. inputs.Select(parameters => $"public global::System.ReadOnlySpan<{element}> Predict({parameters}) => throw Refused();")]);
        Add("Loss", [.. all.Select(parameters => $"public {element} Loss({parameters}) => throw Refused();")]);
        Add("Gradient", [.. all.Select(parameters => $"public {element} Gradient({parameters}, bool accumulate = false) => throw Refused();")]);
        Add("Epoch", [.. all.Select(parameters => $"public {element} Epoch({parameters}, {element}? learningRate = null) => throw Refused();")]);
        Add("Train", [.. all.Select(parameters => $"public {element} Train({parameters}, {element}? learningRate = null) => throw Refused();")]);
        Add("SelfCheck", [.. all.Select(parameters => $"public double SelfCheck({parameters}) => throw Refused();")]);
        Add("Report", [.. all.Select(parameters => $"public global::DeriveGen.Reports.TrainingReport Report({parameters}) => throw Refused();")]);
        Add("HessianVector", [.. all.Select(parameters => $"public {element} HessianVector({parameters}, global::System.ReadOnlySpan<{element}> direction, global::System.Span<{element}> result) => throw Refused();")]);
        Add("Hessian", [.. all.Select(parameters => $"public {element} Hessian({parameters}, global::System.Span<{element}> result) => throw Refused();")]);
        Add("Update", $"public void Update({element}? learningRate = null) => throw Refused();");
        Add("Warmup", "public void Warmup() => throw Refused();");
        Add("CreatePredictor", "public Predictor CreatePredictor() => throw Refused();");
        foreach (string name in new[] { "CopyParameter", "CopyGradient", "Read" })
        {
            Add(name, $"public void {name}(string name, global::System.Span<{element}> destination) => throw Refused();");
        }

        Add("SetParameter", $"public void SetParameter(string name, global::System.ReadOnlySpan<{element}> source) => throw Refused();");
        Add("ExportParameter", $"public void ExportParameter(string name, global::DeriveGen.Convention convention, global::System.Span<{element}> destination) => throw Refused();");
        Add("ImportParameter", $"public void ImportParameter(string name, global::DeriveGen.Convention convention, global::System.ReadOnlySpan<{element}> source) => throw Refused();");
        Add("Save", "public void Save(global::System.IO.Stream stream, global::DeriveGen.Convention? convention = null) => throw Refused();");
        Add("Load", "public void Load(global::System.IO.Stream stream, global::DeriveGen.Convention? convention = null) => throw Refused();");
        bool hasThreads = sketch.Settings.Threads != 1;
        if (hasThreads)
        {
            Add("Dispose", "public void Dispose() => throw Refused();");
        }

        Add("Predictor", [
            $"public sealed class Predictor : global::DeriveGen.IPredictor<{element}>", "{", "    private Predictor() { }",
            .. inputs.Select(parameters => $"    public global::System.ReadOnlySpan<{element}> Predict({parameters}) => throw Refused();"),
            $"    global::System.ReadOnlySpan<{element}> global::DeriveGen.IPredictor<{element}>.Predict(in global::DeriveGen.Batch<{element}> inputs) => throw Refused();", "}",
        ]);
        foreach ((string? layer, string name) in Learned(sketch).Where(learned => learned.Layer is null))
        {
            Add(name, View(name));
            Add(name + "Bar", View(name + "Bar"));
        }

        foreach (IGrouping<string?, (string? Layer, string Name)> layer in Learned(sketch).Where(learned => learned.Layer is not null).GroupBy(learned => learned.Layer))
        {
            string type = MemberNames.Of(layer.Key!) + "Tensors";
            Add(MemberNames.Of(layer.Key!), [
                $"public {type} {CSharp.Identifier(MemberNames.Of(layer.Key!))} => default;", $"public readonly struct {type}", "{",
                .. layer.Select(learned => learned.Name).Distinct().SelectMany(name => new[] { "    " + View(name), "    " + View(name + "Bar") }), "}",
            ]);
        }

        return TemplateRenderer.Render("stub", new
        {
            sketch.FullName,
            sketch.Namespace,
            HasNamespace = sketch.Namespace.Length > 0,
            Containers = sketch.ContainingTypes.Select(type => type.Keyword + " " + type.Name).ToArray(),
            sketch.Name,
            Element = element,
            Disposable = hasThreads ? ", global::System.IDisposable" : string.Empty,
            Members = members.ToArray(),
        });

        string View(string name) => $"public global::DeriveGen.TensorView<{element}> {CSharp.Identifier(name)} => throw Refused();";
    }

    /// <summary>
    /// The inputs, and inputs with targets, as parameters. Whether a stack's input is of whole numbers depends on what reads it, so that both are there;
    /// where an input or a loss is missing, or two have one name, any few spans are taken.
    /// </summary>
    private static (string[] Inputs, string[] All) Signatures(NetworkModel sketch, string element)
    {
        string Span(string type, string name) => $"global::System.ReadOnlySpan<{type}> {CSharp.Identifier(name)}";
        Declaration[] stacked = [.. sketch.Declarations.Where(declaration => declaration.Role == DeclarationRole.Input)];
        Match[] given = [.. sketch.Declarations.Where(declaration => declaration.Role is DeclarationRole.Equations or DeclarationRole.Loss).SelectMany(declaration => s_given.Matches(declaration.Text).Cast<Match>())];
        (string Name, bool IsWhole)[] Of(bool isInput) =>
        [
            .. given.Where(match => (match.Groups["kind"].Value == "input") == isInput).Select(match => (match.Groups["name"].Value, match.Groups["kind"].Value == "label" || match.Groups["range"].Success)).GroupBy(one => one.Item1).Select(group => group.First()),
        ];
        (string Name, bool IsWhole)[] inputs = Of(isInput: true), targets = Of(isInput: false);
        string[] lengths = [.. stacked.Select(StackChecks.LengthOf).OfType<string>().Distinct().Select(length => "int " + CSharp.Identifier(length))];
        string[] names = [.. stacked.Select(Stack.NameOf).Concat(inputs.Select(input => input.Name)).Concat(targets.Select(target => target.Name))];
        if (stacked.Length + inputs.Length == 0 || targets.Length == 0 || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            string[] any = [.. Enumerable.Range(1, Math.Max(3, names.Length)).SelectMany(count => Any(count, element)).Select(types =>
                string.Join(", ", types.Select((type, position) => Span(type, "given" + CSharp.Number(position + 1))).Concat(lengths)))];
            return (any, any);
        }

        string Together(string type, IEnumerable<(string Name, bool IsWhole)> others) =>
            string.Join(", ", stacked.Select(input => Span(type, Stack.NameOf(input))).Concat(others.Select(one => Span(one.IsWhole ? "int" : element, one.Name))).Concat(lengths));
        string[] types = stacked.Length == 0 ? [element] : [element, "int"];
        return ([.. types.Select(type => Together(type, inputs))], [.. types.Select(type => Together(type, inputs.Concat(targets)))]);
    }

    /// <summary>Every choice of so many types.</summary>
    private static IEnumerable<IEnumerable<string>> Any(int count, string element) => count == 0 ? [[]]
        : Any(count - 1, element).SelectMany(types => new[] { types.Append(element), types.Append("int") });

    /// <summary>The names of what is learned or kept, with the layer that has a name of its own; others have their layer's number behind them.</summary>
    private static IEnumerable<(string? Layer, string Name)> Learned(NetworkModel sketch)
    {
        int number = 0;
        foreach (Declaration declaration in sketch.Declarations)
        {
            bool isLayer = declaration.Role == DeclarationRole.Layer;
            number += isLayer ? 1 : 0;
            if (isLayer || declaration.Role == DeclarationRole.Equations)
            {
                string suffix = isLayer && declaration.Name is null ? CSharp.Number(number) : string.Empty;
                foreach (Match match in s_learned.Matches(declaration.Text))
                {
                    yield return (declaration.Name, match.Groups["name"].Value + suffix);
                }
            }
        }
    }
}
