using DeriveGen.Symbolics;

namespace DeriveGen.Compiler.Documentation;

/// <summary>What the source of a layer, an activation, a loss, an optimizer or a clipper says of it.</summary>
/// <param name="Name">The name under which it is used: the attribute class without its ending.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Remarks">Shapes and what else is to know; may be empty.</param>
/// <param name="Signature">How it is written: <c>[Dense(int units, …)]</c>.</param>
/// <param name="Parameters">The constructor's parameters.</param>
/// <param name="Text">Its equations, or its formula.</param>
public sealed record ComponentDescription(
    string Name, string Summary, string Remarks, string Signature, EquatableArray<ParameterText> Parameters, string Text);

/// <summary>One parameter of a constructor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is.</param>
public sealed record ParameterText(string Name, string Summary);
