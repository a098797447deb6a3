"""Every optimizer with its options, clippers and schedules: some steps on one batch."""

import math

import torch
from torch import optim
from torch.nn.utils import clip_grad_norm_, clip_grad_value_
from torch.optim import lr_scheduler

from case import Case, Values, numbers
from rows import sum_of_squares

INPUTS, UNITS, OUTPUTS, EXAMPLES, STEPS = 3, 7, 2, 4, 6


def perceptron(inputs, targets, p, s, training):
    output = torch.tanh(inputs[0] @ p.W1 + p.b1) @ p.W2 + p.b2
    return output, sum_of_squares(output, targets[0])


def row(name, attributes, optimizer, schedule=None, steps=STEPS, **more):
    """A row: the steps of an optimizer on a small perceptron."""
    return Case(
        name,
        f"[Input({INPUTS})] [Dense({UNITS}, Activation.Tanh)] [Dense({OUTPUTS})] [SquaredError] {attributes}",
        [numbers("optimizers.x", (EXAMPLES, INPUTS))],
        [numbers("optimizers.y", (EXAMPLES, OUTPUTS))],
        Values(
            W1=numbers("optimizers.W1", (INPUTS, UNITS), -1, 1), b1=numbers("optimizers.b1", (UNITS,), -1, 1),
            W2=numbers("optimizers.W2", (UNITS, OUTPUTS), -1, 1), b2=numbers("optimizers.b2", (OUTPUTS,), -1, 1)),
        perceptron, steps=steps, optimizer=both(optimizer, schedule), keep="", **more)


def dead(name, attributes, optimizer, **more):
    """A row in which every gradient is 0, because the only layer's sums are all below 0."""
    def run(inputs, targets, p, s, training):
        output = torch.relu(inputs[0] @ p.W1 + p.b1)
        return output, sum_of_squares(output, targets[0])

    return Case(
        name,
        f"[Input({INPUTS})] [Dense({OUTPUTS}, Activation.Relu)] [SquaredError] {attributes}",
        [numbers("dead.x", (EXAMPLES, INPUTS))],
        [numbers("dead.y", (EXAMPLES, OUTPUTS))],
        Values(W1=numbers("dead.W1", (INPUTS, OUTPUTS), -1, 1), b1=torch.full((OUTPUTS,), -20.0)),
        run, steps=STEPS, optimizer=both(optimizer, None), keep="", **more)


def both(optimizer, schedule):
    """An optimizer of some parameters and its schedule."""
    def make(parameters):
        made = optimizer(parameters)
        return made, schedule(made) if schedule else None
    return make


def of(kind, **options):
    return lambda parameters: kind(parameters, **options)


def by(kind, *arguments, **options):
    return lambda made: kind(made, *arguments, **options)


def factor(formula):
    """LambdaLR counts from 0, DeriveGen's updates from 1."""
    return by(lr_scheduler.LambdaLR, lambda epoch: formula(epoch + 1))


class Lion(optim.Optimizer):
    """Not in PyTorch; algorithm 2 of Chen and others, "Symbolic discovery of optimization algorithms", 2023."""

    def __init__(self, parameters, lr, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(parameters, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                update = torch.sign(beta1 * m + (1 - beta1) * p.grad)
                p -= group["lr"] * (update + group["weight_decay"] * p)
                m.copy_(beta2 * m + (1 - beta2) * p.grad)


class NAdam(optim.Optimizer):
    """Dozat, "Incorporating Nesterov momentum into Adam", 2016, as PyTorch has it from 2.0 on; before it multiplied the momenta by one too many."""

    def __init__(self, parameters, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, momentum_decay=4e-3):
        super().__init__(parameters, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "momentum_decay": momentum_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                state, g = self.state[p], p.grad + group["weight_decay"] * p
                state["step"] = step = state.get("step", 0) + 1
                momentum, following = (beta1 * (1 - 0.5 * 0.96 ** (at * group["momentum_decay"])) for at in (step, step + 1))
                state["product"] = product = state.get("product", 1) * momentum
                m = state.setdefault("m", torch.zeros_like(p)).lerp_(g, 1 - beta1)
                v = state.setdefault("v", torch.zeros_like(p)).lerp_(g.square(), 1 - beta2)
                direction = following * m / (1 - product * following) + (1 - momentum) * g / (1 - product)
                p -= group["lr"] * direction / ((v / (1 - beta2**step)).sqrt() + group["eps"])


class Lamb(optim.Optimizer):
    """Not in PyTorch; algorithm 2 of You and others, "Large batch optimization for deep learning", 2020, with the length itself for phi."""

    def __init__(self, parameters, lr, betas=(0.9, 0.999), eps=1e-6, weight_decay=0.01):
        super().__init__(parameters, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                state = self.state[p]
                state["step"] = step = state.get("step", 0) + 1
                m = state.setdefault("m", torch.zeros_like(p)).lerp_(p.grad, 1 - beta1)
                v = state.setdefault("v", torch.zeros_like(p)).lerp_(p.grad.square(), 1 - beta2)
                update = (m / (1 - beta1**step)) / ((v / (1 - beta2**step)).sqrt() + group["eps"]) + group["weight_decay"] * p
                trust = p.norm() / update.norm() if p.norm() > 0 and update.norm() > 0 else 1
                p -= group["lr"] * trust * update


def clip_by_largest(limit):
    """Scaled until the largest absolute value of all is the limit."""
    def clip(parameters):
        largest = max(float(p.grad.abs().max()) for p in parameters)
        for p in parameters:
            p.grad *= min(1.0, limit / largest)
    return clip


def clip_by_norm(limit):
    """Scaled to the limit exactly."""
    def clip(parameters):
        length = torch.sqrt(sum(p.grad.square().sum() for p in parameters))
        for p in parameters:
            p.grad *= min(1.0, limit / float(length)) if length > 0 else 1.0
    return clip


def values(limit):
    return lambda parameters: clip_grad_value_(parameters, limit)


def in_turn(*clips):
    def clip(parameters):
        for each in clips:
            each(parameters)
    return clip


SGD, Adam = optim.SGD, optim.Adam

CASES = [
    row("Sgd",              "[Sgd]",                                             of(SGD, lr=0.01)),
    row("SgdByDefault",     "",                                                  of(SGD, lr=0.01)),
    row("SgdOfRate",        "[Sgd(0.2)]",                                        of(SGD, lr=0.2)),
    row("Momentum",         "[Momentum]",                                        of(SGD, lr=0.01, momentum=0.9)),
    row("MomentumOfNone",   "[Momentum(0.1, 0)]",                                of(SGD, lr=0.1)),
    row("MomentumDecay",    "[Momentum(0.1, 0.8, weightDecay: 0.2)]",            of(SGD, lr=0.1, momentum=0.8, weight_decay=0.2)),
    row("Nesterov",         "[Momentum(0.1, 0.8, nesterov: true)]",              of(SGD, lr=0.1, momentum=0.8, nesterov=True)),
    row("NesterovDecay",    "[Momentum(0.1, 0.8, nesterov: true, weightDecay: 0.2)]", of(SGD, lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.2)),
    row("Adam",             "[Adam]",                                            of(Adam, lr=1e-3)),
    row("AdamOptions",      "[Adam(0.1, 0.8, 0.9, 0.01)]",                       of(Adam, lr=0.1, betas=(0.8, 0.9), eps=0.01)),
    row("AdamDecay",        "[Adam(0.1, 0.8, 0.9, 0.01, weightDecay: 0.2)]",     of(Adam, lr=0.1, betas=(0.8, 0.9), eps=0.01, weight_decay=0.2)),
    row("AdamLong",         "[Adam(0.05)]",                                      of(Adam, lr=0.05), steps=60),
    row("AdamW",            "[AdamW]",                                           of(optim.AdamW, lr=1e-3)),
    row("AdamWOptions",     "[AdamW(0.1, 0.8, 0.9, 0.01, 0.2)]",                 of(optim.AdamW, lr=0.1, betas=(0.8, 0.9), eps=0.01, weight_decay=0.2)),
    row("AmsGrad",          "[AmsGrad]",                                         of(Adam, lr=1e-3, amsgrad=True)),
    row("AmsGradOptions",   "[AmsGrad(0.1, 0.8, 0.5, 0.01)]",                    of(Adam, lr=0.1, betas=(0.8, 0.5), eps=0.01, amsgrad=True)),
    row("Adamax",           "[Adamax]",                                          of(optim.Adamax, lr=2e-3)),
    row("AdamaxOptions",    "[Adamax(0.1, 0.8, 0.5, 0.01)]",                     of(optim.Adamax, lr=0.1, betas=(0.8, 0.5), eps=0.01)),
    row("RmsProp",          "[RmsProp]",                                         of(optim.RMSprop, lr=0.01)),
    row("RmsPropOptions",   "[RmsProp(0.1, 0.8, 0.01, 0.2)]",                    of(optim.RMSprop, lr=0.1, alpha=0.8, eps=0.01, weight_decay=0.2)),
    row("Adagrad",          "[Adagrad]",                                         of(optim.Adagrad, lr=0.01)),
    row("AdagradOptions",   "[Adagrad(0.1, 0.25, 0.01)]",                        of(optim.Adagrad, lr=0.1, initial_accumulator_value=0.25, eps=0.01)),
    row("AdagradRateDecay", "[Adagrad(0.1, schedule: \"1 / (1 + 0.5 * (x - 1))\")]", of(optim.Adagrad, lr=0.1, lr_decay=0.5)),
    row("Adadelta",         "[Adadelta]",                                        of(optim.Adadelta, lr=1.0)),
    row("AdadeltaOptions",  "[Adadelta(0.5, 0.8, 0.001)]",                       of(optim.Adadelta, lr=0.5, rho=0.8, eps=0.001)),
    row("Lion",             "[Lion]",                                            of(Lion, lr=1e-4)),
    row("LionOptions",      "[Lion(0.1, 0.8, 0.7, 0.2)]",                        of(Lion, lr=0.1, betas=(0.8, 0.7), weight_decay=0.2)),

    row("Dampened",         "[Momentum(0.1, 0.8, dampening: 0.3)]",              of(SGD, lr=0.1, momentum=0.8, dampening=0.3)),
    row("AmsGradDecay",     "[AmsGrad(0.1, weightDecay: 0.2)]",                  of(Adam, lr=0.1, amsgrad=True, weight_decay=0.2)),
    row("AdamaxDecay",      "[Adamax(0.1, weightDecay: 0.2)]",                   of(optim.Adamax, lr=0.1, weight_decay=0.2)),
    row("AdagradDecay",     "[Adagrad(0.1, weightDecay: 0.2)]",                  of(optim.Adagrad, lr=0.1, weight_decay=0.2)),
    row("AdadeltaDecay",    "[Adadelta(0.5, weightDecay: 0.2)]",                 of(optim.Adadelta, lr=0.5, weight_decay=0.2)),
    row("NAdam",            "[NAdam]",                                           of(NAdam, lr=2e-3)),
    row("NAdamOptions",     "[NAdam(0.1, 0.8, 0.9, 0.01, 0.2, 0.05)]",           of(
        NAdam, lr=0.1, betas=(0.8, 0.9), eps=0.01, weight_decay=0.2, momentum_decay=0.05)),
    row("RAdam",            "[RAdam]",                                           of(optim.RAdam, lr=1e-3), steps=8),
    row("RAdamOptions",     "[RAdam(0.1, 0.8, 0.9, 0.01, 0.2)]",                 of(optim.RAdam, lr=0.1, betas=(0.8, 0.9), eps=0.01, weight_decay=0.2), steps=9),
    row("CenteredRmsProp",  "[CenteredRmsProp]",                                 of(optim.RMSprop, lr=0.01, centered=True)),
    row("CenteredOptions",  "[CenteredRmsProp(0.1, 0.8, 0.01, 0.2, 0.7)]",       of(
        optim.RMSprop, lr=0.1, alpha=0.8, eps=0.01, weight_decay=0.2, momentum=0.7, centered=True)),
    row("Rprop",            "[Rprop]",                                           of(optim.Rprop, lr=0.01), steps=4),
    row("RpropOptions",     "[Rprop(0.25, 1.5, 0.6, 0.1, 0.5)]",                 of(optim.Rprop, lr=0.25, etas=(0.6, 1.5), step_sizes=(0.1, 0.5)), steps=12),
    row("Lamb",             "[Lamb]",                                            of(Lamb, lr=1e-3)),
    row("LambOptions",      "[Lamb(0.1, 0.8, 0.9, 0.01, 0.2)]",                  of(Lamb, lr=0.1, betas=(0.8, 0.9), eps=0.01, weight_decay=0.2)),

    row("ClipByLargest",    "[ClipByLargest(0.25)] [Momentum(0.1)]",             of(SGD, lr=0.1, momentum=0.9), clip=clip_by_largest(0.25)),
    row("ClipByLargestBeyond", "[ClipByLargest(1000)] [Sgd(0.01)]",              of(SGD, lr=0.01), clip=clip_by_largest(1000)),
    row("ClipByValue",      "[ClipByValue(0.25)] [Sgd(0.1)]",                    of(SGD, lr=0.1), clip=values(0.25)),
    row("ClipByNorm",       "[ClipByNorm(0.5)] [Sgd(0.1)]",                      of(SGD, lr=0.1), clip=clip_by_norm(0.5),
        differs="clip-by-norm", library_clip=lambda parameters: clip_grad_norm_(parameters, 0.5)),
    row("ClipByNormBeyond", "[ClipByNorm(1000)] [Sgd(0.01)]",                    of(SGD, lr=0.01), clip=lambda parameters: clip_grad_norm_(parameters, 1000)),
    row("ClipTwice",        "[ClipByValue(0.5)] [ClipByNorm(0.75)] [Adam(0.1)]", of(Adam, lr=0.1), clip=in_turn(values(0.5), clip_by_norm(0.75))),
    row("ClipOtherWay",     "[ClipByNorm(0.75)] [ClipByValue(0.5)] [Momentum(0.1)]", of(SGD, lr=0.1, momentum=0.9), clip=in_turn(clip_by_norm(0.75), values(0.5))),

    row("InverseSquareRoot", "[Momentum(0.1, schedule: RateSchedule.InverseSquareRoot)]", of(SGD, lr=0.1, momentum=0.9), factor(lambda x: x**-0.5)),
    row("Inverse",          "[Adam(0.1, schedule: RateSchedule.Inverse)]",       of(Adam, lr=0.1), factor(lambda x: 1 / x)),
    row("Constant",         "[AdamW(0.1, schedule: RateSchedule.Constant)]",     of(optim.AdamW, lr=0.1), factor(lambda x: 1)),
    row("Cosine",           "[AdamW(0.1, schedule: \"(1 + cos(pi * min((x - 1) / 4, 1))) / 2\")]", of(optim.AdamW, lr=0.1), factor(
        lambda x: (1 + math.cos(math.pi * min((x - 1) / 4, 1))) / 2)),
    row("CosineAnnealing",  "[AmsGrad(0.1, schedule: \"(1 + cos(pi * (x - 1) / 8)) / 2\")]", of(Adam, lr=0.1, amsgrad=True),
        by(lr_scheduler.CosineAnnealingLR, T_max=8)),
    row("Exponential",      "[RmsProp(0.1, schedule: \"0.75^(x - 1)\")]",        of(optim.RMSprop, lr=0.1), by(lr_scheduler.ExponentialLR, gamma=0.75)),
    row("Linear",           "[Adamax(0.1, schedule: \"min(1, 0.25 + 0.75 * (x - 1) / 4)\")]", of(optim.Adamax, lr=0.1),
        by(lr_scheduler.LinearLR, start_factor=0.25, total_iters=4)),
    row("Step",             "[Adadelta(0.5, schedule: \"0.5^[x > 2] * 0.5^[x > 4]\")]", of(optim.Adadelta, lr=0.5), by(lr_scheduler.StepLR, step_size=2, gamma=0.5)),
    row("MultiStep",        "[Lion(0.1, schedule: \"0.25^[x > 1] * 0.25^[x > 4]\")]", of(Lion, lr=0.1),
        by(lr_scheduler.MultiStepLR, milestones=[1, 4], gamma=0.25)),
    row("Polynomial",       "[Momentum(0.1, schedule: \"(1 - min((x - 1) / 5, 1))^2\")]", of(SGD, lr=0.1, momentum=0.9),
        by(lr_scheduler.PolynomialLR, total_iters=5, power=2)),
    row("WarmUp",           "[Adam(0.1, schedule: \"min(x / 3, (3 / x)^0.5)\")]",  of(Adam, lr=0.1), factor(lambda x: min(x / 3, (3 / x)**0.5))),

    dead("SgdOfZeros",      "[Sgd(0.1)]",                                        of(SGD, lr=0.1)),
    dead("AdamOfZeros",     "[Adam(0.1, weightDecay: 0.2)]",                     of(Adam, lr=0.1, weight_decay=0.2)),
    dead("AdamaxOfZeros",   "[Adamax(0.1)]",                                     of(optim.Adamax, lr=0.1)),
    dead("RmsPropOfZeros",  "[RmsProp(0.1)]",                                    of(optim.RMSprop, lr=0.1)),
    dead("AdagradOfZeros",  "[Adagrad(0.1)]",                                    of(optim.Adagrad, lr=0.1)),
    dead("AdadeltaOfZeros", "[Adadelta(0.1)]",                                   of(optim.Adadelta, lr=0.1)),
    dead("LambOfZeros",     "[Lamb(0.1, weightDecay: 0)]",                       of(Lamb, lr=0.1, weight_decay=0)),
    dead("CenteredOfZeros", "[CenteredRmsProp(0.1)]",                            of(optim.RMSprop, lr=0.1, centered=True)),
    dead("LionOfZeros",     "[Lion(0.1, weightDecay: 0.2)]",                     of(Lion, lr=0.1, weight_decay=0.2)),
    dead("ClipOfZeros",     "[ClipByNorm(0.5)] [AmsGrad(0.1)]",                  of(Adam, lr=0.1, amsgrad=True), clip=lambda parameters: clip_grad_norm_(parameters, 0.5)),
]
