"""Whole networks: shared parameters, several losses, losses that compare layers, images, equations; most with steps of training."""

import torch
import torch.nn.functional as F
from torch import optim

from case import Case, Values, numbers, signs, whole
from layers import SEED, batch_norm
from philox import uniform
from rows import input_of, sum_of_squares

X = (4, 3)


def network(name, attributes, x, parameters, run, y, **more):
    """A row: run(x, y, p) gives output and loss; y is values or how to draw them, by name and shape."""
    x = x if torch.is_tensor(x) else numbers(name + ".x", x)
    p = Values({key: value if torch.is_tensor(value) else numbers(f"{name}.{key}", value, -1, 1) for key, value in parameters.items()})
    targets = [] if y is None else [y if torch.is_tensor(y) else y[0](name + ".y", *y[1:])]
    attributes = attributes if attributes.startswith("[Equations") else f"{input_of(x)} {attributes}"
    return Case(name, attributes, [x], targets, p, lambda i, t, p, s, training: run(i[0], t[0] if t else None, p), **more)


def dense(x, p, name):
    """A dense layer by the end of its tensors' names, or by the name that stands before them."""
    w, b = (f"W{name}", f"b{name}") if isinstance(name, int) else (f"{name}.W", f"{name}.b")
    return x @ p[w] + p[b] if b in p else x @ p[w]


def shapes(*layers):
    """(name, inputs, outputs) of dense layers."""
    result = {}
    for name, inputs, outputs in layers:
        w, b = (f"W{name}", f"b{name}") if isinstance(name, int) else (f"{name}.W", f"{name}.b")
        result.update({w: (inputs, outputs), b: (outputs,)})
    return result


def adam(rate):
    return lambda p: (optim.Adam(p, lr=rate), None)


def sgd(rate, **options):
    return lambda p: (optim.SGD(p, lr=rate, **options), None)


def classify(logits, t):
    return F.softmax(logits, -1), F.cross_entropy(logits, t)


def conv(x, p, number, **options):
    """A convolution of channels-last images."""
    return F.conv2d(x.movedim(-1, 1).contiguous(), p[f"W{number}"].movedim(-1, 0).movedim(-1, 1).contiguous(), p[f"b{number}"], **options).movedim(1, -1)


def max_pool(x, *options):
    return F.max_pool2d(x.movedim(-1, 1), *options).movedim(1, -1)


def digits(x, t, p):
    return classify(dense(F.relu(dense(x, p, 1)), p, 2), t)


def deep(x, t, p):
    for number in (1, 2, 3):
        x = torch.tanh(dense(x, p, number))
    return classify(dense(x, p, 4), t)


def autoencoder(x, y, p):
    code = torch.tanh(dense(x, p, "code"))
    output = code @ p["code.W"].T + p.b2
    return output, sum_of_squares(output, y)


def twice(x, y, p):
    first = torch.tanh(dense(x, p, "a"))
    output = torch.tanh(first @ p["a.W"] + p.b2)
    return output, sum_of_squares(output, y)


def cnn(x, t, p):
    x = max_pool(F.relu(conv(x, p, 1, padding=1)), 2, 2)
    x = F.relu(conv(x, p, 3, stride=2))
    return classify(dense(x.flatten(1), p, 5), t)


def residual(x, t, p):
    x = conv(x, p, 1)
    y = F.relu(conv(x, p, 2, padding=1))
    x = x + y
    return classify(x.mean((1, 2)) @ p.W5 + p.b5, t)


def weighted(inputs, targets, p, s, training):
    hidden = torch.tanh(dense(inputs[0], p, "h"))
    output = dense(hidden, p, 2)
    return output, F.l1_loss(output, targets[0]) + 0.25 * F.huber_loss(hidden, targets[1], delta=0.5)


def variances(library):
    def run(x, y, p):
        variance = F.relu(dense(x, p, "v"))
        mean = dense(x, p, 2)
        if library:
            return mean, F.gaussian_nll_loss(mean, y, variance, eps=0.5)
        bounded = 0.5 + F.relu(variance - 0.5)
        return mean, ((bounded.log() + (mean - y) ** 2 / bounded) / 2).mean()
    return run


def wide_variances(x, y, p):
    variance = F.softplus(dense(x, p, "v"))
    mean = dense(x, p, 2)
    return mean, F.gaussian_nll_loss(mean, y, variance, eps=1e-6)


def cosine(x, y, p):
    output = dense(x, p, 2)
    return output, F.cosine_embedding_loss(output, dense(x, p, "other"), y, margin=0.25)


def ranking(library=False):
    def run(x, y, p):
        output, other = dense(x, p, 2), dense(x, p, "other")
        if library:
            return output, F.margin_ranking_loss(output, other, y, margin=0.25)
        return output, F.relu(0.25 - y * (output - other)).mean()
    return run


def triplet(x, y, p):
    output = dense(x, p, 3)
    return output, F.triplet_margin_loss(output, dense(x, p, "near"), dense(x, p, "far"))


def swapped(x, y, p):
    output = dense(x, p, 3)
    return output, F.triplet_margin_loss(output, dense(x, p, "near"), dense(x, p, "far"), swap=True)


def dropped(inputs, targets, p, s, training):
    hidden = F.relu(dense(inputs[0], p, 1))
    if training:
        hidden = hidden * (uniform(SEED, 0, s.calls, hidden.shape) >= 0.4) / 0.6
    output = dense(hidden, p, 3)
    return output, sum_of_squares(output, targets[0])


def normalised(inputs, targets, p, s, training):
    x = conv(inputs[0], Values(W1=p.W1, b1=torch.zeros(4)), 1)
    x = batch_norm(training, layer=2)(x, p, s)
    return classify(dense(max_pool(F.relu(x), 2, 2).flatten(1), p, 6), targets[0])


def frozen(inputs, targets, p, s, training):
    output = dense(F.silu(dense(torch.tanh(dense(inputs[0], s, "a")), p, "b")), p, "c")
    return output, sum_of_squares(output, targets[0])


def two_inputs(inputs, targets, p, s, training):
    joined = torch.tanh(dense(inputs[0], p, "a")) * dense(inputs[1].flatten(1), p, "b")
    output = dense(joined, p, "c")
    return output, sum_of_squares(output, targets[0])


def case(name, stack, inputs, targets, parameters, run, **more):
    """A row of any form; run is that of Case."""
    return Case(name, stack, inputs, targets, Values({key: numbers(f"{name}.{key}", value, -1, 1) for key, value in parameters.items()}), run, **more)


def by_hand(x, t, p):
    return classify(F.relu(x @ p.W1 + p.b1) @ p.W2 + p.b2, t)


def own_layer(x, y, p):
    output = F.softplus(dense(x, p, 1)) * p.g2 + p.g2.square().sum()
    return output, (output - y).abs().pow(1.5).mean()


class SignDescent(optim.Optimizer):
    """Steps of the gradient's sign, its size the root of the gradient's mean square so far."""

    def __init__(self, parameters, lr):
        super().__init__(parameters, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for p in self.param_groups[0]["params"]:
            q = self.state[p].setdefault("q", torch.zeros_like(p))
            q += p.grad.square()
            p -= self.param_groups[0]["lr"] * torch.sign(p.grad) * q.sqrt()


def repeated(x, y, p):
    for number in (1, 2, 3):
        x = x + F.silu(x @ p[f"block{number}.W1"] + p[f"block{number}.b1"]) @ p[f"block{number}.side.W"]
    output = dense(x, p, 1)
    return output, sum_of_squares(output, y)


def bilinear(x, y, p):
    output = torch.einsum("ij,jlk,il->ik", x, p.A, x) + p.b
    return output, F.mse_loss(output, y)


COMPARED = """[Dense(5, Name = "other")] [Dense(5, From = "x")] """
TIED_X, TIED_Y = numbers("tied.x", (1, 3)), torch.tensor([[1.0, -1, 1, -1, 1]])
TIED = {"other.W": numbers("tied.W", (3, 5), -1, 1), "other.b": torch.zeros(5), "W2": numbers("tied.W2", (3, 5), -1, 1)}
TIED["b2"] = TIED_X[0] @ (TIED["other.W"] - TIED["W2"]) + 0.25 * TIED_Y[0] * torch.tensor([1.0, 1, 2, 0, 1])

CASES = [
    network("Digits", "[Dense(7, Activation.Relu)] [Dense(5)] [SoftmaxCrossEntropy] [Sgd(0.1)]", (4, 6), shapes((1, 6, 7), (2, 7, 5)), digits, (whole, (4,), 5),
            steps=5, optimizer=sgd(0.1)),
    network("DigitsOfFewExamples", "[Dense(7, Activation.Relu)] [Dense(5)] [SoftmaxCrossEntropy] [Sgd(0.1)]", (3, 6), shapes((1, 6, 7), (2, 7, 5)), digits,
            (whole, (3,), 5), steps=5, optimizer=sgd(0.1), capacity=4),
    network("Deep", "[Dense(9, Activation.Tanh)] [Dense(8, Activation.Tanh)] [Dense(7, Activation.Tanh)] [Dense(5)] [SoftmaxCrossEntropy] [AdamW(0.01)]", (4, 6),
            shapes((1, 6, 9), (2, 9, 8), (3, 8, 7), (4, 7, 5)), deep, (whole, (4,), 5), steps=5, optimizer=lambda p: (optim.AdamW(p, lr=0.01), None)),
    network("Autoencoder", """[Dense(4, Activation.Tanh, Name = "code")] [Dense(6, Share = "W = code.W'")] [SquaredError] [Adam(0.05)]""", (3, 6),
            {"code.W": (6, 4), "code.b": (4,), "b2": (6,)}, autoencoder, (numbers, (3, 6)), steps=4, optimizer=adam(0.05)),
    network("SharedTwice", """[Dense(6, Activation.Tanh, Name = "a")] [Dense(6, Activation.Tanh, Share = "W = a.W")] [SquaredError] [Momentum(0.05)]""", (3, 6),
            {"a.W": (6, 6), "a.b": (6,), "b2": (6,)}, twice, (numbers, (3, 6)), steps=4, optimizer=sgd(0.05, momentum=0.9)),
    network("Cnn", "[Conv2D(4, 3, padding: 1, activation: Activation.Relu)] [MaxPool2D(2, 2)] [Conv2D(5, 2, stride: 2, activation: Activation.Relu)] [Flatten] [Dense(7)] "
            "[SoftmaxCrossEntropy] [Momentum(0.05)]", (3, 8, 9, 2), {"W1": (3, 3, 2, 4), "b1": (4,), "W3": (2, 2, 4, 5), "b3": (5,), "W5": (20, 7), "b5": (7,)},
            cnn, (whole, (3,), 7), steps=4, optimizer=sgd(0.05, momentum=0.9)),
    network("ResidualCnn", """[Conv2D(4, 3, Name = "stem")] [Conv2D(4, 3, padding: 1, activation: Activation.Relu, Name = "side")] [Add("stem", "side")] [GlobalAvgPool] [Dense(7)] """
            "[SoftmaxCrossEntropy] [Sgd(0.1)]", (3, 5, 6, 2), {"stem.W": (3, 3, 2, 4), "stem.b": (4,), "side.W": (3, 3, 4, 4), "side.b": (4,), "W5": (4, 7), "b5": (7,)},
            lambda x, t, p: residual(x, t, Values(W1=p["stem.W"], b1=p["stem.b"], W2=p["side.W"], b2=p["side.b"], W5=p.W5, b5=p.b5)), (whole, (3,), 7),
            steps=4, optimizer=sgd(0.1)),
    network("GaussianNegativeLogLikelihood", """[Dense(5, Activation.Softplus, Name = "v")] [Dense(5, From = "x")] [GaussianNegativeLogLikelihood("v")]""", X,
            shapes(("v", 3, 5), (2, 3, 5)), wide_variances, (numbers, (4, 5))),
    network("GaussianOfSmallVariances", """[Dense(5, Activation.Relu, Name = "v")] [Dense(5, From = "x")] [GaussianNegativeLogLikelihood("v", 0.5)]""", X,
            shapes(("v", 3, 5), (2, 3, 5)), variances(False), (numbers, (4, 5)), differs="clamped-variance",
            library=lambda i, t, p, s, training: variances(True)(i[0], t[0], p)),
    network("CosineEmbedding", COMPARED + """[CosineEmbedding("other", 0.25)]""", X, shapes(("other", 3, 5), (2, 3, 5)), cosine, (signs, (4,))),
    network("MarginRanking", COMPARED + """[MarginRanking("other", 0.25)]""", X, shapes(("other", 3, 5), (2, 3, 5)), ranking(True), (signs, (4, 5))),
    network("MarginRankingAtKinks", COMPARED + """[MarginRanking("other", 0.25)]""", TIED_X, TIED, ranking(), TIED_Y, capacity=4,
            differs="margin", library=lambda i, t, p, s, training: ranking(True)(i[0], t[0], p)),
    network("TripletMargin", """[Dense(5, Name = "near")] [Dense(5, Name = "far", From = "x")] [Dense(5, From = "x")] [TripletMargin("near", "far")]""", X,
            shapes(("near", 3, 5), ("far", 3, 5), (3, 3, 5)), triplet, None),
    network("TripletMarginSwapped", """[Dense(5, Name = "near")] [Dense(5, Name = "far", From = "x")] [Dense(5, From = "x")] [TripletMargin("near", "far", swap: true)]""", X,
            shapes(("near", 3, 5), ("far", 3, 5), (3, 3, 5)), swapped, None),
    network("ByHand", '[Equations("input x[i:batch, j:6]; label t[i] < 5; param W1[j, h:7] ~ he; param b1[h] = 0; param W2[h, k:5] ~ glorot; param b2[k] = 0; '
            'a[i, h] = relu(x[i, j] * W1[j, h] + b1[h]); z[i, k] = a[i, h] * W2[h, k] + b2[k]; p[i, k] = softmax(k: z[i, k]); output p[i, k]; L = -mean(i: log(p[i, t[i]]))")] [Sgd(0.1)]',
            (4, 6), shapes((1, 6, 7), (2, 7, 5)), by_hand, (whole, (4,), 5), steps=4, optimizer=sgd(0.1)),
    network("BilinearByHand", '[Equations("input x[i:batch, j:4]; target y[i, k:5]; param A[j, l:4, k] ~ normal(0.1); param b[k] = 0; '
            'z[i, k] = sum(j, l: x[i, j] * A[j, l, k] * x[i, l]) + b[k]; output z[i, k]; L = mean(i, k: (z[i, k] - y[i, k])^2)")] [Sgd(0.1)]',
            (3, 4), {"A": (4, 4, 5), "b": (5,)}, bilinear, (numbers, (3, 5)), steps=4, optimizer=sgd(0.1)),
    case("TwoLosses", """[Input(3)] [Dense(7, Activation.Tanh, Name = "h")] [Dense(5)] [MeanAbsoluteError] [Huber(0.5, From = "h", Weight = 0.25)] [Adam(0.05)]""",
         [numbers("TwoLosses.x", X)], [numbers("TwoLosses.y", (4, 5)), numbers("TwoLosses.u", (4, 7))], shapes(("h", 3, 7), (2, 7, 5)), weighted,
         steps=4, optimizer=adam(0.05)),
    case("DropoutInTraining", "[Input(3)] [Dense(7, Activation.Relu)] [Dropout(0.4)] [Dense(2)] [SquaredError] [Sgd(0.1)]",
         [numbers("DropoutInTraining.x", X)], [numbers("DropoutInTraining.y", (4, 2))], shapes((1, 3, 7), (3, 7, 2)), dropped,
         steps=5, optimizer=sgd(0.1), seed=SEED),
    case("NormalisedCnn", "[Input(6, 7, 2)] [Conv2D(4, 3, bias: false)] [BatchNorm] [Activate(Activation.Relu)] [MaxPool2D(2, 2)] [Flatten] [Dense(5)] "
         "[SoftmaxCrossEntropy] [Sgd(0.1)]", [numbers("NormalisedCnn.x", (3, 6, 7, 2))], [whole("NormalisedCnn.t", (3,), 5)],
         {"W1": (3, 3, 2, 4), "gamma2": (4,), "beta2": (4,), **shapes((6, 16, 5))}, normalised,
         states=Values(runningMean2=torch.zeros(4), runningVar2=torch.ones(4)), steps=4, optimizer=sgd(0.1)),
    network("Repeated", "[Repeat<{class}Block>(3)] [Dense(2)] [SquaredError] [Momentum(0.01)]", (4, 3),
            {**{f"block{n}.{name}": shape for n in (1, 2, 3) for name, shape in {"W1": (3, 5), "b1": (5,), "side.W": (5, 3)}.items()}, **shapes((1, 3, 2))},
            repeated, (numbers, (4, 2)), steps=3, optimizer=sgd(0.01, momentum=0.9),
            classes="""[Block] [Dense(5, Activation.Silu)] [Dense(3, bias: false, Name = "side")] [Add("x", "side")] public sealed class {class}Block;"""),
    network("OwnLayerLossAndOptimizer", "[Dense(5, Activation.Softplus)] [{class}Gain] [{class}Power(1.5)] [{class}SignDescent(0.01)]", (4, 3),
            {**shapes((1, 3, 5)), "g2": (5,)}, own_layer, (numbers, (4, 5)), steps=4, optimizer=lambda p: (SignDescent(p, lr=0.01), None),
            classes="#pragma warning disable CS9113 // The equations read the parameters.\n"
            '[Equations("param g[k] = 1; y[..., k] = x[..., k] * g[k] + sum(j: g[j]^2)")] public sealed class {class}GainAttribute : LayerAttribute; '
            '[Equations("target y[...]; output x[...]; L = mean(...: abs(x[...] - y[...])^power)")] public sealed class {class}PowerAttribute(double power) : LossAttribute; '
            "[Equations(\"state q = 0; q' = q + g^2; p' = p - rate * sign(g) * sqrt(q')\")] public sealed class {class}SignDescentAttribute(double rate) : OptimizerAttribute;"),
    case("Frozen", """[Input(3)] [Dense(7, Activation.Tanh, Name = "a", Frozen = true)] [Dense(5, Activation.Silu, Name = "b")] [Dense(2, Name = "c")] """
         "[SquaredError] [Adam(0.05, weightDecay: 0.1)]", [numbers("Frozen.x", X)], [numbers("Frozen.y", (4, 2))], shapes(("b", 7, 5), ("c", 5, 2)), frozen,
         states=Values({"a.W": numbers("Frozen.W", (3, 7), -1, 1), "a.b": numbers("Frozen.b", (7,), -1, 1)}), steps=3,
         optimizer=lambda p: (optim.Adam(p, lr=0.05, weight_decay=0.1), None)),
    case("TwoInputs", """[Input(3)] [Dense(7, Activation.Tanh, Name = "a")] [Input(2, 5, Name = "table")] [Flatten] [Dense(7, Name = "b")] [Multiply("a", "b")] """
         """[Dense(6, Name = "c")] [SquaredError] [Sgd(0.01)]""", [numbers("TwoInputs.x", X), numbers("TwoInputs.table", (4, 2, 5))],
         [numbers("TwoInputs.y", (4, 6))], shapes(("a", 3, 7), ("b", 10, 7), ("c", 7, 6)), two_inputs, keep="xBar, tableBar", steps=3, optimizer=sgd(0.01)),
]
