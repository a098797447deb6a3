namespace DeriveGen;

/// <summary>The shape of one example of an input of the network, without the batch axis, which always comes first.</summary>
/// <remarks>
/// A network may have several, one of them without a name: they are the arguments of a call in the order in which they stand. The layer
/// behind an input reads it, and any later one by <c>From</c>.
/// </remarks>
/// <param name="shape">The extent of each axis, at least 1 each; <c>[Input(28, 28, 1)]</c> takes examples of 28 × 28 × 1 numbers.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The extent of each axis of one example.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>The name by which layers and calls know the input. Null: <c>x</c>.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The name of the first axis' length, where it may differ from call to call. <c>[Input(128, 8, Length = "T")]</c> takes sequences of 1 to
    /// 128 times 8 numbers, all of one call of one length, which is an argument of the call: <c>net.Predict(x, T: 57)</c>. Null: it is always what the shape says.
    /// </summary>
    public string? Length { get; init; }
}
