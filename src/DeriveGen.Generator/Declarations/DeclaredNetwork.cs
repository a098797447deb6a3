using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;

namespace DeriveGen.Generator.Declarations;

/// <summary>What the attributes of a class say.</summary>
/// <param name="Model">The network, or null where something stands in the way.</param>
/// <param name="Problems">What that is. Empty without a model where C# itself has an error to report about the attributes.</param>
public sealed record DeclaredNetwork(NetworkModel? Model, EquatableArray<Problem> Problems);
