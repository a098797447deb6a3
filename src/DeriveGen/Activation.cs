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

    /// <summary><c>eˣ/Σ eˣ</c> over the last axis.</summary>
    public const string Softmax = "softmax(_: x)";
}
