"""Every loss behind an input: ordinary numbers, kinks, and extreme logits."""

import torch
import torch.nn.functional as F

from case import distributions, numbers, probabilities, signs, whole
from rows import log_cosh, loss, softplus, sum_of_squares

X = (4, 5)
IMAGE = (2, 3, 5, 4)


def logits(*rows):
    """Extreme logits, one row for each example."""
    return torch.tensor([[float(number) for number in row] for row in rows])


def classes(count):
    """Targets that are class numbers of all axes but the last."""
    return lambda name, shape: whole(name, shape[:-1], count)


def cross_entropy(x, t, **more):
    """F.cross_entropy with the classes on the last axis."""
    return F.cross_entropy(x.flatten(0, -2), t.flatten(), **more)


def per_example(function):
    """Summed over the outputs, mean over the examples."""
    return lambda x, y: function(x, y, reduction="sum") / x.shape[0]


def softmax(x):
    return F.softmax(x, -1)


def smoothed(x, t):
    return cross_entropy(x, t, label_smoothing=0.1)


def weighted(smoothing=0.0):
    return lambda x, t: cross_entropy(x, t, weight=WEIGHTS, label_smoothing=smoothing)


# A class that does not count is among them.
WEIGHTS, WEIGHTED = torch.tensor([0.5, 2, 1.25, 0, 4]), "[%snew[] { 0.5, 2, 1.25, 0, 4 })]"
BCE, BCE_LOGITS = per_example(F.binary_cross_entropy), per_example(F.binary_cross_entropy_with_logits)
EXTREME = logits([80, -80, 1, 0.5, -3], [1e4, -1e4, 2, 0, 0], [-1e4, -1e4, -1e4, -9990, -1e4], [1e4, 80, 1e4, 0, -80])


# Errors x - y among which are 0, and 0.75 on either side, in a table of 2 x 5.
TIED = logits([1, 0.25, -0.5, 2, 1.5], [-1, 0.75, 3, 0.25, -2.25])
TIES = TIED - logits([0, 0.75, -0.75, 1.25, -0.25], [0.75, 0, 2, -0.75, -3])
FAR = logits([80, -80, 1e4, -1e4, 0], [-1e4, 1e4, -80, 80, 0.5])
NEAR_FAR = logits([1, -2, 0.5, -1, 0], [3, 2, 1, -1, 0.25])

# 1 - x y is 0, above and below.
HINGED = logits([1, -1, 1, 0.5, -2], [-1, 1, 0.25, 3, -0.75])
HINGE_SIGNS = logits([1, -1, -1, 1, 1], [-1, 1, 1, 1, -1])


def hinge(x, y):
    return F.relu(1 - x * y).mean()


def poisson(x, y):
    return F.poisson_nll_loss(x, y, log_input=True, full=False)


def stirling(x, y):
    return F.poisson_nll_loss(x, y, log_input=True, full=True)


def spelled(blank=0):
    """F.ctc_loss of scores in rows of examples, without its division by the lengths."""
    def ctc(x, y, lengths):
        times = torch.full((len(x),), x.shape[1])
        return F.ctc_loss(F.log_softmax(x, -1).transpose(0, 1), y, times, lengths, blank=blank, reduction="sum") / len(x)
    return ctc


def counts(name, shape):
    return whole(name, shape, 5) * 1.0


def margins(margin):
    """F.multi_margin_loss with any number of axes."""
    return lambda x, t: F.multi_margin_loss(x.flatten(0, -2), t.flatten(), margin=margin)


def soft_margin(x, y):
    return softplus(-x * y).mean()


def sets(name, shape):
    """1 for a class that an example has, 0 for the others."""
    return whole(name, shape, 2) * 1.0


def multi_label_margin(x, y):
    """PyTorch wants the numbers of the classes first and -1 behind them."""
    rows = [torch.cat([row.nonzero().flatten(), torch.tensor([-1] * int((row == 0).sum()), dtype=torch.long)]) for row in y]
    return F.multilabel_margin_loss(x, torch.stack(rows))


def hinge_embedding(x, y):
    return torch.where(y > 0, x, F.relu(0.75 - x)).mean()


# Repeated labels, whose repetitions need a blank between; all lengths down to 0; what stands behind a length is not read.
LABELS, LENGTHS = torch.tensor([[1, 1, 3], [4, 2, 2], [2, 3, 0], [0, 0, 0]]), torch.tensor([3, 3, 2, 0])
TIGHT, TIGHT_LENGTHS = torch.tensor([[0, 0, 1], [3, 1, 3]]), torch.tensor([3, 3])

PROBABILITIES = numbers("probabilities", X, 0, 1) * 0.875 + 0.0625
SIMPLEX = (numbers("simplex", X, 0, 2) + 0.25) / 4
LOG_SIMPLEX = numbers("logarithms", X, -4, 0)

CASES = [
    loss("SoftmaxCrossEntropy",           "[SoftmaxCrossEntropy]",           X,        classes(5), cross_entropy, softmax),
    loss("SoftmaxCrossEntropyOfSequence", "[SoftmaxCrossEntropy]",           (3, 2, 7), classes(7), cross_entropy, softmax),
    loss("SoftmaxCrossEntropyOfExtremes", "[SoftmaxCrossEntropy]",           EXTREME,  torch.tensor([1, 0, 4, 3]), cross_entropy, softmax),
    loss("SoftmaxCrossEntropyOfTwo",      "[SoftmaxCrossEntropy]",           (3, 2),   classes(2), cross_entropy, softmax),
    loss("SmoothedCrossEntropy",          "[SmoothedCrossEntropy(0.1)]",     X,        classes(5), smoothed, softmax),
    loss("SmoothedCrossEntropySequence",  "[SmoothedCrossEntropy(0.1)]",     (3, 2, 7), classes(7), smoothed, softmax),
    loss("SmoothedCrossEntropyExtremes",  "[SmoothedCrossEntropy(0.1)]",     EXTREME,  torch.tensor([1, 0, 4, 3]), smoothed, softmax),
    loss("SoftmaxCrossEntropyWeights",    WEIGHTED % "SoftmaxCrossEntropy(",   X,      classes(5), weighted(), softmax),
    loss("SoftmaxCrossEntropyWeightsFar", WEIGHTED % "SoftmaxCrossEntropy(",   EXTREME, torch.tensor([1, 0, 4, 4]), weighted(), softmax),
    loss("SmoothedCrossEntropyWeights",   WEIGHTED % "SmoothedCrossEntropy(0.25, ", (3, 2, 5), classes(5), weighted(0.25), softmax),
    loss("NegativeLogLikelihoodWeights",  WEIGHTED % "NegativeLogLikelihood(", (3, 2, 5), classes(5), lambda x, t: F.nll_loss(x.flatten(0, 1), t.flatten(), WEIGHTS)),
    loss("CrossEntropyOfProbabilities",   "[CrossEntropy]",                  SIMPLEX,  distributions, lambda x, y: -(y * x.log()).sum() / len(x)),
    loss("CrossEntropyBehindSoftmax",     "[Activate(Activation.Softmax)] [CrossEntropy]", X, distributions, F.cross_entropy, softmax),
    loss("CrossEntropyBehindSoftmaxFar",  "[Activate(Activation.Softmax)] [CrossEntropy]", EXTREME, distributions, F.cross_entropy, softmax),
    loss("NegativeLogLikelihood",         "[NegativeLogLikelihood]",         (3, 2, 7), classes(7), lambda x, t: F.nll_loss(x.flatten(0, 1), t.flatten())),
    loss("NegativeLogLikelihoodOfLogs",   "[Activate(Activation.LogSoftmax)] [NegativeLogLikelihood]", EXTREME, torch.tensor([1, 0, 4, 3]), cross_entropy,
         lambda x: F.log_softmax(x, -1)),
    loss("BinaryCrossEntropy",            "[BinaryCrossEntropy]",            PROBABILITIES, probabilities, BCE),
    loss("BinaryCrossEntropySigmoid",     "[Activate(Activation.Sigmoid)] [BinaryCrossEntropy]", X, probabilities, BCE_LOGITS, torch.sigmoid),
    loss("BinaryCrossEntropySigmoidFar",  "[Activate(Activation.Sigmoid)] [BinaryCrossEntropy]", EXTREME, probabilities, BCE_LOGITS, torch.sigmoid,
         differs="clamped-logarithm", library=lambda x, y: BCE(torch.sigmoid(x), y)),
    loss("BinaryCrossEntropyLogits",      "[BinaryCrossEntropyWithLogits]",  X,        probabilities, BCE_LOGITS, torch.sigmoid),
    loss("BinaryCrossEntropyLogitsFar",   "[BinaryCrossEntropyWithLogits]",  EXTREME,  probabilities, BCE_LOGITS, torch.sigmoid),
    loss("BinaryCrossEntropyPositives",   "[BinaryCrossEntropyWithLogits(new[] { 0.5, 2, 1.25, 0, 4 })]", X, probabilities,
         per_example(lambda x, y, **more: F.binary_cross_entropy_with_logits(x, y, pos_weight=WEIGHTS, **more)), torch.sigmoid),
    loss("BinaryCrossEntropyPositivesFar", "[BinaryCrossEntropyWithLogits(new[] { 0.5, 2, 1.25, 0, 4 })]", EXTREME, probabilities,
         per_example(lambda x, y, **more: F.binary_cross_entropy_with_logits(x, y, pos_weight=WEIGHTS, **more)), torch.sigmoid),
    loss("Ctc",                           "[Ctc(3)]",                        (4, 9, 5), (LABELS, LENGTHS), spelled(), softmax),
    loss("CtcInTheLeastTime",             "[Ctc(3, blank: 2)]",              (2, 4, 4), (TIGHT, TIGHT_LENGTHS), spelled(2), softmax),
    loss("CtcOfExtremes",                 "[Ctc(3)]",                        numbers("far", (4, 7, 5)) * 100, (LABELS, LENGTHS), spelled(), softmax),
    loss("SquaredError",                  "[SquaredError]",                  X,        numbers, sum_of_squares),
    loss("HalfSquaredError",              "[HalfSquaredError]",              X,        numbers, lambda x, y: sum_of_squares(x, y) / 2),
    loss("MeanSquaredError",              "[MeanSquaredError]",              X,        numbers, F.mse_loss),
    loss("BinaryCrossEntropyOfImage",     "[Activate(Activation.Sigmoid)] [BinaryCrossEntropy]", IMAGE, probabilities, BCE_LOGITS, torch.sigmoid),
    loss("BinaryCrossEntropyLogitsImage", "[BinaryCrossEntropyWithLogits]",  IMAGE,    probabilities, BCE_LOGITS, torch.sigmoid),
    loss("SquaredErrorOfImage",           "[SquaredError]",                  IMAGE,    numbers, sum_of_squares),
    loss("HalfSquaredErrorOfImage",       "[HalfSquaredError]",              IMAGE,    numbers, lambda x, y: sum_of_squares(x, y) / 2),
    loss("MeanSquaredErrorOfImage",       "[MeanSquaredError]",              IMAGE,    numbers, F.mse_loss),
    loss("MeanAbsoluteError",             "[MeanAbsoluteError]",             IMAGE,    numbers, F.l1_loss),
    loss("MeanAbsoluteErrorAtTies",       "[MeanAbsoluteError]",             TIED,     TIES, F.l1_loss),
    loss("Huber",                         "[Huber]",                         IMAGE,    numbers, F.huber_loss),
    loss("HuberAtKinks",                  "[Huber(0.75)]",                   TIED,     TIES, lambda x, y: F.huber_loss(x, y, delta=0.75)),
    loss("HuberOfExtremes",               "[Huber(0.75)]",                   FAR,      NEAR_FAR, lambda x, y: F.huber_loss(x, y, delta=0.75)),
    loss("SmoothL1",                      "[SmoothL1]",                      IMAGE,    numbers, F.smooth_l1_loss),
    loss("SmoothL1AtKinks",               "[SmoothL1(0.75)]",                TIED,     TIES, lambda x, y: F.smooth_l1_loss(x, y, beta=0.75)),
    loss("SmoothL1OfExtremes",            "[SmoothL1(0.75)]",                FAR,      NEAR_FAR, lambda x, y: F.smooth_l1_loss(x, y, beta=0.75)),
    loss("LogCosh",                       "[LogCosh]",                       IMAGE,    numbers, lambda x, y: (x - y).cosh().log().mean()),
    loss("LogCoshOfExtremes",             "[LogCosh]",                       FAR,      NEAR_FAR, log_cosh),
    loss("KullbackLeibler",               "[KullbackLeibler]",               LOG_SIMPLEX, distributions, lambda x, y: F.kl_div(x, y, reduction="batchmean")),
    loss("KullbackLeiblerBehindLogits",   "[Activate(Activation.LogSoftmax)] [KullbackLeibler]", EXTREME, distributions,
         lambda x, y: F.kl_div(F.log_softmax(x, -1), y, reduction="batchmean"), lambda x: F.log_softmax(x, -1)),
    loss("Hinge",                         "[Hinge]",                         IMAGE,    signs, hinge),
    loss("HingeAtKinks",                  "[Hinge]",                         HINGED,   HINGE_SIGNS, hinge),
    loss("SquaredHinge",                  "[SquaredHinge]",                  IMAGE,    signs, lambda x, y: F.relu(1 - x * y).square().mean()),
    loss("SquaredHingeAtKinks",           "[SquaredHinge]",                  HINGED,   HINGE_SIGNS, lambda x, y: F.relu(1 - x * y).square().mean()),
    loss("SoftMargin",                    "[SoftMargin]",                    IMAGE,    signs, F.soft_margin_loss),
    loss("SoftMarginOfExtremes",          "[SoftMargin]",                    FAR,      HINGE_SIGNS, soft_margin, differs="soft-margin", library=F.soft_margin_loss),
    loss("HingeEmbedding",                "[HingeEmbedding(0.75)]",          IMAGE,    signs, lambda x, y: F.hinge_embedding_loss(x, y, margin=0.75)),
    loss("HingeEmbeddingAtKinks",         "[HingeEmbedding(0.75)]",          logits([0.75, 0.75, 1, 0.5, -2]), HINGE_SIGNS[1:], hinge_embedding,
         differs="margin", library=lambda x, y: F.hinge_embedding_loss(x, y, margin=0.75)),
    loss("MultiMargin",                   "[MultiMargin]",                   X,        classes(5), margins(1)),
    loss("MultiMarginOfSequence",         "[MultiMargin(0.5)]",              (3, 2, 7), classes(7), margins(0.5)),
    loss("MultiMarginAtKinks",            "[MultiMargin(0.5)]",              logits([1, 0.5, 0.25, 1.5], [-1, 2, -1.5, -0.5]), torch.tensor([0, 3]), margins(0.5)),
    loss("MultiMarginOfExtremes",         "[MultiMargin]",                   EXTREME,  torch.tensor([1, 0, 4, 3]), margins(1)),
    loss("MultiLabelMargin",              "[MultiLabelMargin]",              X,        sets, multi_label_margin),
    loss("MultiLabelMarginOfExtremes",    "[MultiLabelMargin]",              EXTREME,  sets, multi_label_margin),
    loss("MultiLabelSoftMargin",          "[MultiLabelSoftMargin]",          X,        sets, F.multilabel_soft_margin_loss, torch.sigmoid),
    loss("MultiLabelSoftMarginWeights",   WEIGHTED % "MultiLabelSoftMargin(", X,       sets, lambda x, y: F.multilabel_soft_margin_loss(x, y, WEIGHTS), torch.sigmoid),
    loss("MultiLabelSoftMarginExtremes",  "[MultiLabelSoftMargin]",          EXTREME,  sets, F.multilabel_soft_margin_loss, torch.sigmoid),
    loss("PoissonNegativeLogLikelihood",  "[PoissonNegativeLogLikelihood]",  IMAGE,    counts, poisson),
    loss("PoissonFull",                   "[PoissonNegativeLogLikelihood(full: true)]", IMAGE, counts, stirling),
    loss("PoissonOfExtremes",             "[PoissonNegativeLogLikelihood]",  logits([80, -80, -1e4, 1.5, 0]), counts, poisson),
]
