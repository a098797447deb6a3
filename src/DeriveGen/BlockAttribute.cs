namespace DeriveGen;

/// <summary>
/// Makes a class a block: a stack of layers and equations, read from top to bottom, that networks and other blocks use by
/// <see cref="RepeatAttribute{TBlock}"/>.
/// </summary>
/// <example>
/// <code>
/// [Block]
/// [LayerNorm]
/// [Dense(64, Activation.Gelu)]
/// [Dense(32, Name = "mlp")]
/// [Add("x", "mlp")]
/// public sealed class ResidualBlock;
/// </code>
/// </example>
/// <remarks>
/// What comes into a block has the name <c>x</c> in it, and what its last layer computes comes out. Names and numbers of layers are the
/// block's own: they begin anew in every repetition, and nothing in a block refers to a layer outside.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class BlockAttribute : Attribute;
