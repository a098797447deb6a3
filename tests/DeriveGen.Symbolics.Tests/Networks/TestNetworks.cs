using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Tests.Networks;

/// <summary>A network to derive: its text, the adjoints that are asked for, and the sizes at which they are tried.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Text">Its equations.</param>
/// <param name="Adjoints">The tensors by which the loss is differentiated.</param>
/// <param name="Sizes">Values of the symbolic sizes, one dictionary for each trial; one empty dictionary where there are none.</param>
public sealed record TestNetwork(string Name, string Text, string[] Adjoints, IReadOnlyDictionary<string, int>[] Sizes)
{
    /// <summary>The network with a batch, tried with 1, 2 and 7 examples.</summary>
    public TestNetwork(string name, string text, params string[] adjoints)
        : this(name, text, adjoints, TestNetworks.Batches)
    {
    }

    /// <summary>The equations for training.</summary>
    public EquationSystem System => EquationText.Bind(Text).Require();

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The networks on which derivation is proved: dense, convolution, pooling, normalisation, attention, recurrence and losses, in rows and in columns.</summary>
public static partial class TestNetworks
{
    /// <summary>One, two and seven examples.</summary>
    public static IReadOnlyDictionary<string, int>[] Batches => [Batch(1), Batch(2), Batch(7)];

    private static IReadOnlyDictionary<string, int>[] Sequences =>
    [
        new Dictionary<string, int> { ["batch"] = 1, ["T"] = 3 },
        new Dictionary<string, int> { ["batch"] = 2, ["T"] = 4 },
        new Dictionary<string, int> { ["batch"] = 7, ["T"] = 1 },
    ];

    private static IReadOnlyDictionary<string, int>[] Lengths => [new Dictionary<string, int> { ["T"] = 5 }, new Dictionary<string, int> { ["T"] = 3 }];

    private static Dictionary<string, int> Batch(int examples) => new() { ["batch"] = examples };

    /// <summary>All of them, the seeds not among them.</summary>
    public static IReadOnlyList<TestNetwork> All => [.. Dense, .. Spatial, .. Normalised, .. Attentive, .. Recurrent];

    /// <summary>One of them, or of the seeds.</summary>
    public static TestNetwork Find(string name) => All.Concat(Seeds).First(network => network.Name == name);

    private static IEnumerable<TestNetwork> Dense =>
    [
        new("dense, sigmoid, squared error", """
            input x[i:batch, j:5];  target y[i, k:3]
            param W[j, k] ~ glorot;  param b[k] = 0
            z[i, k] = x[i, j] * W[j, k] + b[k]
            a[i, k] = sigmoid(z[i, k])
            L = mean(i: sum(k: (a[i, k] - y[i, k])^2))
            """, "W", "b", "x"),
        new("dense, sigmoid, squared error, in columns", """
            input x[j:5, i:batch];  target y[k:3, i]
            param W[k, j] ~ glorot;  param b[k] = 0
            z[k, i] = W[k, j] * x[j, i] + b[k]
            a[k, i] = sigmoid(z[k, i])
            L = mean(i: sum(k: (a[k, i] - y[k, i])^2))
            """, "W", "b", "x"),
        new("relu, softmax cross-entropy", """
            input x[i:batch, j:5];  label t[i] < 3
            param W1[j, h:6] ~ he;  param b1[h] = 0;  param W2[h, k:3] ~ glorot;  param b2[k] = 0
            z1[i, h] = x[i, j] * W1[j, h] + b1[h]
            a1[i, h] = relu(z1[i, h])
            z2[i, k] = a1[i, h] * W2[h, k] + b2[k]
            p[i, k] = softmax(k: z2[i, k]);  output p[i, k]
            L = -mean(i: log(p[i, t[i]]))
            """, "W1", "b1", "W2", "b2", "x"),
        new("softmax cross-entropy, one-hot", """
            input z[i:batch, k:4];  target y[i, k]
            fact sum(k: y[i, k]) = 1
            p[i, k] = softmax(k: z[i, k])
            L = -mean(i: sum(k: y[i, k] * log(p[i, k])))
            """, "z"),
        new("sigmoid, binary cross-entropy", """
            input x[i:batch, j:5];  target y[i]
            param w[j] ~ normal(0.5)
            z[i] = x[i, j] * w[j]
            a[i] = sigmoid(z[i])
            L = -mean(i: y[i] * log(a[i]) + (1 - y[i]) * log(1 - a[i]))
            """, "w", "x"),
        new("residual block", """
            input x[i:batch, j:5];  target y[i, k:5]
            param W1[j, h:5] ~ glorot;  param b1[h] = 0;  param W2[h, k] ~ glorot
            z1[i, h] = x[i, j] * W1[j, h] + b1[h]
            a[i, h] = relu(z1[i, h])
            o[i, k] = x[i, k] + a[i, h] * W2[h, k]
            L = mean(i: sum(k: (o[i, k] - y[i, k])^2))
            """, "x", "W1", "b1", "W2"),
        new("gelu", """
            gelu(x) = x * (1 + erf(x / sqrt(2))) / 2
            input x[i:batch, j:5];  target y[i, k:3]
            param W1[j, h:6] ~ glorot;  param W2[h, k] ~ glorot
            z[i, h] = x[i, j] * W1[j, h]
            a[i, h] = gelu(z[i, h])
            o[i, k] = a[i, h] * W2[h, k]
            L = mean(i: sum(k: (o[i, k] - y[i, k])^2))
            """, "x", "W1", "W2"),
        new("silu", """
            silu(x) = x * sigmoid(x)
            input x[i:batch, j:5];  target y[i, k:3]
            param W1[j, h:6] ~ glorot;  param W2[h, k] ~ glorot
            z[i, h] = x[i, j] * W1[j, h]
            a[i, h] = silu(z[i, h])
            o[i, k] = a[i, h] * W2[h, k]
            L = mean(i: sum(k: (o[i, k] - y[i, k])^2))
            """, "x", "W1", "W2"),
        new("contrastive", """
            input x[i:batch, c:4];  input v[i, c]
            param W[c, k:3] ~ glorot
            a[i, k] = x[i, c] * W[c, k]
            b[i, k] = v[i, c] * W[c, k]
            na[i] = rsqrt(sum(k: a[i, k]^2) + 0.001)
            nb[i] = rsqrt(sum(k: b[i, k]^2) + 0.001)
            s[i, n:batch] = 5 * a[i, k] * b[n, k] * na[i] * nb[n]
            e[i, n] = exp(s[i, n])
            d[i] = sum(n: e[i, n])
            L = -mean(i: s[i, i] - log(d[i]))
            """, "W", "x"),
    ];
}
