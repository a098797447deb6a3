"""A case: a declaration, the values it is given, and what PyTorch computes from them in double precision."""

import dataclasses
import random
from typing import Callable

import torch

torch.set_default_dtype(torch.float64)


class Values(dict):
    """Tensors by DeriveGen's names: those that are C# names too can be written p.W1. States know how many calls of training there were, for what is drawn."""

    calls = 1
    __getattr__ = dict.__getitem__


@dataclasses.dataclass
class Case:
    """One row. What is drawn depends on the case's name alone, so that a case added or moved changes no other."""

    name: str
    stack: str  # the attributes below [Network]
    inputs: list  # in the order of their declaration; tensors of whole numbers are tokens or labels
    targets: list
    parameters: Values  # in DeriveGen's declared shapes; run maps them to PyTorch's
    run: Callable  # (inputs, targets, parameters, states, training) -> (output, loss); moves the states on while training
    states: Values = dataclasses.field(default_factory=Values)
    classes: str = ""  # blocks and attribute classes that the stack uses, in C#; {class} is the network's name in both
    steps: int = 0  # of training, after which parameters, states and evaluation are compared again
    optimizer: Callable = None  # parameters -> (optimizer, schedule or None)
    clip: Callable = None  # changes the gradients of a list of parameters
    capacity: int = None  # the most examples of a call; as many as are given unless said
    sizes: list = dataclasses.field(default_factory=list)  # those of the call, but for the number of examples
    seed: int = None  # of the network, where it draws
    direction: Values = None  # by which the Hessian of the training loss is multiplied
    keep: str = "xBar"  # tensors to compare after a gradient; an input's adjoint is "xBar"
    differs: str = None  # the row of differences.py that says why PyTorch's own function would not do
    library: Callable = None  # run with PyTorch's own function, where the case differs from it
    library_clip: Callable = None  # the same of clip
    tolerance: tuple = None  # (relative error in single precision, why it is wider)


def numbers(name, shape, low=-2, high=2, grid=64):
    """Random multiples of 1/grid: they are the same in single precision, so that ties and kinks are where they seem to be."""
    draw = random.Random(name + str(tuple(shape)))
    return torch.tensor([draw.randint(low * grid, high * grid) / grid for _ in range(size(shape))]).reshape(shape)


def whole(name, shape, below):
    """Random whole numbers from 0."""
    draw = random.Random(name + str(tuple(shape)))
    return torch.tensor([draw.randrange(below) for _ in range(size(shape))]).reshape(shape)


def signs(name, shape):
    """1 or -1 at random."""
    return whole(name, shape, 2) * 2.0 - 1


def probabilities(name, shape):
    """Multiples of 1/16 from 0 to 1."""
    return whole(name, shape, 17) / 16


def distributions(name, shape):
    """Rows that add up to 1 exactly, zeros among them."""
    counts = whole(name, shape, 4)
    counts[..., 0] = 16 - counts[..., 1:].sum(-1)
    return counts / 16


def size(shape):
    """The number of elements."""
    return int(torch.Size(shape).numel())


def expected(case):
    """What PyTorch computes, and a check that its own function differs where a row of differences says so."""
    result = computed(case, case.run)
    if case.differs:
        theirs = dict(flat(computed(dataclasses.replace(case, clip=case.library_clip or case.clip), case.library or case.run)))
        assert not all(agree(mine, theirs[name]) for name, mine in flat(result)), f"{case.name}: PyTorch gives the same; it needs no row of differences"
    return result


def computed(case, run):
    """Evaluation, the gradients of the first step, and everything after the last."""
    parameters = Values({name: value.clone().requires_grad_() for name, value in case.parameters.items()})
    states = copies(case.states)
    result = {"evaluation": evaluation(case, run, parameters, states), **gradients(case, run, parameters, copies(states))}
    if case.direction:
        result["curvature"] = hessian_vector(case, run, parameters, copies(states))
    if case.steps:
        train(case, run, parameters, states)
        result["after"] = {"parameters": parameters, "states": states, "evaluation": evaluation(case, run, parameters, states)}
    return result


def copies(values):
    """Values that can be moved on."""
    return Values({name: value.clone() for name, value in values.items()})


def flat(result, path=""):
    """Every tensor with its path."""
    for name, value in result.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}/{name}")
        else:
            yield f"{path}/{name}", value.detach()


def agree(mine, theirs):
    """Whether two tensors are the same, as the test compares them in double precision; what is not a number agrees with nothing."""
    return bool((mine - theirs).abs().max() <= 1e-9 * mine.abs().max())


def evaluation(case, run, parameters, states):
    """Output and loss in evaluation mode."""
    with torch.no_grad():
        output, loss = run(case.inputs, case.targets, parameters, states, False)
    return {"output": output, "loss": loss}


def gradients(case, run, parameters, states):
    """Loss and gradients in training mode."""
    inputs = [value.clone().requires_grad_() if value.is_floating_point() else value for value in case.inputs]
    kept = [value for value in inputs if value.requires_grad] if case.keep else []
    _, loss = run(inputs, case.targets, parameters, states, True)
    found = torch.autograd.grad(loss, [*parameters.values(), *kept], allow_unused=True)
    found = [torch.zeros_like(of) if value is None else value for value, of in zip(found, [*parameters.values(), *kept])]
    return {
        "loss": loss,
        "gradients": dict(zip(parameters, found)),
        "kept": dict(zip(case.keep.split(", "), found[len(parameters):])) if kept else {},
    }


def hessian_vector(case, run, parameters, states):
    """The gradient of the gradient's product with the direction."""
    _, loss = run(case.inputs, case.targets, parameters, states, True)
    learned = list(parameters.values())
    slopes = torch.autograd.grad(loss, learned, create_graph=True)
    along = sum((slope * case.direction[name]).sum() for name, slope in zip(parameters, slopes))
    found = torch.autograd.grad(along, learned, allow_unused=True)
    return {name: torch.zeros_like(of) if value is None else value for (name, of), value in zip(parameters.items(), found)}


def train(case, run, parameters, states):
    """Steps of the optimizer on one batch."""
    learned = list(parameters.values())
    optimizer, schedule = case.optimizer(learned)
    for states.calls in range(2, case.steps + 2):  # the gradient was the first
        optimizer.zero_grad()
        _, loss = run(case.inputs, case.targets, parameters, states, True)
        loss.backward()
        if case.clip:
            case.clip(learned)
        optimizer.step()
        if schedule:
            schedule.step()
