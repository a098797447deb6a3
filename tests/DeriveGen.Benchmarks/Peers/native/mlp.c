// A perceptron with relu between its layers, softmax cross-entropy and gradient descent. The sizes are constants: -DWIDTHS=784,128,10 -DBATCH=32
// -DRATE=0.05f. The products are plain loops, or with -DLIBRARY_openblas or -DLIBRARY_dnnl those of a library; everything else is the same.
#include "peer.h"
#include "products.h"

static const int widths[] = { WIDTHS };
#define LAYERS ((int)(sizeof(widths) / sizeof(*widths)) - 1)

static float *weights[LAYERS], *biases[LAYERS], *weight_gradients[LAYERS], *values[LAYERS + 1], *adjoints[LAYERS + 1];
static int *labels;

INLINE void layer_forward(int l)
{
    int k = widths[l], n = widths[l + 1];
    float *restrict z = values[l + 1];
    for (int i = 0; i < BATCH; i++)
    {
        memcpy(z + i * n, biases[l], sizeof(float) * n);
    }

    product(values[l], weights[l], z, BATCH, k, n, 1);
    if (l + 1 < LAYERS)
    {
        for (int e = 0; e < BATCH * n; e++)
        {
            z[e] = z[e] > 0 ? z[e] : 0;
        }
    }
}

// The adjoint of the layer's own output is there; gives that of its input, and moves its parameters.
INLINE void layer_backward(int l)
{
    int k = widths[l], n = widths[l + 1];
    float *restrict dz = adjoints[l + 1];
    product_of_transpose(values[l], dz, weight_gradients[l], BATCH, k, n);
    if (l > 0)
    {
        float *restrict dx = adjoints[l];
        product_with_transpose(dz, weights[l], dx, BATCH, k, n);
        for (int e = 0; e < BATCH * k; e++)
        {
            dx[e] = values[l][e] > 0 ? dx[e] : 0;
        }
    }

    for (int e = 0; e < k * n; e++)
    {
        weights[l][e] -= RATE * weight_gradients[l][e];
    }

    for (int i = 0; i < BATCH; i++)
    {
        for (int j = 0; j < n; j++)
        {
            biases[l][j] -= RATE * dz[i * n + j];
        }
    }
}

INLINE float softmax_cross_entropy(void)
{
    int n = widths[LAYERS];
    float loss = 0;
    for (int i = 0; i < BATCH; i++)
    {
        float *restrict z = values[LAYERS] + i * n, *restrict dz = adjoints[LAYERS] + i * n;
        float largest = z[0], sum = 0;
        for (int j = 1; j < n; j++)
        {
            largest = z[j] > largest ? z[j] : largest;
        }

        for (int j = 0; j < n; j++)
        {
            dz[j] = expf(z[j] - largest);
            sum += dz[j];
        }

        for (int j = 0; j < n; j++)
        {
            dz[j] *= 1 / (sum * BATCH);
        }

        dz[labels[i]] -= 1.0f / BATCH;
        loss += logf(sum) - (z[labels[i]] - largest);
    }

    return loss / BATCH;
}

static float step(void)
{
#pragma GCC unroll 8
    for (int l = 0; l < LAYERS; l++)
    {
        layer_forward(l);
    }

    float loss = softmax_cross_entropy();
#pragma GCC unroll 8
    for (int l = LAYERS - 1; l >= 0; l--)
    {
        layer_backward(l);
    }

    return loss;
}

int main(int count, char **arguments)
{
    FILE *file = fopen(arguments[1], "rb");
    for (int l = 0; l < LAYERS; l++)
    {
        weights[l] = peer_read(file, widths[l] * widths[l + 1]);
        biases[l] = peer_read(file, widths[l + 1]);
        weight_gradients[l] = peer_memory(widths[l] * widths[l + 1]);
        values[l + 1] = peer_memory(BATCH * widths[l + 1]);
        adjoints[l + 1] = peer_memory(BATCH * widths[l + 1]);
    }

    values[0] = peer_read(file, BATCH * widths[0]);
    labels = peer_read(file, BATCH);
    return peer_serve(step);
}
