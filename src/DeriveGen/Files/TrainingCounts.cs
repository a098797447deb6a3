using System.ComponentModel;

namespace DeriveGen.Files;

/// <summary>How far a network's training has come, beside its tensors: what comes next depends on it.</summary>
/// <param name="Step">The number of updates made.</param>
/// <param name="Draws">The number of calls that drew random numbers; 0 in a network that draws none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TrainingCounts(int Step, int Draws);
