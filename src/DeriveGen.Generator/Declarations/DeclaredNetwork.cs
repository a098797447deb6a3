using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;

namespace DeriveGen.Generator.Declarations;

/// <summary>What the attributes of a class say.</summary>
/// <param name="Model">The network, or null where something stands in the way.</param>
/// <param name="Problems">What that is; with errors of C# in the attributes, what is wrong with the others.</param>
/// <param name="Sketch">Without a model, what could be read of it; null where no part can be added to the class.</param>
public sealed record DeclaredNetwork(NetworkModel? Model, EquatableArray<Problem> Problems, NetworkModel? Sketch = null)
{
    /// <summary>Whether C# itself has an error to report about the attributes.</summary>
    public bool HasErrors { get; init; }
}
