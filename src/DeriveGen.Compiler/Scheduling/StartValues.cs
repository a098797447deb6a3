using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Lets accumulators start from what would be added to them: where the first statement after the sum Z_1 is
/// <c>Z = Z_1 + rest</c> and nothing else reads Z_1, the accumulators are Z and start from the rest. A bias, a residual branch and the
/// sum of several contractions then cost nothing.
/// </summary>
internal static class StartValues
{
    /// <summary>The steps with start values.</summary>
    /// <param name="steps">The steps after fusion.</param>
    /// <param name="exempt">Tensors that are needed as they are: the adjoints of parameters, and what outlives the call.</param>
    public static EquatableArray<Step> Apply(EquatableArray<Step> steps, IReadOnlyCollection<Tensor> exempt)
    {
        var readers = new Dictionary<Tensor, int>();   // how many steps read a tensor
        foreach (Tensor read in steps.SelectMany(StepReads.Reads))
        {
            readers[read] = readers.TryGetValue(read, out int count) ? count + 1 : 1;
        }

        return steps.Map(step => step switch
        {
            Contraction contraction when !exempt.Contains(contraction.Core.Target) => Apply(contraction, readers),
            Sweep sweep => sweep with { Body = Apply(sweep.Body, [.. exempt, .. sweep.Slices.Select(slice => slice.Tensor)]) },
            _ => step,
        });
    }

    private static Step Apply(Contraction contraction, Dictionary<Tensor, int> readers)
    {
        Tensor sum = contraction.Core.Target;
        if (contraction.Epilogue.Length == 0 || contraction.Epilogue[0] is not { Kind: StatementKind.Pointwise, Equation: { Target.NextOf: null } first })
        {
            return contraction;
        }

        bool IsSum(Term term) => term is { Coefficient.IsOne: true, Guards.Length: 0, Factors.Length: 1 }
            && term.Factors[0] is { Exponent.IsOne: true, Atom: Access access } && ReferenceEquals(access.Tensor, sum);
        Polynomial rest = Polynomial.Create(first.Value.Terms.Where(term => !IsSum(term)));
        bool isOnlyReader = first.Value.Terms.Any(IsSum)
            && !rest.Tensors.Contains(sum)
            && !contraction.Epilogue.Skip(1).Any(statement => statement.Equation.Reads.Contains(sum))
            && readers[sum] == 1;
        bool isPlain = rest.Terms.All(term => term.Factors.All(factor => factor.Atom is Access ? factor.Exponent.IsOne : factor.Atom is SizeValue or NamedConstant or Root));
        return !isOnlyReader || !isPlain ? contraction : contraction with
        {
            Core = contraction.Core with { Target = first.Target },
            Start = rest.IsZero ? null : rest,
            Epilogue = contraction.Epilogue.RemoveAt(0),
        };
    }
}
