namespace DeriveGen.Symbolics.Tests.Networks;

public static partial class TestNetworks
{
    private const string LayerNorm = """
        mu#[i] = mean(c: $[i, c])
        c#[i, c] = $[i, c] - mu#[i]
        v#[i] = mean(c: c#[i, c]^2)
        r#[i] = rsqrt(v#[i] + 0.00001)
        h#[i, c] = c#[i, c] * r#[i]
        n#[i, c] = h#[i, c] * g#[c] + b#[c]

        """;

    private const string CausalAttention = """
        q[i, h, d] = $[i, c] * Wq[c, h, d]
        k[i, h, d] = $[i, c] * Wk[c, h, d]
        v[i, h, d] = $[i, c] * Wv[c, h, d]
        p[h, i, l:T] = softmax(l where l <= i: q[i, h, d] * k[l, h, d] / sqrt(3))
        o[i, h, d] = p[h, i, l] * v[l, h, d]
        a[i, c] = o[i, h, d] * Wo[h, d, c]

        """;

    private const string AttentionParameters = """
        param Wq[c, h:2, d:3] ~ glorot;  param Wk[c, h, d] ~ glorot;  param Wv[c, h, d] ~ glorot;  param Wo[h, d, c] ~ glorot

        """;

    private static IEnumerable<TestNetwork> Attentive =>
    [
        new("causal attention", """
            input x[i:T<=8, c:6];  target t[i, c]

            """ + AttentionParameters + CausalAttention.Replace("$", "x") + """
            L = sum(i, c: (a[i, c] - t[i, c])^2)
            """, ["x", "Wq", "Wk", "Wv", "Wo"], Lengths),
        new("attention, heads packed", """
            input x[i:T<=8, c:6];  target t[i, c]
            param Wq[c, e:6] ~ glorot;  param Wk[c, e] ~ glorot;  param Wv[c, e] ~ glorot
            q[i, e] = x[i, c] * Wq[c, e]
            k[i, e] = x[i, c] * Wk[c, e]
            v[i, e] = x[i, c] * Wv[c, e]
            s[h:2, i, l:T] = 0.57735 * sum(d:3: q[i, 3*h+d] * k[l, 3*h+d])
            E[h, i, l] = exp(s[h, i, l]) * [l <= i]
            z[h, i] = sum(l: E[h, i, l])
            p[h, i, l] = E[h, i, l] / z[h, i]
            o[i, h, d:3] = sum(l: p[h, i, l] * v[l, 3*h+d])
            L = sum(i, h, d: (o[i, h, d] - t[i, 3*h+d])^2)
            """, ["x", "Wq", "Wk", "Wv"], Lengths),
        new("rotary scores", """
            input x[i:T<=8, c:4];  input C[i, d:3];  input S[i, d];  target t[i, l:T]
            param Wq[c, a:2, d] ~ glorot;  param Wk[c, a, d] ~ glorot
            q[i, a, d] = x[i, c] * Wq[c, a, d]
            k[i, a, d] = x[i, c] * Wk[c, a, d]
            qa[i, d] = q[i, 0, d] * C[i, d] - q[i, 1, d] * S[i, d]
            qb[i, d] = q[i, 0, d] * S[i, d] + q[i, 1, d] * C[i, d]
            ka[i, d] = k[i, 0, d] * C[i, d] - k[i, 1, d] * S[i, d]
            kb[i, d] = k[i, 0, d] * S[i, d] + k[i, 1, d] * C[i, d]
            r[i, l] = qa[i, d] * ka[l, d] + qb[i, d] * kb[l, d]
            L = sum(i, l where l <= i: (r[i, l] - t[i, l])^2)
            """, ["x", "Wq", "Wk"], Lengths),
        new("embedding, tied head", """
            input tok[n:T<=8] < 7;  label t[n] < 7
            param E[v:7, d:4] ~ normal(0.5);  param P[s:8, d] ~ normal(0.5);  param W[d, k:4] ~ glorot
            x[n, d] = E[tok[n], d] + P[n, d]
            h[n, k] = tanh(x[n, d] * W[d, k])
            z[n, v] = h[n, k] * E[v, k]
            p[n, v] = softmax(v: z[n, v])
            L = -mean(n: log(p[n, t[n]]))
            """, ["E", "P", "W"], Lengths),
        new("transformer block with tied head", """
            gelu(x) = x * (1 + erf(x / sqrt(2))) / 2
            input tok[i:T<=8] < 7;  label t[i] < 7
            param E[w:7, c:6] ~ normal(0.5)
            param g1[c] = 1;  param b1[c] = 0;  param g2[c] = 1;  param b2[c] = 0
            param W1[c, f:8] ~ glorot;  param B1[f] = 0;  param W2[f, c] ~ glorot;  param B2[c] = 0

            """ + AttentionParameters + """
            x0[i, c] = E[tok[i], c]

            """ + LayerNorm.Replace("$", "x0").Replace("#", "1") + CausalAttention.Replace("$", "n1") + """
            y[i, c] = x0[i, c] + a[i, c]

            """ + LayerNorm.Replace("$", "y").Replace("#", "2") + """
            m[i, f] = n2[i, c] * W1[c, f] + B1[f]
            u[i, f] = gelu(m[i, f])
            x1[i, c] = y[i, c] + u[i, f] * W2[f, c] + B2[c]
            z[i, w] = x1[i, c] * E[w, c]
            s[i, w] = softmax(w: z[i, w])
            L = -mean(i: log(s[i, t[i]]))
            """, ["E", "g1", "b1", "g2", "b2", "Wq", "Wk", "Wv", "Wo", "W1", "B1", "W2", "B2"], Lengths),
    ];

    private static string UnrolledLstm(int steps)
    {
        string text = $"""
            input x[i:batch, s:{steps}, j:4];  input h0[i, k:5];  input c0[i, k];  target y[i, k]
            param W[j, g:20] ~ glorot;  param U[l:5, g] ~ orthogonal;  param b[g] = 0

            """;
        for (int t = 1; t <= steps; t++)
        {
            text += """
                z#[i, g] = sum(j: x[i, @, j] * W[j, g]) + sum(l: h$[i, l] * U[l, g]) + b[g]
                I#[i, k] = sigmoid(z#[i, k])
                F#[i, k] = sigmoid(z#[i, k+5])
                O#[i, k] = sigmoid(z#[i, k+10])
                N#[i, k] = tanh(z#[i, k+15])
                c#[i, k] = F#[i, k] * c$[i, k] + I#[i, k] * N#[i, k]
                a#[i, k] = tanh(c#[i, k])
                h#[i, k] = O#[i, k] * a#[i, k]

                """.Replace("#", $"{t}").Replace("$", $"{t - 1}").Replace("@", $"{t - 1}");
        }

        return text + $"L = mean(i: sum(k: (h{steps}[i, k] - y[i, k])^2))";
    }

    private static IEnumerable<TestNetwork> Recurrent =>
    [
        new("lstm, three steps unrolled", UnrolledLstm(3), "W", "U", "b"),
        new("recurrent network", """
            input x[t:T<=8, i:batch, j:4];  target y[t, i, k:5]
            param W[j, k] ~ glorot;  param U[l:5, k] ~ orthogonal;  param b[k] = 0
            scan h[t, i, k] over t = 0
            h[t, i, k] = tanh(x[t, i, j] * W[j, k] + sum(l: h[t-1, i, l] * U[l, k]) + b[k])
            L = mean(i: sum(t, k: (h[t, i, k] - y[t, i, k])^2))
            """, ["W", "U", "b", "x"], Sequences),
        new("lstm", """
            input x[t:T<=8, i:batch, j:4];  target y[t, i, k:5]
            param W[j, g:20] ~ glorot;  param U[l:5, g] ~ orthogonal;  param b[g] = 0
            scan h[t, i, k] over t = 0;  scan c[t, i, k] over t = 0
            z[t, i, g] = x[t, i, j] * W[j, g] + sum(l: h[t-1, i, l] * U[l, g]) + b[g]
            I[t, i, k] = sigmoid(z[t, i, k])
            F[t, i, k] = sigmoid(z[t, i, k+5])
            O[t, i, k] = sigmoid(z[t, i, k+10])
            N[t, i, k] = tanh(z[t, i, k+15])
            c[t, i, k] = F[t, i, k] * c[t-1, i, k] + I[t, i, k] * N[t, i, k]
            a[t, i, k] = tanh(c[t, i, k])
            h[t, i, k] = O[t, i, k] * a[t, i, k]
            L = mean(i: sum(t, k: (h[t, i, k] - y[t, i, k])^2))
            """, ["W", "U", "b", "x"], Sequences),
        new("labels spelled over time", """
            input x[i:batch, t:5, j:4];  label y[i, s:3] < 6;  label n[i] < 4;  param W[j, c:6] ~ glorot
            q[i, t, c] = logsoftmax(c: x[i, t, j] * W[j, c])
            differs[i, s] = sum(r where r == s - 1: [y[i, s] != y[i, r]])
            begin[i, u:4] = -1e30 * [u >= 1];  nothing[i, s] = -1e30
            scan e[i, t, u] over t = begin[i, u];  scan f[i, t, s] over t = nothing[i, s]
            e[i, t, u] = q[i, t, 0] + logsumexp(w:2: [w == 0] * e[i, t-1, u] + [w == 1] * (f[i, t-1, pad(u-1)] - 1e30 * [u == 0]))
            f[i, t, s] = q[i, t, y[i, s]] + logsumexp(w:3: [w == 0] * f[i, t-1, s] + [w == 1] * e[i, t-1, s] + [w == 2] * (differs[i, s] * f[i, t-1, pad(s-1)] - 1e30 * (1 - differs[i, s])))
            L = -mean(i: logsumexp(w:2: [w == 0] * e[i, 4, n[i]] + [w == 1] * (sum(s where s == n[i] - 1: f[i, 4, s]) - 1e30 * [n[i] == 0])))
            """, "W", "x"),
        new("rows behind an embedding", """
            input a[i:batch, t:3] < 6;  input x[i, s:2, k:4];  param E[v:6, k] ~ normal(1);  target y[i, u:5, k]
            e[i, t, k] = E[a[i, t], k]
            c[i, u, k] = x[i, pad(u), k] + e[i, pad(u-2), k]
            L = mean(i: sum(u, k: (c[i, u, k] - y[i, u, k])^2))
            """, "E", "x"),
        new("gru cell", """
            input x[i:batch, j:4];  input h[i, k:5];  target y[i, k]
            param Wz[j, k] ~ glorot;  param Uz[l:5, k] ~ orthogonal;  param Wr[j, k] ~ glorot;  param Ur[l, k] ~ orthogonal
            param Wn[j, k] ~ glorot;  param Un[l, k] ~ orthogonal
            z[i, k] = sigmoid(x[i, j] * Wz[j, k] + sum(l: h[i, l] * Uz[l, k]))
            r[i, k] = sigmoid(x[i, j] * Wr[j, k] + sum(l: h[i, l] * Ur[l, k]))
            n[i, k] = tanh(x[i, j] * Wn[j, k] + r[i, k] * sum(l: h[i, l] * Un[l, k]))
            o[i, k] = (1 - z[i, k]) * n[i, k] + z[i, k] * h[i, k]
            L = mean(i: sum(k: (o[i, k] - y[i, k])^2))
            """, "Wz", "Uz", "Wr", "Ur", "Wn", "Un", "h"),
    ];
}
