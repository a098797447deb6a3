using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Tests.Networks;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Tests.Seeds;

/// <summary>A seed's network with its adjoints in the notations of the posts.</summary>
internal sealed class SeedForms
{
    private readonly EquationSystem _system;
    private readonly DerivedSystem _derived;

    public SeedForms(EquationSystem system, DerivationOptions? options = null)
    {
        _system = system;
        _derived = Differentiation.Derive(
            system, [.. system.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter)], options ?? new() { Objective = Objective.Documentation });
    }

    public static SeedForms Of(string name, DerivationOptions? options = null) => new(TestNetworks.Find(name).System, options);

    /// <summary>Without any rewrite of the loss or of whole equations: the chain rule alone, layer by layer.</summary>
    public static DerivationOptions ChainRule => new() { Stabilise = false, Optimise = false, Lift = false };

    /// <summary>The adjoints per example, as matrices, in the system's own letters.</summary>
    public string[] Matrices(bool transposed = false) => Lines(PerExample.Rewrite(_derived, _system.Sizes.First()), Orientation.In(transposed ? Other(Orientation.Declared) : Orientation.Declared));

    /// <summary>The adjoints per example as matrices of a convention.</summary>
    public string[] In(MatrixConvention convention) => Lines(PerExample.Rewrite(_derived, _system.Sizes.First()), Orientation.In(convention));

    /// <summary>The total adjoints as matrices.</summary>
    public string[] Totals(bool diagonals = false) => Lines(_derived.Adjoints, new(_ => false, diagonals));

    /// <summary>The tangents as matrices, the parameters and inputs moving.</summary>
    public string[] Tangents() => Lines(
        DeriveGen.Symbolics.Derivation.Tangents.Of(_system, [.. _system.Tensors.Where(tensor => tensor.Kind is TensorKind.Parameter or TensorKind.Input)]).Equations, new(_ => false));

    /// <summary>The adjoint of a tensor with others written out in it.</summary>
    public string Composed(string tensor, params string[] inlined)
    {
        IReadOnlyList<Equation> equations = PerExample.Rewrite(_derived, _system.Sizes.First());
        Equation result = equations.First(equation => equation.Target.Name == tensor);
        foreach (string name in inlined)
        {
            Equation definition = equations.First(equation => equation.Target.Name == name);
            result = result with { Value = Walk.Replace(result.Value, access => access.Tensor.Name == name ? definition.At(access.Positions) : null) };
        }

        return new MatrixNotation(_ => false, diagonals: true).Print(result) ?? result.ToString();
    }

    /// <summary>The steps of the adjoint of a tensor.</summary>
    public AdjointDerivation Derivation(string tensor, MatrixConvention convention = MatrixConvention.R) =>
        AdjointDerivation.All(_derived, Orientation.In(convention), _system.Sizes.First()).Single(derivation => derivation.Of.Name == tensor);

    /// <summary>Rows for columns, weights transposed with them.</summary>
    private static MatrixConvention Other(MatrixConvention convention) => convention == MatrixConvention.R ? MatrixConvention.C : MatrixConvention.R;

    private Orientation Orientation => new(_system, _system.Sizes.FirstOrDefault());

    /// <summary>A system with a function in every place of a named one that is known only by its name, so that its derivative is g′.</summary>
    public static EquationSystem WithUnknown(EquationSystem system, string function, string name)
    {
        var derivative = new ScalarFunction(name + "′", _ => throw new InvalidOperationException("No second derivative is asked for."), _ => double.NaN);
        var unknown = new ScalarFunction(name, f => Polynomial.Of(new Apply(derivative, f.Argument)), _ => double.NaN);
        Polynomial Change(Polynomial value) => value.AsAtom is Apply apply && apply.Function.Name == function ? Polynomial.Of(new Apply(unknown, apply.Argument)) : value;
        return system with { Equations = system.Equations.Map(equation => equation with { Value = Change(equation.Value) }) };
    }

    /// <summary>A text's system.</summary>
    public static EquationSystem Text(string text) => EquationText.Bind(text).Require();

    private static string[] Lines(IEnumerable<Equation> equations, MatrixNotation notation) =>
        equations.Select(equation => notation.Print(equation) ?? equation.ToString()).ToArray();
}
