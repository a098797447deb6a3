using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Expressions;

/// <summary>A scalar function that is not built from others: its derivative and its value. Each is one row of <see cref="All"/>.</summary>
/// <remarks>This table is the only calculus that is written down; every gradient follows from it by the rules of the algebra.</remarks>
/// <param name="Name">The name in the equation language.</param>
/// <param name="Derivative">f′(x), given f(x); it reuses f(x) where that is cheaper.</param>
/// <param name="Evaluate">f in double precision.</param>
/// <param name="IsPositive">Whether f(x) > 0 for every x, so that roots and logarithms of a product split.</param>
public sealed record ScalarFunction(string Name, Func<Apply, Polynomial> Derivative, Func<double, double> Evaluate, bool IsPositive = false)
{
    /// <summary>The functions, by name.</summary>
    public static IReadOnlyDictionary<string, ScalarFunction> All { get; } = new ScalarFunction[]
    {
        new("exp",      f => f.Value(),                                                   Math.Exp,                 IsPositive: true),
        new("log",      f => Build.Power(f.Argument, -1),                                 Math.Log),
        new("tanh",     f => Polynomial.One - Build.Power(f.Value(), 2),                  Math.Tanh),
        new("sigmoid",  f => Build.Multiply(f.Value(), Polynomial.One - f.Value()),       SpecialFunctions.Sigmoid, IsPositive: true),
        new("softplus", f => Build.Call("sigmoid", f.Argument),                           SpecialFunctions.Softplus, IsPositive: true),
        new("erf",      f => Build.GaussianDensity(f.Argument),                           SpecialFunctions.Erf),
        new("sin",      f => Build.Call("cos", f.Argument),                               Math.Sin),
        new("cos",      f => -Build.Call("sin", f.Argument),                              Math.Cos),
        new("step",     _ => Polynomial.Zero,                                             SpecialFunctions.Step),
    }.ToDictionary(row => row.Name);

    /// <summary>The step function, [x > 0].</summary>
    public static ScalarFunction Step => All["step"];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
