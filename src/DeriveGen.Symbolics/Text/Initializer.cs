namespace DeriveGen.Symbolics.Text;

/// <summary>How a parameter or a state begins.</summary>
/// <param name="Distribution">glorot, he, lecun, orthogonal, normal, uniform or constant.</param>
/// <param name="Value">The argument: the constant, the deviation of normal, the bound of uniform; else 0.</param>
public sealed record Initializer(string Distribution, double Value)
{
    /// <summary>The distributions, with whether an argument belongs to them.</summary>
    public static IReadOnlyDictionary<string, bool> Distributions { get; } = new Dictionary<string, bool>
    {
        ["glorot"] = false, ["he"] = false, ["lecun"] = false, ["orthogonal"] = false, ["normal"] = true, ["uniform"] = true,
    };

    /// <summary>Every element is <paramref name="value"/>.</summary>
    public static Initializer Constant(double value) => new("constant", value);
}
