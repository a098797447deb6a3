namespace DeriveGen;

/// <summary>
/// Gated recurrent units (Cho and others, 2014): a reset gate r, an update gate u and a candidate n make
/// <c>h_t = (1 − u)·n + u·h_(t−1)</c>, with <c>n = tanh(x W + b + r·(h U + d))</c>.
/// </summary>
/// <remarks>
/// x[i, t, j] becomes y[i, t, k] with k &lt; units, or y[i, k] after the last time. W is [j, 3·units], U is [units, 3·units], in the order r, u, n
/// of PyTorch. As in PyTorch, and in Keras by default, the reset gate multiplies the product with U, not the state before it. Of PyTorch's
/// two biases of r and u, which are added, b is the sum; that of the candidate within the reset gate is d.
/// </remarks>
/// <param name="units">The width of the state.</param>
/// <param name="bias">Whether <c>b</c> and <c>d</c> are added.</param>
/// <param name="sequences">Whether the state after every time comes out; else that after the last time alone, which for <paramref name="reverse"/> is time 0.</param>
/// <param name="reverse">Whether time runs backwards, from the end of the sequence to its beginning.</param>
/// <param name="initial">The name of a layer whose output, [i, units], the state begins as; where none is named it begins as zeros.</param>
[Equations("""
    input x[i, t, j]
    param W[j, g:3*units] ~ glorot;  param U[l:units, g] ~ orthogonal;  param b[g] = 0;  param d[k:units] = 0
    scan h[i, t, k:units] over t = 0 if not reverse and not initial
    scan h[i, t, k:units] over t = initial[i, k] if not reverse and initial
    scan h[i, t, k:units] over -t = 0 if reverse and not initial
    scan h[i, t, k:units] over -t = initial[i, k] if reverse and initial
    a[i, t, g] = x[i, t, j] * W[j, g] + [bias] * b[g]
    v[i, t, g] = sum(l: h[i, t-1+2*reverse, l] * U[l, g])
    r[i, t, k] = sigmoid(a[i, t, k] + v[i, t, k])
    u[i, t, k] = sigmoid(a[i, t, k+units] + v[i, t, k+units])
    n[i, t, k] = tanh(a[i, t, k+2*units] + r[i, t, k] * (v[i, t, k+2*units] + [bias] * d[k]))
    h[i, t, k] = (1 - u[i, t, k]) * n[i, t, k] + u[i, t, k] * h[i, t-1+2*reverse, k]
    y[i, k] = h[i, (1-reverse)*(size(t)-1), k] if not sequences
    """)]
public sealed class GruAttribute(int units, bool bias = true, bool sequences = true, bool reverse = false, string? initial = null) : LayerAttribute;
