using System.Numerics;

namespace DeriveGen;

/// <summary>
/// A network declared with <c>[Network(SecondOrder = true)]</c>: it also knows the second derivatives of its loss. The class itself has
/// the same methods with one argument for each input and target.
/// </summary>
/// <remarks>
/// The loss is that of training, at the current parameters. A random layer draws again what it drew in the last <c>Gradient</c> or
/// <c>Train</c>, so that products belong to the very function whose gradient was taken. Where a function has a kink, the second derivative is 0, at the kink as beside it.
/// Neither method changes a parameter, a state, a kept tensor or the adjoints of the last <c>Gradient</c>.
/// </remarks>
/// <typeparam name="T">The network's number type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ISecondOrderNetwork<T> : INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The Hessian of the loss times a vector, in a small multiple of the time of a gradient; no Hessian is made.</summary>
    /// <param name="batch">Inputs, then targets.</param>
    /// <param name="direction">
    /// The vector: <see cref="INetwork.ParameterCount"/> numbers, those of each parameter in the order of <see cref="INetwork.Parameters"/>,
    /// row-major in its declared shape. A tied parameter counts once.
    /// </param>
    /// <param name="result">Receives the product in the same order; it may be the memory of <paramref name="direction"/>.</param>
    /// <returns>The loss, as from <c>Gradient</c>; NaN where a forward value is NaN.</returns>
    /// <exception cref="ArgumentException">A length, or the number of tensors, does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A whole number is out of its range.</exception>
    T HessianVector(in Batch<T> batch, ReadOnlySpan<T> direction, Span<T> result);

    /// <summary>The Hessian of the loss, from one product with a unit vector for each parameter: for small networks.</summary>
    /// <param name="batch">Inputs, then targets.</param>
    /// <param name="result">
    /// Receives the square matrix of <see cref="INetwork.ParameterCount"/> rows, row-major; it is symmetric up to rounding.
    /// </param>
    /// <returns>The loss, as from <c>Gradient</c>; NaN where a forward value is NaN.</returns>
    /// <exception cref="ArgumentException">A length, or the number of tensors, does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A whole number is out of its range.</exception>
    /// <exception cref="NotSupportedException">The network has more than 46340 parameters, so that no span can hold the matrix.</exception>
    T Hessian(in Batch<T> batch, Span<T> result);
}
