"""The forms that most rows have: one layer before a loss, one loss behind an input."""

import torch
import torch.nn.functional as F

from case import Case, Values, numbers


def softplus(x):
    """ln(1 + e^x), without a threshold."""
    return torch.logaddexp(x, torch.zeros_like(x))


def log_cosh(x, y):
    """The loss of most rows of layers: it takes any shape, and its gradient differs from element to element."""
    error = x - y
    return (error + softplus(-2 * error) - torch.log(torch.tensor(2.0))).mean()


def sum_of_squares(x, y):
    """[SquaredError]."""
    return F.mse_loss(x, y, reduction="sum") / x.shape[0]


def layer(name, stack, x, parameters, forward, evaluate=None, **more):
    """
    A row for a layer: [Input], the stack, [LogCosh].
    x is the input or its shape with the examples; parameters and states are shapes or values by name; forward(x, p) or, with states,
    forward(x, p, s); evaluate the same in evaluation mode, where that differs.
    """
    x = drawn(name + ".x", x)
    states = Values({key: drawn(f"{name}.{key}", value) for key, value in more.pop("states", {}).items()})
    parameters = Values({key: drawn(f"{name}.{key}", value) for key, value in parameters.items()})

    def run_of(forward, evaluate):
        def output_of(x, p, s, training):
            chosen = evaluate if evaluate and not training else forward
            return chosen(x, p, s) if states else chosen(x, p)

        def run(inputs, targets, p, s, training):
            output = output_of(inputs[0], p, s, training)
            return output, log_cosh(output, targets[0])

        return output_of, run

    output_of, run = run_of(forward, evaluate)
    with torch.no_grad():
        shape = output_of(x, parameters, states, False).shape
    if "library" in more:
        more["library"] = run_of(more["library"], more.pop("library_evaluate", None))[1]
    stack = f"{input_of(x)} {stack} [LogCosh]" + more.pop("tail", "")
    return Case(name, stack, [x], [numbers(name + ".y", shape)], parameters, run, states, **more)


def loss(name, attribute, x, y, forward, output=None, **more):
    """A row for a loss behind [Input]: forward(x, y), or forward(x, y, z) for a tuple of targets; and what Predict returns where it is not x."""
    x = drawn(name + ".x", x)
    y = y(name + ".y", x.shape) if callable(y) else y

    def run_of(function):
        return lambda inputs, targets, p, s, training: (output(inputs[0]) if output else inputs[0], function(inputs[0], *targets))

    if "library" in more:
        more["library"] = run_of(more["library"])
    return Case(name, f"{input_of(x)} {attribute}", [x], list(y) if isinstance(y, tuple) else [y], Values(), run_of(forward), **more)


def drawn(name, value):
    """A value as it is, or one of a shape."""
    return value if torch.is_tensor(value) else numbers(name, value)


def input_of(x):
    """[Input] for a tensor of examples."""
    return f"[Input({', '.join(map(str, x.shape[1:]))})]"
