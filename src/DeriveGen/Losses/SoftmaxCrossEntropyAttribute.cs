namespace DeriveGen;

/// <summary>
/// Softmax over the last axis, then cross-entropy with the number of the right class, mean over all other axes. Predict returns the
/// probabilities.
/// </summary>
/// <remarks>x[…, k] has the classes on its last axis; the targets t[…] are whole numbers, 0 to the number of classes − 1.</remarks>
[Equations("""
    label t[...] < size(x, -1)
    p[..., k] = softmax(k: x[..., k]);  output p[..., k]
    L = -mean(...: log(p[..., t[...]]))
    """)]
public sealed class SoftmaxCrossEntropyAttribute : LossAttribute;
