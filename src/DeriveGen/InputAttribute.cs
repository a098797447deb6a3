namespace DeriveGen;

/// <summary>The shape of one example of the network's input <c>x</c>, without the batch axis, which always comes first.</summary>
/// <param name="shape">The extent of each axis, at least 1 each; <c>[Input(28, 28, 1)]</c> takes examples of 28 × 28 × 1 numbers.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The extent of each axis of one example.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;
}
