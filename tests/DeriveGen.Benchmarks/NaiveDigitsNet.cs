namespace DeriveGen.Benchmarks;

/// <summary>
/// The step that DigitsNet compiles, written out by hand as plain nested loops: 64 inputs, 32 relu units, 10 classes, softmax cross-entropy,
/// gradient descent. For orientation only.
/// </summary>
internal sealed class NaiveDigitsNet
{
    private const int Inputs = 64, Hidden = 32, Classes = 10;

    private readonly int _batch;
    private readonly float[,] _w1 = new float[Inputs, Hidden], _w2 = new float[Hidden, Classes];
    private readonly float[] _b1 = new float[Hidden], _b2 = new float[Classes];
    private readonly float[,] _a, _p, _aBar;

    public NaiveDigitsNet(int batch, int seed)
    {
        _batch = batch;
        _a = new float[batch, Hidden];
        _p = new float[batch, Classes];
        _aBar = new float[batch, Hidden];
        var random = new Random(seed);
        Fill(_w1, random);
        Fill(_w2, random);
    }

    public float Train(float[] x, int[] labels, float rate)
    {
        float loss = Forward(x, labels);
        Backward(labels);
        Update(x, rate);
        return loss;
    }

    private float Forward(float[] x, int[] labels)
    {
        float loss = 0;
        for (int i = 0; i < _batch; i++)
        {
            for (int h = 0; h < Hidden; h++)
            {
                float z = _b1[h];
                for (int j = 0; j < Inputs; j++)
                {
                    z += x[i * Inputs + j] * _w1[j, h];
                }

                _a[i, h] = MathF.Max(z, 0);
            }

            float largest = float.NegativeInfinity;
            for (int k = 0; k < Classes; k++)
            {
                float z = _b2[k];
                for (int h = 0; h < Hidden; h++)
                {
                    z += _a[i, h] * _w2[h, k];
                }

                _p[i, k] = z;
                largest = MathF.Max(largest, z);
            }

            float sum = 0;
            for (int k = 0; k < Classes; k++)
            {
                sum += _p[i, k] = MathF.Exp(_p[i, k] - largest);
            }

            for (int k = 0; k < Classes; k++)
            {
                _p[i, k] /= sum;
            }

            loss -= MathF.Log(_p[i, labels[i]]) / _batch;
        }

        return loss;
    }

    // Leaves the adjoint of the logits in _p and that of the hidden sums in _aBar.
    private void Backward(int[] labels)
    {
        for (int i = 0; i < _batch; i++)
        {
            _p[i, labels[i]] -= 1;
            for (int k = 0; k < Classes; k++)
            {
                _p[i, k] /= _batch;
            }

            for (int h = 0; h < Hidden; h++)
            {
                float sum = 0;
                for (int k = 0; k < Classes; k++)
                {
                    sum += _p[i, k] * _w2[h, k];
                }

                _aBar[i, h] = _a[i, h] > 0 ? sum : 0;
            }
        }
    }

    private void Update(float[] x, float rate)
    {
        for (int i = 0; i < _batch; i++)
        {
            for (int k = 0; k < Classes; k++)
            {
                _b2[k] -= rate * _p[i, k];
                for (int h = 0; h < Hidden; h++)
                {
                    _w2[h, k] -= rate * _p[i, k] * _a[i, h];
                }
            }

            for (int h = 0; h < Hidden; h++)
            {
                _b1[h] -= rate * _aBar[i, h];
                for (int j = 0; j < Inputs; j++)
                {
                    _w1[j, h] -= rate * _aBar[i, h] * x[i * Inputs + j];
                }
            }
        }
    }

    private static void Fill(float[,] weights, Random random)
    {
        for (int i = 0; i < weights.GetLength(0); i++)
        {
            for (int j = 0; j < weights.GetLength(1); j++)
            {
                weights[i, j] = 0.3f * (random.NextSingle() - 0.5f);
            }
        }
    }
}
