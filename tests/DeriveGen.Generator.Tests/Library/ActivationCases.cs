namespace DeriveGen.Generator.Tests.Library;

/// <summary>Each activation between two layers, and over an axis that is no whole number of vectors.</summary>
internal static class ActivationCases
{
    /// <summary>All of them: one for each constant, and formulas of one's own.</summary>
    public static IReadOnlyList<LibraryCase> All { get; } =
    [
        .. typeof(Activation).GetFields().Select(constant => Of(constant.Name, "Activation." + constant.Name)),
        Of("FormulaOfOnesOwn", "\"x * sigmoid(1.702 * x)\""),
    ];

    private static LibraryCase Of(string name, string formula) =>
        new(name, $"[Input(3)] [Dense(19, {formula})] [Dense(2)] [MeanSquaredError]");
}
