using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using static DeriveGen.Symbolics.Tests.SystemBuilder;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>Layers and losses against differences of the loss, and the textbook form of what is derived for them.</summary>
public sealed class LayerGradientTests
{
    private readonly SystemBuilder _net = new();
    private readonly Extent _m = Extent.Of(new Size("m", 32));

    [Fact]
    public void DenseSigmoidAndSquaredError()
    {
        Tensor x = _net.Input("x", _m, 5), w = _net.Parameter("W", 5, 3), b = _net.Parameter("b", 3), y = _net.Input("y", _m, 3);
        Tensor a = _net.Map("a", _net.Dense("z", x, w, b), value => Build.Call("sigmoid", value));
        Tensor loss = _net.SquaredError(a, y);

        DerivedSystem derived = Gradients.Check(_net.Build(loss), w, b, x);

        Assert.Equal("W̄[j,k] = Σi z̄[i,k]·x[i,j]", derived.Formula(w));
        Assert.Equal("b̄[k] = Σi z̄[i,k]", derived.Formula(b));
        Assert.Equal("x̄[i,j] = Σk z̄[i,k]·W[j,k]", derived.Formula(x));
    }

    [Fact]
    public void DenseReluAndSoftmaxCrossEntropyNeedNoArgMax()
    {
        Tensor x = _net.Input("x", _m, 5), w1 = _net.Parameter("W1", 5, 6), b1 = _net.Parameter("b1", 6);
        Tensor w2 = _net.Parameter("W2", 6, 3), b2 = _net.Parameter("b2", 3), t = _net.Label("t", 3, _m);
        Tensor a1 = _net.Map("a1", _net.Dense("z1", x, w1, b1), value => Build.Call("relu", value));
        Tensor loss = _net.LabelledCrossEntropy(_net.Softmax("p", _net.Dense("z", a1, w2, b2)), t);

        DerivedSystem derived = Gradients.Check(_net.Build(loss), w1, b1, w2, b2, x);

        // Nothing flows through the maximum that softmax subtracts, and that is proved.
        Assert.DoesNotContain(derived.Forward.Equations, equation => equation.ArgMax.Length > 0);
        Assert.Contains(derived.Trace.Remarks, remark => remark.Law.Name == "zero-test" && remark.Tensor.Name == "pMax");
    }

    [Fact]
    public void OneHotCrossEntropyUsesTheFact()
    {
        Tensor z = _net.Parameter("z", _m, 4), y = _net.Input("y", _m, 4);
        IndexVar i = Index("i", _m), k = Index("k", 4);
        _net.Promise(new Fact([i], new Term(1, [k], [new Factor(new Access(y, [i, k]), 1)], []), Polynomial.One));
        Tensor p = _net.Softmax("p", z);
        Tensor loss = _net.Define("L", [], -(y.At(i, k) * Build.Call("log", p.At(i, k))).SumOver(i, k).Over(Build.Number(_m)));

        DerivedSystem derived = Gradients.Check(_net.Build(loss), z);

        Assert.Contains(derived.Trace.Contributions, contribution => contribution.Steps.Any(step => step.Law.Name == "fact"));
    }

    [Fact]
    public void SigmoidAndBinaryCrossEntropyDivideByNothing()
    {
        Tensor x = _net.Input("x", _m, 5), w = _net.Parameter("w", 5), y = _net.Input("y", _m);
        IndexVar i = Index("i", _m), j = Index("j", 5);
        Tensor z = _net.Define("z", [i], (x.At(i, j) * w.At(j)).SumOver(j));
        Tensor a = _net.Define("a", [i], Build.Call("sigmoid", z.At(i)));
        Polynomial entropy = (y.At(i) * Build.Call("log", a.At(i))) + ((Polynomial.One - y.At(i)) * Build.Call("log", Polynomial.One - a.At(i)));
        Tensor loss = _net.Define("L", [], -Layers.Mean(entropy, i));

        DerivedSystem derived = Gradients.Check(_net.Build(loss), w, z);

        Assert.Equal("z̄[i] = (1/m)·(a[i] − y[i])", derived.Formula(z));
    }

    [Fact]
    public void LayerNorm()
    {
        Tensor x = _net.Input("x", _m, 6), gamma = _net.Parameter("gamma", 6), beta = _net.Parameter("beta", 6), target = _net.Input("target", _m, 6);
        Tensor loss = _net.SquaredError(_net.LayerNorm("y", x, gamma, beta), target);

        DerivedSystem derived = Gradients.Check(_net.Build(loss), x, gamma, beta);

        // What is kept is the normalised value and the scale, not the centred value and the variance.
        Assert.Equal(["yScale", "yNormal", "y"], derived.Residuals.Select(tensor => tensor.Name));
    }

    [Theory]
    [InlineData(1, 1, 6)]
    [InlineData(2, 1, 4)]
    [InlineData(3, 0, 2)]
    public void Convolution(int stride, int padding, int rows)
    {
        Tensor x = _net.Input("x", _m, 7, 7, 2), w = _net.Parameter("W", 3, 3, 2, 4), b = _net.Parameter("b", 4);
        IndexVar i = Index("i", _m), u = Index("u", rows), v = Index("v", rows), r = Index("r", 3), s = Index("s", 3), c = Index("c", 2), o = Index("o", 4);
        Affine row = (Affine.Of(u) * stride) + r - padding, column = (Affine.Of(v) * stride) + s - padding;
        Tensor z = _net.Define("z", [i, u, v, o], (x.Padded(i, row, column, c) * w.At(r, s, c, o)).SumOver(r, s, c) + b.At(o));
        Tensor loss = _net.SquaredError(z, _net.Input("target", _m, rows, rows, 4));

        DerivedSystem derived = Gradients.Check(_net.Build(loss), w, b, x);

        Assert.DoesNotContain(derived.AdjointEquationOf(x).Value.Terms, term => term.Guards.Any(guard => guard.Kind == GuardKind.Divides));
    }

    [Theory]
    [InlineData(2, 2, 0, 3)]
    [InlineData(3, 2, 1, 3)]
    [InlineData(2, 1, 0, 5)]
    public void MaxPool(int window, int stride, int padding, int rows)
    {
        Tensor x = _net.Input("x", _m, 6, 6, 2);
        IndexVar i = Index("i", _m), u = Index("u", rows), v = Index("v", rows), r = Index("r", window), s = Index("s", window), c = Index("c", 2);
        Affine row = (Affine.Of(u) * stride) + r - padding, column = (Affine.Of(v) * stride) + s - padding;
        Guard[] inside = [Guard.AtLeast(row, 0), Guard.AtLeast(5, row), Guard.AtLeast(column, 0), Guard.AtLeast(5, column)];
        Tensor y = _net.Define("y", [i, u, v, c], Build.Maximum([r, s], inside, x.At(i, row, column, c)));
        Tensor loss = _net.SquaredError(y, _net.Input("target", _m, rows, rows, 2));

        DerivedSystem derived = Gradients.Check(_net.Build(loss), x);

        Assert.Equal(["yArgr", "yArgs"], derived.Residuals.Select(tensor => tensor.Name).Where(name => name is not "y"));
        Assert.Equal(window == stride ? 0 : 2, derived.AdjointEquationOf(x).Value.Terms.Max(term => term.Bound.Length));
    }

    [Fact]
    public void TiedEmbedding()
    {
        Tensor tokens = _net.Label("tok", 7, 5), labels = _net.Label("t", 7, 5), e = _net.Parameter("E", 7, 4), w = _net.Parameter("W", 4, 4);
        IndexVar i = Index("i", 5), d = Index("d", 4), k = Index("k", 4), v = Index("v", 7);
        Tensor x = _net.Define("x", [i, d], e.At(Affine.Of(new GatherAtom(tokens, [i])), d));
        Tensor h = _net.Define("h", [i, k], Build.Call("tanh", (x.At(i, d) * w.At(d, k)).SumOver(d)));
        Tensor z = _net.Define("z", [i, v], (h.At(i, k) * e.At(v, k)).SumOver(k));
        Tensor loss = _net.LabelledCrossEntropy(_net.Softmax("p", z), labels);

        DerivedSystem derived = Gradients.Check(_net.Build(loss), e, w);

        Assert.Single(derived.AdjointEquationOf(e).Value.Terms, term => term.Guards.Any(guard => guard.Kind == GuardKind.Equal));
    }

    [Fact]
    public void CausalAttention()
    {
        Tensor x = _net.Input("x", 5, 6), target = _net.Input("target", 5, 6);
        Tensor wq = _net.Parameter("Wq", 6, 2, 3), wk = _net.Parameter("Wk", 6, 2, 3), wv = _net.Parameter("Wv", 6, 2, 3), wo = _net.Parameter("Wo", 2, 3, 6);
        IndexVar i = Index("i", 5), j = Index("j", 5), h = Index("h", 2), e = Index("e", 3), c = Index("c", 6);
        Tensor Projection(string name, Tensor w) => _net.Define(name, [i, h, e], (x.At(i, c) * w.At(c, h, e)).SumOver(c));
        Tensor q = Projection("q", wq), k = Projection("k", wk), v = Projection("v", wv);
        Tensor scores = _net.Define("s", [h, i, j], (q.At(i, h, e) * k.At(j, h, e)).SumOver(e).Over(Polynomial.Number(3).To(Rational.Half)));
        Tensor p = _net.Softmax("p", scores, indices => [Guard.AtLeast(indices[1], indices[2])]);
        Tensor o = _net.Define("o", [i, h, e], (p.At(h, i, j) * v.At(j, h, e)).SumOver(j));
        Tensor y = _net.Define("y", [i, c], (o.At(i, h, e) * wo.At(h, e, c)).SumOver(h, e));

        DerivedSystem derived = Gradients.Check(_net.Build(_net.SquaredError(y, target)), x, wq, wk, wv, wo);

        Assert.DoesNotContain(derived.Forward.Equations, equation => equation.ArgMax.Length > 0);
        Assert.Contains(derived.Trace.Remarks, remark => remark.Law.Name == "zero-test" && remark.Tensor.Name == "pMax");
    }

    [Fact]
    public void RecurrentLayerRunsBackwardsInTime()
    {
        Extent steps = Extent.Of(new Size("T", 9));
        Tensor x = _net.Input("x", _m, steps, 4), w = _net.Parameter("W", 4, 5), u = _net.Parameter("U", 5, 5), h0 = _net.Parameter("h0", _m, 5);
        IndexVar i = Index("i", _m), t = Index("t", steps), j = Index("j", 4), k = Index("k", 5), l = Index("l", 5);
        Tensor h = _net.Forward("h", i, t, k);
        Polynomial before = h.At(i, Affine.Of(t) - 1, l).Where(Guard.AtLeast(t, 1)) + h0.At(i, l).Where(Guard.Delta(t, 0));
        Tensor z = _net.Define("z", [i, t, k], (x.At(i, t, j) * w.At(j, k)).SumOver(j) + Build.Sum([l], Build.Distribute(before, u.At(l, k))));
        _net.Define(h, [i, t, k], Build.Call("tanh", z.At(i, t, k)));
        _net.Scan([z, h], [1, 1], 1);
        Tensor loss = _net.SquaredError(h, _net.Input("target", _m, steps, 5));

        DerivedSystem derived = Gradients.Check(_net.Build(loss), w, u, h0, x);

        ScanBlock scan = Assert.Single(derived.AdjointScans);
        Assert.Equal(-1, scan.Direction);
        Assert.Contains("[t+2 ≤ T]", derived.Formula(h));
    }
}
