namespace DeriveGen;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber, 1997; with the forget gate of Gers and others, 2000): an input gate I, a forget gate
/// F, a candidate N and an output gate O make <c>c_t = F·c_(t−1) + I·N</c> and <c>h_t = O·tanh(c_t)</c>.
/// </summary>
/// <remarks>
/// x[i, t, j] becomes y[i, t, k] with k &lt; units, or y[i, k] after the last time. W is [j, 4·units], U is [units, 4·units], in the order
/// I, F, N, O, which is also PyTorch's and Keras'.
/// </remarks>
/// <param name="units">The width of the state and of the cell.</param>
/// <param name="bias">Whether <c>b</c> is added.</param>
/// <param name="sequences">Whether the state after every time comes out; else that after the last time alone, which for <paramref name="reverse"/> is time 0.</param>
/// <param name="reverse">Whether time runs backwards, from the end of the sequence to its beginning.</param>
/// <param name="initial">The name of a layer whose output, [i, units], the state h begins as; where none is named it begins as zeros.</param>
/// <param name="initialCell">The name of a layer whose output, [i, units], the cell c begins as; where none is named it begins as zeros.</param>
[Equations("""
    input x[i, t, j]
    param W[j, g:4*units] ~ glorot;  param U[l:units, g] ~ orthogonal;  param b[g] = 0
    scan h[i, t, k:units] over t = 0 if not reverse and not initial
    scan h[i, t, k:units] over t = initial[i, k] if not reverse and initial
    scan h[i, t, k:units] over -t = 0 if reverse and not initial
    scan h[i, t, k:units] over -t = initial[i, k] if reverse and initial
    scan c[i, t, k:units] over t = 0 if not reverse and not initialCell
    scan c[i, t, k:units] over t = initialCell[i, k] if not reverse and initialCell
    scan c[i, t, k:units] over -t = 0 if reverse and not initialCell
    scan c[i, t, k:units] over -t = initialCell[i, k] if reverse and initialCell
    z[i, t, g] = x[i, t, j] * W[j, g] + sum(l: h[i, t-1+2*reverse, l] * U[l, g]) + [bias] * b[g]
    I[i, t, k] = sigmoid(z[i, t, k])
    F[i, t, k] = sigmoid(z[i, t, k+units])
    N[i, t, k] = tanh(z[i, t, k+2*units])
    O[i, t, k] = sigmoid(z[i, t, k+3*units])
    c[i, t, k] = F[i, t, k] * c[i, t-1+2*reverse, k] + I[i, t, k] * N[i, t, k]
    a[i, t, k] = tanh(c[i, t, k])
    h[i, t, k] = O[i, t, k] * a[i, t, k]
    y[i, k] = h[i, (1-reverse)*(size(t)-1), k] if not sequences
    """)]
public sealed class LstmAttribute(
    int units, bool bias = true, bool sequences = true, bool reverse = false, string? initial = null, string? initialCell = null) : LayerAttribute;
