using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;

namespace DeriveGen.Generator.Declarations;

/// <summary>What the attributes of a class say.</summary>
/// <param name="Model">The network, or null where something stands in the way.</param>
/// <param name="Problems">What that is. Empty without a model where C# itself has an error to report about the attributes.</param>
/// <param name="Sketch">Without a model, what could be read of it; null where no part can be added to the class.</param>
public sealed record DeclaredNetwork(NetworkModel? Model, EquatableArray<Problem> Problems, NetworkModel? Sketch = null);
