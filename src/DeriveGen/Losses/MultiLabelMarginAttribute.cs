namespace DeriveGen;

/// <summary>
/// How far each class that an example does not have comes within a margin of each that it has: Σ max(margin − x[j] + x[k], 0) over those pairs,
/// divided by the number of classes; mean over the examples.
/// </summary>
/// <remarks>x[i, k] and the targets y[i, k], 1 for a class that the example has and 0 for the others, have one row for each example.</remarks>
/// <param name="margin">The lead of a class that the example has from which another costs nothing.</param>
[Equations("""
    target y[i, k];  output x[i, k]
    L = mean(i: sum(j, k: y[i, j] * (1 - y[i, k]) * max(margin - x[i, j] + x[i, k], 0))) / size(x, -1)
    """)]
public sealed class MultiLabelMarginAttribute(double margin = 1) : LossAttribute;
