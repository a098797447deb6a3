namespace DeriveGen;

/// <summary>Gated recurrent units that read the sequence in both directions, with parameters for each; see <see cref="GruAttribute"/>.</summary>
/// <remarks>
/// x[i, t, j] becomes y[i, t, k] with k &lt; 2·units: the state of the units that run forwards after they have read x up to t, then that of
/// those that run backwards after they have read x from its end down to t. Without <paramref name="sequences"/> it is y[i, k], both states after all of x.
/// W, U, b and d are those of the forward direction, V, R, e and f of the backward one.
/// </remarks>
/// <param name="units">The width of the state in each direction.</param>
/// <param name="bias">Whether biases are added.</param>
/// <param name="sequences">Whether the states after every time come out; else those after the last one alone.</param>
[Equations("""
    input x[i, t, j]
    param W[j, g:3*units] ~ glorot;  param U[l:units, g] ~ orthogonal;  param b[g] = 0;  param d[k:units] = 0
    param V[j, g] ~ glorot;  param R[l, g] ~ orthogonal;  param e[g] = 0;  param f[k] = 0
    scan h[i, t, k:units] over t = 0;  scan s[i, t, k:units] over -t = 0

    a[i, t, g] = x[i, t, j] * W[j, g] + [bias] * b[g]
    v[i, t, g] = sum(l: h[i, t-1, l] * U[l, g])
    r[i, t, k] = sigmoid(a[i, t, k] + v[i, t, k])
    u[i, t, k] = sigmoid(a[i, t, k+units] + v[i, t, k+units])
    n[i, t, k] = tanh(a[i, t, k+2*units] + r[i, t, k] * (v[i, t, k+2*units] + [bias] * d[k]))
    h[i, t, k] = (1 - u[i, t, k]) * n[i, t, k] + u[i, t, k] * h[i, t-1, k]

    a2[i, t, g] = x[i, t, j] * V[j, g] + [bias] * e[g]
    v2[i, t, g] = sum(l: s[i, t+1, l] * R[l, g])
    r2[i, t, k] = sigmoid(a2[i, t, k] + v2[i, t, k])
    u2[i, t, k] = sigmoid(a2[i, t, k+units] + v2[i, t, k+units])
    n2[i, t, k] = tanh(a2[i, t, k+2*units] + r2[i, t, k] * (v2[i, t, k+2*units] + [bias] * f[k]))
    s[i, t, k] = (1 - u2[i, t, k]) * n2[i, t, k] + u2[i, t, k] * s[i, t+1, k]

    y[i, t, m:2*units] = [m < units] * h[i, t, pad(m)] + [m >= units] * s[i, t, pad(m-units)] if sequences
    y[i, m:2*units] = [m < units] * h[i, size(t)-1, pad(m)] + [m >= units] * s[i, 0, pad(m-units)] if not sequences
    """)]
public sealed class BidirectionalGruAttribute(int units, bool bias = true, bool sequences = true) : LayerAttribute;
