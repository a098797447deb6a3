namespace DeriveGen.Samples;

/// <summary>
/// Newton's method for any network that knows its Hessian times a vector. A step solves H·p = −g by conjugate gradients, which ask for
/// products alone, and stops where the curvature is negative (truncated Newton, or Newton-CG: J. Nocedal and S. Wright, Numerical
/// Optimization, section 7.1); the step is then halved until the loss falls.
/// </summary>
/// <param name="network">The network; its loss must be the same in training and in evaluation.</param>
public sealed class NewtonMethod(ISecondOrderNetwork<float> network)
{
    private const int MostHalvings = 20;

    private readonly float[] _parameters = new float[network.ParameterCount];
    private readonly float[] _product = new float[network.ParameterCount];

    /// <summary>How many products with the Hessian were taken.</summary>
    public int Products { get; private set; }

    /// <summary>The largest eigenvalue of the Hessian by magnitude: what a product with a vector grows by when it is repeated (power iteration).</summary>
    /// <param name="batch">Inputs, then targets.</param>
    /// <param name="products">The number of products.</param>
    public float LargestEigenvalue(in Batch<float> batch, int products)
    {
        float[] vector = [.. Enumerable.Repeat(1 / MathF.Sqrt(_product.Length), _product.Length)];
        float eigenvalue = 0;
        for (int iteration = 0; iteration < products; iteration++)
        {
            Multiply(batch, vector);
            eigenvalue = Dot(vector, _product);
            float length = MathF.Sqrt(Dot(_product, _product));
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] = _product[i] / length;
            }
        }

        return eigenvalue;
    }

    /// <summary>One step.</summary>
    /// <param name="batch">Inputs, then targets.</param>
    /// <returns>The loss after it.</returns>
    public float Step(in Batch<float> batch)
    {
        float loss = network.Gradient(batch);
        float[] direction = Direction(batch);
        CopyParameters();
        for (float length = 1, halvings = 0; halvings < MostHalvings; length /= 2, halvings++)
        {
            SetParameters(direction, length);
            float next = network.Loss(batch);
            if (next < loss)
            {
                return next;
            }
        }

        SetParameters(direction, 0);
        return loss;
    }

    /// <summary>The solution of H·p = −g as far as the curvature is positive; −g itself where it never is.</summary>
    private float[] Direction(in Batch<float> batch)
    {
        float[] residual = Gradient(), solution = new float[residual.Length];
        float[] search = Array.ConvertAll(residual, value => -value);
        float square = Dot(residual, residual), enough = square * MathF.Min(0.25f, MathF.Sqrt(square));
        for (int iteration = 0; iteration < residual.Length && square > enough; iteration++)
        {
            Multiply(batch, search);
            float curvature = Dot(search, _product);
            if (curvature <= 0)
            {
                return iteration == 0 ? search : solution;
            }

            float length = square / curvature, before = square;
            Add(solution, search, length);
            Add(residual, _product, length);
            square = Dot(residual, residual);
            for (int i = 0; i < search.Length; i++)
            {
                search[i] = (square / before * search[i]) - residual[i];
            }
        }

        return solution;
    }

    private void Multiply(in Batch<float> batch, float[] vector)
    {
        network.HessianVector(batch, vector, _product);
        Products++;
    }

    private float[] Gradient()
    {
        float[] gradient = new float[_product.Length];
        int start = 0;
        foreach (ParameterDescription parameter in network.Parameters)
        {
            network.CopyGradient(parameter.Name, gradient.AsSpan(start, parameter.Size));
            start += parameter.Size;
        }

        return gradient;
    }

    private void CopyParameters()
    {
        int start = 0;
        foreach (ParameterDescription parameter in network.Parameters)
        {
            network.CopyParameter(parameter.Name, _parameters.AsSpan(start, parameter.Size));
            start += parameter.Size;
        }
    }

    /// <summary>Puts the parameters at a distance from where they were copied.</summary>
    private void SetParameters(float[] direction, float distance)
    {
        float[] moved = [.. _parameters];
        Add(moved, direction, distance);
        int start = 0;
        foreach (ParameterDescription parameter in network.Parameters)
        {
            network.SetParameter(parameter.Name, moved.AsSpan(start, parameter.Size));
            start += parameter.Size;
        }
    }

    private static void Add(float[] sum, float[] vector, float factor)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += factor * vector[i];
        }
    }

    private static float Dot(float[] a, float[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return (float)sum;
    }
}
