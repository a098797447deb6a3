using System.Numerics;

namespace DeriveGen;

/// <summary>
/// A generated network by its number type, so that trainers, files and distributed code are written once for every network. The class
/// itself has the same methods with one argument for each input and target.
/// </summary>
/// <remarks>
/// Every call checks its arguments before it changes anything. A network that draws random numbers in training, such as those of dropout, draws
/// others in each call of <see cref="Train"/> and <see cref="Gradient"/>: two networks of one seed draw the same in the same calls.
/// </remarks>
/// <typeparam name="T">The network's number type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface INetwork<T> : INetwork, IPredictor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The loss in evaluation mode.</summary>
    /// <param name="batch">Inputs, then targets.</param>
    /// <returns>The loss; NaN where a forward value is NaN.</returns>
    /// <exception cref="ArgumentException">A length, or the number of tensors, does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A whole number is out of its range.</exception>
    T Loss(in Batch<T> batch);

    /// <summary>The loss in training mode, after which every parameter's adjoint can be read.</summary>
    /// <param name="batch">Inputs, then targets.</param>
    /// <param name="accumulate">Whether to add to the adjoints that are there instead of replacing them.</param>
    /// <returns>The loss; NaN where a forward value is NaN.</returns>
    /// <exception cref="ArgumentException">A length, or the number of tensors, does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A whole number is out of its range.</exception>
    T Gradient(in Batch<T> batch, bool accumulate = false);

    /// <summary>Applies the optimizer to the adjoints of the last <see cref="Gradient"/>.</summary>
    /// <param name="learningRate">The learning rate; null for the optimizer's own.</param>
    /// <exception cref="InvalidOperationException">There was no <see cref="Gradient"/> yet.</exception>
    void Update(T? learningRate = null);

    /// <summary>One step of training: the same bits as <see cref="Gradient"/> and then <see cref="Update"/>.</summary>
    /// <param name="batch">Inputs, then targets.</param>
    /// <param name="learningRate">The learning rate; null for the optimizer's own.</param>
    /// <returns>The loss before the step. If it is NaN, parameters and states are as they were.</returns>
    /// <exception cref="ArgumentException">A length, or the number of tensors, does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A whole number is out of its range.</exception>
    T Train(in Batch<T> batch, T? learningRate = null);

    /// <summary>Another object that computes the output from the same parameters in a small workspace of its own: one for each thread.</summary>
    IPredictor<T> CreatePredictor();

    /// <summary>Copies a parameter or state out, row-major in its declared shape.</summary>
    /// <param name="name">The name of a parameter or state.</param>
    /// <param name="destination">Receives as many elements as the tensor has.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or the length does not fit.</exception>
    void CopyParameter(string name, Span<T> destination);

    /// <summary>Sets a parameter or state from row-major values in its declared shape.</summary>
    /// <param name="name">The name of a parameter or state.</param>
    /// <param name="source">As many elements as the tensor has.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or the length does not fit.</exception>
    void SetParameter(string name, ReadOnlySpan<T> source);

    /// <summary>Copies the adjoint of a parameter out, row-major in its declared shape.</summary>
    /// <param name="name">The name of a parameter.</param>
    /// <param name="destination">Receives as many elements as the parameter has.</param>
    /// <exception cref="ArgumentException">There is no such parameter, or the length does not fit.</exception>
    /// <exception cref="InvalidOperationException">There was no <see cref="Gradient"/> yet.</exception>
    void CopyGradient(string name, Span<T> destination);

    /// <summary>Copies any kept tensor of the last call out, row-major, its symbolic sizes being those of that call.</summary>
    /// <param name="name">The name of a tensor.</param>
    /// <param name="destination">Receives as many elements as the tensor has.</param>
    /// <exception cref="ArgumentException">There is no such tensor, it is not kept, or the length does not fit.</exception>
    /// <exception cref="InvalidOperationException">No call has computed it yet.</exception>
    void Read(string name, Span<T> destination);

    /// <summary>Copies a parameter out as another convention writes it: a weight matrix transposed where the convention's order differs.</summary>
    /// <param name="name">The name of a parameter or state.</param>
    /// <param name="convention">The convention of the values.</param>
    /// <param name="destination">Receives as many elements as the tensor has.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or the length does not fit.</exception>
    void ExportParameter(string name, Convention convention, Span<T> destination);

    /// <summary>Sets a parameter from values as another convention writes it.</summary>
    /// <param name="name">The name of a parameter or state.</param>
    /// <param name="convention">The convention of the values.</param>
    /// <param name="source">As many elements as the tensor has.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or the length does not fit.</exception>
    void ImportParameter(string name, Convention convention, ReadOnlySpan<T> source);
}
