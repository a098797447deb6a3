using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Networks with recurrences, each with something of its own that a sweep must cope with.</summary>
internal static class ScanNetworks
{
    /// <summary>The texts by name. The batch is 5 at most; T, where it occurs, 6.</summary>
    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>
    {
        ["plain"] = """
            input x[i:batch, t:7, j:3];  target y[i, t, k:5]
            param W[j, k] ~ glorot;  param U[l:5, k] ~ orthogonal;  param b[k] = 0
            scan h[i, t, k] over t = 0
            h[i, t, k] = tanh(x[i, t, j]*W[j, k] + sum(l: h[i, t-1, l]*U[l, k]) + b[k])
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["backwards, symbolic length"] = """
            input x[i:batch, t:T<=6, j:3];  target y[i, t, k:5]
            param W[j, k] ~ glorot;  param U[l:5, k] ~ orthogonal;  param b[k] = 0
            scan h[i, t, k] over -t = 0
            h[i, t, k] = tanh(x[i, t, j]*W[j, k] + sum(l: h[i, t+1, l]*U[l, k]) + b[k])
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["both directions"] = """
            input x[i:batch, t:T<=6, j:3];  target y[i, t]
            param W[j, k:4] ~ glorot;  param U[l:4, k] ~ orthogonal;  param V[j, k] ~ glorot;  param R[l, k] ~ orthogonal
            param a[k] ~ normal(0.5);  param b[k] ~ normal(0.5)
            scan h[i, t, k] over t = 0;  scan g[i, t, k] over -t = 0
            h[i, t, k] = tanh(x[i, t, j]*W[j, k] + sum(l: h[i, t-1, l]*U[l, k]))
            g[i, t, k] = tanh(x[i, t, j]*V[j, k] + sum(l: g[i, t+1, l]*R[l, k]))
            o[i, t] = h[i, t, k]*a[k] + sum(k: g[i, t, k]*b[k])
            L = mean(i: sum(t: (o[i, t] - y[i, t])^2))
            """,
        ["last step, given initial state"] = """
            input x[i:batch, t:T<=6, j:3];  input h0[i, k:5];  target y[i, k]
            param W[j, k] ~ glorot;  param U[l:5, k] ~ orthogonal;  param b[k] = 0
            scan h[i, t, k] over t = h0[i, k]
            h[i, t, k] = tanh(x[i, t, j]*W[j, k] + sum(l: h[i, t-1, l]*U[l, k]) + b[k])
            o[i, k] = h[i, size(t)-1, k]
            L = mean(i: sum(k: (o[i, k] - y[i, k])^2))
            """,
        ["learned initial state"] = """
            input x[i:batch, t:4, j:3];  target y[i, k:5]
            param W[j, k] ~ glorot;  param h0[k] ~ normal(0.5)
            scan h[i, t, k] over t = h0[k]
            h[i, t, k] = sigmoid(x[i, t, j]*W[j, k]) * h[i, t-1, k] + x[i, t, j]*W[j, k]
            o[i, k] = h[i, 3, k]
            L = mean(i: sum(k: (o[i, k] - y[i, k])^2))
            """,
        ["lstm"] = """
            input x[i:batch, t:T<=6, j:3];  target y[i, t, k:5]
            param W[j, g:20] ~ glorot;  param U[l:5, g] ~ orthogonal;  param b[g] = 0
            scan h[i, t, k:5] over t = 0;  scan c[i, t, k] over t = 0
            z[i, t, g] = x[i, t, j]*W[j, g] + sum(l: h[i, t-1, l]*U[l, g]) + b[g]
            c[i, t, k] = sigmoid(z[i, t, k+5])*c[i, t-1, k] + sigmoid(z[i, t, k])*tanh(z[i, t, k+10])
            h[i, t, k] = sigmoid(z[i, t, k+15])*tanh(c[i, t, k])
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["two layers"] = """
            input x[i:batch, t:T<=6, j:3];  target y[i, t, k:4]
            param W[j, k] ~ glorot;  param U[l:4, k] ~ orthogonal;  param V[l, m:5] ~ glorot;  param R[n:5, m] ~ orthogonal;  param O[m, k] ~ glorot
            scan h[i, t, k] over t = 0;  scan g[i, t, m] over t = 0
            h[i, t, k] = tanh(x[i, t, j]*W[j, k] + sum(l: h[i, t-1, l]*U[l, k]))
            g[i, t, m] = tanh(h[i, t, l]*V[l, m] + sum(n: g[i, t-1, n]*R[n, m]))
            L = mean(i: sum(t, k: (sum(m: g[i, t, m]*O[m, k]) - y[i, t, k])^2))
            """,
        ["two steps back"] = """
            input x[i:batch, t:7, k:3];  target y[i, t, k]
            param a[k] ~ normal(0.5);  param b[k] ~ normal(0.5)
            scan h[i, t, k] over t = 0
            h[i, t, k] = a[k]*h[i, t-1, k] + b[k]*h[i, t-2, k] + x[i, t, k]
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["time first"] = """
            input x[t:T<=6, i:batch, j:3];  target y[t, i, k:5]
            param W[j, k] ~ glorot;  param U[l:5, k] ~ orthogonal
            scan h[t, i, k] over t = 0
            h[t, i, k] = tanh(x[t, i, j]*W[j, k] + sum(l: h[t-1, i, l]*U[l, k]))
            L = mean(i: sum(t, k: (h[t, i, k] - y[t, i, k])^2))
            """,
        ["time last"] = """
            input x[i:batch, t:T<=6];  target y[i, k:5, t]
            param W[k] ~ normal(0.5);  param U[l:5, k] ~ orthogonal
            scan h[i, k, t] over t = 0
            h[i, k, t] = tanh(x[i, t]*W[k] + sum(l: h[i, l, t-1]*U[l, k]))
            L = mean(i: sum(t, k: (h[i, k, t] - y[i, k, t])^2))
            """,
        ["a number for each example"] = """
            input x[i:batch, t:T<=6];  target y[i, t]
            param a ~ normal(0.5);  param b ~ normal(0.5)
            scan s[i, t] over t = 1
            s[i, t] = a*s[i, t-1] + b*x[i, t] + s[i, t-1]*x[i, t]
            L = mean(i: sum(t: (s[i, t] - y[i, t])^2))
            """,
        ["a number for each time"] = """
            input x[t:T<=6];  target y[t]
            param a ~ normal(0.5)
            scan s[t] over -t = 2
            s[t] = a*x[t] + tanh(s[t+1])/2
            L = sum(t: (s[t] - y[t])^2)
            """,
        ["inside functions"] = """
            input x[i:batch, t:T<=6, k:3];  target y[i, t, k]
            param a[k] ~ normal(0.5)
            scan h[i, t, k] over t = 0
            h[i, t, k] = exp(-a[k]*tanh(h[i, t-1, k]))*x[i, t, k] + sigmoid(1 + h[i, t-1, k])
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["the inputs of other times"] = """
            input x[i:batch, t:T<=6, k:3];  target y[i, t, k]
            param a[k] ~ normal(0.5);  param w[u:3] ~ normal(0.5)
            scan h[i, t, k] over t = 0
            h[i, t, k] = a[k]*h[i, t-1, k]*x[i, size(t)-1-t, k] + sum(u: w[u]*x[i, pad(t-u), k])*h[i, t-1, k] + x[i, pad(t+1), k]
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["normalized over the examples"] = """
            input x[i:batch, t:T<=6, k:3];  target y[i, t, k]
            param U[l:3, k] ~ orthogonal
            scan h[i, t, k] over t = 0
            z[i, t, k] = x[i, t, k] + sum(l: h[i, t-1, l]*U[l, k])
            m[t, k] = mean(i: z[i, t, k])
            h[i, t, k] = tanh(z[i, t, k] - m[t, k])
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["softmax in the cell"] = """
            input x[i:batch, t:T<=6, k:3];  target y[i, t, k]
            param U[l:3, k] ~ orthogonal
            scan h[i, t, k] over t = 0
            h[i, t, k] = softmax(k: x[i, t, k] + sum(l: h[i, t-1, l]*U[l, k]))
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["the greatest so far"] = """
            input x[i:batch, t:T<=6, k:3];  target y[i, t, k]
            param a[k] ~ normal(0.5);  param U[l:3, k] ~ orthogonal
            scan h[i, t, k] over t = 0
            m[i, t] = max(k: h[i, t-1, k] + a[k])
            h[i, t, k] = tanh(m[i, t]*x[i, t, k] + max(h[i, t-1, k], sum(l: x[i, t, l]*U[l, k])))
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["a convolution in the cell"] = """
            input x[i:batch, t:T<=6, y:4, c:2];  target v[i, t, y, c]
            param K[r:3, d:2, c] ~ glorot
            scan h[i, t, y, c] over t = 0
            h[i, t, y, c] = tanh(x[i, t, y, c] + sum(r, d: h[i, t-1, pad(y+r-1), d]*K[r, d, c]))
            L = mean(i: sum(t, y, c: (h[i, t, y, c] - v[i, t, y, c])^2))
            """,
        ["tokens"] = """
            input tok[i:batch, t:T<=6] < 7;  label n[i, t] < 7
            param E[v:7, k:4] ~ normal(0.5);  param U[l:4, k] ~ orthogonal;  param G[v:7, k] ~ normal(0.5)
            scan h[i, t, k] over t = 0
            h[i, t, k] = tanh(E[tok[i, t], k] + G[tok[i, t], k]*sum(l: h[i, t-1, l]*U[l, k]))
            p[i, t, v] = softmax(v: h[i, t, k]*E[v, k])
            L = -mean(i: sum(t: log(p[i, t, n[i, t]])))
            """,
        ["noise in the cell"] = """
            input x[i:batch, t:5, k:3];  target y[i, t, k]
            param U[l:3, k] ~ orthogonal
            random u[i, t, k]
            scan h[i, t, k] over t = 0
            h[i, t, k] = tanh(x[i, t, k] + [u[i, t, k] >= 0.3]*sum(l: h[i, t-1, l]*U[l, k]))
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["attention to what was"] = """
            input x[i:batch, t:T<=6, k:4];  target y[i, t, k]
            param U[l:4, k] ~ orthogonal
            scan h[i, t, k] over t = 0
            e[i, j:4, t] = tanh(h[i, t-1, j])
            s[i, t, k] = sum(j: e[i, j, t]*h[i, t-1, j]*U[j, k])
            h[i, t, k] = tanh(x[i, t, k] + s[i, t, k])
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["no batch"] = """
            input x[t:T<=6, j:3];  target y[t, k:20]
            param W[j, k] ~ glorot;  param U[l:20, k] ~ orthogonal
            scan h[t, k] over t = 0
            h[t, k] = tanh(x[t, j]*W[j, k] + sum(l: h[t-1, l]*U[l, k]))
            L = sum(t, k: (h[t, k] - y[t, k])^2)
            """,
        ["a row that a sum inside its nest reads"] = """
            input x[i:batch, t:T<=6, j:3];  target y[i, t, k:5]
            param W[j, g:15] ~ glorot;  param U[l:5, g] ~ orthogonal
            scan h[i, t, k] over t = 0
            a[i, t, g] = x[i, t, j]*W[j, g]
            v[i, t, m:10] = sum(l: h[i, t-1, l]*U[l, m])
            r[i, t, k] = sigmoid(a[i, t, k] + v[i, t, k])
            u[i, t, k] = sigmoid(a[i, t, k+5] + v[i, t, k+5])
            n[i, t, k] = tanh(a[i, t, k+10] + sum(l: r[i, t, l]*h[i, t-1, l]*U[l, k+10]))
            h[i, t, k] = (1 - u[i, t, k])*n[i, t, k] + u[i, t, k]*h[i, t-1, k]
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["gates of whole vectors"] = """
            input x[i:batch, t:T<=6, j:3];  target y[i, t, k:16]
            param W[j, g:64] ~ glorot;  param U[l:16, g] ~ orthogonal;  param b[g] = 0
            scan h[i, t, k] over t = 0;  scan c[i, t, k] over t = 0
            z[i, t, g] = x[i, t, j]*W[j, g] + sum(l: h[i, t-1, l]*U[l, g]) + b[g]
            I[i, t, k] = sigmoid(z[i, t, k]);  F[i, t, k] = sigmoid(z[i, t, k+16]);  N[i, t, k] = tanh(z[i, t, k+32]);  O[i, t, k] = sigmoid(z[i, t, k+48])
            c[i, t, k] = F[i, t, k]*c[i, t-1, k] + I[i, t, k]*N[i, t, k]
            h[i, t, k] = O[i, t, k]*tanh(c[i, t, k])
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
        ["gru, 20 wide"] = """
            input x[i:batch, t:T<=6, j:3];  target y[i, t, k:20]
            param W[j, q:3, k] ~ glorot;  param U[l:20, q, k] ~ orthogonal;  param b[q, k] ~ normal(0.1);  param d[q, k] ~ normal(0.1)
            scan h[i, t, k] over t = 0
            a[i, t, q, k] = x[i, t, j]*W[j, q, k] + b[q, k]
            v[i, t, q, k] = sum(l: h[i, t-1, l]*U[l, q, k]) + d[q, k]
            r[i, t, k] = sigmoid(a[i, t, 0, k] + v[i, t, 0, k])
            u[i, t, k] = sigmoid(a[i, t, 1, k] + v[i, t, 1, k])
            n[i, t, k] = tanh(a[i, t, 2, k] + r[i, t, k]*v[i, t, 2, k])
            h[i, t, k] = (1 - u[i, t, k])*n[i, t, k] + u[i, t, k]*h[i, t-1, k]
            L = mean(i: sum(t, k: (h[i, t, k] - y[i, t, k])^2))
            """,
    };

    /// <summary>A network with at most 5 examples.</summary>
    public static EquationSystem Of(string name) => EquationText.Bind(Texts[name], new EquationTextOptions { BatchCapacity = 5 }).Require();
}
