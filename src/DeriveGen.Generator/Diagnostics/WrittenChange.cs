using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>Characters of the source and what to write for them.</summary>
/// <param name="Place">The characters to replace; of no length where something is to be inserted.</param>
/// <param name="Text">What to write there; empty to remove them.</param>
public sealed record WrittenChange(Location Place, string Text);
