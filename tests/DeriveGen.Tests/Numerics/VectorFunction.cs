using System.Runtime.Intrinsics;
using DeriveGen.Numerics;

namespace DeriveGen.Tests.Numerics;

/// <summary>A function at every width and number type, and its exact value rounded to double.</summary>
public sealed record VectorFunction(
    string Name,
    Func<double, double> Exact,
    Func<float, float> Single,
    Func<Vector128<float>, Vector128<float>> Single128,
    Func<Vector256<float>, Vector256<float>> Single256,
    Func<Vector512<float>, Vector512<float>> Single512,
    Func<double, double> Double,
    Func<Vector128<double>, Vector128<double>> Double128,
    Func<Vector256<double>, Vector256<double>> Double256,
    Func<Vector512<double>, Vector512<double>> Double512)
{
    /// <summary>Every function of <see cref="VectorMath"/> that works lane by lane.</summary>
    public static IReadOnlyList<VectorFunction> All { get; } =
    [
        new("Exp",      Math.Exp,          VectorMath.Exp,      VectorMath.Exp,      VectorMath.Exp,      VectorMath.Exp,
                                           VectorMath.Exp,      VectorMath.Exp,      VectorMath.Exp,      VectorMath.Exp),
        new("Log",      Math.Log,          VectorMath.Log,      VectorMath.Log,      VectorMath.Log,      VectorMath.Log,
                                           VectorMath.Log,      VectorMath.Log,      VectorMath.Log,      VectorMath.Log),
        new("Sigmoid",  Reference.Sigmoid, VectorMath.Sigmoid,  VectorMath.Sigmoid,  VectorMath.Sigmoid,  VectorMath.Sigmoid,
                                           VectorMath.Sigmoid,  VectorMath.Sigmoid,  VectorMath.Sigmoid,  VectorMath.Sigmoid),
        new("Tanh",     Math.Tanh,         VectorMath.Tanh,     VectorMath.Tanh,     VectorMath.Tanh,     VectorMath.Tanh,
                                           VectorMath.Tanh,     VectorMath.Tanh,     VectorMath.Tanh,     VectorMath.Tanh),
        new("Softplus", Reference.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus,
                                           VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
        new("Erf",      Reference.Erf,     VectorMath.Erf,      VectorMath.Erf,      VectorMath.Erf,      VectorMath.Erf,
                                           VectorMath.Erf,      VectorMath.Erf,      VectorMath.Erf,      VectorMath.Erf),
        new("Sin",      Math.Sin,          VectorMath.Sin,      VectorMath.Sin,      VectorMath.Sin,      VectorMath.Sin,
                                           VectorMath.Sin,      VectorMath.Sin,      VectorMath.Sin,      VectorMath.Sin),
        new("Cos",      Math.Cos,          VectorMath.Cos,      VectorMath.Cos,      VectorMath.Cos,      VectorMath.Cos,
                                           VectorMath.Cos,      VectorMath.Cos,      VectorMath.Cos,      VectorMath.Cos),
        new("Relu",     Reference.Relu,    VectorMath.Relu,     VectorMath.Relu,     VectorMath.Relu,     VectorMath.Relu,
                                           VectorMath.Relu,     VectorMath.Relu,     VectorMath.Relu,     VectorMath.Relu),
        new("Step",     Reference.Step,    VectorMath.Step,     VectorMath.Step,     VectorMath.Step,     VectorMath.Step,
                                           VectorMath.Step,     VectorMath.Step,     VectorMath.Step,     VectorMath.Step),
    ];

    /// <summary>The function called so.</summary>
    public static VectorFunction Named(string name) => All.Single(function => function.Name == name);

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => new(All.Select(function => function.Name));

    public override string ToString() => Name;
}
