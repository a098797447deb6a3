using DeriveGen.Compiler;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;

namespace DeriveGen.Generator;

/// <summary>What a file is generated from.</summary>
/// <param name="Model">The network, or what could be read of it.</param>
/// <param name="IsSketch">Whether its declaration has errors already.</param>
public sealed record DeclaredFile(NetworkModel Model, bool IsSketch)
{
    /// <summary>What a declaration gives; null where no part can be added to the class.</summary>
    public static DeclaredFile? Of(DeclaredNetwork declared) =>
        declared.Model is { } model ? new(model, IsSketch: false) : declared.Sketch is { } sketch ? new(sketch, IsSketch: true) : null;
}

/// <summary>One generated file; where a problem stands in the way, with members that throw.</summary>
/// <param name="Network">The full name of the network.</param>
/// <param name="HintName">The file's name.</param>
/// <param name="Source">The C#.</param>
public sealed record EmittedFile(string Network, string HintName, string Source)
{
    /// <summary>Whether something is to be reported of the network.</summary>
    public bool HasProblems { get; init; }

    /// <summary>Takes a model through the compiler; problems are the analyzer's to report.</summary>
    public static EmittedFile Of(DeclaredFile declared, CancellationToken cancellation)
    {
        NetworkModel model = declared.Model;
        CompiledNetwork compiled = declared.IsSketch ? Stages.Sketch(model) : Stages.Compile(model, cancellation);
        return new EmittedFile(model.FullName, compiled.HintName.Replace("@", ""), compiled.Source) { HasProblems = declared.IsSketch || compiled.Problems.Length > 0 };
    }
}
