namespace DeriveGen.Generator.HandWritten;

/// <summary>The functions of Math and MathF that are followed, in double precision.</summary>
internal static class MathFunctions
{
    private static readonly Dictionary<string, Func<double, double>> s_unary = new()
    {
        ["Exp"] = Math.Exp, ["Log"] = Math.Log, ["Sqrt"] = Math.Sqrt, ["Abs"] = Math.Abs, ["Sin"] = Math.Sin, ["Cos"] = Math.Cos, ["Tan"] = Math.Tan, ["Sinh"] = Math.Sinh, ["Cosh"] = Math.Cosh,
        ["Tanh"] = Math.Tanh, ["Atan"] = Math.Atan, ["Asin"] = Math.Asin, ["Acos"] = Math.Acos, ["Floor"] = Math.Floor, ["Ceiling"] = Math.Ceiling, ["Round"] = Math.Round, ["Truncate"] = Math.Truncate,
        ["Sign"] = value => Math.Sign(value),
    };

    private static readonly Dictionary<string, Func<double, double, double>> s_binary = new()
    {
        ["Max"] = Math.Max, ["Min"] = Math.Min, ["Pow"] = Math.Pow,
    };

    /// <summary>The function of a name, over the values of its arguments; null where it is not followed.</summary>
    public static Func<Frame, double>? Find(string name, Func<Frame, double>[] arguments) =>
        arguments.Length == 1 && s_unary.TryGetValue(name, out Func<double, double>? unary) ? frame => unary(arguments[0](frame))
        : arguments.Length == 2 && s_binary.TryGetValue(name, out Func<double, double, double>? binary) ? frame => binary(arguments[0](frame), arguments[1](frame))
        : null;
}
