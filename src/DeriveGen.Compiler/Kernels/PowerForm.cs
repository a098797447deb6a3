using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// e^(y·log x) as the power x^y. In two steps the exponent would be rounded before it is raised, which costs as many of the result's last
/// places as it is large.
/// </summary>
/// <param name="Base">x.</param>
/// <param name="Exponent">y.</param>
internal sealed record PowerForm(Polynomial Base, Polynomial Exponent)
{
    /// <summary>The power that a function is, or null.</summary>
    public static PowerForm? In(Apply apply)
    {
        if (apply.Function.Name != "exp" || apply.Argument.Terms.Length != 1 || apply.Argument.Terms[0] is not { Bound.Length: 0, Guards.Length: 0 } term)
        {
            return null;
        }

        Factor[] logarithms = [.. term.Factors.Where(factor => factor is { Atom: Apply { Function.Name: "log" }, Exponent.IsOne: true })];
        return logarithms.Length == 1
            ? new(((Apply)logarithms[0].Atom).Argument, Polynomial.Create(new Term(term.Coefficient, [], term.Factors.Where(factor => factor != logarithms[0]).ToEquatableArray(), [])))
            : null;
    }
}
