using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Derives the adjoints of a network.</summary>
public static class Differentiation
{
    /// <summary>The equations of ∂L/∂T for every wanted tensor T, with the steps that lead to them.</summary>
    /// <param name="system">The forward equations; they have a loss.</param>
    /// <param name="wanted">The tensors to differentiate by: parameters, inputs, or values between.</param>
    /// <param name="options">Which optional rewrites to make; all by default.</param>
    /// <exception cref="ArgumentException">There is no loss, or a wanted tensor holds whole numbers.</exception>
    /// <exception cref="IllFormedException">The equations contradict what every equation system promises.</exception>
    public static DerivedSystem Derive(EquationSystem system, IReadOnlyCollection<Tensor> wanted, DerivationOptions? options = null)
    {
        if (system.Loss is null)
        {
            throw new ArgumentException("There is no loss to differentiate.", nameof(system));
        }

        if (wanted.FirstOrDefault(tensor => tensor.IsInteger) is { } integer)
        {
            throw new ArgumentException($"{integer} holds whole numbers: it has no derivative.", nameof(wanted));
        }

        options ??= DerivationOptions.Default;
        var remarks = new List<Remark>();
        EquationSystem Pass(string name, bool isOn, Func<EquationSystem, Rewritten> pass, EquationSystem before)
        {
            Rewritten after = isOn ? pass(before) : new(before, []);
            remarks.AddRange(after.Remarks);
            return WellFormed.Check(after.System, name);
        }

        EquationSystem declared = WellFormed.Check(system, "declared");
        EquationSystem collapsed = Pass("collapsed", true, CollapseForward.Apply, declared);
        EquationSystem lifted = Pass("lifted", options.Lift, Lift.Apply, collapsed);
        EquationSystem forward = Pass("stabilised", options.Stabilise, Stabilise.Apply, lifted);
        Simplifier simplifier = ForwardRules.Of(forward, options);
        DerivedSystem derived = Finish(ReverseMode.Sweep(forward, wanted, simplifier, options), wanted, simplifier, options);
        return derived with { Trace = derived.Trace with { Remarks = [.. remarks, .. derived.Trace.Remarks] } };
    }

    /// <summary>The system without what nobody wants, made cheap to run or short to read, with its residuals.</summary>
    internal static DerivedSystem Finish(DerivedSystem system, IReadOnlyCollection<Tensor> wanted, Simplifier simplifier, DerivationOptions options)
    {
        DerivedSystem derived = DeadAdjoints.Remove(WellFormed.Check(system, "derived"), wanted);
        if (options.Optimise)
        {
            derived = DeadAdjoints.Remove(WellFormed.Check(AdjointOptimiser.Apply(derived, wanted, simplifier, options.Objective), "optimised"), wanted);
            derived = derived with { Adjoints = derived.Adjoints.Map(equation => equation with { Value = Polynomial.Raw(CommonFactors.PositiveFirst(equation.Value)) }) };
        }

        return Residuals.Mark(WellFormed.Check(derived, "pruned"));
    }
}
