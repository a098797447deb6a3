namespace DeriveGen;

/// <summary>
/// Learning-rate schedules by name: the factor on an optimizer's rate as a formula in <c>x</c>, the number of the update from 1. Any other
/// formula serves as well, as in <c>[Adam(schedule: "0.99 ^ x")]</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>exponential</term><description><c>0.99 ^ x</c></description></item>
/// <item><term>in steps</term><description><c>0.1 ^ ([x > 300] + [x > 600])</c></description></item>
/// <item><term>linear, to 0</term><description><c>max(1 - x / 1000, 0)</c></description></item>
/// <item><term>half a cosine, to 0</term><description><c>(1 + cos(pi * min(x / 1000, 1))) / 2</c></description></item>
/// <item><term>warm-up</term><description><c>min(x / 100, 1)</c>, times any other</description></item>
/// <item><term>warm-up, then 1/√x (Vaswani and others, 2017)</term><description><c>min(x / 100, 10 / sqrt(x))</c></description></item>
/// <item><term>up and down (Smith, 2017)</term><description><c>0.1 + 0.9 * max(1 - abs(x / 500 - 1), 0)</c></description></item>
/// </list>
/// </remarks>
public static class RateSchedule
{
    /// <summary>Always 1.</summary>
    public const string Constant = "1";

    /// <summary><c>1/√x</c></summary>
    public const string InverseSquareRoot = "1 / sqrt(x)";

    /// <summary><c>1/x</c></summary>
    public const string Inverse = "1 / x";
}
