using System.Globalization;
using DeriveGen.Samples.Datasets;
using DeriveGen.Samples.Networks;

namespace DeriveGen.Samples;

/// <summary>What the second derivatives are good for: Newton's method beside gradient descent, from the same parameters and with as much work.</summary>
/// <param name="Largest">The largest eigenvalue of the Hessian at the beginning.</param>
/// <param name="Before">The loss at the beginning.</param>
/// <param name="Steps">The number of Newton steps.</param>
/// <param name="Products">The products with the Hessian that they took.</param>
/// <param name="Newton">The loss after them.</param>
/// <param name="Descents">The number of steps of gradient descent.</param>
/// <param name="Descent">The loss after them.</param>
public sealed record Curvature(float Largest, float Before, int Steps, int Products, float Newton, int Descents, float Descent)
{
    // A product takes about as long as two gradients.
    private const int GradientsPerProduct = 2;

    /// <summary>Fits a wave with both.</summary>
    /// <param name="seed">The seed of the parameters.</param>
    /// <param name="steps">The number of Newton steps.</param>
    public static Curvature Compare(int seed, int steps = 25)
    {
        Dataset data = Waves.TwoTones(256, seed: 16);
        Batch<float> batch = data.Slice(0, data.Count);
        ISecondOrderNetwork<float> newton = new Wave(seed), descent = new Wave(seed);
        float before = newton.Loss(batch), largest = new NewtonMethod(newton).LargestEigenvalue(batch, products: 50);
        var method = new NewtonMethod(newton);
        for (int step = 0; step < steps; step++)
        {
            method.Step(batch);
        }

        int descents = steps + (GradientsPerProduct * method.Products);
        for (int step = 0; step < descents; step++)
        {
            descent.Train(batch, 1 / largest);
        }

        return new(largest, before, steps, method.Products, newton.Loss(batch), descents, descent.Loss(batch));
    }

    /// <summary>Two lines for people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Wave: the largest eigenvalue of the Hessian is {Largest:F2}; gradient descent is stable up to a rate of {2 / Largest:F3}
        Wave: loss {Before:F4}; {Steps} Newton steps of {Products} products: {Newton:F5}; {Descents} steps of gradient descent: {Descent:F5}
        """);
}
