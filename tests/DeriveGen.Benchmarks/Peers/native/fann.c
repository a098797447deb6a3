// The tiny network in FANN, with its incremental training. Its functions have other steepnesses (tanh(s x) and 1/(1 + exp(−2 s x))), which are
// set so that they are tanh and the logistic function; its learning rate multiplies the plain error, so it is twice ours.
#include "peer.h"
#include <floatfann.h>

static struct fann *network;
static float *x, *t;
static int at;

static float step(void)
{
    float *out = fann_run(network, x + 2 * at);
    float e = out[0] - t[at];
    fann_train(network, x + 2 * at, t + at);
    at = (at + 1) & 3;
    return e * e;
}

int main(int count, char **arguments)
{
    FILE *file = fopen(arguments[1], "rb");
    float *W1 = peer_read(file, 16), *b1 = peer_read(file, 8), *W2 = peer_read(file, 8), *b2 = peer_read(file, 1);
    x = peer_read(file, 8);
    t = peer_read(file, 4);
    network = fann_create_standard(3, 2, 8, 1);
    fann_set_activation_function_hidden(network, FANN_SIGMOID_SYMMETRIC);
    fann_set_activation_function_output(network, FANN_SIGMOID);
    fann_set_activation_steepness_hidden(network, 1);
    fann_set_activation_steepness_output(network, 0.5f);
    fann_set_train_error_function(network, FANN_ERRORFUNC_LINEAR);
    fann_set_training_algorithm(network, FANN_TRAIN_INCREMENTAL);
    fann_set_learning_rate(network, 2 * RATE);
    for (int k = 0; k < 8; k++)
    {
        fann_set_weight(network, 0, 3 + k, W1[k]);
        fann_set_weight(network, 1, 3 + k, W1[8 + k]);
        fann_set_weight(network, 2, 3 + k, b1[k]);
        fann_set_weight(network, 3 + k, 12, W2[k]);
    }

    fann_set_weight(network, 11, 12, b2[0]);
    return peer_serve(step);
}
