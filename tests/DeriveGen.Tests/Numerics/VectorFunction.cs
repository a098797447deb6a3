using System.Runtime.Intrinsics;
using DeriveGen.Numerics;
using DeriveGen.Tests.Numerics.Accuracy;

namespace DeriveGen.Tests.Numerics;

/// <summary>A function of emitted code at every width and number type.</summary>
/// <remarks>
/// Exact is the value in double precision, right to a few units: as good as exact for single precision. InFull has many more digits than double
/// precision; it is null where the function does not round.
/// </remarks>
internal sealed record VectorFunction(
    string Name,
    Func<double, double> Exact,
    Func<Binary, Binary>? InFull,
    Func<float, float> Single,
    Func<Vector128<float>, Vector128<float>> Single128,
    Func<Vector256<float>, Vector256<float>> Single256,
    Func<Vector512<float>, Vector512<float>> Single512,
    Func<double, double> Double,
    Func<Vector128<double>, Vector128<double>> Double128,
    Func<Vector256<double>, Vector256<double>> Double256,
    Func<Vector512<double>, Vector512<double>> Double512)
{
    /// <summary>Every function of <see cref="VectorMath"/> that works lane by lane, and the roots as they are emitted.</summary>
    public static IReadOnlyList<VectorFunction> All { get; } =
    [
        new("Exp", Math.Exp, ExactFunctions.Exp,
            VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp,
            VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        new("Log", Math.Log, ExactFunctions.Log,
            VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log,
            VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log),
        new("Sigmoid", Reference.Sigmoid, ExactFunctions.Sigmoid,
            VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid,
            VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid),
        new("Tanh", Math.Tanh, ExactFunctions.Tanh,
            VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh,
            VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        new("Softplus", Reference.Softplus, ExactFunctions.Softplus,
            VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus,
            VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
        new("Erf", Reference.Erf, ExactFunctions.Erf,
            VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf,
            VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf),
        new("Sin", Math.Sin, ExactFunctions.Sin,
            VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin,
            VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin),
        new("Cos", Math.Cos, ExactFunctions.Cos,
            VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos,
            VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos),
        new("Sqrt", Math.Sqrt, ExactFunctions.Sqrt,
            MathF.Sqrt, Vector128.Sqrt, Vector256.Sqrt, Vector512.Sqrt,
            Math.Sqrt, Vector128.Sqrt, Vector256.Sqrt, Vector512.Sqrt),
        new("Rsqrt", Reference.Rsqrt, ExactFunctions.Rsqrt,
            x => 1 / MathF.Sqrt(x), x => Vector128<float>.One / Vector128.Sqrt(x), x => Vector256<float>.One / Vector256.Sqrt(x), x => Vector512<float>.One / Vector512.Sqrt(x),
            x => 1 / Math.Sqrt(x), x => Vector128<double>.One / Vector128.Sqrt(x), x => Vector256<double>.One / Vector256.Sqrt(x), x => Vector512<double>.One / Vector512.Sqrt(x)),
        PowerOf("x^(1/3)", 1, 3),
        PowerOf("x^(-0.7)", -7, 10),
        PowerOf("x^17.3", 173, 10),
        PowerOf("x^999.5", 1999, 2),
        ExponentialOf("0.875^x", 0.875),
        ExponentialOf("(1023/1024)^x", 1023.0 / 1024),
        new("Relu", Reference.Relu, null,
            VectorMath.Relu, VectorMath.Relu, VectorMath.Relu, VectorMath.Relu,
            VectorMath.Relu, VectorMath.Relu, VectorMath.Relu, VectorMath.Relu),
        new("Step", Reference.Step, null,
            VectorMath.Step, VectorMath.Step, VectorMath.Step, VectorMath.Step,
            VectorMath.Step, VectorMath.Step, VectorMath.Step, VectorMath.Step),
    ];

    /// <summary>The function called so.</summary>
    public static VectorFunction Named(string name) => All.Single(function => function.Name == name);

    /// <summary>The power of a number whose exponent is written as a fraction: its value in the number type, and what that rounds away.</summary>
    private static VectorFunction PowerOf(string name, int numerator, int denominator)
    {
        double y = (double)numerator / denominator, low = (double)(((Binary)numerator / denominator) - y);
        float single = (float)y, singleLow = (float)(y - single);
        return new(name, x => x < 0 ? double.NaN : Math.Pow(x, y), x => ExactFunctions.Power(x, (Binary)numerator / denominator),
            x => VectorMath.Power(x, single, singleLow), x => VectorMath.Power(x, Vector128.Create(single), Vector128.Create(singleLow)),
            x => VectorMath.Power(x, Vector256.Create(single), Vector256.Create(singleLow)), x => VectorMath.Power(x, Vector512.Create(single), Vector512.Create(singleLow)),
            x => VectorMath.Power(x, y, low), x => VectorMath.Power(x, Vector128.Create(y), Vector128.Create(low)),
            x => VectorMath.Power(x, Vector256.Create(y), Vector256.Create(low)), x => VectorMath.Power(x, Vector512.Create(y), Vector512.Create(low)));
    }

    /// <summary>The power of a base that both number types have.</summary>
    private static VectorFunction ExponentialOf(string name, double given) => new(name, x => Math.Pow(given, x), x => ExactFunctions.Power(given, x),
        x => VectorMath.Power((float)given, x, 0), x => VectorMath.Power(Vector128.Create((float)given), x, default),
        x => VectorMath.Power(Vector256.Create((float)given), x, default), x => VectorMath.Power(Vector512.Create((float)given), x, default),
        x => VectorMath.Power(given, x, 0), x => VectorMath.Power(Vector128.Create(given), x, default),
        x => VectorMath.Power(Vector256.Create(given), x, default), x => VectorMath.Power(Vector512.Create(given), x, default));

    /// <summary>Those that round.</summary>
    public static IEnumerable<VectorFunction> Rounded => All.Where(function => function.InFull is not null);

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => new(All.Select(function => function.Name));

    public override string ToString() => Name;
}
