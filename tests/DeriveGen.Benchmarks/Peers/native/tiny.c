// 2-8-1 with tanh and the logistic function, squared error, one example a step, the four examples in turn. -DRATE=0.5f
#include "peer.h"

static float W1[2][8], b1[8], W2[8], b2, x[4][2], t[4];
static int at;

static float step(void)
{
    float h[8], z = b2;
    const float *in = x[at];
    for (int k = 0; k < 8; k++)
    {
        h[k] = tanhf(in[0] * W1[0][k] + in[1] * W1[1][k] + b1[k]);
    }

    for (int k = 0; k < 8; k++)
    {
        z += h[k] * W2[k];
    }

    float y = 1 / (1 + expf(-z)), e = y - t[at], dz = RATE * 2 * e * y * (1 - y);
    for (int k = 0; k < 8; k++)
    {
        float dh = dz * W2[k] * (1 - h[k] * h[k]);
        W2[k] -= dz * h[k];
        W1[0][k] -= in[0] * dh;
        W1[1][k] -= in[1] * dh;
        b1[k] -= dh;
    }

    b2 -= dz;
    at = (at + 1) & 3;
    return e * e;
}

int main(int count, char **arguments)
{
    FILE *file = fopen(arguments[1], "rb");
    memcpy(W1, peer_read(file, 16), sizeof W1);
    memcpy(b1, peer_read(file, 8), sizeof b1);
    memcpy(W2, peer_read(file, 8), sizeof W2);
    memcpy(&b2, peer_read(file, 1), sizeof b2);
    memcpy(x, peer_read(file, 8), sizeof x);
    memcpy(t, peer_read(file, 4), sizeof t);
    return peer_serve(step);
}
