"""Every activation in a layer: ordinary numbers, the places where its derivative jumps, and extremes."""

import torch
import torch.nn.functional as F

from case import numbers
from rows import layer

INPUTS, UNITS = 3, 7
EXTREMES = torch.tensor([-1e4, -80, -30, 0.25, 30, 80, 1e4])
CLOSE_EXTREMES = torch.tensor([-1e4, -9999.5, 80, 0.25, -80, 1e4, 9998.5])

# name, PyTorch's function, the places where the derivative jumps; None where all of a row matter to each
ACTIVATIONS = [
    ("Identity",    lambda x: x + 0,                             []),
    ("Relu",        F.relu,                                      [0]),
    ("Sigmoid",     torch.sigmoid,                               []),
    ("Tanh",        torch.tanh,                                  []),
    ("Softplus",    F.softplus,                                    []),
    ("Silu",        F.silu,                                      []),
    ("Gelu",        F.gelu,                                      []),
    ("GeluTanh",    lambda x: F.gelu(x, approximate="tanh"),     []),
    ("Mish",        F.mish,                                      []),
    ("LeakyRelu",   F.leaky_relu,                                [0]),
    ("Elu",         F.elu,                                       [0]),
    ("Selu",        F.selu,                                      [0]),
    ("Softsign",    F.softsign,                                  [0]),
    ("Relu6",       F.relu6,                                     [0, 6]),
    ("Hardsigmoid", F.hardsigmoid,                               [-3, 3]),
    ("Hardswish",   F.hardswish,                                 [-3, 3]),
    ("Hardtanh",    F.hardtanh,                                  [-1, 1]),
    ("LogSigmoid",  F.logsigmoid,                                []),
    ("Tanhshrink",  F.tanhshrink,                                []),
    ("Softshrink",  F.softshrink,                                [-0.5, 0.5]),
    ("Hardshrink",  F.hardshrink,                                [-0.5, 0.5]),
    ("Softmax",     lambda x: F.softmax(x, -1),                  None),
    ("Softmin",     lambda x: F.softmin(x, -1),                  None),
    ("LogSoftmax",  lambda x: F.log_softmax(x, -1),              None),
]

# Where PyTorch's function is not what DeriveGen's definition says, at a kink or everywhere; see differences.py.
KINKED = {"Hardswish": ("hardswish", lambda x: x * F.relu6(x + 3) / 6)}
ALWAYS = {"Hardsigmoid": ("hardsigmoid", lambda x: F.relu6(x + 3) / 6)}


def dense(name, activation, function, x, b=None, **more):
    """A row: the activation of a layer, whose sums are b for the first example where b is given."""
    grid = 64 if b is None or b.abs().max() < 100 else 4  # so that large sums are the same in single precision
    x = numbers(name + ".x", (x, INPUTS), grid=grid)
    W = numbers(name + ".W", (INPUTS, UNITS), -1, 1, grid)
    b = numbers(name + ".b", (UNITS,)) if b is None else b - x[0] @ W
    library = more.pop("library", None)
    if library:
        more["library"] = lambda x, p: library(x @ p.W1 + p.b1)
    return layer(
        name, f"[Dense({UNITS}, Activation.{activation})]", x, {"W1": W, "b1": b}, lambda x, p: function(x @ p.W1 + p.b1), capacity=4, **more)


def around(kinks):
    """The kinks and their neighbours on either side, in as many numbers as there are units."""
    return torch.tensor([place + step / 64 for step in (0, -1, 1, 32) for place in kinks][:UNITS] + [1.25] * max(0, UNITS - 4 * len(kinks)))


def rows():
    for name, function, kinks in ACTIVATIONS:
        yield defined(name, name, function, 3, None, ALWAYS)
        if kinks:
            yield defined(name + "AtKinks", name, function, 1, around(kinks), KINKED | ALWAYS)
        yield defined(name + "OfExtremes", name, function, 1, CLOSE_EXTREMES if kinks is None else EXTREMES, ALWAYS)


def defined(name, activation, function, x, b, definitions):
    """A row, by the definition where PyTorch's function differs from it."""
    row, definition = definitions.get(activation, (None, None))
    return dense(name, activation, definition, x, b, differs=row, library=function) if row else dense(name, activation, function, x, b)


CASES = list(rows())
