"""Hessian-vector products of rows of the other groups."""

import dataclasses

import activations
import convolutions
import layers
import networks
import recurrences
import sequences
from case import Values, numbers

NAMES = [
    "Tanh", "Softplus", "Gelu", "GeluTanh", "Mish", "Selu", "Hardswish", "Softsign", "Softmax", "LogSoftmax", "ReluAtKinks", "TanhOfExtremes",
    "DenseOfSequence", "SwiGlu", "PRelu", "LayerNorm", "RmsNorm", "GroupNorm", "BatchNormOfStates", "DropoutBetween", "Concat", "Multiply",
    "Conv1DStride", "Conv2DEverything", "DepthwiseConv2DStride", "ConvTranspose2DCut",
    "AttentionCausal", "TiedHead", "GptOfOneBlock", "GptOfBlocks",
    "RecurrenceShort", "RecurrenceFromState", "LongShortTermMemory", "GatedUnit",
    "Digits", "Autoencoder", "SharedTwice", "Cnn", "GaussianNegativeLogLikelihood", "CosineEmbedding", "TripletMargin", "TwoLosses", "BilinearByHand",
]

ROWS = {case.name: case for group in (activations, layers, convolutions, sequences, recurrences, networks) for case in group.CASES}


def curved(case):
    """The row with a direction, and without steps."""
    direction = Values({name: numbers(f"{case.name}.{name}.direction", value.shape, -1, 1) for name, value in case.parameters.items()})
    return dataclasses.replace(case, direction=direction, steps=0, optimizer=None, differs=None, library=None, keep="")


CASES = [curved(ROWS[name]) for name in NAMES]
