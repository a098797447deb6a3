namespace DeriveGen;

/// <summary>
/// Marks a backward pass written by hand. While the compiler runs, the method is followed at a random point of the network, in double
/// precision, and every adjoint that it writes is compared with the derived one; the diagnostic DG0080 names what differs: a factor,
/// a term, a sum, exchanged indices, another tensor.
/// </summary>
/// <remarks>
/// Parameters are bound by their names: a tensor of the network (<c>x</c>, <c>W1</c>, <c>z1</c>) is given its value, the adjoint of one
/// (<c>dW1</c> or <c>W1Bar</c>) is what the method writes, or reads where it reads before it writes, and <c>batch</c> is the number of
/// examples. A tensor is an array of its rank (<c>float[,]</c>), nested arrays, or row-major in <c>float[]</c>, <c>Span&lt;float&gt;</c> or
/// <c>ReadOnlySpan&lt;float&gt;</c>. Local arrays that are called like adjoints are compared too. What is followed are loops, conditions and
/// arithmetic over numbers and arrays, <c>Math</c>, <c>MathF</c>, and static methods of the same project.
/// </remarks>
/// <example>
/// <code>
/// [VerifyBackward(typeof(Line))]
/// static void Backward(int batch, float[,] x, float[,] z, float[,] t, float[,] dW)
/// {
///     for (int i = 0; i &lt; batch; i++)
///         for (int j = 0; j &lt; 4; j++)
///             dW[j, 0] += x[i, j] * (z[i, 0] - t[i, 0]) / batch;
/// }
/// </code>
/// </example>
/// <param name="network">The class of the network; null for the class that the method is in.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class VerifyBackwardAttribute(Type? network = null) : Attribute
{
    /// <summary>The class of the network; null for the class that the method is in.</summary>
    public Type? Network { get; } = network;
}
