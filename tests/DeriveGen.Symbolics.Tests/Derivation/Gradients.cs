using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>Derives a network and compares its adjoints with differences of the loss, at several sizes.</summary>
internal static class Gradients
{
    private const double Tolerance = 1e-6;

    public static DerivedSystem Check(EquationSystem system, params Tensor[] wanted) => Check(system, DerivationOptions.Default, wanted);

    public static DerivedSystem Check(EquationSystem system, DerivationOptions options, params Tensor[] wanted)
    {
        DerivedSystem derived = Differentiation.Derive(system, wanted, options);
        foreach (int batch in new[] { 1, 2, 7 })
        {
            CheckAt(derived, wanted, size => size.Name == "m" ? batch : batch == 1 ? 3 : 4);
        }

        return derived;
    }

    public static void CheckAt(DerivedSystem derived, IEnumerable<Tensor> wanted, Func<Size, int> sizes, Action<Interpreter>? adjust = null)
    {
        var interpreter = new Interpreter(derived.Forward.Sizes.ToDictionary(size => size, sizes));
        SamplePoint.Fill(interpreter, derived.Forward, seed: 11);
        adjust?.Invoke(interpreter);
        Discrepancy? worst = FiniteDifferences.Worst(derived, interpreter, wanted);
        Assert.True(worst is null || worst.RelativeError < Tolerance, $"{worst}\n{derived}");
    }

    /// <summary>The equation of an adjoint as text without combining marks: <c>WBar</c> for W̄.</summary>
    public static string Formula(this DerivedSystem derived, Tensor tensor) => derived.AdjointEquationOf(tensor).ToString();
}
