using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Derivation;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Tests.Networks;

/// <summary>The engine applied to what it derived: Hessian-vector products against differences of Σ T̄·v.</summary>
public sealed class SecondOrderTests
{
    public static TheoryData<string> Names => [.. TestNetworks.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void HessianVectorProductsAgreeWithDifferences(string name)
    {
        TestNetwork network = TestNetworks.Find(name);
        EquationSystem system = network.System;
        Tensor[] wanted = network.Wanted(system);
        DerivedSystem first = Differentiation.Derive(system, wanted);

        DerivedSystem second = Differentiation.Derive(SecondOrder.HessianVector(first, wanted), wanted);

        Gradients.CheckAt(second, wanted, size => network.Sizes[^1][size.Name]);
    }

    [Fact]
    public void TheHessianIsSymmetric()
    {
        TestNetwork network = TestNetworks.Find("relu, softmax cross-entropy");
        EquationSystem system = network.System;
        Tensor w = system["W2"];
        DerivedSystem first = Differentiation.Derive(system, [w]);
        EquationSystem product = SecondOrder.HessianVector(first, [w]);
        DerivedSystem second = Differentiation.Derive(product, [w]);
        Interpreter interpreter = Gradients.Given(second.Forward, _ => 3);
        double[] direction = interpreter[product["W2Dot"]], column = new double[direction.Length];
        double[] Times(double[] v)
        {
            interpreter[product["W2Dot"]] = v;
            interpreter.Run(second.Forward);
            interpreter.Run(second.Adjoints, second.AdjointScans);
            return (double[])interpreter[second.AdjointOf[w]].Clone();
        }

        column[4] = 1;
        double fourth = Times(direction)[4];
        Assert.Equal(fourth, Times(column).Zip(direction, (h, v) => h * v).Sum(), 12);
        Assert.NotEqual(0, fourth);
    }
}
