using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Derivation;

public sealed class LayerGradientTests
{
    [Fact]
    public void DenseSigmoidAndSquaredError()
    {
        var net = new Network();
        Tensor x = net.Input("x", net.M, 5), w = net.Parameter("W", 5, 3), b = net.Parameter("b", 3), y = net.Input("y", net.M, 3);
        Tensor z = net.Dense("z", x, w, b);
        Tensor a = net.Map("a", z, value => Build.Call("sigmoid", value));
        net.SquaredError(a, y);

        DerivedSystem derived = Gradients.Check(net.System(), w, b, x);

        Assert.Equal("W̄[j,k] = Σi z̄[i,k]·x[i,j]", derived.Formula(w));
        Assert.Equal("b̄[k] = Σi z̄[i,k]", derived.Formula(b));
        Assert.Equal("x̄[i,j] = Σk z̄[i,k]·W[j,k]", derived.Formula(x));
    }

    [Fact]
    public void DenseReluAndSoftmaxCrossEntropy()
    {
        var net = new Network();
        Tensor x = net.Input("x", net.M, 5), w1 = net.Parameter("W1", 5, 6), b1 = net.Parameter("b1", 6);
        Tensor w2 = net.Parameter("W2", 6, 3), b2 = net.Parameter("b2", 3), t = net.Label("t", 3, net.M);
        Tensor a1 = net.Map("a1", net.Dense("z1", x, w1, b1), value => Build.Call("relu", value));
        Tensor z = net.Dense("z", a1, w2, b2);
        net.SoftmaxCrossEntropy(z, t);

        DerivedSystem derived = Gradients.Check(net.System(), w1, b1, w2, b2, x);
        Assert.DoesNotContain(derived.Forward.Equations, equation => equation.ArgMax.Length > 0);
    }
}
