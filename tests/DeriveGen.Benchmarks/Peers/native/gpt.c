// A language model of pre-norm blocks (attention and a perceptron with tanh's gelu, each added to what comes in), tied head, softmax cross-entropy
// and AdamW. The sizes are constants: -DWIDTHS=blocks,width,heads,context,symbols -DBATCH=8 -DRATE=0.001f.
#include "peer.h"
#include "products.h"

static const int sizes[] = { WIDTHS };
#define BLOCKS (sizes[0])
#define WIDTH (sizes[1])
#define HEADS (sizes[2])
#define CONTEXT (sizes[3])
#define SYMBOLS (sizes[4])
#define HEAD_WIDTH (WIDTH / HEADS)
#define ROWS (BATCH * CONTEXT)
#define HIDDEN (4 * WIDTH)
#define MOST_BLOCKS 16
#define EPSILON 1e-5f

// A parameter with its adjoint and AdamW's averages.
typedef struct { int length; float *value, *adjoint, *m, *v; } parameter;

typedef struct
{
    parameter gamma1, beta1, Wq, Wk, Wv, Wo, gamma2, beta2, W5, b5, W6, b6;
    float *normal1, *scale1, *out1, *q, *k, *v, *p, *read, *middle, *normal2, *scale2, *out2, *hidden, *gelu, *out;
} block;

static parameter E, P, gamma3, beta3;
static block blocks[MOST_BLOCKS];
static float *first, *normal3, *scale3, *out3, *logits;
static float *d, *dout, *dhidden, *dq, *dk, *dv, *dread, *dlogits, *part;
static int *tokens, *targets, steps;

// out = gamma (x - mean) / sqrt(variance + epsilon) + beta
INLINE void norm_forward(const float *restrict x, const parameter *gamma, const parameter *beta, float *restrict normal, float *restrict scale, float *restrict out)
{
    for (int i = 0; i < ROWS; i++)
    {
        const float *row = x + i * WIDTH;
        float mean = 0, variance = 0;
        for (int k = 0; k < WIDTH; k++)
        {
            mean += row[k];
        }

        mean /= WIDTH;
        for (int k = 0; k < WIDTH; k++)
        {
            variance += (row[k] - mean) * (row[k] - mean);
        }

        scale[i] = 1 / sqrtf(variance / WIDTH + EPSILON);
        for (int k = 0; k < WIDTH; k++)
        {
            normal[i * WIDTH + k] = (row[k] - mean) * scale[i];
            out[i * WIDTH + k] = gamma->value[k] * normal[i * WIDTH + k] + beta->value[k];
        }
    }
}

// Adds to dx.
INLINE void norm_backward(const float *restrict dy, const float *restrict normal, const float *restrict scale, parameter *gamma, parameter *beta, float *restrict dx)
{
    memset(gamma->adjoint, 0, sizeof(float) * WIDTH);
    memset(beta->adjoint, 0, sizeof(float) * WIDTH);
    for (int i = 0; i < ROWS; i++)
    {
        const float *a = dy + i * WIDTH, *n = normal + i * WIDTH;
        float mean = 0, along = 0;
        for (int k = 0; k < WIDTH; k++)
        {
            float e = a[k] * gamma->value[k];
            mean += e;
            along += e * n[k];
            gamma->adjoint[k] += a[k] * n[k];
            beta->adjoint[k] += a[k];
        }

        mean /= WIDTH;
        along /= WIDTH;
        for (int k = 0; k < WIDTH; k++)
        {
            dx[i * WIDTH + k] += scale[i] * (a[k] * gamma->value[k] - mean - n[k] * along);
        }
    }
}

static void attention_forward(block *b)
{
    float factor = 1 / sqrtf(HEAD_WIDTH);
    for (int i = 0; i < BATCH; i++)
    {
        for (int h = 0; h < HEADS; h++)
        {
            for (int t = 0; t < CONTEXT; t++)
            {
                const float *q = b->q + (i * CONTEXT + t) * WIDTH + h * HEAD_WIDTH;
                float *p = b->p + ((i * HEADS + h) * CONTEXT + t) * CONTEXT, *read = b->read + (i * CONTEXT + t) * WIDTH + h * HEAD_WIDTH;
                float largest = -INFINITY, sum = 0;
                for (int u = 0; u <= t; u++)
                {
                    const float *k = b->k + (i * CONTEXT + u) * WIDTH + h * HEAD_WIDTH;
                    float score = 0;
                    for (int e = 0; e < HEAD_WIDTH; e++)
                    {
                        score += q[e] * k[e];
                    }

                    p[u] = score * factor;
                    largest = p[u] > largest ? p[u] : largest;
                }

                for (int u = 0; u <= t; u++)
                {
                    p[u] = expf(p[u] - largest);
                    sum += p[u];
                }

                memset(read, 0, sizeof(float) * HEAD_WIDTH);
                for (int u = 0; u <= t; u++)
                {
                    const float *v = b->v + (i * CONTEXT + u) * WIDTH + h * HEAD_WIDTH;
                    p[u] /= sum;
                    for (int e = 0; e < HEAD_WIDTH; e++)
                    {
                        read[e] += p[u] * v[e];
                    }
                }
            }
        }
    }
}

static void attention_backward(const block *b)
{
    float factor = 1 / sqrtf(HEAD_WIDTH);
    memset(dq, 0, sizeof(float) * ROWS * WIDTH);
    memset(dk, 0, sizeof(float) * ROWS * WIDTH);
    memset(dv, 0, sizeof(float) * ROWS * WIDTH);
    for (int i = 0; i < BATCH; i++)
    {
        for (int h = 0; h < HEADS; h++)
        {
            for (int t = 0; t < CONTEXT; t++)
            {
                int at = (i * CONTEXT + t) * WIDTH + h * HEAD_WIDTH;
                const float *p = b->p + ((i * HEADS + h) * CONTEXT + t) * CONTEXT, *dr = dread + at, *q = b->q + at;
                float dp[CONTEXT], along = 0;
                for (int u = 0; u <= t; u++)
                {
                    int other = (i * CONTEXT + u) * WIDTH + h * HEAD_WIDTH;
                    float sum = 0;
                    for (int e = 0; e < HEAD_WIDTH; e++)
                    {
                        sum += dr[e] * b->v[other + e];
                        dv[other + e] += p[u] * dr[e];
                    }

                    dp[u] = sum;
                    along += sum * p[u];
                }

                for (int u = 0; u <= t; u++)
                {
                    int other = (i * CONTEXT + u) * WIDTH + h * HEAD_WIDTH;
                    float ds = p[u] * (dp[u] - along) * factor;
                    for (int e = 0; e < HEAD_WIDTH; e++)
                    {
                        dq[at + e] += ds * b->k[other + e];
                        dk[other + e] += ds * q[e];
                    }
                }
            }
        }
    }
}

static void gelu_forward(const float *restrict x, float *restrict y, int length)
{
    for (int n = 0; n < length; n++)
    {
        y[n] = 0.5f * x[n] * (1 + tanhf(0.7978845608f * (x[n] + 0.044715f * x[n] * x[n] * x[n])));
    }
}

static void gelu_backward(const float *restrict x, float *restrict dy, int length)
{
    for (int n = 0; n < length; n++)
    {
        float square = x[n] * x[n], t = tanhf(0.7978845608f * x[n] * (1 + 0.044715f * square));
        dy[n] *= 0.5f * (1 + t) + 0.5f * x[n] * (1 - t * t) * 0.7978845608f * (1 + 3 * 0.044715f * square);
    }
}

INLINE void dense_forward(const float *x, const parameter *W, const parameter *b, float *z, int k, int n)
{
    if (b)
    {
        for (int i = 0; i < ROWS; i++)
        {
            memcpy(z + i * n, b->value, sizeof(float) * n);
        }
    }
    else
    {
        memset(z, 0, sizeof(float) * ROWS * n);
    }

    product(x, W->value, z, ROWS, k, n, 1);
}

INLINE void dense_backward(const float *x, const float *dz, parameter *W, parameter *b, float *dx, int k, int n)
{
    product_of_transpose(x, dz, W->adjoint, ROWS, k, n);
    product_with_transpose(dz, W->value, dx, ROWS, k, n);
    if (b)
    {
        memset(b->adjoint, 0, sizeof(float) * n);
        for (int i = 0; i < ROWS; i++)
        {
            for (int j = 0; j < n; j++)
            {
                b->adjoint[j] += dz[i * n + j];
            }
        }
    }
}

static void add(float *restrict into, const float *restrict what, int length)
{
    for (int n = 0; n < length; n++)
    {
        into[n] += what[n];
    }
}

static void block_forward(block *b, const float *x)
{
    norm_forward(x, &b->gamma1, &b->beta1, b->normal1, b->scale1, b->out1);
    dense_forward(b->out1, &b->Wq, NULL, b->q, WIDTH, WIDTH);
    dense_forward(b->out1, &b->Wk, NULL, b->k, WIDTH, WIDTH);
    dense_forward(b->out1, &b->Wv, NULL, b->v, WIDTH, WIDTH);
    attention_forward(b);
    dense_forward(b->read, &b->Wo, NULL, b->middle, WIDTH, WIDTH);
    add(b->middle, x, ROWS * WIDTH);
    norm_forward(b->middle, &b->gamma2, &b->beta2, b->normal2, b->scale2, b->out2);
    dense_forward(b->out2, &b->W5, &b->b5, b->hidden, WIDTH, HIDDEN);
    gelu_forward(b->hidden, b->gelu, ROWS * HIDDEN);
    dense_forward(b->gelu, &b->W6, &b->b6, b->out, HIDDEN, WIDTH);
    add(b->out, b->middle, ROWS * WIDTH);
}

// d is the adjoint of what the block gives, and becomes that of what it reads.
static void block_backward(block *b)
{
    dense_backward(b->gelu, d, &b->W6, &b->b6, dhidden, HIDDEN, WIDTH);
    gelu_backward(b->hidden, dhidden, ROWS * HIDDEN);
    dense_backward(b->out2, dhidden, &b->W5, &b->b5, dout, WIDTH, HIDDEN);
    norm_backward(dout, b->normal2, b->scale2, &b->gamma2, &b->beta2, d);
    dense_backward(b->read, d, &b->Wo, NULL, dread, WIDTH, WIDTH);
    attention_backward(b);
    dense_backward(b->out1, dq, &b->Wq, NULL, dout, WIDTH, WIDTH);
    dense_backward(b->out1, dk, &b->Wk, NULL, part, WIDTH, WIDTH);
    add(dout, part, ROWS * WIDTH);
    dense_backward(b->out1, dv, &b->Wv, NULL, part, WIDTH, WIDTH);
    add(dout, part, ROWS * WIDTH);
    norm_backward(dout, b->normal1, b->scale1, &b->gamma1, &b->beta1, d);
}

static void update(parameter *p)
{
    float one = 1 - powf(0.9f, steps), two = 1 - powf(0.999f, steps);
    for (int n = 0; n < p->length; n++)
    {
        float g = p->adjoint[n];
        p->m[n] = 0.9f * p->m[n] + 0.1f * g;
        p->v[n] = 0.999f * p->v[n] + 0.001f * g * g;
        p->value[n] -= RATE * (0.01f * p->value[n] + p->m[n] / one / (sqrtf(p->v[n] / two) + 1e-8f));
    }
}

static float head(void)
{
    float loss = 0;
    product_with_transpose(out3, E.value, logits, ROWS, SYMBOLS, WIDTH);
    for (int i = 0; i < ROWS; i++)
    {
        float *z = logits + i * SYMBOLS, *dz = dlogits + i * SYMBOLS, largest = z[0], sum = 0;
        for (int j = 1; j < SYMBOLS; j++)
        {
            largest = z[j] > largest ? z[j] : largest;
        }

        for (int j = 0; j < SYMBOLS; j++)
        {
            dz[j] = expf(z[j] - largest);
            sum += dz[j];
        }

        for (int j = 0; j < SYMBOLS; j++)
        {
            dz[j] *= 1 / (sum * ROWS);
        }

        dz[targets[i]] -= 1.0f / ROWS;
        loss += logf(sum) - (z[targets[i]] - largest);
    }

    // dE = dlogits' out3, which the embedding's own adjoint is added to later; dout = dlogits E.
    product_of_transpose(dlogits, out3, E.adjoint, ROWS, SYMBOLS, WIDTH);
    product(dlogits, E.value, dout, ROWS, SYMBOLS, WIDTH, 0);
    return loss / ROWS;
}

static float step(void)
{
    for (int i = 0; i < ROWS; i++)
    {
        for (int k = 0; k < WIDTH; k++)
        {
            first[i * WIDTH + k] = E.value[tokens[i] * WIDTH + k] + P.value[i % CONTEXT * WIDTH + k];
        }
    }

    const float *x = first;
    for (int n = 0; n < BLOCKS; n++)
    {
        block_forward(&blocks[n], x);
        x = blocks[n].out;
    }

    norm_forward(x, &gamma3, &beta3, normal3, scale3, out3);
    float loss = head();
    memset(d, 0, sizeof(float) * ROWS * WIDTH);
    norm_backward(dout, normal3, scale3, &gamma3, &beta3, d);
    for (int n = BLOCKS - 1; n >= 0; n--)
    {
        block_backward(&blocks[n]);
    }

    memset(P.adjoint, 0, sizeof(float) * P.length);
    for (int i = 0; i < ROWS; i++)
    {
        for (int k = 0; k < WIDTH; k++)
        {
            P.adjoint[i % CONTEXT * WIDTH + k] += d[i * WIDTH + k];
            E.adjoint[tokens[i] * WIDTH + k] += d[i * WIDTH + k];
        }
    }

    steps++;
    update(&E);
    update(&P);
    for (int n = 0; n < BLOCKS; n++)
    {
        for (parameter *p = &blocks[n].gamma1; p <= &blocks[n].b6; p++)
        {
            update(p);
        }
    }

    update(&gamma3);
    update(&beta3);
    return loss;
}

static parameter read_parameter(FILE *file, int length)
{
    return (parameter) { length, peer_read(file, length), peer_memory(length), peer_memory(length), peer_memory(length) };
}

int main(int count, char **arguments)
{
    FILE *file = fopen(arguments[1], "rb");
    E = read_parameter(file, SYMBOLS * WIDTH);
    P = read_parameter(file, CONTEXT * WIDTH);
    const int lengths[] = { WIDTH, WIDTH, WIDTH * WIDTH, WIDTH * WIDTH, WIDTH * WIDTH, WIDTH * WIDTH, WIDTH, WIDTH, WIDTH * HIDDEN, HIDDEN, HIDDEN * WIDTH, WIDTH };
    for (int n = 0; n < BLOCKS; n++)
    {
        for (int p = 0; p < 12; p++)
        {
            (&blocks[n].gamma1)[p] = read_parameter(file, lengths[p]);
        }

        float **rows[] = { &blocks[n].normal1, &blocks[n].out1, &blocks[n].q, &blocks[n].k, &blocks[n].v, &blocks[n].read, &blocks[n].middle, &blocks[n].normal2, &blocks[n].out2, &blocks[n].out };
        for (int r = 0; r < 10; r++)
        {
            *rows[r] = peer_memory(ROWS * WIDTH);
        }

        blocks[n].scale1 = peer_memory(ROWS);
        blocks[n].scale2 = peer_memory(ROWS);
        blocks[n].p = peer_memory(ROWS * HEADS * CONTEXT);
        blocks[n].hidden = peer_memory(ROWS * HIDDEN);
        blocks[n].gelu = peer_memory(ROWS * HIDDEN);
    }

    gamma3 = read_parameter(file, WIDTH);
    beta3 = read_parameter(file, WIDTH);
    tokens = peer_read(file, ROWS);
    targets = peer_read(file, ROWS);
    float **rows[] = { &first, &normal3, &out3, &d, &dout, &dq, &dk, &dv, &dread, &part };
    for (int r = 0; r < 10; r++)
    {
        *rows[r] = peer_memory(ROWS * WIDTH);
    }

    scale3 = peer_memory(ROWS);
    dhidden = peer_memory(ROWS * HIDDEN);
    logits = peer_memory(ROWS * SYMBOLS);
    dlogits = peer_memory(ROWS * SYMBOLS);
    return peer_serve(step);
}
