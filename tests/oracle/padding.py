"""Padding by name, transposed convolutions with all their options, pools that reach beyond the input."""

import torch
import torch.nn.functional as F

from convolutions import conv, first, kernel, last, pool
from rows import layer

IMAGE = (2, 7, 8, 4)
SEQUENCE = (2, 9, 4)


def zeros(length, size, stride, dilation=1):
    """What Keras calls "same": the zeros at the beginning and at the end, of which there is one more where their number is odd."""
    total = max((-(-length // stride) - 1) * stride + dilation * (size - 1) + 1 - length, 0)
    return total // 2, total - total // 2


def surrounded(x, size, stride, dilation=1, value=0.0):
    """x, channels last, with the zeros of "same" along every axis of space."""
    ends = [end for length in reversed(x.shape[1:-1]) for end in zeros(length, size, stride, dilation)]
    return last(F.pad(first(x), ends, value=value))


def same(size, stride=1, dilation=1, **options):
    return lambda x, p: conv(stride=stride, dilation=dilation, **options)(surrounded(x, size, stride, dilation), p)


def causal(size, dilation=1, **options):
    return lambda x, p: conv(dilation=dilation, **options)(last(F.pad(first(x), (dilation * (size - 1), 0))), p)


def multiplied(multiplier, **options):
    """A group for each channel; W[height, width, channel out]."""
    return lambda x, p: last(F.conv2d(first(x), p.W1.movedim(-1, 0).unsqueeze(1).contiguous(), p.get("b1"), groups=x.shape[-1], **options))


def transposed(**options):
    """F.conv_transpose1d or 2d; W[..., in, out]."""
    def forward(x, p):
        function = F.conv_transpose1d if x.dim() == 3 else F.conv_transpose2d
        return last(function(first(x), p.W1.movedim(-2, 0).movedim(-1, 1).contiguous(), p.get("b1"), **options))
    return forward


def same_mean(size, stride):
    """The mean of what is there: the sum, divided by the number of places inside."""
    def forward(x, p):
        total, count = (F.avg_pool2d(first(surrounded(values, size, stride)), size, stride) for values in (x, torch.ones_like(x)))
        return last(total / count)
    return forward


CASES = [
    layer("Conv1DSame",             "[Conv1D(5, 3, padding: Padding.Same)]",             SEQUENCE, kernel(3, 4, 5, 1), conv(padding="same")),
    layer("Conv1DSameEven",         "[Conv1D(5, 4, padding: Padding.Same)]",             SEQUENCE, kernel(4, 4, 5, 1), same(4)),
    layer("Conv1DSameStride",       "[Conv1D(5, 4, 3, Padding.Same, bias: false)]",      SEQUENCE, kernel(4, 4, 5, 1, False), same(4, 3)),
    layer("Conv1DCausal",           "[Conv1D(5, 3, padding: Padding.Causal)]",           SEQUENCE, kernel(3, 4, 5, 1), causal(3)),
    layer("Conv1DCausalDilated",    "[Conv1D(5, 2, padding: Padding.Causal, dilation: 3)]", SEQUENCE, kernel(2, 4, 5, 1), causal(2, 3)),
    layer("Conv1DCausalStride",     "[Conv1D(5, 3, 2, Padding.Causal)]",                 SEQUENCE, kernel(3, 4, 5, 1), causal(3, stride=2)),
    layer("Conv1DGroups",           "[Conv1D(6, 3, groups: 2)]",                         SEQUENCE, kernel(3, 2, 6, 1), conv(groups=2)),
    layer("Conv2DSame",             "[Conv2D(5, 3, padding: Padding.Same)]",             IMAGE, kernel(3, 4, 5), conv(padding="same")),
    layer("Conv2DSameStride",       "[Conv2D(5, 3, 2, Padding.Same)]",                   IMAGE, kernel(3, 4, 5), same(3, 2)),
    layer("Conv2DSameDilated",      "[Conv2D(5, 2, padding: Padding.Same, dilation: 3)]", IMAGE, kernel(2, 4, 5), same(2, dilation=3)),
    layer("Conv2DSameApart",        "[Conv2D(5, 1, 3, Padding.Same)]",                   IMAGE, kernel(1, 4, 5), same(1, 3)),
    layer("DepthwiseMultiplied",    "[DepthwiseConv2D(3, padding: 1, multiplier: 2)]",   IMAGE, {"W1": (3, 3, 8), "b1": (8,)}, multiplied(2, padding=1)),
    layer("DepthwiseDilated",       "[DepthwiseConv2D(2, dilation: 3, bias: false)]",    IMAGE, {"W1": (2, 2, 4)}, multiplied(1, dilation=3)),
    layer("ConvTranspose1D",        "[ConvTranspose1D(5, 3)]",                           SEQUENCE, kernel(3, 4, 5, 1), transposed()),
    layer("ConvTranspose1DExtra",   "[ConvTranspose1D(5, 4, 3, 1, 2)]",                  SEQUENCE, kernel(4, 4, 5, 1),
          transposed(stride=3, padding=1, output_padding=2)),
    layer("ConvTranspose1DDilated", "[ConvTranspose1D(5, 3, 2, 2, dilation: 3)]",        SEQUENCE, kernel(3, 4, 5, 1), transposed(stride=2, padding=2, dilation=3)),
    layer("ConvTranspose1DSame",    "[ConvTranspose1D(5, 4, 2, Padding.Same)]",          SEQUENCE, kernel(4, 4, 5, 1), transposed(stride=2, padding=1)),
    layer("ConvTranspose2DExtra",   "[ConvTranspose2D(3, 3, 2, 1, 1)]",                  (1, 5, 6, 4), kernel(3, 4, 3), transposed(stride=2, padding=1, output_padding=1)),
    layer("ConvTranspose2DDilated", "[ConvTranspose2D(3, 2, dilation: 3)]",              (1, 5, 6, 4), kernel(2, 4, 3), transposed(dilation=3)),
    layer("MaxPool1DPadded",        "[MaxPool1D(4, 3, 2)]",                              SEQUENCE, {}, pool(F.max_pool1d, 4, 3, 2)),
    layer("MaxPool2DPadded",        "[MaxPool2D(3, 2, 1)]",                              IMAGE, {}, pool(F.max_pool2d, 3, 2, 1)),
    layer("MaxPool2DSame",          "[MaxPool2D(3, 2, Padding.Same)]",                   IMAGE, {},
          lambda x, p: last(F.max_pool2d(first(surrounded(x, 3, 2, value=-100.0)), 3, 2))),
    layer("AvgPool1DPadded",        "[AvgPool1D(4, 3, 2, countPadding: true)]",          SEQUENCE, {}, pool(F.avg_pool1d, 4, 3, 2)),
    layer("AvgPool2DPadded",        "[AvgPool2D(3, 2, 1, countPadding: true)]",          IMAGE, {}, pool(F.avg_pool2d, 3, 2, 1)),
    layer("AvgPool2DInside",        "[AvgPool2D(3, 2, 1)]",                              IMAGE, {}, pool(F.avg_pool2d, 3, 2, 1, count_include_pad=False)),
    layer("AvgPool2DSame",          "[AvgPool2D(3, 2, Padding.Same)]",                   IMAGE, {}, same_mean(3, 2)),
]
