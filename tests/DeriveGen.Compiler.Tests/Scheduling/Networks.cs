using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests;
using static DeriveGen.Symbolics.Tests.SystemBuilder;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Networks as equations, each with a batch <c>m</c> of at most a given number of examples.</summary>
internal static class Networks
{
    public static EquationSystem Mlp(int inputs = 5, int hidden = 6, int classes = 3, int capacity = 4)
    {
        var net = new SystemBuilder();
        Extent m = Batch(capacity);
        Tensor x = net.Input("x", m, inputs);
        Tensor a = Dense(net, "1", x, hidden, "relu");
        Tensor z = Dense(net, "2", a, classes, null);
        return SoftmaxCrossEntropy(net, z, net.Label("t", classes, m));
    }

    public static EquationSystem Binary(int inputs = 4, int hidden = 5, int capacity = 4)
    {
        var net = new SystemBuilder();
        Extent m = Batch(capacity);
        Tensor x = net.Input("x", m, inputs);
        Tensor a = Dense(net, "1", x, hidden, "tanh");
        Tensor p = Dense(net, "2", a, 1, "sigmoid");
        Tensor y = net.Input("y", m, 1);
        IndexVar i = Index("i", m), k = Index("k", 1);
        Polynomial log = Call("log", p.At(i, k)), logComplement = Call("log", Polynomial.One - p.At(i, k));
        Polynomial entropy = Build.Multiply(y.At(i, k), log) + Build.Multiply(Polynomial.One - y.At(i, k), logComplement);
        return Built(net, net.Define("L", [], -Mean([i], Build.Sum([k], entropy))), p);
    }

    /// <summary>Convolution 3×3 with padding 1, rectifier, max pool 2×2, flattening, dense, softmax cross-entropy; channels last.</summary>
    public static EquationSystem Convolution(int side = 4, int channels = 2, int filters = 3, int capacity = 3)
    {
        var net = new SystemBuilder();
        Extent m = Batch(capacity);
        Tensor x = net.Input("x", m, side, side, channels);
        Tensor w = net.Parameter("W1", 3, 3, channels, filters), b = net.Parameter("b1", filters);
        IndexVar i = Index("i", m), u = Index("u", side), v = Index("v", side), o = Index("o", filters);
        IndexVar r = Index("r", 3), s = Index("s", 3), c = Index("c", channels);
        Affine row = Affine.Of(u) + r - 1, column = Affine.Of(v) + s - 1;
        Polynomial product = x.At(i, row, column, c).Times(w.At(r, s, c, o)).Where(
            Guard.AtLeast(row, 0), Guard.AtLeast(side - 1, row), Guard.AtLeast(column, 0), Guard.AtLeast(side - 1, column));
        Tensor z = net.Define("z1", [i, u, v, o], product.SumOver(r, s, c) + b.At(o));
        Tensor y = net.Define("y1", [i, u, v, o], Call("relu", z.At(i, u, v, o)));
        Tensor pooled = MaxPool(net, "y2", y);
        return SoftmaxCrossEntropy(net, Dense(net, "3", Flatten(net, "f", pooled), 3, null), net.Label("t", 3, m));
    }

    /// <summary>Average pool instead of the maximum, the convolution strided.</summary>
    public static EquationSystem StridedConvolution(int side = 5, int capacity = 3)
    {
        var net = new SystemBuilder();
        Extent m = Batch(capacity);
        Tensor x = net.Input("x", m, side, side, 2);
        Tensor w = net.Parameter("W", 3, 3, 2, 4);
        int outSide = ((side - 3) / 2) + 1;
        IndexVar i = Index("i", m), u = Index("u", outSide), v = Index("v", outSide), o = Index("o", 4);
        IndexVar r = Index("r", 3), s = Index("s", 3), c = Index("c", 2);
        Tensor z = net.Define("z", [i, u, v, o], x.At(i, (Affine.Of(u) * 2) + r, (Affine.Of(v) * 2) + s, c).Times(w.At(r, s, c, o)).SumOver(r, s, c));
        IndexVar p = Index("p", outSide - 1), q = Index("q", outSide - 1), e = Index("e", 2), f = Index("f", 2);
        Tensor y = net.Define("y", [i, p, q, o], z.At(i, Affine.Of(p) + e, Affine.Of(q) + f, o).SumOver(e, f));
        IndexVar[] all = [i, p, q, o];
        return Built(net, net.Define("L", [], Mean([i], Build.Sum([p, q, o], Call("tanh", y.At(all.Select(Affine.Of)))))), y);
    }

    public static EquationSystem LayerNorm(int width = 6, int capacity = 4)
    {
        var net = new SystemBuilder();
        Extent m = Batch(capacity);
        Tensor x = net.Input("x", m, 5);
        Tensor a = Dense(net, "1", x, width, null);
        Tensor gamma = net.Parameter("gamma", width), beta = net.Parameter("beta", width);
        IndexVar i = Index("i", m), k = Index("k", width);
        Tensor mean = net.Define("mu", [i], Mean([k], a.At(i, k)));
        Tensor variance = net.Define("v", [i], Mean([k], (a.At(i, k) - mean.At(i)).To(2)));
        Polynomial scale = (variance.At(i) + Polynomial.Number(new Rational(1, 100000))).To(new Rational(-1, 2));
        Tensor y = net.Define("y", [i, k], gamma.At(k).Times(a.At(i, k) - mean.At(i), scale) + beta.At(k));
        return SoftmaxCrossEntropy(net, y, net.Label("t", width, m));
    }

    public static EquationSystem BatchNorm(int width = 5, int capacity = 4)
    {
        var net = new SystemBuilder();
        Extent m = Batch(capacity);
        Tensor x = net.Input("x", m, 4);
        Tensor a = Dense(net, "1", x, width, null);
        Tensor gamma = net.Parameter("gamma", width);
        IndexVar i = Index("i", m), k = Index("k", width);
        Tensor mean = net.Define("mu", [k], Mean([i], a.At(i, k)));
        Tensor variance = net.Define("v", [k], Mean([i], (a.At(i, k) - mean.At(k)).To(2)));
        Polynomial scale = (variance.At(k) + Polynomial.Number(new Rational(1, 100))).To(new Rational(-1, 2));
        Tensor y = net.Define("y", [i, k], gamma.At(k).Times(a.At(i, k) - mean.At(k), scale));
        return SoftmaxCrossEntropy(net, y, net.Label("t", width, m));
    }

    /// <summary>Causal attention with heads, a residual branch, and a mean over time.</summary>
    public static EquationSystem Attention(int time = 4, int heads = 2, int width = 3, int capacity = 2)
    {
        var net = new SystemBuilder();
        Extent m = Batch(capacity);
        int model = heads * width;
        Tensor x = net.Input("x", m, time, model);
        IndexVar i = Index("i", m), t = Index("t", time), u = Index("u", time), d = Index("d", model), h = Index("h", heads), e = Index("e", width);
        Tensor Project(string name) => net.Define(name, [i, t, h, e], x.At(i, t, d).Times(net.Parameter("W" + name, model, heads, width).At(d, h, e)).SumOver(d));
        Tensor q = Project("q"), k = Project("k"), v = Project("v");
        Guard causal = Guard.AtLeast(t, u);
        Polynomial score = q.At(i, t, h, e).Times(k.At(i, u, h, e)).SumOver(e);
        Tensor s = net.Define("s", [i, h, t, u], new Rational(1, 2) * score);
        Tensor max = net.Define("M", [i, h, t], Build.Maximum([u], [causal], s.At(i, h, t, u)));
        Tensor exp = net.Define("E", [i, h, t, u], Call("exp", s.At(i, h, t, u) - max.At(i, h, t)).Where(causal));
        Tensor sum = net.Define("S", [i, h, t], exp.At(i, h, t, u).SumOver(u));
        Tensor p = net.Define("p", [i, h, t, u], exp.At(i, h, t, u).Over(sum.At(i, h, t)));
        Tensor o = net.Define("o", [i, t, h, e], p.At(i, h, t, u).Times(v.At(i, u, h, e)).SumOver(u));
        Tensor wo = net.Parameter("Wo", heads, width, model);
        Tensor y = net.Define("y", [i, t, d], x.At(i, t, d) + o.At(i, t, h, e).Times(wo.At(h, e, d)).SumOver(h, e));
        return Built(net, net.Define("L", [], Mean([i], Build.Sum([t, d], y.At(i, t, d).To(2)))), y);
    }

    /// <summary>An embedding of whole numbers along time, whose length is symbolic, and a head tied to the transpose.</summary>
    public static EquationSystem TiedEmbedding(int count = 7, int width = 5, int capacity = 3, int longest = 4)
    {
        var net = new SystemBuilder();
        Extent m = Batch(capacity), time = Extent.Of(new Size("T", longest));
        Tensor tokens = net.Label("tok", count, m, time), labels = net.Label("t", count, m, time);
        Tensor table = net.Parameter("E", count, width), w = net.Parameter("W", width, width);
        IndexVar i = Index("i", m), t = Index("t", time), d = Index("d", width), j = Index("j", width), k = Index("k", count);
        Tensor x = net.Define("x", [i, t, d], table.At(Affine.Of(new GatherAtom(tokens, [i, t])), d));
        Tensor h = net.Define("h", [i, t, j], Call("tanh", x.At(i, t, d).Times(w.At(d, j)).SumOver(d)));
        Tensor z = net.Define("z", [i, t, k], h.At(i, t, j).Times(table.At(k, j)).SumOver(j));
        Tensor max = net.Define("M", [i, t], Build.Maximum([k], [], z.At(i, t, k)));
        Tensor exp = net.Define("X", [i, t, k], Call("exp", z.At(i, t, k) - max.At(i, t)));
        Tensor sum = net.Define("S", [i, t], exp.At(i, t, k).SumOver(k));
        Tensor p = net.Define("p", [i, t, k], exp.At(i, t, k).Over(sum.At(i, t)));
        return Built(net, net.Define("L", [], -Mean([i, t], Call("log", p.At(i, t, Affine.Of(new GatherAtom(labels, [i, t])))))), p);
    }

    /// <summary>The column convention: examples along the last axis, which is symbolic.</summary>
    public static EquationSystem Columns(int inputs = 4, int outputs = 3, int capacity = 5)
    {
        var net = new SystemBuilder();
        Extent m = Batch(capacity);
        Tensor x = net.Input("x", inputs, m), y = net.Input("y", outputs, m);
        Tensor w = net.Parameter("W", outputs, inputs), b = net.Parameter("b", outputs);
        IndexVar i = Index("i", m), j = Index("j", inputs), k = Index("k", outputs);
        Tensor a = net.Define("a", [k, i], Call("sigmoid", w.At(k, j).Times(x.At(j, i)).SumOver(j) + b.At(k)));
        return Built(net, net.Define("L", [], Mean([i], (a.At(k, i) - y.At(k, i)).To(2).SumOver(k))), a);
    }

    private static Tensor Dense(SystemBuilder net, string number, Tensor x, int units, string? activation)
    {
        IndexVar i = Index("i", x.Shape[0]), j = Index("j", x.Shape[1]), k = Index("k", units);
        Tensor w = net.Parameter("W" + number, x.Shape[1], units), b = net.Parameter("b" + number, units);
        Tensor z = net.Define("z" + number, [i, k], x.At(i, j).Times(w.At(j, k)).SumOver(j) + b.At(k));
        return activation is null ? z : net.Define("y" + number, [i, k], Call(activation, z.At(i, k)));
    }

    private static Tensor MaxPool(SystemBuilder net, string name, Tensor x)
    {
        int side = x.Shape[1].Static!.Value / 2;
        IndexVar i = Index("i", x.Shape[0]), u = Index("u", side), v = Index("v", side), c = Index("c", x.Shape[3]), r = Index("r", 2), s = Index("s", 2);
        return net.Define(name, [i, u, v, c], Build.Maximum([r, s], [], x.At(i, (Affine.Of(u) * 2) + r, (Affine.Of(v) * 2) + s, c)));
    }

    private static Tensor Flatten(SystemBuilder net, string name, Tensor x)
    {
        int width = x.Shape[2].Static!.Value, channels = x.Shape[3].Static!.Value;
        IndexVar i = Index("i", x.Shape[0]), f = Index("f", x.Shape[1].Static!.Value * width * channels);
        Affine pixel = Affine.Of(f).FloorDivide(channels);
        return net.Define(name, [i, f], x.At(i, pixel.FloorDivide(width), pixel.Modulo(width), Affine.Of(f).Modulo(channels)));
    }

    private static EquationSystem SoftmaxCrossEntropy(SystemBuilder net, Tensor z, Tensor labels)
    {
        IndexVar i = Index("i", z.Shape[0]), k = Index("k", z.Shape[1]);
        Tensor max = net.Define("M", [i], Build.Maximum([k], [], z.At(i, k)));
        Tensor exp = net.Define("E", [i, k], Call("exp", z.At(i, k) - max.At(i)));
        Tensor sum = net.Define("S", [i], exp.At(i, k).SumOver(k));
        Tensor p = net.Define("p", [i, k], exp.At(i, k).Over(sum.At(i)));
        return Built(net, net.Define("L", [], -Mean([i], Call("log", p.At(i, Affine.Of(new GatherAtom(labels, [i])))))), p);
    }

    private static EquationSystem Built(SystemBuilder net, Tensor loss, Tensor output) => net.Build(loss) with { Outputs = [output] };

    private static Extent Batch(int capacity) => Extent.Of(new Size("m", capacity));

    private static Polynomial Call(string function, Polynomial argument) => Build.Call(function, argument);

    private static Polynomial Mean(IndexVar[] indices, Polynomial value) =>
        indices.Aggregate(Build.Sum(indices, value), (sum, index) => Build.Divide(sum, Build.Number(index.Extent)));
}
