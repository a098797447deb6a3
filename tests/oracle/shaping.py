"""Rectifiers with parameters, noise of whole channels, and layers that move or compare numbers."""

import torch
import torch.nn.functional as F

from layers import branch_parameters, branches, first, last
from philox import uniform
from rows import layer

IMAGE, SEQUENCE, ROW = (2, 4, 6, 8), (3, 5, 4), (5, 6)
KINKS = torch.tensor([[[0.0, 1, -1, 0.5, -0.5, 2]]])
SEED = 1
ALPHA = -1.7580993408473766


def each(function, *arguments, **options):
    return lambda x, p: function(x, *arguments, **options)


def same(x, p):
    return x


def alpha_dropout(rate):
    """F.alpha_dropout with the network's own mask."""
    def forward(x, p):
        keep = (uniform(SEED, 0, 1, x.shape) >= rate) * 1.0
        scale = ((1 - rate) * (1 + rate * ALPHA**2)) ** -0.5
        return scale * (x * keep + ALPHA * (1 - keep)) - scale * ALPHA * rate
    return forward


def spatial_dropout(rate):
    """F.dropout2d with the network's own mask, one number for each channel of an example."""
    def forward(x, p):
        keep = uniform(SEED, 0, 1, (x.shape[0], x.shape[-1])) >= rate
        return x * keep.reshape(x.shape[0], *[1] * (x.dim() - 2), x.shape[-1]) / (1 - rate)
    return forward


def rrelu(x, p):
    """F.rrelu with the network's own slopes."""
    return torch.where(x > 0, x, x * (0.25 + 0.5 * uniform(SEED, 0, 1, x.shape)))


def bilinear(x, p):
    a, b = x @ p["a.W"] + p["a.b"], torch.tanh(x @ p["b.W"] + p["b.b"])
    return F.bilinear(b, a, p.W3.permute(2, 0, 1).contiguous(), p.get("b3"))


CASES = [
    layer("LeakyRelu",          "[LeakyRelu(0.25)]",            SEQUENCE, {}, each(F.leaky_relu, 0.25)),
    layer("LeakyReluAtKinks",   "[LeakyRelu(0.25)]",            KINKS, {}, each(F.leaky_relu, 0.25)),
    layer("Elu",                "[Elu(0.75)]",                  SEQUENCE, {}, each(F.elu, 0.75)),
    layer("EluAtKinks",         "[Elu(0.75)]",                  KINKS, {}, each(F.elu, 0.75)),
    layer("Celu",               "[Celu(0.75)]",                 SEQUENCE, {}, each(F.celu, 0.75)),
    layer("CeluAtKinks",        "[Celu(0.75)]",                 KINKS, {}, each(F.celu, 0.75)),
    layer("Threshold",          "[Threshold(0.5, -1)]",         SEQUENCE, {}, each(F.threshold, 0.5, -1)),
    layer("ThresholdAtKinks",   "[Threshold(0.5, -1)]",         KINKS, {}, each(F.threshold, 0.5, -1)),
    layer("Hardshrink",         "[Hardshrink(0.75)]",           SEQUENCE, {}, each(F.hardshrink, 0.75)),
    layer("HardshrinkAtKinks",  "[Hardshrink]",                 KINKS, {}, each(F.hardshrink, 0.5)),
    layer("Softshrink",         "[Softshrink(0.75)]",           SEQUENCE, {}, each(F.softshrink, 0.75)),
    layer("SoftshrinkAtKinks",  "[Softshrink]",                 KINKS, {}, each(F.softshrink, 0.5)),
    layer("Hardtanh",           "[Hardtanh(-0.5, 1.25)]",       SEQUENCE, {}, each(F.hardtanh, -0.5, 1.25)),
    layer("HardtanhAtKinks",    "[Hardtanh(-0.5, 2)]",          KINKS, {}, each(F.hardtanh, -0.5, 2)),
    layer("ScaledSoftplus",     "[ScaledSoftplus(2.5)]",            SEQUENCE, {}, each(F.softplus, 2.5)),
    layer("RRelu",              "[RRelu(0.25, 0.75)]",          SEQUENCE, {}, rrelu, each(F.rrelu, 0.25, 0.75), seed=SEED),
    layer("PReluPerChannel",    "[PRelu(0.3, perChannel: true)]", SEQUENCE, {"A1": (4,)}, lambda x, p: last(F.prelu(first(x), p.A1))),
    layer("SoftmaxOfTime",      "[Softmax(1)]",                 SEQUENCE, {}, each(F.softmax, 1)),
    layer("SoftmaxOfChannels",  "[Softmax]",                    IMAGE, {}, lambda x, p: last(torch.nn.Softmax2d()(first(x)))),
    layer("AlphaDropout",       "[AlphaDropout(0.25)]",         SEQUENCE, {}, alpha_dropout(0.25), same, seed=SEED),
    layer("SpatialDropout",     "[SpatialDropout(0.25)]",       IMAGE, {}, spatial_dropout(0.25), same, seed=SEED),
    layer("SpatialDropoutOfTime", "[SpatialDropout(0.25)]",     SEQUENCE, {}, spatial_dropout(0.25), same, seed=SEED),
    layer("LocalResponseNorm",  "[LocalResponseNorm(5)]",       IMAGE, {}, lambda x, p: last(F.local_response_norm(first(x), 5))),
    layer("LocalResponseNormEven", "[LocalResponseNorm(2, 0.5, 0.5, 2)]", IMAGE, {}, lambda x, p: last(F.local_response_norm(first(x), 2, 0.5, 0.5, 2))),
    layer("PixelShuffle",       "[PixelShuffle(2)]",            IMAGE, {}, lambda x, p: last(F.pixel_shuffle(first(x), 2))),
    layer("PixelUnshuffle",     "[PixelUnshuffle(2)]",          IMAGE, {}, lambda x, p: last(F.pixel_unshuffle(first(x), 2))),
    layer("SwapAxes",           "[SwapAxes]",                   SEQUENCE, {}, each(torch.transpose, 1, 2)),
    layer("Permute",            "[Permute(3, 1, 2)]",           IMAGE, {}, each(torch.permute, (0, 3, 1, 2))),
    layer("PermuteBack",        "[Permute(2, 3, 1)]",           IMAGE, {}, each(torch.permute, (0, 2, 3, 1))),
    layer("ZeroPad1D",          "[ZeroPad1D(2, 1)]",            SEQUENCE, {}, lambda x, p: last(F.pad(first(x), (2, 1)))),
    layer("Crop1D",             "[Crop1D(2, 1)]",               SEQUENCE, {}, lambda x, p: x[:, 2:-1]),
    layer("Crop2D",             "[Crop2D(1)]",                  IMAGE, {}, lambda x, p: x[:, 1:-1, 1:-1]),
    layer("Upsample1D",         "[Upsample1D(3)]",              SEQUENCE, {}, lambda x, p: last(F.interpolate(first(x), scale_factor=3))),
    layer("RepeatVector",       "[RepeatVector(4)]",            ROW, {}, lambda x, p: x[:, None].expand(-1, 4, -1)),
    layer("Bilinear", """[Dense(4, Name = "a")] [Dense(3, Activation.Tanh, Name = "b", From = "x")] [Bilinear("a", 5)]""", ROW,
          {**branch_parameters(6, 4, 3), "W3": (3, 4, 5), "b3": (5,)}, bilinear),
    layer("CosineSimilarity", """[Dense(4, Name = "a")] [Dense(4, Activation.Tanh, Name = "b", From = "x")] [CosineSimilarity("a")]""", SEQUENCE,
          branch_parameters(4, 4, 4), branches(lambda a, b: F.cosine_similarity(b, a, -1))),
]
