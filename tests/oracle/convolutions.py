"""Convolutions, pools and what moves pixels; images have their channels last, kernels are [height, width, in, out]."""

import torch
import torch.nn.functional as F

from rows import layer

IMAGE = (2, 6, 7, 4)
SEQUENCE = (2, 9, 4)


def first(x):
    """Channels last to channels first; the convolutions ask for contiguous memory."""
    return x.movedim(-1, 1).contiguous()


def last(x):
    """Channels first to channels last."""
    return x.movedim(1, -1)


def conv(activation=None, **options):
    """F.conv1d or F.conv2d of W[..., in, out]."""
    def forward(x, p):
        kernel = p.W1.movedim(-1, 0).movedim(-1, 1).contiguous()
        function = F.conv1d if x.dim() == 3 else F.conv2d
        y = last(function(first(x), kernel, p.get("b1"), **options))
        return activation(y) if activation else y
    return forward


def depthwise(**options):
    """A group for each channel; W[height, width, channel]."""
    return lambda x, p: last(F.conv2d(first(x), p.W1.movedim(-1, 0).unsqueeze(1).contiguous(), p.get("b1"), groups=x.shape[-1], **options))


def transposed(**options):
    """F.conv_transpose2d wants [in, out, height, width]."""
    return lambda x, p: last(F.conv_transpose2d(first(x), p.W1.movedim(-2, 0).movedim(-1, 1).contiguous(), p.get("b1"), **options))


def pool(function, *options, **more):
    return lambda x, p: last(function(first(x), *options, **more))


def kernel(size, inputs, outputs, axes=2, bias=True):
    return {"W1": (size,) * axes + (inputs, outputs), **({"b1": (outputs,)} if bias else {})}


def global_max(x, p):
    return F.adaptive_max_pool2d(first(x), 1).flatten(1)


# Equal numbers in every window; the first of them has the gradient, in PyTorch too.
LEVEL = torch.ones(2, 5, 6, 3)
STEPS = (torch.arange(2 * 5 * 6 * 3) % 4).double().reshape(2, 5, 6, 3)
STEPPED = (torch.arange(2 * 9 * 3) % 3).double().reshape(2, 9, 3)

CASES = [
    layer("Conv1D",               "[Conv1D(5, 3)]",                              SEQUENCE, kernel(3, 4, 5, 1), conv()),
    layer("Conv1DOfOne",          "[Conv1D(5, 1)]",                              SEQUENCE, kernel(1, 4, 5, 1), conv()),
    layer("Conv1DOfAll",          "[Conv1D(5, 9)]",                              SEQUENCE, kernel(9, 4, 5, 1), conv()),
    layer("Conv1DPadding",        "[Conv1D(5, 3, padding: 2)]",                  SEQUENCE, kernel(3, 4, 5, 1), conv(padding=2)),
    layer("Conv1DStride",         "[Conv1D(5, 3, stride: 2)]",                   SEQUENCE, kernel(3, 4, 5, 1), conv(stride=2)),
    layer("Conv1DStrideUneven",   "[Conv1D(5, 2, stride: 3, padding: 1)]",       SEQUENCE, kernel(2, 4, 5, 1), conv(stride=3, padding=1)),
    layer("Conv1DDilation",       "[Conv1D(5, 3, padding: 2, dilation: 4, bias: false)]", SEQUENCE, kernel(3, 4, 5, 1, False), conv(padding=2, dilation=4)),
    layer("Conv1DEverything",     "[Conv1D(5, 3, 2, 3, 2, 1, Activation.Tanh)]", SEQUENCE, kernel(3, 4, 5, 1), conv(torch.tanh, stride=2, padding=3, dilation=2)),
    layer("Conv2D",               "[Conv2D(5, 3)]",                              IMAGE,    kernel(3, 4, 5), conv()),
    layer("Conv2DOfOne",          "[Conv2D(5, 1)]",                              IMAGE,    kernel(1, 4, 5), conv()),
    layer("Conv2DOfTwo",          "[Conv2D(3, 2)]",                              IMAGE,    kernel(2, 4, 3), conv()),
    layer("Conv2DOfAll",          "[Conv2D(5, 6)]",                              IMAGE,    kernel(6, 4, 5), conv()),
    layer("Conv2DOneChannel",     "[Conv2D(3, 5)]",                              (2, 7, 8, 1), kernel(5, 1, 3), conv()),
    layer("Conv2DToOneChannel",   "[Conv2D(1, 3, padding: 1)]",                  IMAGE,    kernel(3, 4, 1), conv(padding=1)),
    layer("Conv2DWide",           "[Conv2D(17, 3, padding: 1, activation: Activation.Relu)]", (1, 4, 5, 9), kernel(3, 9, 17), conv(F.relu, padding=1)),
    layer("Conv2DPadding",        "[Conv2D(5, 3, padding: 1)]",                  IMAGE,    kernel(3, 4, 5), conv(padding=1)),
    layer("Conv2DPaddingFull",    "[Conv2D(5, 3, padding: 2)]",                  IMAGE,    kernel(3, 4, 5), conv(padding=2)),
    layer("Conv2DPaddingMore",    "[Conv2D(5, 2, padding: 3)]",                  IMAGE,    kernel(2, 4, 5), conv(padding=3)),
    layer("Conv2DStride",         "[Conv2D(5, 3, stride: 2)]",                   IMAGE,    kernel(3, 4, 5), conv(stride=2)),
    layer("Conv2DStrideUneven",   "[Conv2D(5, 2, stride: 3, padding: 1)]",       (2, 7, 8, 4), kernel(2, 4, 5), conv(stride=3, padding=1)),
    layer("Conv2DStrideApart",    "[Conv2D(5, 1, stride: 2)]",                   IMAGE,    kernel(1, 4, 5), conv(stride=2)),
    layer("Conv2DDilation",       "[Conv2D(5, 3, dilation: 2)]",                 IMAGE,    kernel(3, 4, 5), conv(dilation=2)),
    layer("Conv2DDilationUneven", "[Conv2D(5, 2, padding: 2, dilation: 3)]",     IMAGE,    kernel(2, 4, 5), conv(padding=2, dilation=3)),
    layer("Conv2DGroups",         "[Conv2D(6, 3, groups: 2)]",                   IMAGE,    kernel(3, 2, 6), conv(groups=2)),
    layer("Conv2DGroupOfEach",    "[Conv2D(8, 3, padding: 1, groups: 4, bias: false)]", IMAGE, kernel(3, 1, 8, bias=False), conv(padding=1, groups=4)),
    layer("Conv2DEverything",     "[Conv2D(6, 3, 2, 3, 2, 2, Activation.Silu)]", IMAGE,    kernel(3, 2, 6), conv(F.silu, stride=2, padding=3, dilation=2, groups=2)),
    layer("Conv2DOfOneExample",   "[Conv2D(5, 3, stride: 2, padding: 1)]",       (1, 6, 7, 4), kernel(3, 4, 5), conv(stride=2, padding=1), capacity=3),
    layer("DepthwiseConv2D",      "[DepthwiseConv2D(3)]",                        IMAGE,    {"W1": (3, 3, 4), "b1": (4,)}, depthwise()),
    layer("DepthwiseConv2DStride", "[DepthwiseConv2D(3, 2, 1, bias: false)]",    IMAGE,    {"W1": (3, 3, 4)}, depthwise(stride=2, padding=1)),
    layer("ConvTranspose2D",      "[ConvTranspose2D(7, 3)]",                     (2, 5, 6, 4), kernel(3, 4, 7), transposed()),
    layer("ConvTranspose2DStride", "[ConvTranspose2D(7, 3, stride: 2)]",         (2, 5, 6, 4), kernel(3, 4, 7), transposed(stride=2)),
    layer("ConvTranspose2DCut",   "[ConvTranspose2D(7, 3, 2, 1, bias: false)]",  (2, 5, 6, 4), kernel(3, 4, 7, bias=False), transposed(stride=2, padding=1)),
    layer("ConvTranspose2DApart", "[ConvTranspose2D(3, 2, stride: 3)]",          (1, 5, 6, 4), kernel(2, 4, 3), transposed(stride=3)),

    layer("MaxPool1D",            "[MaxPool1D(2, 2)]",                           SEQUENCE, {}, pool(F.max_pool1d, 2, 2)),
    layer("MaxPool1DOverlapping", "[MaxPool1D(4, 3)]",                           SEQUENCE, {}, pool(F.max_pool1d, 4, 3)),
    layer("MaxPool1DOfTies",      "[MaxPool1D(4, 2)]",                           STEPPED,  {}, pool(F.max_pool1d, 4, 2)),
    layer("MaxPool2D",            "[MaxPool2D(2, 2)]",                           IMAGE,    {}, pool(F.max_pool2d, 2, 2)),
    layer("MaxPool2DOverlapping", "[MaxPool2D(3, 2)]",                           IMAGE,    {}, pool(F.max_pool2d, 3, 2)),
    layer("MaxPool2DApart",       "[MaxPool2D(2, 3)]",                           IMAGE,    {}, pool(F.max_pool2d, 2, 3)),
    layer("MaxPool2DOfLevel",     "[MaxPool2D(3, 1)]",                           LEVEL,    {}, pool(F.max_pool2d, 3, 1)),
    layer("MaxPool2DOfTies",      "[MaxPool2D(3, 2)]",                           STEPS,    {}, pool(F.max_pool2d, 3, 2)),
    layer("AvgPool1D",            "[AvgPool1D(3, 2)]",                           SEQUENCE, {}, pool(F.avg_pool1d, 3, 2)),
    layer("AvgPool1DApart",       "[AvgPool1D(2, 3)]",                           SEQUENCE, {}, pool(F.avg_pool1d, 2, 3)),
    layer("AvgPool2D",            "[AvgPool2D(2, 2)]",                           IMAGE,    {}, pool(F.avg_pool2d, 2, 2)),
    layer("AvgPool2DOverlapping", "[AvgPool2D(3, 2)]",                           IMAGE,    {}, pool(F.avg_pool2d, 3, 2)),
    layer("AvgPool2DApart",       "[AvgPool2D(2, 3)]",                           IMAGE,    {}, pool(F.avg_pool2d, 2, 3)),
    layer("GlobalAvgPool",        "[GlobalAvgPool]",                             IMAGE,    {}, lambda x, p: F.adaptive_avg_pool2d(first(x), 1).flatten(1)),
    layer("GlobalAvgPoolOfSequence", "[GlobalAvgPool]",                          SEQUENCE, {}, lambda x, p: x.mean(1)),
    layer("GlobalMaxPool",        "[GlobalMaxPool]",                             IMAGE,    {}, global_max),
    layer("GlobalMaxPoolOfTies",  "[GlobalMaxPool]",                             STEPS,    {}, global_max),
    layer("Upsample2D",           "[Upsample2D(2)]",                             (2, 3, 4, 5), {}, pool(F.interpolate, scale_factor=2)),
    layer("Upsample2DByThree",    "[Upsample2D(3)]",                             (2, 3, 4, 5), {}, pool(F.interpolate, scale_factor=3)),
    layer("ZeroPad2D",            "[ZeroPad2D(2)]",                              (2, 3, 4, 5), {}, pool(F.pad, (2, 2, 2, 2))),
    layer("PaddedMaxPool2D",      "[ZeroPad2D(1)] [MaxPool2D(3, 2)]",            (2, 6, 7, 3), {}, lambda x, p: last(F.max_pool2d(F.pad(first(x), (1, 1, 1, 1)), 3, 2))),
    layer("PaddedAvgPool2D",      "[ZeroPad2D(1)] [AvgPool2D(3, 2)]",            (2, 6, 7, 3), {}, pool(F.avg_pool2d, 3, 2, 1)),
]
