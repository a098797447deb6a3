"""
The random numbers that noisy layers draw, a function of seed, tensor, call of training and element: Philox4x32-10 (Salmon, Moraes, Dror, Shaw,
"Parallel random numbers: as easy as 1, 2, 3", 2011).
"""

import math

import torch

WORD = 0xFFFFFFFF


def block(key, counter):
    """128 bits as two words of 64."""
    k0, k1 = key & WORD, key >> 32
    c0, c1, c2, c3 = counter
    for _ in range(10):
        product0, product1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (product1 >> 32) ^ c1 ^ k0, product1 & WORD, (product0 >> 32) ^ c3 ^ k1, product0 & WORD
        k0, k1 = (k0 + 0x9E3779B9) & WORD, (k1 + 0xBB67AE85) & WORD
    return c1 << 32 | c0, c3 << 32 | c2


def fraction(word):
    """A word as a number in [0, 1)."""
    return (word >> 11) * 2.0**-53


def uniform(seed, tensor, call, shape):
    """Two numbers from each block."""
    count = torch.Size(shape).numel()
    return torch.tensor([fraction(block(seed, (at >> 1, 0, call, tensor))[at & 1]) for at in range(count)]).reshape(shape)


def gaussian(seed, tensor, call, shape):
    """One number from each block, by the transform of Box and Muller."""
    def number(at):
        radius, angle = map(fraction, block(seed, (at, 0, call, tensor)))
        return math.sqrt(-2 * math.log(1 - radius)) * math.cos(2 * math.pi * angle)
    return torch.tensor([number(at) for at in range(torch.Size(shape).numel())]).reshape(shape)
