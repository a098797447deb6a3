namespace DeriveGen;

/// <summary>
/// Learning-rate schedules by name: the factor on an optimizer's rate as a formula in <c>x</c>, the number of the update from 1. Any other
/// formula serves as well: <c>[Adam(schedule: "(1 + cos(pi * min(x / 1000, 1))) / 2")]</c> falls to 0 along half a cosine.
/// </summary>
public static class RateSchedule
{
    /// <summary>Always 1.</summary>
    public const string Constant = "1";

    /// <summary><c>1/√x</c></summary>
    public const string InverseSquareRoot = "1 / sqrt(x)";

    /// <summary><c>1/x</c></summary>
    public const string Inverse = "1 / x";
}
