"""Attention with masks, biases, shared keys, turned positions and another layer's memory."""

import torch
import torch.nn.functional as F

from rows import layer
from sequences import numbered, tokens

SEQUENCE = (3, 5, 6)
PADDED = torch.tensor([[3, 1, 2, 0, 0], [2, 2, 1, 3, 1], [1, 0, 3, 0, 2]])


def shapes(width, heads, shared=None, memory=None, layer=numbered(1), bias=True):
    """The parameters of attention; `shared` heads of keys and values, `memory` the width that they come from."""
    part, shared, memory = width // heads, shared or heads, memory or width
    weights = {"Wq": (width, heads, part), "Wk": (memory, shared, part), "Wv": (memory, shared, part), "Wo": (heads, part, width)}
    biases = {"bq": (heads, part), "bk": (shared, part), "bv": (shared, part), "bo": (width,)} if bias else {}
    return {layer(name): shape for name, shape in {**weights, **biases}.items()}


def attend(x, memory, p, allowed=None, turn=lambda heads: heads, layer=numbered(1)):
    """Scaled products by hand, from PyTorch's elementary functions; allowed[i, h, t, u] says who may read whom."""
    def project(values, name):
        heads = torch.einsum("itd,dhe->ihte", values, p[layer("W" + name)])
        bias = p.get(layer("b" + name))
        return heads if bias is None else heads + bias[:, None]

    q, k, v = turn(project(x, "q")), turn(project(memory, "k")), project(memory, "v")
    group = q.shape[1] // k.shape[1]
    k, v = k.repeat_interleave(group, 1), v.repeat_interleave(group, 1)
    scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    if allowed is not None:
        scores = scores.masked_fill(~allowed, float("-inf"))
    y = torch.einsum("ihte,hed->itd", F.softmax(scores, -1) @ v, p[layer("Wo")])
    return y if p.get(layer("bo")) is None else y + p[layer("bo")]


def own(x, p, heads):
    """PyTorch's own attention, with biases."""
    width = x.shape[-1]
    weights = torch.cat([p[name].reshape(width, width).T for name in ("Wq1", "Wk1", "Wv1")])
    biases = torch.cat([p[name].flatten() for name in ("bq1", "bk1", "bv1")])
    x = x.transpose(0, 1)
    y, _ = F.multi_head_attention_forward(
        x, x, x, width, heads, weights, biases, None, None, False, 0, p.Wo1.reshape(width, width).T, p.bo1, need_weights=False)
    return y.transpose(0, 1)


def before(length):
    return torch.ones(length, length, dtype=torch.bool).tril()


def turned(longest):
    """The rotation of Su and others as complex numbers: pairs (k, k + n/2) of the last axis."""
    def turn(x):
        half, length = x.shape[-1] // 2, x.shape[-2]
        angle = torch.arange(length)[:, None] * longest ** (-torch.arange(half) / half)
        z = torch.complex(x[..., :half], x[..., half:]) * torch.polar(torch.ones_like(angle), angle)
        return torch.cat([z.real, z.imag], -1)
    return turn


def masked(attention, first=2, **options):
    """Behind an embedding of tokens: a token 0 is padding."""
    def run(t, p):
        x = F.embedding(t, p.E1)
        return attend(x, x, p, (t != 0)[:, None, None, :] & options.get("also", torch.tensor(True)), options.get("turn", lambda heads: heads), numbered(first))
    return run


def both(x, p):
    """A memory, a row of queries, and attention from one to the other."""
    memory = x @ p["m.W"] + p["m.b"]
    return attend(torch.tanh(x[:, :3] @ p.W3 + p.b3), memory, p, layer=numbered(4))


CASES = [
    layer("AttentionWithBiases",  "[MultiHeadAttention(2, bias: true)]",                   SEQUENCE, shapes(6, 2), lambda x, p: own(x, p, 2)),
    layer("AttentionShared",      "[MultiHeadAttention(6, keyValueHeads: 2)]",             SEQUENCE, shapes(6, 6, 2, bias=False), lambda x, p: attend(x, x, p)),
    layer("AttentionOfOneKey",    "[MultiHeadAttention(3, true, bias: true, keyValueHeads: 1)]", SEQUENCE, shapes(6, 3, 1), lambda x, p: attend(x, x, p, before(5))),
    tokens("AttentionMasked",     """[Embedding(4, 6)] [MultiHeadAttention(2, mask: "x")] [LogCosh]""", PADDED, 4,
           {"E1": (4, 6), **shapes(6, 2, layer=numbered(2), bias=False)}, masked(attend), targets=True),
    tokens("AttentionMaskedCausal", """[Embedding(4, 6)] [MultiHeadAttention(3, true, "x", true)] [LogCosh]""", PADDED, 4,
           {"E1": (4, 6), **shapes(6, 3, layer=numbered(2))}, masked(attend, also=before(5)), targets=True),
    layer("RotaryPosition",       "[RotaryPosition(100)]",                                 SEQUENCE, {}, lambda x, p: turned(100)(x)),
    layer("RotaryPositionOfTwo",  "[RotaryPosition]",                                      (2, 9, 2), {}, lambda x, p: turned(10000)(x)),
    layer("RotaryAttention",      "[RotaryAttention(2, bias: true, longest: 100)]",        (3, 5, 8), shapes(8, 2), lambda x, p: attend(x, x, p, turn=turned(100))),
    layer("RotaryAttentionCausal", "[RotaryAttention(3, causal: true)]",                   SEQUENCE, shapes(6, 3, bias=False), lambda x, p: attend(x, x, p, before(5), turned(10000))),
    tokens("RotaryAttentionMasked", """[Embedding(4, 8)] [RotaryAttention(2, mask: "x")] [LogCosh]""", PADDED, 4,
           {"E1": (4, 8), **shapes(8, 2, layer=numbered(2), bias=False)}, masked(attend, turn=turned(10000)), targets=True),
    layer("CrossAttention", """[Dense(4, Name = "m")] [Crop1D(0, 2, From = "x")] [Dense(6, Activation.Tanh)] [CrossAttention("m", 2, bias: true)]""", SEQUENCE,
          {"m.W": (6, 4), "m.b": (4,), "W3": (6, 6), "b3": (6,), **shapes(6, 2, memory=4, layer=numbered(4))}, both),
]
