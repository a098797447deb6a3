using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using DeriveGen.Compiler.Emission;
using DeriveGen.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Emitted kernels, compiled without a warning and loaded.</summary>
internal sealed class EmittedClass
{
    private static readonly MetadataReference[] s_references = [.. PlatformReferences(), MetadataReference.CreateFromFile(typeof(Arena<>).Assembly.Location)];

    private EmittedClass(string text, EmittedKernels kernels, Type entry) => (Text, Kernels, Entry) = (text, kernels, entry);

    /// <summary>The class that calls the programs.</summary>
    public Type Entry { get; }

    /// <summary>The whole file.</summary>
    public string Text { get; }

    /// <summary>What was emitted.</summary>
    public EmittedKernels Kernels { get; }

    /// <summary>Emits and compiles a network's kernels.</summary>
    /// <param name="request">What is emitted.</param>
    /// <param name="members">Further members of the class that calls the programs.</param>
    public static EmittedClass Compile(EmissionRequest request, string members = "")
    {
        EmittedKernels kernels = KernelEmitter.Emit(request);
        string text = File(request, kernels, members);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Warn);
        CSharpCompilation compilation = CSharpCompilation.Create("Emitted" + Guid.NewGuid().ToString("N"), [tree], s_references, options);
        using var image = new MemoryStream();
        string[] problems = compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()).ToArray();
        Assert.True(problems.Length == 0, string.Join("\n", problems.Take(20)) + "\n" + text);
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
        return new(text, kernels, assembly.GetType("Entry", throwOnError: true)!);
    }

    /// <summary>Calls a program: the regions, then what each further parameter stands for.</summary>
    /// <param name="program">The program.</param>
    /// <param name="persistent">The persistent region.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="argument">The value of a further parameter.</param>
    /// <param name="width">0, 1, 2 to force vectors of 512, 256, 128 bits; else what the machine has.</param>
    public object? Run(string program, Array persistent, Array workspace, Func<ProgramParameter, object> argument, int? width = null)
    {
        EmittedProgram emitted = Kernels.Programs.First(candidate => candidate.Name == program);
        object[] arguments = emitted.Parameters.Where(IsGiven).Select(parameter => parameter.Role switch
        {
            ParameterRole.Persistent => persistent,
            ParameterRole.Workspace => workspace,
            _ => argument(parameter),
        }).ToArray();
        string forced = width is { } place && emitted.Widths.Length > 0 ? program + "_" + place : program;
        return Entry.GetMethod(forced)!.Invoke(null, arguments);
    }

    /// <summary>Whether the caller gives it: a place lies in a region that is there.</summary>
    private static bool IsGiven(ProgramParameter parameter) => parameter.Role != ParameterRole.Place;

    private static string File(EmissionRequest request, EmittedKernels kernels, string members)
    {
        var file = new StringBuilder("#nullable enable\n");
        foreach (string name in KernelEmitter.UsingsOf(kernels))
        {
            file.Append("using ").Append(name).Append(";\n");
        }

        file.Append("using DeriveGen.Generated;\n\n/// <summary>Calls the programs.</summary>\npublic static class Entry\n{\n");
        foreach (EmittedProgram program in kernels.Programs)
        {
            string parameters = string.Join(", ", program.Parameters.Where(IsGiven).Select(parameter => parameter.Type + (parameter.IsReference ? "[] " : " ") + parameter.Name));
            string arguments = string.Join(", ", program.Parameters.Select(parameter => parameter.Role == ParameterRole.Place
                ? $"ref {parameter.Place.Region.ToString().ToLowerInvariant()}[{parameter.Place.Origin}]" : parameter.IsReference ? $"ref {parameter.Name}[0]" : parameter.Name));
            string type = program.ReturnsLoss ? request.Element.Name : "void";
            void Call(string name, string types) => file.Append(
                $"    /// <summary>Calls.</summary>\n    public static {type} {name}({parameters}) => {request.ClassName}{types}.{program.Method}({arguments});\n");
            Call(program.Name, string.Empty);
            for (int width = 0; width < program.Widths.Length; width++)
            {
                Call(program.Name + "_" + width, program.Widths[width]);
            }
        }

        return file.Append(members).Append("}\n\nnamespace DeriveGen.Generated\n{\n").Append(kernels.Source).Append("}\n").ToString();
    }

    private static IEnumerable<MetadataReference> PlatformReferences() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
        .Select(path => MetadataReference.CreateFromFile(path));
}
