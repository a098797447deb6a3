namespace DeriveGen.Symbolics.Tests.Networks;

public static partial class TestNetworks
{
    private static IEnumerable<TestNetwork> Spatial =>
    [
        new("convolution, stride 1, padding 1", """
            input x[n:batch, c:2, h:6, w:6];  target t[n, o:3, y:6, z:6]
            param W[o, c, u:3, v:3] ~ he;  param b[o] = 0
            a[n, o, y, z] = sum(c, u, v: x[n, c, pad(y+u-1), pad(z+v-1)] * W[o, c, u, v]) + b[o]
            L = mean(n: sum(o, y, z: (a[n, o, y, z] - t[n, o, y, z])^2))
            """, "W", "b", "x"),
        new("convolution, stride 2, padding 1", """
            input x[n:batch, c:2, h:7, w:7];  target t[n, o:3, y:4, z:4]
            param W[o, c, u:3, v:3] ~ he;  param b[o] = 0
            a[n, o, y, z] = sum(c, u, v: x[n, c, pad(2*y+u-1), pad(2*z+v-1)] * W[o, c, u, v]) + b[o]
            L = mean(n: sum(o, y, z: (a[n, o, y, z] - t[n, o, y, z])^2))
            """, "W", "b", "x"),
        new("convolution, dilated and grouped", """
            input x[n:batch, g:2, c:3, w:9];  target t[n, g, o:4, z:4]
            param W[g, o, c, v:3] ~ he
            a[n, g, o, z] = sum(c, v: x[n, g, c, pad(2*z+2*v-2)] * W[g, o, c, v])
            L = mean(n: sum(g, o, z: (a[n, g, o, z] - t[n, g, o, z])^2))
            """, "W", "x"),
        new("convolution, transposed", """
            input x[n:batch, c:3, z:5];  target t[n, o:2, p:10]
            param W[c, o, v:4] ~ he
            a[n, o, p] = sum(c, z, v where 2*z+v-1 = p: x[n, c, z] * W[c, o, v])
            L = mean(n: sum(o, p: (a[n, o, p] - t[n, o, p])^2))
            """, "W", "x"),
        new("maximum pooling 2×2", """
            input x[n:batch, c:2, h:6, w:6];  target t[n, c, y:3, z:3]
            a[n, c, y, z] = max(u:2, v:2: x[n, c, 2*y+u, 2*z+v])
            L = sum(n, c, y, z: (a[n, c, y, z] - t[n, c, y, z])^2)
            """, "x"),
        new("maximum pooling 3×3, stride 2, padding 1", """
            input x[n:batch, c:2, h:7, w:7];  target t[n, c, y:4, z:4]
            a[n, c, y, z] = max(u:3, v:3: x[n, c, pad(2*y+u-1), pad(2*z+v-1)])
            L = sum(n, c, y, z: (a[n, c, y, z] - t[n, c, y, z])^2)
            """, "x"),
        new("average pooling 2×2", """
            input x[n:batch, c:2, h:6, w:6];  target t[n, c, y:3, z:3]
            a[n, c, y, z] = mean(u:2, v:2: x[n, c, 2*y+u, 2*z+v])
            L = sum(n, c, y, z: (a[n, c, y, z] - t[n, c, y, z])^2)
            """, "x"),
    ];

    private static IEnumerable<TestNetwork> Normalised =>
    [
        new("layer normalisation", """
            input x[i:batch, d:6];  target t[i, d]
            param g[d] = 1;  param b[d] = 0
            mu[i] = mean(d: x[i, d])
            c[i, d] = x[i, d] - mu[i]
            v[i] = mean(d: c[i, d]^2)
            r[i] = rsqrt(v[i] + 0.00001)
            n[i, d] = c[i, d] * r[i]
            y[i, d] = n[i, d] * g[d] + b[d]
            L = sum(i, d: (y[i, d] - t[i, d])^2)
            """, "x", "g", "b"),
        new("root mean square normalisation", """
            input x[i:batch, d:6];  target t[i, d]
            param g[d] = 1
            v[i] = mean(d: x[i, d]^2)
            r[i] = rsqrt(v[i] + 0.00001)
            y[i, d] = x[i, d] * r[i] * g[d]
            L = sum(i, d: (y[i, d] - t[i, d])^2)
            """, "x", "g"),
        new("batch normalisation", """
            input x[i:batch, d:6];  target t[i, d]
            param g[d] = 1;  param b[d] = 0
            mu[d] = mean(i: x[i, d])
            c[i, d] = x[i, d] - mu[d]
            v[d] = mean(i: c[i, d]^2)
            r[d] = rsqrt(v[d] + 0.00001)
            n[i, d] = c[i, d] * r[d]
            y[i, d] = n[i, d] * g[d] + b[d]
            L = sum(i, d: (y[i, d] - t[i, d])^2)
            """, "x", "g", "b"),
    ];
}
