"""Attention, embeddings, and the blocks of a language model up to a whole one."""

import torch
import torch.nn.functional as F
from torch import optim

from case import Case, Values, numbers, whole
from rows import input_of, layer, log_cosh

SEQUENCE = (3, 5, 4)


def attention(x, p, layer, heads, causal=False):
    """PyTorch's own, without biases; it wants time first and its weights as [out, in]."""
    width, length = x.shape[-1], x.shape[1]
    mask = torch.ones(length, length, dtype=torch.bool).triu(1) if causal else None
    weights = torch.cat([p[name].reshape(width, width).T for name in (layer("Wq"), layer("Wk"), layer("Wv"))])
    x = x.transpose(0, 1)
    y, _ = F.multi_head_attention_forward(
        x, x, x, width, heads, weights, None, None, None, False, 0, p[layer("Wo")].reshape(width, width).T, None, attn_mask=mask, need_weights=False)
    return y.transpose(0, 1)


def attention_shapes(layer, heads, width):
    part = width // heads
    return {layer("Wq"): (width, heads, part), layer("Wk"): (width, heads, part), layer("Wv"): (width, heads, part), layer("Wo"): (heads, part, width)}


def numbered(number):
    """Names of the tensors of an unnamed layer."""
    return lambda name: f"{name}{number}"


def named(layer):
    return lambda name: f"{layer}.{name}"


def attend(name, heads, x, causal=False, **more):
    """A row: attention alone."""
    width = (x.shape if torch.is_tensor(x) else x)[-1]
    options = f"{heads}, causal: true" if causal else f"{heads}"
    return layer(
        name, f"[MultiHeadAttention({options})]", x, attention_shapes(numbered(1), heads, width),
        lambda x, p: attention(x, p, numbered(1), heads, causal), **more)


def norm(x, p, layer):
    return F.layer_norm(x, x.shape[-1:], p[layer("gamma")], p[layer("beta")])


def dense(x, p, layer):
    return x @ p[layer("W")] + p[layer("b")]


def norm_shapes(layer, width):
    return {layer("gamma"): (width,), layer("beta"): (width,)}


def dense_shapes(layer, inputs, outputs):
    return {layer("W"): (inputs, outputs), layer("b"): (outputs,)}


def block(number, source, heads, hidden):
    """The attributes of a block that normalises first; `source` is the layer that it reads."""
    n = number
    return (
        f"""[LayerNorm(Name = "n{n}")] [MultiHeadAttention({heads}, causal: true, Name = "a{n}")] [Add("a{n}", "{source}", Name = "s{n}")] """
        f"""[LayerNorm(Name = "o{n}")] [Dense({hidden}, Activation.Gelu, Name = "f{n}")] [Dense(WIDTH, Name = "m{n}")] [Add("m{n}", "s{n}", Name = "r{n}")]""")


def block_shapes(number, heads, width, hidden):
    n = number
    return {
        **norm_shapes(named(f"n{n}"), width), **attention_shapes(named(f"a{n}"), heads, width), **norm_shapes(named(f"o{n}"), width),
        **dense_shapes(named(f"f{n}"), width, hidden), **dense_shapes(named(f"m{n}"), hidden, width)}


def run_block(x, p, number, heads):
    n = number
    x = x + attention(norm(x, p, named(f"n{n}")), p, named(f"a{n}"), heads, causal=True)
    return x + dense(F.gelu(dense(norm(x, p, named(f"o{n}")), p, named(f"f{n}"))), p, named(f"m{n}"))


def tokens(name, attributes, x, count, parameters, run, targets=None, **more):
    """A row that begins with tokens; run(t, p) gives logits of the next ones, or with `targets` whatever the loss takes."""
    x = x if torch.is_tensor(x) else whole(name + ".x", x, count)
    p = Values({key: value if torch.is_tensor(value) else numbers(f"{name}.{key}", value, -1, 1) for key, value in parameters.items()})
    if targets is None:
        y = whole(name + ".y", x.shape, count)

        def of(inputs, targets, p, s, training):
            logits = run(inputs[0], p)
            return F.softmax(logits, -1), F.cross_entropy(logits.flatten(0, -2), targets[0].flatten())
    else:
        with torch.no_grad():
            y = numbers(name + ".y", run(x, p).shape)

        def of(inputs, targets, p, s, training):
            output = run(inputs[0], p)
            return output, log_cosh(output, targets[0])
    return Case(name, f"{input_of(x)} {attributes}", [x], [y], p, of, **more)


def gpt(name, blocks, heads, width, hidden, count, shape, tail="", **more):
    """A language model with its embedding tied to its head."""
    body = " ".join(block(n, f"r{n - 1}" if n > 1 else "r0", heads, hidden) for n in range(1, blocks + 1)).replace("WIDTH", str(width))
    attributes = (
        f"""[Embedding({count}, {width}, Name = "embed")] [PositionEmbedding(Name = "r0")] {body} """
        f"""[LayerNorm(Name = "n")] [Dense({count}, bias: false, Share = "W = embed.E'")] [SoftmaxCrossEntropy]{tail}""")
    parameters = {"embed.E": (count, width), "r0.P": (shape[1], width)}
    for n in range(1, blocks + 1):
        parameters.update(block_shapes(n, heads, width, hidden))
    parameters.update(norm_shapes(named("n"), width))

    def run(t, p):
        x = F.embedding(t, p["embed.E"]) + p["r0.P"]
        for n in range(1, blocks + 1):
            x = run_block(x, p, n, heads)
        return norm(x, p, named("n")) @ p["embed.E"].T
    return tokens(name, attributes, shape, count, parameters, run, **more)


def gpt_of_blocks(name, blocks, heads, width, hidden, count, shape, **more):
    """The same with the block as a class."""
    body = (
        f"""[Block] [LayerNorm] [MultiHeadAttention({heads}, causal: true, Name = "a")] [Add("a", "x", Name = "s")] """
        f"""[LayerNorm] [Dense({hidden}, Activation.Gelu)] [Dense({width}, Name = "m")] [Add("m", "s")] public sealed class {{class}}Block;""")
    attributes = (
        f"""[Embedding({count}, {width}, Name = "embed")] [PositionEmbedding(Name = "r")] [Repeat<{{class}}Block>({blocks})] """
        f"""[LayerNorm(Name = "n")] [Dense({count}, bias: false, Share = "W = embed.E'")] [SoftmaxCrossEntropy] [Adam(0.01)]""")
    places = [f"block{number}." for number in range(1, blocks + 1)]
    parameters = {"embed.E": (count, width), "r.P": (shape[1], width), **norm_shapes(named("n"), width)}
    for place in places:
        parameters.update({
            **norm_shapes(lambda tensor: f"{place}{tensor}1", width), **attention_shapes(named(place + "a"), heads, width),
            **norm_shapes(lambda tensor: f"{place}{tensor}4", width), **dense_shapes(lambda tensor: f"{place}{tensor}5", width, hidden),
            **dense_shapes(named(place + "m"), hidden, width)})

    def run(t, p):
        x = F.embedding(t, p["embed.E"]) + p["r.P"]
        for place in places:
            x = x + attention(norm(x, p, lambda tensor: f"{place}{tensor}1"), p, named(place + "a"), heads, causal=True)
            hidden = F.gelu(dense(norm(x, p, lambda tensor: f"{place}{tensor}4"), p, lambda tensor: f"{place}{tensor}5"))
            x = x + dense(hidden, p, named(place + "m"))
        return norm(x, p, named("n")) @ p["embed.E"].T
    return tokens(name, attributes, shape, count, parameters, run, classes=body, **more)


BLOCK = """[Dense(6, Name = "r0")] """ + block(1, "r0", 3, 10).replace("WIDTH", "6")
ONCE = torch.tensor([[2, 2, 2, 2, 2]])

CASES = [
    attend("Attention",               2, SEQUENCE),
    attend("AttentionOfOneHead",      1, SEQUENCE),
    attend("AttentionOfWidthOne",     4, SEQUENCE),
    attend("AttentionCausal",         2, SEQUENCE, causal=True),
    attend("AttentionCausalOfSix",    3, (2, 7, 6), causal=True),
    attend("AttentionOfOnePosition",  2, (3, 1, 4), causal=True),
    attend("AttentionOfOneExample",   2, (1, 9, 4), capacity=3),
    attend("AttentionOfExtremes",     2, numbers("extremes", SEQUENCE) * 2, causal=True),
    attend("AttentionOfZeros",        2, torch.zeros(2, 5, 4)),
    attend("AttentionLong",           2, (1, 33, 6), causal=True),

    tokens("Embedding",               "[Embedding(7, 4)] [LogCosh]",         (3, 5), 7, {"E1": (7, 4)}, lambda t, p: F.embedding(t, p.E1), targets=True),
    tokens("EmbeddingOfOneToken",     "[Embedding(7, 4)] [LogCosh]",         ONCE, 7, {"E1": (7, 4)}, lambda t, p: F.embedding(t, p.E1), targets=True),
    tokens("EmbeddingFlat",           "[Embedding(7, 4)] [Flatten] [Dense(3)] [LogCosh]", (2, 5), 7, {"E1": (7, 4), "W3": (20, 3), "b3": (3,)},
           lambda t, p: F.embedding(t, p.E1).flatten(1) @ p.W3 + p.b3, targets=True),
    tokens("Bigram",                  "[Embedding(7, 7)] [SoftmaxCrossEntropy] [Sgd(0.5)]", (3, 5), 7, {"E1": (7, 7)}, lambda t, p: F.embedding(t, p.E1),
           steps=4, optimizer=lambda p: (optim.SGD(p, lr=0.5), None)),
    tokens("TiedHead",                """[Embedding(7, 4, Name = "embed")] [Dense(4, Activation.Tanh)] [Dense(7, bias: false, Share = "W = embed.E'")] [SoftmaxCrossEntropy] [Adam(0.05)]""",
           (3, 5), 7, {"embed.E": (7, 4), "W2": (4, 4), "b2": (4,)}, lambda t, p: torch.tanh(F.embedding(t, p["embed.E"]) @ p.W2 + p.b2) @ p["embed.E"].T,
           steps=4, optimizer=lambda p: (optim.Adam(p, lr=0.05), None)),

    layer("Block", BLOCK, SEQUENCE, {**dense_shapes(named("r0"), 4, 6), **block_shapes(1, 3, 6, 10)}, lambda x, p: run_block(dense(x, p, named("r0")), p, 1, 3)),
    gpt("GptOfOneBlock", 1, 2, 6, 9, 7, (2, 5)),
    gpt("Gpt", 2, 3, 6, 11, 8, (3, 5), " [AdamW(0.01)]", steps=5, optimizer=lambda p: (optim.AdamW(p, lr=0.01), None)),
    gpt_of_blocks("GptOfBlocks", 2, 2, 6, 9, 7, (3, 5), steps=3, optimizer=lambda p: (optim.Adam(p, lr=0.01), None)),
]
