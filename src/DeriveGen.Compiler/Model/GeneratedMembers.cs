namespace DeriveGen.Compiler.Model;

/// <summary>The names of the members that networks have beside those of their tensors.</summary>
public static class GeneratedMembers
{
    private static readonly string[] s_always =
    [
        "Train", "Epoch", "Predict", "Loss", "Gradient", "Update", "CopyParameter", "SetParameter", "CopyGradient", "Read", "CreatePredictor", "Save", "Load",
        "BatchSize", "ParameterCount", "Parameters", "ExportParameter", "ImportParameter",
    ];

    /// <summary>Those of every class.</summary>
    public static IReadOnlyList<string> OfObject { get; } = ["ToString", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize"];

    /// <summary>Those of all networks, those that a setting asks for, and those of every class: no tensor may be called so.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. s_always, "Predictor", "SelfCheck", "Report", "HessianVector", "Hessian", "Dispose", "Warmup", .. OfObject];

    /// <summary>Those that a network with its settings cannot do without: Dispose and Warmup give way to the class's own.</summary>
    public static IReadOnlyList<string> Of(NetworkSettings settings) =>
    [
        .. s_always,
        .. settings.SelfCheck ? ["SelfCheck"] : Array.Empty<string>(),
        .. settings.Report ? ["Report"] : Array.Empty<string>(),
        .. settings.SecondOrder ? ["HessianVector", "Hessian"] : Array.Empty<string>(),
    ];
}
