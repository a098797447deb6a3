using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;

namespace DeriveGen.Compiler;

/// <summary>What becomes of one declared network.</summary>
/// <param name="HintName">The name of the emitted file; it contains the class's name.</param>
/// <param name="Source">The emitted C#; empty where a problem stands in the way.</param>
/// <param name="Problems">What is wrong with the declaration.</param>
public sealed record CompiledNetwork(string HintName, string Source, EquatableArray<Problem> Problems);

/// <summary>The stages in order: from a declared network to the C# that trains it.</summary>
public static class NetworkCompiler
{
    /// <summary>Takes a network through every stage.</summary>
    /// <param name="model">The declaration.</param>
    /// <param name="cancellationToken">Ends the work between stages.</param>
    /// <exception cref="OperationCanceledException">It was asked for.</exception>
    public static CompiledNetwork Compile(NetworkModel model, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (_, EquatableArray<Problem> problems) = Instantiation.Instantiate(model);
        return new CompiledNetwork(model.FullName + ".g.cs", "", problems);
    }
}
