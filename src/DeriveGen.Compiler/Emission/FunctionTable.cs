namespace DeriveGen.Compiler.Emission;

/// <summary>
/// The C# method of each scalar function. <c>VectorMath</c> has it for a number and packed values for lanes, lane by lane the same bits.
/// The step function is missing: it is a comparison, which chooses what it multiplies.
/// </summary>
internal static class FunctionTable
{
    /// <summary>The method's name by the function's.</summary>
    public static IReadOnlyDictionary<string, string> Methods { get; } = new Dictionary<string, string>
    {
        ["exp"]      = "Exp",
        ["log"]      = "Log",
        ["tanh"]     = "Tanh",
        ["sigmoid"]  = "Sigmoid",
        ["softplus"] = "Softplus",
        ["erf"]      = "Erf",
        ["sin"]      = "Sin",
        ["cos"]      = "Cos",
    };
}
