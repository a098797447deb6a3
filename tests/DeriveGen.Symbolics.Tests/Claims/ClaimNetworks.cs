namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>The networks that claims are made about: the posts' own, and layers whose gradients are often got wrong.</summary>
internal static class ClaimNetworks
{
    /// <summary>Sigmoids in columns, one example, three layers.</summary>
    public const string Seed000 = """
        input z0[j:4];  target y[o:2]
        param W1[p:5, j] ~ glorot;  param W2[q:3, p] ~ glorot;  param W3[o, q] ~ glorot
        h1[p] = W1[p, j] * z0[j];  z1[p] = sigmoid(h1[p])
        h2[q] = W2[q, p] * z1[p];  z2[q] = sigmoid(h2[q])
        h3[o] = W3[o, q] * z2[q];  z3[o] = sigmoid(h3[o])
        J = -sum(o: y[o] * log(z3[o]) + (1 - y[o]) * log(1 - z3[o]))
        """;

    /// <summary>Regression in columns, one example, a linear output.</summary>
    public const string Seed001 = """
        input a1[j:4];  target y[o:2]
        param Theta1[p:5, j] ~ glorot;  param b2[p] = 0;  param Theta2[o, p] ~ glorot;  param b3[o] = 0
        z2[p] = Theta1[p, j] * a1[j] + b2[p];  a2[p] = φ(z2[p])
        z3[o] = Theta2[o, p] * a2[p] + b3[o];  a3[o] = z3[o]
        J = sum(o: (a3[o] - y[o])^2 / 2)
        """;

    /// <summary>Any activation, columns, a mean over the examples.</summary>
    public const string Seed002 = """
        input A0[j:4, i:batch];  target Y[o:2, i]
        param W1[p:5, j] ~ he;  param b1[p] = 0;  param W2[o, p] ~ glorot;  param b2[o] = 0
        Z1[p, i] = W1[p, j] * A0[j, i] + b1[p];  A1[p, i] = g(Z1[p, i])
        Z2[o, i] = W2[o, p] * A1[p, i] + b2[o];  A2[o, i] = sigmoid(Z2[o, i])
        J = -mean(i: sum(o: Y[o, i] * log(A2[o, i]) + (1 - Y[o, i]) * log(1 - A2[o, i])))
        """;

    /// <summary>The poster's layer, z = wᵀ A + b.</summary>
    public const string Poster = """
        input A[j:4, i:batch];  target y[o:2, i]
        param w[j, o] ~ he;  param b[o] = 0
        z[o, i] = w[j, o] * A[j, i] + b[o];  a[o, i] = g(z[o, i])
        J = mean(i: sum(o: (a[o, i] - y[o, i])^2))
        """;

    /// <summary>Softmax in rows, one-hot targets.</summary>
    public const string Seed003 = """
        input A0[i:batch, j:4];  target Y[i, k:3]
        param W1[j, p:5] ~ glorot;  param b1[p] = 0;  param W2[p, k] ~ glorot;  param b2[k] = 0
        fact sum(k: Y[i, k]) = 1
        Z1[i, p] = A0[i, j] * W1[j, p] + b1[p];  A1[i, p] = g(Z1[i, p])
        Z2[i, k] = A1[i, p] * W2[p, k] + b2[k];  A2[i, k] = softmax(k: Z2[i, k])
        J = -mean(i: sum(k: Y[i, k] * log(A2[i, k])))
        """;

    /// <summary>The binary loss, one prediction for each example.</summary>
    public const string Binary = """
        input X[i:batch, j:4];  target Y[i];  param w[j] ~ glorot
        Z[i] = X[i, j] * w[j];  Yhat[i] = sigmoid(Z[i])
        L = -sum(i: Y[i] * log(Yhat[i]) + (1 - Y[i]) * log(1 - Yhat[i]))
        """;

    /// <summary>No bias, f on the output too, one output.</summary>
    public const string Seed004 = """
        input z0[j:4];  target y[o:1]
        param W1[p:5, j] ~ glorot;  param W2[q:3, p] ~ glorot;  param W3[o, q] ~ glorot
        s1[p] = W1[p, j] * z0[j];  z1[p] = f(s1[p])
        s2[q] = W2[q, p] * z1[p];  z2[q] = f(s2[q])
        s3[o] = W3[o, q] * z2[q];  z3[o] = f(s3[o])
        E = sum(o: (z3[o] - y[o])^2)
        """;

    /// <summary>The same where every layer is square: no shape gives an error away.</summary>
    public const string Square004 = """
        input z0[j:4];  target y[o:1]
        param W1[p:4, j] ~ glorot;  param W2[q:4, p] ~ glorot;  param W3[r:4, q] ~ glorot;  param W4[o, r] ~ glorot
        s1[p] = W1[p, j] * z0[j];  z1[p] = f(s1[p])
        s2[q] = W2[q, p] * z1[p];  z2[q] = f(s2[q])
        s3[r] = W3[r, q] * z2[q];  z3[r] = f(s3[r])
        s4[o] = W4[o, r] * z3[r];  z4[o] = f(s4[o])
        E = sum(o: (z4[o] - y[o])^2)
        """;

    /// <summary>A linear layer alone, l = W h.</summary>
    public const string Linear = """
        input h[j:4];  target t[p:3];  param W[p, j] ~ glorot
        l[p] = W[p, j] * h[j]
        E = sum(p: (l[p] - t[p])^2)
        """;

    /// <summary>Rows, relu, softmax cross-entropy with class numbers, the softmax spelled out.</summary>
    public const string Classes = """
        input X[i:batch, j:5];  label t[i] < 3
        param W1[j, h:6] ~ he;  param b1[h] = 0;  param W2[h, k:3] ~ glorot;  param b2[k] = 0
        Z1[i, h] = X[i, j] * W1[j, h] + b1[h];  A1[i, h] = relu(Z1[i, h])
        Z[i, k] = A1[i, h] * W2[h, k] + b2[k]
        EZ[i, k] = exp(Z[i, k]);  SZ[i] = sum(k: EZ[i, k]);  PZ[i, k] = EZ[i, k] / SZ[i]
        L = -mean(i: log(PZ[i, t[i]]))
        """;

    /// <summary>Layer normalisation.</summary>
    public const string LayerNorm = """
        input X[i:batch, d:6];  param g[d] = 1;  param b[d] = 0;  target T[i, d]
        muY[i] = mean(d: X[i, d]);  cY[i, d] = X[i, d] - muY[i];  vY[i] = mean(d: cY[i, d]^2);  rY[i] = (vY[i] + 0.00001)^(-0.5)
        hY[i, d] = cY[i, d] * rY[i];  Y[i, d] = hY[i, d] * g[d] + b[d]
        L = sum(i, d: (Y[i, d] - T[i, d])^2)
        """;

    /// <summary>Causal attention with two heads.</summary>
    public const string Attention = """
        input X[i:5, c:6];  target T[i, c]
        param Wq[c, h:2, d:3] ~ glorot;  param Wk[c, h, d] ~ glorot;  param Wv[c, h, d] ~ glorot;  param Wo[h, d, c] ~ glorot
        q[i, h, d] = X[i, c] * Wq[c, h, d];  k[i, h, d] = X[i, c] * Wk[c, h, d];  v[i, h, d] = X[i, c] * Wv[c, h, d]
        aS[h, i, j:5] = q[i, h, d] * k[j, h, d] / sqrt(size(d))
        aP[h, i, j] = exp(aS[h, i, j]) * [j <= i] / sum(u where u <= i: exp(aS[h, i, u]))
        aO[i, h, d] = sum(j: aP[h, i, j] * v[j, h, d])
        Y[i, c] = sum(h, d: aO[i, h, d] * Wo[h, d, c])
        L = sum(i, c: (Y[i, c] - T[i, c])^2)
        """;
}
