using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Tests.Seeds;

/// <summary>What the seeds' documents say of values: stability, the Hessian in the last layer, and the link between two layers' gradients.</summary>
public sealed class SeedNumberTests
{
    private static EquationSystem LastLayer => SeedForms.Text("""
        param h[o:4] = 0;  target y[o]
        z[o] = sigmoid(h[o])
        J = -sum(o: y[o] * log(z[o]) + (1 - y[o]) * log(1 - z[o]))
        """);

    [Theory]
    [InlineData(0.5)]
    [InlineData(40)]
    [InlineData(-800)]
    [InlineData(800)]
    public void The_loss_is_finite_where_the_sigmoid_rounds_to_0_or_1(double logit)
    {
        DerivedSystem derived = Derive(LastLayer, "h");
        Interpreter interpreter = Run(derived, [logit, -logit, logit, 0], [0, 1, 0.25, 1]);

        double[] h = interpreter[derived.Forward["h"]], y = interpreter[derived.Forward["y"]];
        double expected = h.Zip(y).Sum(pair => Math.Max(pair.First, 0) - (pair.First * pair.Second) + Math.Log(1 + Math.Exp(-Math.Abs(pair.First))));
        Assert.Equal(expected, interpreter[derived.Forward.Loss!][0], 1e-12 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(
            h.Zip(y).Select(pair => (1 / (1 + Math.Exp(-pair.First))) - pair.Second),
            interpreter[derived.AdjointOf[derived.Forward["h"]]],
            (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void The_gradient_divides_by_nothing()
    {
        DerivedSystem derived = Derive(LastLayer, "h");

        Assert.Equal("h̄[o] = z[o] − y[o]", derived.AdjointEquationOf(derived.Forward["h"]).ToString());
    }

    [Fact]
    public void The_hessian_is_diagonal_with_z_times_one_minus_z()
    {
        DerivedSystem first = Derive(LastLayer, "h");
        Tensor h = first.Forward["h"];
        Equation product = SecondOrder.HessianVector(first, [h], new() { Objective = Objective.Documentation }).AdjointEquationOf(h);

        Assert.Equal("ḣ ∘ z ∘ (1 − z)".Normalize(), new Symbolics.Notation.MatrixNotation(_ => false).Recognise(product)?.ToString().Normalize());
    }

    [Fact]
    public void A_gradient_gives_the_one_of_the_layer_before()
    {
        // One example: δ2 = (∂J/∂W2) z1/‖z1‖², and ∂J/∂W1 = [(W2ᵀ δ2) ∘ z1 ∘ (1 − z1)] xᵀ.
        DerivedSystem derived = Derive(
            SeedForms.Text("""
                param x[j:3] = 0;  target y[o:2];  param W1[p:4, j] ~ glorot;  param W2[o, p] ~ glorot
                h1[p] = W1[p, j] * x[j];  z1[p] = sigmoid(h1[p]);  h2[o] = W2[o, p] * z1[p];  z2[o] = sigmoid(h2[o])
                J = -sum(o: y[o] * log(z2[o]) + (1 - y[o]) * log(1 - z2[o]))
                """),
            "W1",
            "W2");
        var interpreter = new Interpreter(new Dictionary<Size, int>());
        SamplePoint.Fill(interpreter, derived.Forward, seed: 3);
        interpreter.Run(derived.Forward);
        interpreter.Run(derived.Adjoints, derived.AdjointScans);
        double[] Value(string name) => interpreter[derived.Forward[name]];
        double[] Adjoint(string name) => interpreter[derived.AdjointOf[derived.Forward[name]]];

        double[] z = Value("z1"), w = Value("W2"), x = Value("x"), gradient = Adjoint("W2");
        double square = z.Sum(value => value * value);
        double[] delta = Enumerable.Range(0, 2).Select(o => Enumerable.Range(0, 4).Sum(p => gradient[(o * 4) + p] * z[p]) / square).ToArray();
        for (int p = 0; p < 4; p++)
        {
            double back = ((w[p] * delta[0]) + (w[4 + p] * delta[1])) * z[p] * (1 - z[p]);
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(back * x[j], Adjoint("W1")[(p * 3) + j], 12);
            }
        }
    }

    private static DerivedSystem Derive(EquationSystem system, params string[] wanted) => Differentiation.Derive(system, [.. wanted.Select(name => system[name])]);

    private static Interpreter Run(DerivedSystem derived, double[] h, double[] y)
    {
        var interpreter = new Interpreter(new Dictionary<Size, int>()) { [derived.Forward["h"]] = h, [derived.Forward["y"]] = y };
        interpreter.Run(derived.Forward);
        interpreter.Run(derived.Adjoints, derived.AdjointScans);
        return interpreter;
    }
}
