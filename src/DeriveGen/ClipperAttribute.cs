namespace DeriveGen;

/// <summary>
/// The base of what stands between the gradient and the optimizer: equations that rewrite the adjoint, <c>g' = …</c>, in the order in
/// which they are declared. <c>sum(all: …)</c> runs over every element of every parameter.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = true)]
public abstract class ClipperAttribute : Attribute;
