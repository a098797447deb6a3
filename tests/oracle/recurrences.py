"""Recurrences against PyTorch's own, in equations and as layers: both directions, lengths below the capacity, states that are given."""

import torch
from torch import optim

from case import Case, Values, numbers
from rows import layer


def recurrent(function, x, W, U, b=None, d=None, start=None, cell=None, reverse=False):
    """torch.rnn_tanh, torch.lstm or torch.gru, whose weights are [out, in], with biases for x and for the state; all steps."""
    zeros, begin = torch.zeros(W.shape[1]), torch.zeros(1, len(x), U.shape[0]) if start is None else start.unsqueeze(0)
    weights = [W.T.contiguous(), U.T.contiguous(), zeros if b is None else b, zeros if d is None else d]
    x = x.flip(1) if reverse else x
    y, *_ = function(x, (begin, torch.zeros_like(begin) if cell is None else cell.unsqueeze(0)) if function is torch.lstm else begin, weights, True, 1, 0.0, False, False, True)
    return y.flip(1) if reverse else y


def equations(name, text, inputs, shape, parameters, forward, length=None, tail="", **more):
    """A row: equations whose output is h, with squared errors; forward(inputs, p)."""
    text = "; ".join(line.strip() for line in text.strip().splitlines())
    inputs = [numbers(f"{name}.{at}", each) for at, each in enumerate(inputs)]

    def run(given, targets, p, s, training):
        output = forward(given, p)
        return output, (output - targets[0]).square().mean()

    return Case(
        name, f'[Equations("{text}; output h[i, t, k]; L = mean(i, t, k: (h[i, t, k] - y[i, t, k])^2)")]{tail}', inputs, [numbers(name + ".y", shape)],
        Values({key: numbers(f"{name}.{key}", value, -1, 1) for key, value in parameters.items()}), run,
        keep=", ".join(["xBar", "h0Bar"][:len(inputs)]), sizes=[length] if length else [], capacity=4, **more)


def elman(direction, length=None, start="0", tail=""):
    """The equations of a plain recurrence."""
    back, sign = ("+1", "-") if direction < 0 else ("-1", "")
    return f"""
        input x[i:batch, t:{'T<=9' if length else 5}, j:3]{'; input h0[i, k:6]' if start != '0' else ''}
        target y[i, t, k:6]
        param W[j, k] ~ glorot
        param U[l:6, k] ~ orthogonal
        param b[k] = 0
        scan h[i, t, k] over {sign}t = {start}
        h[i, t, k] = tanh(x[i, t, j]*W[j, k] + sum(l: h[i, t{back}, l]*U[l, k]) + b[k])
        """


LSTM = """
    input x[i:batch, t:T<=9, j:3]
    target y[i, t, k:5]
    param W[j, g:20] ~ glorot
    param U[l:5, g] ~ orthogonal
    param b[g] = 0
    scan h[i, t, k:5] over t = 0
    scan c[i, t, k] over t = 0
    z[i, t, g] = x[i, t, j]*W[j, g] + sum(l: h[i, t-1, l]*U[l, g]) + b[g]
    c[i, t, k] = sigmoid(z[i, t, k+5])*c[i, t-1, k] + sigmoid(z[i, t, k])*tanh(z[i, t, k+10])
    h[i, t, k] = sigmoid(z[i, t, k+15])*tanh(c[i, t, k])
    """

GRU = """
    input x[i:batch, t:T<=9, j:3]
    target y[i, t, k:5]
    param W[j, g:15] ~ glorot
    param U[l:5, g] ~ orthogonal
    param b[g] = 0
    param d[g] = 0
    scan h[i, t, k:5] over t = 0
    a[i, t, g] = x[i, t, j]*W[j, g] + b[g]
    v[i, t, g] = sum(l: h[i, t-1, l]*U[l, g]) + d[g]
    r[i, t, k] = sigmoid(a[i, t, k] + v[i, t, k])
    u[i, t, k] = sigmoid(a[i, t, k+5] + v[i, t, k+5])
    n[i, t, k] = tanh(a[i, t, k+10] + r[i, t, k]*v[i, t, k+10])
    h[i, t, k] = (1 - u[i, t, k])*n[i, t, k] + u[i, t, k]*h[i, t-1, k]
    """

PLAIN = {"W": (3, 6), "U": (6, 6), "b": (6,)}


def adam(rate):
    return lambda p: (optim.Adam(p, lr=rate), None)


def of(function, **options):
    return lambda x, p: recurrent(function, x[0], p.W, p.U, p.b, p.get("d"), *x[1:], **options)


def plain(x, p, w="W1", u="U1", b="b1", reverse=False):
    """[SimpleRnn]."""
    return recurrent(torch.rnn_tanh, x, p[w], p[u], p.get(b), reverse=reverse)


def lstm(x, p, w="W1", u="U1", b="b1", reverse=False):
    """[Lstm]."""
    return recurrent(torch.lstm, x, p[w], p[u], p.get(b), reverse=reverse)


def gru(x, p, w="W1", u="U1", b="b1", d="d1", reverse=False):
    """[Gru], whose bias of the state is that of the candidate alone."""
    of_state = None if d not in p else torch.cat([torch.zeros(2 * len(p[d])), p[d]])
    return recurrent(torch.gru, x, p[w], p[u], p.get(b), of_state, reverse=reverse)


def shapes(gates, inputs, units, w="W1", u="U1", b="b1", d=None):
    return {w: (inputs, gates * units), u: (units, gates * units), b: (gates * units,), **({d: (units,)} if d else {})}


def both(function, x, p, *names):
    """Forwards, and backwards with parameters of other names."""
    return torch.cat([function(x, p), function(x, p, *names, reverse=True)], -1)


def ends(y):
    """What both directions end with."""
    units = y.shape[-1] // 2
    return torch.cat([y[:, -1, :units], y[:, 0, units:]], -1)


SEQUENCE = (4, 5, 3)

CASES = [
    layer("SimpleRnn",                "[SimpleRnn(6)]",                                  SEQUENCE, shapes(1, 3, 6), plain),
    layer("SimpleRnnReverse",         "[SimpleRnn(6, reverse: true)]",                   SEQUENCE, shapes(1, 3, 6), lambda x, p: plain(x, p, reverse=True)),
    layer("SimpleRnnLast",            "[SimpleRnn(6, bias: false, sequences: false)]",   SEQUENCE, {"W1": (3, 6), "U1": (6, 6)}, lambda x, p: plain(x, p)[:, -1]),
    layer("Lstm",                     "[Lstm(6)]",                                       SEQUENCE, shapes(4, 3, 6), lstm),
    layer("LstmReverseLast",          "[Lstm(6, sequences: false, reverse: true)]",      SEQUENCE, shapes(4, 3, 6), lambda x, p: lstm(x, p, reverse=True)[:, 0]),
    layer("LstmOfWholeVectors",       "[Lstm(16, bias: false)]",                         (2, 3, 4), {"W1": (4, 64), "U1": (16, 64)}, lstm),
    layer("Gru",                      "[Gru(6)]",                                        SEQUENCE, shapes(3, 3, 6, d="d1"), gru),
    layer("GruReverse",               "[Gru(6, bias: false, reverse: true)]",            SEQUENCE, {"W1": (3, 18), "U1": (6, 18)}, lambda x, p: gru(x, p, reverse=True)),
    layer("BidirectionalLstm",        "[BidirectionalLstm(4)]",                          SEQUENCE, {**shapes(4, 3, 4), **shapes(4, 3, 4, "V1", "R1", "e1")},
          lambda x, p: both(lstm, x, p, "V1", "R1", "e1")),
    layer("BidirectionalGruLast",     "[BidirectionalGru(4, sequences: false)]",         SEQUENCE, {**shapes(3, 3, 4, d="d1"), **shapes(3, 3, 4, "V1", "R1", "e1", "f1")},
          lambda x, p: ends(both(gru, x, p, "V1", "R1", "e1", "f1"))),

    equations("Recurrence",           elman(1),                  [(4, 5, 3)],         (4, 5, 6), PLAIN, of(torch.rnn_tanh)),
    equations("RecurrenceBackwards",  elman(-1),                 [(4, 5, 3)],         (4, 5, 6), PLAIN, of(torch.rnn_tanh, reverse=True)),
    equations("RecurrenceShort",      elman(1, 7),               [(2, 7, 3)],         (2, 7, 6), PLAIN, of(torch.rnn_tanh), length=7),
    equations("RecurrenceOfOneStep",  elman(-1, 1),              [(4, 1, 3)],         (4, 1, 6), PLAIN, of(torch.rnn_tanh, reverse=True), length=1),
    equations("RecurrenceFromState",  elman(1, 7, "h0[i, k]"),   [(2, 7, 3), (2, 6)], (2, 7, 6), PLAIN, of(torch.rnn_tanh), length=7),
    equations("RecurrenceTrained",    elman(1, 9),               [(4, 9, 3)],         (4, 9, 6), PLAIN, of(torch.rnn_tanh), length=9, tail=" [Adam(0.05)]",
              steps=4, optimizer=adam(0.05)),
    equations("LongShortTermMemory",  LSTM,                      [(4, 7, 3)],         (4, 7, 5), {"W": (3, 20), "U": (5, 20), "b": (20,)}, of(torch.lstm), length=7),
    equations("LongShortTrained",     LSTM,                      [(2, 9, 3)],         (2, 9, 5), {"W": (3, 20), "U": (5, 20), "b": (20,)}, of(torch.lstm), length=9,
              tail=" [Sgd(0.5)]", steps=4, optimizer=lambda p: (optim.SGD(p, lr=0.5), None)),
    equations("GatedUnit",            GRU,                       [(4, 7, 3)],         (4, 7, 5), {"W": (3, 15), "U": (5, 15), "b": (15,), "d": (15,)}, of(torch.gru), length=7),
]
