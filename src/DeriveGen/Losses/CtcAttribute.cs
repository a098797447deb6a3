namespace DeriveGen;

/// <summary>
/// Connectionist temporal classification (Graves and others, 2006): minus the logarithm of the probability that scores over time spell the
/// labels, over all ways to place the labels in time with repetitions and blanks between; mean over the examples.
/// </summary>
/// <remarks>
/// x[i, t, c] are scores of the classes at each time, of which a softmax makes probabilities; Predict returns those. The targets are the labels
/// y[i, s] with s &lt; length, and then n[i], how many of them count: what stands behind the n-th is not read. The recursion runs over two
/// rows of states in logarithms, e[i, t, u] for paths that end with the blank before label u, and f[i, t, s] for those that end with label s.
/// −1e30 stands for the logarithm of 0, so that the loss of labels that do not fit in the time is about 1e30. PyTorch divides each example's
/// loss by n[i] before its mean; this does not.
/// </remarks>
/// <param name="length">The largest number of labels of an example.</param>
/// <param name="blank">The class that stands for no label; no label has its number.</param>
[Equations("""
    label y[i, s:length] < size(x, -1);  label n[i] < length + 1
    p[i, t, c] = softmax(c: x[i, t, c]);  output p[i, t, c]
    q[i, t, c] = logsoftmax(c: x[i, t, c])
    differs[i, s] = sum(r where r == s - 1: [y[i, s] != y[i, r]])
    begin[i, u:length+1] = -1e30 * [u >= 1];  nothing[i, s] = -1e30
    scan e[i, t, u] over t = begin[i, u]
    scan f[i, t, s] over t = nothing[i, s]
    e[i, t, u] = q[i, t, blank] + logsumexp(w:2: [w == 0] * e[i, t-1, u] + [w == 1] * (f[i, t-1, pad(u-1)] - 1e30 * [u == 0]))
    f[i, t, s] = q[i, t, y[i, s]] + logsumexp(w:3: [w == 0] * f[i, t-1, s] + [w == 1] * e[i, t-1, s]
        + [w == 2] * (differs[i, s] * f[i, t-1, pad(s-1)] - 1e30 * (1 - differs[i, s])))
    L = -mean(i: logsumexp(w:2: [w == 0] * e[i, size(x, 1)-1, n[i]]
        + [w == 1] * (sum(s where s == n[i] - 1: f[i, size(x, 1)-1, s]) - 1e30 * [n[i] == 0])))
    """)]
public sealed class CtcAttribute(int length, int blank = 0) : LossAttribute;
