namespace DeriveGen;

/// <summary>Long short-term memory that reads the sequence in both directions, with parameters for each; see <see cref="LstmAttribute"/>.</summary>
/// <remarks>
/// x[i, t, j] becomes y[i, t, k] with k &lt; 2·units: the state of the memory that runs forwards after it has read x up to t, then that of
/// the one that runs backwards after it has read x from its end down to t. Without <paramref name="sequences"/> it is y[i, k], both states after all of x.
/// W, U and b are those of the forward direction, V, R and e of the backward one.
/// </remarks>
/// <param name="units">The width of the state in each direction.</param>
/// <param name="bias">Whether biases are added.</param>
/// <param name="sequences">Whether the states after every time come out; else those after the last one alone.</param>
[Equations("""
    input x[i, t, j]
    param W[j, g:4*units] ~ glorot;  param U[l:units, g] ~ orthogonal;  param b[g] = 0
    param V[j, g] ~ glorot;  param R[l, g] ~ orthogonal;  param e[g] = 0
    scan h[i, t, k:units] over t = 0;  scan c[i, t, k:units] over t = 0
    scan s[i, t, k:units] over -t = 0;  scan d[i, t, k:units] over -t = 0

    z[i, t, g] = x[i, t, j] * W[j, g] + sum(l: h[i, t-1, l] * U[l, g]) + [bias] * b[g]
    I[i, t, k] = sigmoid(z[i, t, k])
    F[i, t, k] = sigmoid(z[i, t, k+units])
    N[i, t, k] = tanh(z[i, t, k+2*units])
    O[i, t, k] = sigmoid(z[i, t, k+3*units])
    c[i, t, k] = F[i, t, k] * c[i, t-1, k] + I[i, t, k] * N[i, t, k]
    a[i, t, k] = tanh(c[i, t, k])
    h[i, t, k] = O[i, t, k] * a[i, t, k]

    z2[i, t, g] = x[i, t, j] * V[j, g] + sum(l: s[i, t+1, l] * R[l, g]) + [bias] * e[g]
    I2[i, t, k] = sigmoid(z2[i, t, k])
    F2[i, t, k] = sigmoid(z2[i, t, k+units])
    N2[i, t, k] = tanh(z2[i, t, k+2*units])
    O2[i, t, k] = sigmoid(z2[i, t, k+3*units])
    d[i, t, k] = F2[i, t, k] * d[i, t+1, k] + I2[i, t, k] * N2[i, t, k]
    a2[i, t, k] = tanh(d[i, t, k])
    s[i, t, k] = O2[i, t, k] * a2[i, t, k]

    y[i, t, m:2*units] = [m < units] * h[i, t, pad(m)] + [m >= units] * s[i, t, pad(m-units)] if sequences
    y[i, m:2*units] = [m < units] * h[i, size(t)-1, pad(m)] + [m >= units] * s[i, 0, pad(m-units)] if not sequences
    """)]
public sealed class BidirectionalLstmAttribute(int units, bool bias = true, bool sequences = true) : LayerAttribute;
