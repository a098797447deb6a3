using System.Collections.Concurrent;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Derivation;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Tests.Networks;

/// <summary>The engine applied to what it derived: Hessian-vector products against differences of Σ T̄·v.</summary>
public sealed class SecondOrderTests
{
    public static TheoryData<string> Names => [.. TestNetworks.All.Select(network => network.Name)];

    private const double Rounding = 1e-9;

    private static readonly ConcurrentDictionary<string, (TestNetwork Network, Tensor[] Wanted, DerivedSystem First)> s_derived = new();

    [Theory]
    [MemberData(nameof(Names))]
    public void HessianVectorProductsAgreeWithDifferences(string name)
    {
        (TestNetwork network, Tensor[] wanted, DerivedSystem first) = Derive(name);

        DerivedSystem second = SecondOrder.HessianVector(first, wanted);

        Gradients.CheckAt(second, wanted, size => network.Sizes[^1][size.Name]);
    }

    /// <summary>Tangents of adjoints, and adjoints of the slope: two derivations that share little.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ForwardOverReverseIsReverseOverReverse(string name)
    {
        (TestNetwork network, Tensor[] wanted, DerivedSystem first) = Derive(name);
        DerivedSystem forward = SecondOrder.HessianVector(first, wanted);
        DerivedSystem reverse = Differentiation.Derive(SecondOrder.Slope(first, wanted), wanted);
        foreach (IReadOnlyDictionary<string, int> sizes in network.Sizes)
        {
            Dictionary<Tensor, double[]> expected = Products(reverse, wanted, sizes), actual = Products(forward, wanted, sizes);
            foreach (Tensor tensor in wanted)
            {
                double difference = Sample.Difference(expected[tensor], actual[tensor]);
                Assert.True(difference < Rounding, $"{tensor} differs by {difference:E1}\n{forward}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryStepOfATangentHasTheSameValue(string name)
    {
        (TestNetwork network, Tensor[] wanted, DerivedSystem first) = Derive(name);
        DerivedSystem second = SecondOrder.HessianVector(first, wanted, new DerivationOptions { Optimise = false });
        Interpreter interpreter = Gradients.Given(second.Forward, size => network.Sizes[^1][size.Name]);
        interpreter.Run(second.Forward);
        interpreter.Run(second.Adjoints, second.AdjointScans);
        foreach (Pushforward pushforward in second.Trace.Pushforwards.Where(pushforward => pushforward.Steps.SelectMany(step => step.After.Tensors).All(interpreter.Has)))
        {
            var shown = new Tensor("shown", pushforward.Tangent.Shape, TensorKind.Temporary);
            double[] Value(Polynomial value)
            {
                interpreter.Run(new Equation(shown, pushforward.Equation.Indices, value));
                return (double[])interpreter[shown].Clone();
            }

            double[] result = Value(pushforward.Result);
            foreach (TraceStep step in pushforward.Steps.Skip(1))
            {
                Assert.True(Sample.Difference(result, Value(step.After)) < Rounding, $"{step} of\n{pushforward}");
            }
        }
    }

    [Fact]
    public void AnAdjointIsPushedForwardLikeAnyEquation()
    {
        (TestNetwork _, Tensor[] wanted, DerivedSystem first) = Derive("dense, sigmoid, squared error");
        Pushforward pushforward = SecondOrder.HessianVector(first, wanted).Trace.Pushforwards.Single(found => found is { Of.Name: "zBar", Tangent.Name: "WBarDot" });

        Assert.Equal(
            """
            = z̄̇[i′,k′]    (tangent-rule)
            = Σi′,k′,i δ[i,i′]·δ[k,k′]·z̄̇[i′,k′]·x[i,j]    (product-rule)
            = Σk′,i δ[k,k′]·z̄̇[i,k′]·x[i,j]    (collapse i′ ↦ i)
            = Σi z̄̇[i,k]·x[i,j]    (collapse k′ ↦ k)
            """.Normalize(),
            string.Join("\n", pushforward.Steps).Normalize());
    }

    [Fact]
    public void TheHessianIsSymmetric()
    {
        TestNetwork network = TestNetworks.Find("relu, softmax cross-entropy");
        EquationSystem system = network.System;
        Tensor w = system["W2"];
        DerivedSystem second = SecondOrder.HessianVector(Differentiation.Derive(system, [w]), [w]);
        Interpreter interpreter = Gradients.Given(second.Forward, _ => 3);
        Tensor direction = second.Forward["W2Dot"];
        double[] v = interpreter[direction], column = new double[v.Length];
        double[] Times(double[] vector)
        {
            interpreter[direction] = vector;
            interpreter.Run(second.Forward);
            interpreter.Run(second.Adjoints, second.AdjointScans);
            return (double[])interpreter[second.AdjointOf[w]].Clone();
        }

        column[4] = 1;
        double fourth = Times(v)[4];
        Assert.Equal(fourth, Times(column).Zip(v, (h, part) => h * part).Sum(), 12);
        Assert.NotEqual(0, fourth);
    }

    /// <summary>The maximum that softmax subtracts is known to change nothing, so that its tangent is not even asked for.</summary>
    [Fact]
    public void SoftmaxNeedsNoTangentOfItsMaximum()
    {
        (TestNetwork _, Tensor[] wanted, DerivedSystem first) = Derive("relu, softmax cross-entropy");

        DerivedSystem second = SecondOrder.HessianVector(first, wanted);

        Assert.Contains(first.Idle, tensor => first.Forward.DefinitionOf(tensor)?.Value.AsMaximum is not null);
        Assert.DoesNotContain(second.Forward.Equations, equation => equation.ArgMax.Length > 0);
    }

    [Fact]
    public void AParameterOfALinearLossHasAHessianOfZero()
    {
        EquationSystem system = DeriveGen.Symbolics.Text.EquationText.Bind("input x[i:batch, j:3]; param w[j] ~ normal(1); L = mean(i: x[i, j] * w[j])").Require();
        Tensor w = system["w"];

        DerivedSystem second = SecondOrder.HessianVector(Differentiation.Derive(system, [w]), [w]);

        Assert.True(second.AdjointEquationOf(w).Value.IsZero);
    }

    private static (TestNetwork Network, Tensor[] Wanted, DerivedSystem First) Derive(string name) => s_derived.GetOrAdd(name, _ =>
    {
        TestNetwork network = TestNetworks.Find(name);
        EquationSystem system = network.System;
        Tensor[] wanted = network.Wanted(system);
        return (network, wanted, Differentiation.Derive(system, wanted));
    });

    private static Dictionary<Tensor, double[]> Products(DerivedSystem system, Tensor[] wanted, IReadOnlyDictionary<string, int> sizes)
    {
        Interpreter interpreter = Gradients.Given(system.Forward, size => sizes[size.Name]);
        interpreter.Run(system.Forward);
        interpreter.Run(system.Adjoints, system.AdjointScans);
        return wanted.ToDictionary(tensor => tensor, tensor => interpreter[system.AdjointOf[tensor]]);
    }
}
