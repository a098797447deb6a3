"""PyTorch's side of the comparison: python torch_peer.py PROGRAM DOING SIZES BATCH BATCHES RATE THREADS LAYOUT FILE.

The parameters, inputs and targets come from FILE, as the other contestants read them. A line with a number of steps is answered with
the seconds that they took and the last loss.
"""
import sys
import time

import numpy
import torch

program, doing, sizes, batch, batches, rate, threads, layout, path = sys.argv[1:]
sizes, batch, batches, rate = [int(size) for size in sizes.split(",")], int(batch), int(batches), float(rate)
torch.set_num_threads(int(threads))
numbers = numpy.fromfile(path, dtype=numpy.float32)
offset = 0


def take(shape, whole=False):
    global offset
    length = int(numpy.prod(shape))
    part = numbers[offset:offset + length]
    offset += length
    return torch.from_numpy(part.view(numpy.int32).astype(numpy.int64) if whole else part.copy()).reshape(shape)


parameters = {}
with open(path + ".names") as names:
    for line in names:
        name, *shape = line.split()
        parameters[name] = take([int(extent) for extent in shape])


def linear(weight, bias):
    """A layer with our weight [in, out] and bias; torch keeps [out, in]."""
    layer = torch.nn.Linear(weight.shape[0], weight.shape[1], bias=bias is not None)
    with torch.no_grad():
        layer.weight.copy_(weight.reshape(weight.shape).T)
        if bias is not None:
            layer.bias.copy_(bias)
    return layer


def training(model, loss, xs, ts, optimizer):
    at = 0

    def step():
        nonlocal at
        optimizer.zero_grad(set_to_none=True)
        value = loss(model(xs[at]), ts[at])
        value.backward()
        optimizer.step()
        at = (at + 1) % batches
        return value
    return step


def mlp():
    layers = []
    for n in range(1, len(sizes)):
        layers += [linear(parameters[f"W{n}"], parameters[f"b{n}"]), torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    xs, ts = take([batches, batch, sizes[0]]), take([batches, batch], whole=True)
    if doing == "Predict":
        model.append(torch.nn.Softmax(1))

        def step():
            with torch.inference_mode():
                return model(xs[0])[0, 0]
        return step
    return training(model, torch.nn.CrossEntropyLoss(), xs, ts, torch.optim.SGD(model.parameters(), lr=rate))


def tiny():
    model = torch.nn.Sequential(
        linear(parameters["W1"], parameters["b1"]), torch.nn.Tanh(), linear(parameters["W2"], parameters["b2"]), torch.nn.Sigmoid())
    xs, ts = take([batches, batch, 2]), take([batches, batch, 1])
    return training(model, torch.nn.MSELoss(reduction="sum"), xs, ts, torch.optim.SGD(model.parameters(), lr=rate))


def conv():
    side, channels, filters, kernel = sizes
    memory = torch.channels_last if layout == "last" else torch.contiguous_format
    gains = torch.nn.Parameter(parameters["g1"].reshape(1, channels, 1, 1))
    layer = torch.nn.Conv2d(channels, filters, kernel, padding=1)
    with torch.no_grad():
        layer.weight.copy_(parameters["W2"].permute(3, 2, 0, 1))
        layer.bias.copy_(parameters["b2"])
    layer = layer.to(memory_format=memory)
    x = take([batch, side, side, channels]).permute(0, 3, 1, 2).contiguous(memory_format=memory)
    adjoint = (take([batch, side, side, filters]) / batch).permute(0, 3, 1, 2).contiguous(memory_format=memory)
    optimizer = torch.optim.SGD([gains, *layer.parameters()], lr=rate)

    def step():
        # The loss is linear in what comes out, so its adjoint is a constant: nothing is spent on the loss itself, except where it is asked for.
        optimizer.zero_grad(set_to_none=True)
        y = layer(x * gains)
        y.backward(adjoint)
        optimizer.step()
        return y
    step.value = lambda y: float((y.double() * adjoint.double()).sum())
    return step


class Block(torch.nn.Module):
    def __init__(self, prefix, width, heads):
        super().__init__()
        get = lambda name: parameters[f"{prefix}.{name}"]
        self.heads = heads
        self.norm1, self.norm2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        # The three projections of attention as one product, as is usual.
        self.project = linear(torch.cat([get(f"attention.W{letter}").reshape(width, width) for letter in "qkv"], 1), None)
        self.merge = linear(get("attention.Wo").reshape(width, width), None)
        dense = [name for name in parameters if name.startswith(prefix + ".W")]
        self.up = linear(parameters[dense[0]], parameters[dense[0].replace(".W", ".b")])
        self.down = linear(get("mlp.W"), get("mlp.b"))
        self.act = torch.nn.GELU(approximate="tanh")

    def forward(self, x):
        count, length, width = x.shape
        q, k, v = self.project(self.norm1(x)).split(width, 2)
        q, k, v = (part.view(count, length, self.heads, width // self.heads).transpose(1, 2) for part in (q, k, v))
        scores = (q @ k.transpose(2, 3)) * (width // self.heads) ** -0.5
        read = torch.softmax(scores.masked_fill(mask, float("-inf")), 3) @ v
        x = x + self.merge(read.transpose(1, 2).reshape(count, length, width))
        return x + self.down(self.act(self.up(self.norm2(x))))


class Gpt(torch.nn.Module):
    def __init__(self, blocks, width, heads, context, symbols):
        super().__init__()
        self.embed = torch.nn.Embedding.from_pretrained(parameters["embed.E"], freeze=False)
        position = [name for name in parameters if name.startswith("P")][0]
        self.positions = torch.nn.Parameter(parameters[position])
        self.blocks = torch.nn.Sequential(*[Block(f"block{n}", width, heads) for n in range(1, blocks + 1)])
        self.norm = torch.nn.LayerNorm(width)

    def forward(self, tokens):
        return self.norm(self.blocks(self.embed(tokens) + self.positions)) @ self.embed.weight.T


def gpt():
    global mask
    blocks, width, heads, context, symbols = sizes
    mask = torch.triu(torch.ones(context, context, dtype=torch.bool), 1)
    model = Gpt(*sizes)
    xs, ts = take([batches, batch, context], whole=True), take([batches, batch, context], whole=True)
    loss = lambda logits, t: torch.nn.functional.cross_entropy(logits.view(-1, symbols), t.view(-1))
    return training(model, loss, xs, ts, torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01, foreach=True))


step = {"mlp": mlp, "tiny": tiny, "conv": conv, "gpt": gpt}[program]()
value = getattr(step, "value", float)
print("ready", flush=True)
for line in sys.stdin:
    count = int(line)
    start = time.perf_counter()
    for _ in range(count):
        result = step()
    seconds = time.perf_counter() - start
    print(f"{seconds:.9g} {value(result):.9g}", flush=True)
