namespace DeriveGen.Symbolics.Tests.Networks;

public static partial class TestNetworks
{
    /// <summary>The five systems of the seed documents, each in its own letters and convention.</summary>
    public static IReadOnlyList<TestNetwork> Seeds =>
    [
        // Columns are examples, h = W z, no bias, the loss a sum.
        new("Seed000", """
            input x[j:4, m:batch];  target y[o:2, m]
            param W1[p:5, j] ~ glorot;  param W2[q:3, p] ~ glorot;  param W3[o, q] ~ glorot
            h1[p, m] = W1[p, j] * x[j, m];   z1[p, m] = sigmoid(h1[p, m])
            h2[q, m] = W2[q, p] * z1[p, m];  z2[q, m] = sigmoid(h2[q, m])
            h3[o, m] = W3[o, q] * z2[q, m];  z3[o, m] = sigmoid(h3[o, m]);  output z3[o, m]
            J = -sum(o, m: y[o, m] * log(z3[o, m]) + (1 - y[o, m]) * log(1 - z3[o, m]))
            """, "W1", "W2", "W3", "x"),

        // Columns are examples, layers 1 to 3, the last one linear, the mean of half squares.
        new("Seed001", """
            input a1[j:4, m:batch];  target y[o:2, m]
            param Theta1[p:5, j] ~ glorot;  param b2[p] = 0;  param Theta2[o, p] ~ glorot;  param b3[o] = 0
            z2[p, m] = Theta1[p, j] * a1[j, m] + b2[p];  a2[p, m] = tanh(z2[p, m])
            z3[o, m] = Theta2[o, p] * a2[p, m] + b3[o];  a3[o, m] = z3[o, m];  output a3[o, m]
            J = mean(m: sum(o: (a3[o, m] - y[o, m])^2 / 2))
            """, "Theta1", "b2", "Theta2", "b3", "a1"),

        // Columns are examples, W is outputs by inputs.
        new("Seed002", """
            input X[j:4, m:batch];  target Y[o:2, m]
            param W1[p:5, j] ~ he;  param b1[p] = 0;  param W2[o, p] ~ glorot;  param b2[o] = 0
            Z1[p, m] = W1[p, j] * X[j, m] + b1[p];   A1[p, m] = relu(Z1[p, m])
            Z2[o, m] = W2[o, p] * A1[p, m] + b2[o];  A2[o, m] = sigmoid(Z2[o, m]);  output A2[o, m]
            J = -mean(m: sum(o: Y[o, m] * log(A2[o, m]) + (1 - Y[o, m]) * log(1 - A2[o, m])))
            """, "W1", "b1", "W2", "b2", "X"),

        // The poster's form: w is inputs by outputs.
        new("Seed002 poster", """
            input X[j:4, m:batch];  target Y[o:2, m]
            param w1[j, p:5] ~ he;  param b1[p] = 0;  param w2[p, o] ~ glorot;  param b2[o] = 0
            Z1[p, m] = w1[j, p] * X[j, m] + b1[p];   A1[p, m] = relu(Z1[p, m])
            Z2[o, m] = w2[p, o] * A1[p, m] + b2[o];  A2[o, m] = sigmoid(Z2[o, m]);  output A2[o, m]
            J = -mean(m: sum(o: Y[o, m] * log(A2[o, m]) + (1 - Y[o, m]) * log(1 - A2[o, m])))
            """, "w1", "b1", "w2", "b2", "X"),

        // Rows are examples, softmax and one-hot targets.
        new("Seed003", """
            input X[i:batch, j:4];  target Y[i, k:3]
            param W1[j, p:5] ~ glorot;  param b1[p] = 0;  param W2[p, k] ~ glorot;  param b2[k] = 0
            fact sum(k: Y[i, k]) = 1
            Z1[i, p] = X[i, j] * W1[j, p] + b1[p];   A1[i, p] = tanh(Z1[i, p])
            Z2[i, k] = A1[i, p] * W2[p, k] + b2[k];  A2[i, k] = softmax(k: Z2[i, k]);  output A2[i, k]
            J = -mean(i: sum(k: Y[i, k] * log(A2[i, k])))
            """, "W1", "b1", "W2", "b2", "X"),

        // Columns are examples, no bias, f on the output too, one output.
        new("Seed004", """
            f(s) = sigmoid(s)
            input z0[j:4, m:batch];  target y[o:1, m]
            param W1[p:5, j] ~ glorot;  param W2[q:3, p] ~ glorot;  param W3[o, q] ~ glorot
            s1[p, m] = W1[p, j] * z0[j, m];  z1[p, m] = f(s1[p, m])
            s2[q, m] = W2[q, p] * z1[p, m];  z2[q, m] = f(s2[q, m])
            s3[o, m] = W3[o, q] * z2[q, m];  z3[o, m] = f(s3[o, m]);  output z3[o, m]
            E = sum(o, m: (z3[o, m] - y[o, m])^2)
            """, "W1", "W2", "W3", "z0"),
    ];
}
