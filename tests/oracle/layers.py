"""Layers that are neither convolutions nor sequences: dense ones, norms, shapes, branches, noise."""

import torch
import torch.nn.functional as F

from philox import gaussian, uniform
from rows import layer

IMAGE = (2, 5, 7, 4)
SEQUENCE = (3, 5, 4)
ROW = (5, 6)


def first(x):
    """Channels last to channels first."""
    return x.movedim(-1, 1)


def last(x):
    """Channels first to channels last."""
    return x.movedim(1, -1)


def group_norm(groups, epsilon=1e-5):
    return lambda x, p: last(F.group_norm(first(x), groups, p.gamma1, p.beta1, epsilon))


def layer_norm(epsilon=1e-5):
    return lambda x, p: F.layer_norm(x, x.shape[-1:], p.gamma1, p.beta1, epsilon)


def rms_norm(epsilon=1e-6):
    return lambda x, p: p.gamma1 * x / (x.square().mean(-1, keepdim=True) + epsilon).sqrt()


def batch_norm(training, momentum=0.1, epsilon=1e-5, layer=1):
    """PyTorch's, but with the biased variance in the running average."""
    def forward(x, p, s):
        rows, gamma, beta = x.flatten(0, -2), p[f"gamma{layer}"], p[f"beta{layer}"]
        mean, variance = s[f"runningMean{layer}"], s[f"runningVar{layer}"]
        if training:
            mean.lerp_(rows.detach().mean(0), momentum)
            variance.lerp_(rows.detach().var(0, unbiased=False), momentum)
            return F.batch_norm(rows, None, None, gamma, beta, True, momentum, epsilon).reshape(x.shape)
        return F.batch_norm(rows, mean, variance, gamma, beta, False, momentum, epsilon).reshape(x.shape)
    return forward


def library_batch_norm(x, p, s):
    """PyTorch's own, with the unbiased variance in the running average."""
    rows = x.flatten(0, -2)
    return F.batch_norm(rows, s.runningMean1, s.runningVar1, p.gamma1, p.beta1, True, 0.1, 1e-5).reshape(x.shape)


def norm(k):
    return {"gamma1": (k,), "beta1": (k,)}


def dropout(rate):
    """The mask is the network's own: a function of the seed, for the first call."""
    return lambda x, p: x * (uniform(SEED, 0, 1, x.shape) >= rate) / (1 - rate)


def glu_of_parts(x, p):
    """SwiGLU: silu(x W) times x V."""
    return F.silu(x @ p.W1) * (x @ p.V1)


def branches(join, left=5, right=5):
    """Two dense layers of the input, joined."""
    return lambda x, p: join(x @ p["a.W"] + p["a.b"], torch.tanh(x @ p["b.W"] + p["b.b"]))


def branch_parameters(inputs, left, right):
    return {"a.W": (inputs, left), "a.b": (left,), "b.W": (inputs, right), "b.b": (right,)}


def sinusoid(longest):
    def forward(x, p):
        _, length, width = x.shape
        wave = torch.arange(width).div(2, rounding_mode="floor") * 2.0 / width
        angle = torch.arange(length)[:, None] / longest ** wave
        return x + torch.where(torch.arange(width) % 2 == 0, angle.sin(), angle.cos())
    return forward


def same(x, p):
    return x


SEED = 1
NORM_4, NORM_6 = norm(4), norm(6)
EMPTY = torch.zeros(3, 4)
TIED_IMAGE = torch.tensor([[1.0, 2, 2, -1], [2, 2, 0, -1], [-3, 1, 2, -1]]).reshape(1, 3, 2, 2)

CASES = [
    layer("Dense",               "[Dense(4)]",                             ROW,      {"W1": (6, 4), "b1": (4,)}, lambda x, p: F.linear(x, p.W1.T, p.b1)),
    layer("DenseWithoutBias",    "[Dense(4, Activation.Tanh, bias: false)]", ROW,    {"W1": (6, 4)}, lambda x, p: torch.tanh(x @ p.W1)),
    layer("DenseOfSequence",     "[Dense(7, Activation.Relu)]",            SEQUENCE, {"W1": (4, 7), "b1": (7,)}, lambda x, p: F.relu(x @ p.W1 + p.b1)),
    layer("DenseOfImage",        "[Dense(3)]",                             IMAGE,    {"W1": (4, 3), "b1": (3,)}, lambda x, p: x @ p.W1 + p.b1),
    layer("DenseToOne",          "[Dense(1)]",                             ROW,      {"W1": (6, 1), "b1": (1,)}, lambda x, p: x @ p.W1 + p.b1),
    layer("DenseOfOneExample",   "[Dense(4)]",                             (1, 6),   {"W1": (6, 4), "b1": (4,)}, lambda x, p: x @ p.W1 + p.b1, capacity=5),
    layer("DenseOfMany",         "[Dense(37, Activation.Silu)] [Dense(3)]", (19, 11), {"W1": (11, 37), "b1": (37,), "W2": (37, 3), "b2": (3,)},
          lambda x, p: F.silu(x @ p.W1 / 1 + p.b1) @ p.W2 + p.b2, capacity=23),
    layer("OwnActivation",       "[Dense(4, \"x * sigmoid(1.702 * x)\")]", ROW,    {"W1": (6, 4), "b1": (4,)},
          lambda x, p: (x @ p.W1 + p.b1) * torch.sigmoid(1.702 * (x @ p.W1 + p.b1))),
    layer("Activate",            "[Activate(Activation.Silu)]",            SEQUENCE, {}, lambda x, p: F.silu(x)),
    layer("PRelu",               "[PRelu(0.3)]",                           SEQUENCE, {"a1": torch.tensor(0.375)}, lambda x, p: F.prelu(x, p.a1.reshape(1))),
    layer("PReluAtKinks",        "[PRelu(0.3)]",                           torch.tensor([[[0.0, 1, -1, 0]]]), {"a1": torch.tensor(0.375)},
          lambda x, p: F.relu(x) + p.a1 * -F.relu(-x), differs="prelu", library=lambda x, p: F.prelu(x, p.a1.reshape(1))),
    layer("Glu",                 "[Glu]",                                  ROW,      {}, lambda x, p: F.glu(x)),
    layer("GluOfSequence",       "[Glu]",                                  SEQUENCE, {}, lambda x, p: F.glu(x)),
    layer("SwiGlu",              "[SwiGlu(7)]",                            SEQUENCE, {"W1": (4, 7), "V1": (4, 7)}, glu_of_parts),

    layer("LayerNorm",           "[LayerNorm]",                            ROW,      NORM_6, layer_norm()),
    layer("LayerNormOfSequence", "[LayerNorm(0.125)]",                     SEQUENCE, NORM_4, layer_norm(0.125)),
    layer("LayerNormOfConstant", "[LayerNorm]",                            torch.full((2, 6), 1.5), NORM_6, layer_norm()),
    layer("LayerNormOfExtremes", "[LayerNorm]",                            torch.tensor([[1e4, -1e4, 80, -80, 0.5, 0]]), NORM_6, layer_norm()),
    layer("LayerNormOfOne",      "[LayerNorm]",                            (3, 1),   norm(1), layer_norm()),
    layer("RmsNorm",             "[RmsNorm]",                              ROW,      {"gamma1": (6,)}, rms_norm()),
    layer("RmsNormOfSequence",   "[RmsNorm(0.125)]",                       SEQUENCE, {"gamma1": (4,)}, rms_norm(0.125)),
    layer("RmsNormOfZeros",      "[RmsNorm(0.125)]",                       torch.zeros(2, 5, 4), {"gamma1": (4,)}, rms_norm(0.125)),
    layer("GroupNorm",           "[GroupNorm(2)]",                         IMAGE,    NORM_4, group_norm(2)),
    layer("GroupNormOfOne",      "[GroupNorm(1, 0.125)]",                  IMAGE,    NORM_4, group_norm(1, 0.125)),
    layer("GroupNormOfEach",     "[GroupNorm(4)]",                         IMAGE,    NORM_4, group_norm(4)),
    layer("InstanceNorm",        "[InstanceNorm]",                         IMAGE,    {}, lambda x, p: last(F.instance_norm(first(x)))),
    layer("InstanceNormEpsilon", "[InstanceNorm(0.125)]",                  IMAGE,    {}, lambda x, p: last(F.instance_norm(first(x), eps=0.125))),

    layer("Dropout",             "[Dropout(0.4)]",                         SEQUENCE, {}, dropout(0.4), same, seed=SEED),
    layer("DropoutOfNone",       "[Dropout(0)]",                           ROW,      {}, same, same),
    layer("DropoutBetween",      "[Dense(5)] [Dropout(0.25)] [Dense(3)]",  ROW,      {"W1": (6, 5), "b1": (5,), "W3": (5, 3), "b3": (3,)},
          lambda x, p: dropout(0.25)(x @ p.W1 + p.b1, p) @ p.W3 + p.b3, lambda x, p: (x @ p.W1 + p.b1) @ p.W3 + p.b3, seed=SEED),
    layer("GaussianNoise",       "[GaussianNoise(0.3)]",                   SEQUENCE, {}, lambda x, p: x + 0.3 * gaussian(SEED, 0, 1, x.shape), same, seed=SEED),

    layer("Flatten",             "[Flatten]",                              IMAGE,    {}, lambda x, p: x.flatten(1)),
    layer("FlattenThenDense",    "[Flatten] [Dense(3)]",                   SEQUENCE, {"W2": (20, 3), "b2": (3,)}, lambda x, p: x.flatten(1) @ p.W2 + p.b2),
    layer("Reshape",             "[Reshape(2, 3)]",                        ROW,      {}, lambda x, p: x.reshape(-1, 2, 3)),
    layer("PositionEmbedding",   "[PositionEmbedding]",                    SEQUENCE, {"P1": (5, 4)}, lambda x, p: x + p.P1),
    layer("SinusoidalPosition",  "[SinusoidalPosition]",                   (2, 5, 6), {}, sinusoid(10000)),
    layer("SinusoidalPositions", "[SinusoidalPosition(100)]",              (2, 7, 3), {}, sinusoid(100)),

    layer("Add", """[Dense(4, Name = "a")] [Dense(4, Activation.Tanh, Name = "b", From = "x")] [Add("a", "b")]""", ROW,
          branch_parameters(6, 4, 4), branches(torch.add)),
    layer("Multiply", """[Dense(4, Name = "a")] [Dense(4, Activation.Tanh, Name = "b", From = "x")] [Multiply("a", "b")]""", ROW,
          branch_parameters(6, 4, 4), branches(torch.mul)),
    layer("Concat", """[Dense(4, Name = "a")] [Dense(3, Activation.Tanh, Name = "b", From = "x")] [Concat("a", "b")]""", ROW,
          branch_parameters(6, 4, 3), branches(lambda a, b: torch.cat([a, b], -1))),
    layer("ConcatOfSequence", """[Dense(2, Name = "a")] [Dense(3, Activation.Tanh, Name = "b", From = "x")] [Concat("b", "a")]""", SEQUENCE,
          branch_parameters(4, 2, 3), branches(lambda a, b: torch.cat([b, a], -1))),
    layer("AddOfThree", """[Dense(4, Name = "a")] [Dense(4, Activation.Tanh, Name = "b", From = "x")] [Add("b", "a", "a")]""", ROW,
          branch_parameters(6, 4, 4), branches(lambda a, b: b + a + a)),
    layer("Average", """[Dense(4, Name = "a")] [Dense(4, Activation.Tanh, Name = "b", From = "x")] [Average("a", "b", "b")]""", ROW,
          branch_parameters(6, 4, 4), branches(lambda a, b: torch.stack([a, b, b]).mean(0))),
    layer("Largest", """[Dense(4, Name = "a")] [Dense(4, Activation.Tanh, Name = "b", From = "x")] [Largest("a", "b")]""", ROW,
          branch_parameters(6, 4, 4), branches(torch.maximum)),
    layer("ConcatOfThree", """[Dense(4, Name = "a")] [Dense(3, Activation.Tanh, Name = "b", From = "x")] [Concat("b", "a", "b")]""", ROW,
          branch_parameters(6, 4, 3), branches(lambda a, b: torch.cat([b, a, b], -1))),
    layer("AddToItself", """[Dense(6, Activation.Relu, Name = "a")] [Add("a", "x")]""", ROW,
          {"a.W": (6, 6), "a.b": (6,)}, lambda x, p: x + F.relu(x @ p["a.W"] + p["a.b"])),
]

STATES = {"runningMean1": (6,), "runningVar1": torch.tensor([0.5, 1, 2, 0.25, 1.5, 3])}


def sgd(rate):
    return lambda parameters: (torch.optim.SGD(parameters, lr=rate), None)


CASES += [
    layer("BatchNorm",           "[BatchNorm]",                            ROW,      NORM_6, batch_norm(True), batch_norm(False),
          states={"runningMean1": torch.zeros(6), "runningVar1": torch.ones(6)}, tail=" [Sgd(0.1)]", steps=3, optimizer=sgd(0.1),
          differs="running-variance", library=library_batch_norm, library_evaluate=batch_norm(False)),
    layer("BatchNormOfStates",   "[BatchNorm(0.3, 0.125)]",                (2, 3, 6), NORM_6, batch_norm(True, 0.3, 0.125), batch_norm(False, 0.3, 0.125),
          states=STATES, tail=" [Sgd(0.1)]", steps=4, optimizer=sgd(0.1)),
    layer("BatchNormOfImage",    "[BatchNorm(0.01)]",                      IMAGE,    NORM_4, batch_norm(True, 0.01), batch_norm(False, 0.01),
          states={"runningMean1": torch.zeros(4), "runningVar1": torch.ones(4)}, tail=" [Momentum(0.1)]", steps=3,
          optimizer=lambda parameters: (torch.optim.SGD(parameters, lr=0.1, momentum=0.9), None)),
]
