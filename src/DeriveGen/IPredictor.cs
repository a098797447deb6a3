using System.Numerics;

namespace DeriveGen;

/// <summary>The forward pass of a network. One object serves one thread at a time.</summary>
/// <typeparam name="T">The network's number type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IPredictor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the network's output.</summary>
    /// <param name="inputs">The inputs, without targets.</param>
    /// <returns>The output in row-major order, valid until the next call on this object.</returns>
    /// <exception cref="ArgumentException">A length, or the number of tensors, does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A whole number is out of its range.</exception>
    ReadOnlySpan<T> Predict(in Batch<T> inputs);
}
