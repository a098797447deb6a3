using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using static DeriveGen.Symbolics.Tests.SystemBuilder;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>Layers and losses as the equations that they are, for tests apart from the parser.</summary>
internal static class Layers
{
    /// <summary>z[i,k] = Σj x[i,j]·W[j,k] + b[k].</summary>
    public static Tensor Dense(this SystemBuilder net, string name, Tensor x, Tensor w, Tensor b)
    {
        IndexVar i = Index("i", x.Shape[0]), j = Index("j", x.Shape[1]), k = Index("k", w.Shape[1]);
        return net.Define(name, [i, k], (x.At(i, j) * w.At(j, k)).SumOver(j) + b.At(k));
    }

    /// <summary>y[…] = f(x[…]).</summary>
    public static Tensor Map(this SystemBuilder net, string name, Tensor x, Func<Polynomial, Polynomial> function)
    {
        IndexVar[] indices = Axes(x);
        return net.Define(name, indices, function(x.At(indices.Select(Affine.Of))));
    }

    /// <summary>p[i,k] = softmax of z[i,k] over k, its parts as tensors of their own.</summary>
    public static Tensor Softmax(this SystemBuilder net, string name, Tensor z, Func<IndexVar[], Guard[]>? where = null)
    {
        IndexVar[] indices = Axes(z), rows = indices[..^1];
        Guard[] guards = where?.Invoke(indices) ?? [];
        Affine[] all = indices.Select(Affine.Of).ToArray(), outer = all[..^1];
        Tensor max = net.Define(name + "Max", rows, Build.Maximum([indices[^1]], guards, z.At(all)));
        Tensor exp = net.Define(name + "Exp", indices, Build.Guarded(Build.Call("exp", z.At(all) - max.At(outer)), guards));
        Tensor sum = net.Define(name + "Sum", rows, exp.At(all).SumOver(indices[^1]));
        return net.Define(name, indices, exp.At(all).Over(sum.At(outer)));
    }

    /// <summary>L = −(1/m) Σ log p[i, t[i]].</summary>
    public static Tensor LabelledCrossEntropy(this SystemBuilder net, Tensor p, Tensor labels)
    {
        IndexVar i = Index("i", p.Shape[0]);
        return net.Define("L", [], -Mean(Build.Call("log", p.At(i, Affine.Of(new GatherAtom(labels, [i])))), i));
    }

    /// <summary>L = (1/N) Σ (x − target)², N the extent of the first axis.</summary>
    public static Tensor SquaredError(this SystemBuilder net, Tensor x, Tensor target)
    {
        IndexVar[] indices = Axes(x);
        Affine[] all = indices.Select(Affine.Of).ToArray();
        return net.Define("L", [], (x.At(all) - target.At(all)).To(2).SumOver(indices).Over(Build.Number(x.Shape[0])));
    }

    /// <summary>y = γ·(x − μ)/√(v + ε) + β over the last axis.</summary>
    public static Tensor LayerNorm(this SystemBuilder net, string name, Tensor x, Tensor gamma, Tensor beta)
    {
        IndexVar i = Index("i", x.Shape[0]), d = Index("d", x.Shape[1]);
        Tensor mean = net.Define(name + "Mean", [i], Mean(x.At(i, d), d));
        Tensor centred = net.Define(name + "Centred", [i, d], x.At(i, d) - mean.At(i));
        Tensor variance = net.Define(name + "Variance", [i], Mean(centred.At(i, d).To(2), d));
        Tensor scale = net.Define(name + "Scale", [i], (variance.At(i) + Polynomial.Number(Rational.Parse("1e-5"))).To(new Rational(-1, 2)));
        Tensor normal = net.Define(name + "Normal", [i, d], centred.At(i, d) * scale.At(i));
        return net.Define(name, [i, d], (normal.At(i, d) * gamma.At(d)) + beta.At(d));
    }

    /// <summary>The sum over indices divided by the product of their extents.</summary>
    public static Polynomial Mean(Polynomial value, params IndexVar[] indices) =>
        indices.Aggregate(value.SumOver(indices), (sum, index) => sum.Over(Build.Number(index.Extent)));

    /// <summary>An access that reads 0 outside the tensor.</summary>
    public static Polynomial Padded(this Tensor tensor, params Affine[] positions) => tensor.At(positions).Where(
        positions.SelectMany((position, axis) => new[] { Guard.AtLeast(position, 0), Guard.AtLeast(tensor.Shape[axis].Value - 1, position) }));

    private static IndexVar[] Axes(Tensor tensor) => tensor.Shape
        .Select((extent, axis) => tensor.AxisNames.Length == tensor.Rank ? Index(tensor.AxisNames[axis], extent) : Index("ikuvw"[axis].ToString(), extent)).ToArray();
}
