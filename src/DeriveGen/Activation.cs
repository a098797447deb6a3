namespace DeriveGen;

/// <summary>
/// Activations by name. Each is nothing but a formula in <c>x</c>, so any other formula serves as well: <c>[Dense(64, "x * sigmoid(x)")]</c>.
/// In a formula <c>_</c> names the last axis.
/// </summary>
public static class Activation
{
    /// <summary><c>x</c></summary>
    public const string Identity = "x";

    /// <summary><c>max(x, 0)</c>, with derivative 0 at 0.</summary>
    public const string Relu = "max(x, 0)";

    /// <summary><c>1/(1 + e⁻ˣ)</c></summary>
    public const string Sigmoid = "sigmoid(x)";

    /// <summary><c>(eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)</c></summary>
    public const string Tanh = "tanh(x)";

    /// <summary><c>ln(1 + eˣ)</c></summary>
    public const string Softplus = "softplus(x)";

    /// <summary><c>x·σ(x)</c>, also called swish.</summary>
    public const string Silu = "x * sigmoid(x)";

    /// <summary><c>x·Φ(x)</c> with Φ the normal distribution function.</summary>
    public const string Gelu = "x * (1 + erf(x / sqrt(2))) / 2";

    /// <summary><c>x·Φ(x)</c> with the normal distribution function approximated by a hyperbolic tangent (Hendrycks and Gimpel, 2016).</summary>
    public const string GeluTanh = "x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2";

    /// <summary><c>x·tanh(ln(1 + eˣ))</c> (Misra, 2019).</summary>
    public const string Mish = "x * tanh(softplus(x))";

    /// <summary><c>x</c> from 0 on, <c>x/100</c> below, with derivative 1/100 at 0.</summary>
    public const string LeakyRelu = "x / 100 + 0.99 * max(x, 0)";

    /// <summary><c>x</c> from 0 on, <c>eˣ − 1</c> below (Clevert, Unterthiner and Hochreiter, 2015).</summary>
    public const string Elu = "max(x, 0) + exp(x - max(x, 0)) - 1";

    /// <summary><c>λx</c> above 0, <c>λα(eˣ − 1)</c> up to 0, with the numbers of Klambauer and others, "Self-normalizing neural networks", 2017.</summary>
    public const string Selu = "1.0507009873554805 * max(x, 0) + 1.7580993408473766 * (exp(x - max(x, 0)) - 1)";

    /// <summary><c>x/(1 + |x|)</c></summary>
    public const string Softsign = "x / (1 + abs(x))";

    /// <summary><c>max(x, 0)</c>, but at most 6; with derivative 0 at 0 and 6.</summary>
    public const string Relu6 = "min(max(x, 0), 6)";

    /// <summary>A sigmoid of straight lines: <c>x/6 + 1/2</c> between −3 and 3; with derivative 0 at both.</summary>
    public const string Hardsigmoid = "min(max(x + 3, 0), 6) / 6";

    /// <summary><c>x</c> times <see cref="Hardsigmoid"/> (Howard and others, "Searching for MobileNetV3", 2019); the derivative is 0 at −3 and 1 at 3.</summary>
    public const string Hardswish = "x * min(max(x + 3, 0), 6) / 6";

    /// <summary><c>x</c> between −1 and 1, the nearer of both elsewhere; with derivative 0 at both.</summary>
    public const string Hardtanh = "min(max(x, -1), 1)";

    /// <summary><c>ln σ(x)</c></summary>
    public const string LogSigmoid = "-softplus(-x)";

    /// <summary><c>x − tanh x</c></summary>
    public const string Tanhshrink = "x - tanh(x)";

    /// <summary><c>x</c> moved towards 0 by 1/2, and 0 between −1/2 and 1/2.</summary>
    public const string Softshrink = "max(x - 0.5, 0) + min(x + 0.5, 0)";

    /// <summary><c>x</c>, but 0 between −1/2 and 1/2.</summary>
    public const string Hardshrink = "x * [x > 0.5] + x * [x < -0.5]";

    /// <summary><c>eˣ/Σ eˣ</c> over the last axis.</summary>
    public const string Softmax = "softmax(_: x)";

    /// <summary><c>e⁻ˣ/Σ e⁻ˣ</c> over the last axis.</summary>
    public const string Softmin = "softmax(_: -x)";

    /// <summary><c>x − ln Σ eˣ</c> over the last axis.</summary>
    public const string LogSoftmax = "logsoftmax(_: x)";
}
