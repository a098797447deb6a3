"""Where DeriveGen differs from PyTorch on purpose: key -> (what PyTorch does, what DeriveGen does)."""

DIFFERENCES = {
    "hardsigmoid": (
        "the derivative is 1/6 as a number of single precision, in double precision too",
        "it is 1/6",
    ),
    "hardswish": (
        "the derivative is -1/2 at -3 and 3/2 at 3, those of the parabola",
        "it is 0 at -3 and 1 at 3: a tie with a constant has the constant's derivative",
    ),
    "prelu": (
        "the derivative by x is the slope a at 0",
        "it is 0 there: max(x, 0) and min(x, 0) both tie with a constant",
    ),
    "margin": (
        "losses of margins, clamp_min(d, 0), have derivative 1 where d is 0",
        "max(d, 0) has derivative 0 where d is 0",
    ),
    "clip-by-norm": (
        "1e-6 is added to the length that divides",
        "clipped gradients have the limit for their length",
    ),
    "running-variance": (
        "the running variance of BatchNorm averages the unbiased variance, though the biased one divides",
        "the same biased variance divides and is averaged",
    ),
    "soft-margin": (
        "ln(1 + exp(-x y)) overflows for x y far below 0",
        "the logarithm is derived in its stable form",
    ),
    "clamped-variance": (
        "a variance below epsilon is clamped outside the automatic derivative and keeps a gradient",
        "max(v, epsilon) has derivative 0 there",
    ),
    "clamped-logarithm": (
        "the logarithms of binary cross-entropy are clamped at -100",
        "the logarithm of a sigmoid is derived in its stable form, which no logit is too large for",
    ),
}
