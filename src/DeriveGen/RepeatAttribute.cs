namespace DeriveGen;

/// <summary>Puts a block into a stack, once or several times, each repetition with parameters of its own.</summary>
/// <remarks>
/// The tensors of the third block of a stack are <c>block3.W1</c> in strings and <c>net.Block3.W1</c> in C#, those of a layer in it that is
/// named mlp <c>block3.mlp.W</c> and <c>net.Block3.Mlp.W</c>. A layer behind can read the third block's output under the name
/// <c>block3</c>. A block does not count where layers are numbered.
/// </remarks>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="count">The number of repetitions, from 1 to 1000.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class RepeatAttribute<TBlock>(int count = 1) : Attribute
    where TBlock : class
{
    /// <summary>The number of repetitions.</summary>
    public int Count { get; } = count;

    /// <summary>
    /// A name for the repetitions: <c>encoder1</c>, <c>encoder2</c>, …, and <c>encoder</c> where there is one. Null: <c>block1</c>, <c>block2</c>,
    /// …, counted through the stack.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>The named layer whose output the first repetition reads. Null: the layer before it.</summary>
    public string? From { get; init; }

    /// <summary>Whether the parameters of all layers inside stay as they are; see <see cref="LayerAttribute.Frozen"/>.</summary>
    public bool Frozen { get; init; }
}
