using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>
/// Rewrites adjoints as papers and courses write them: where the loss is a mean over m examples, the adjoint of a tensor with an
/// axis of examples is the example's own, dT = m·T̄, and the 1/m stands before the sums over examples. Where the loss is a sum,
/// dT is T̄ itself.
/// </summary>
public static class PerExample
{
    /// <summary>The adjoint equations with <c>dT</c> in place of <c>T̄</c>.</summary>
    /// <param name="derived">The system.</param>
    /// <param name="examples">The size that counts the examples.</param>
    public static IReadOnlyList<Equation> Rewrite(DerivedSystem derived, Size examples)
    {
        var renamed = new Dictionary<Tensor, Tensor>();
        foreach (Equation equation in derived.Adjoints)
        {
            Tensor adjoint = equation.Target;
            renamed[adjoint] = new Tensor(adjoint.AdjointOf is { } primal ? "d" + TextPrinter.Name(primal) : adjoint.Name, adjoint.Shape, adjoint.Kind) { PrintedFor = adjoint.AdjointOf };
        }

        Polynomial count = Polynomial.Of(new SizeValue(examples));
        bool isMean = IsMean(derived, examples);
        bool IsScaled(Tensor tensor) => isMean && HasExamples(tensor, examples);
        Polynomial? Replace(Access access)
        {
            if (!renamed.TryGetValue(access.Tensor, out Tensor? named))
            {
                return null;
            }

            Polynomial value = Polynomial.Of(new Access(named, access.Positions));
            return IsScaled(access.Tensor) ? Build.Divide(value, count) : value;
        }

        return derived.Adjoints.Select(equation =>
        {
            Polynomial value = TakeOut(Walk.Replace(equation.Value, Replace), examples);
            return new Equation(renamed[equation.Target], equation.Indices, IsScaled(equation.Target) ? Open(Build.Distribute(value, count)) : value);
        }).ToArray();
    }

    /// <summary>Whether the loss is a mean over the examples, so that <c>dT</c> is another number than <c>T̄</c>.</summary>
    internal static bool IsMean(DerivedSystem derived, Size examples) => derived.Adjoints.Where(equation => HasExamples(equation.Target, examples)).Any(equation => equation.Value.Terms.Any(term =>
        term.Factors.Any(factor => factor.Atom is SizeValue size && size.Size == examples && factor.Exponent == -1)));

    private static bool HasExamples(Tensor tensor, Size examples) => tensor.AdjointOf is not null && tensor.Shape.Any(extent => extent.AsSize == examples);

    /// <summary>a·(b/m + c/m) as (1/m)·a·(b + c).</summary>
    private static Polynomial TakeOut(Polynomial value, Size examples)
    {
        Factor count = new(new SizeValue(examples), -1);
        bool IsDivided(Term term) => term.Factors.Contains(count);
        Term TakeOut(Term term)
        {
            int position = term.Factors.ToList().FindIndex(factor => factor is { Atom: Group group, Exponent.IsOne: true } && group.Value.Terms.All(IsDivided));
            if (position < 0)
            {
                return term;
            }

            Polynomial rest = Polynomial.Create(((Group)term.Factors[position].Atom).Value.Terms.Select(inner =>
                new Term(inner.Coefficient, inner.Bound, inner.Factors.RemoveAt(inner.Factors.IndexOf(count)), inner.Guards)));
            return TakeOut(new Term(term.Coefficient, term.Bound, term.Factors.SetItem(position, new Factor(new Group(rest), 1)).Add(count), term.Guards));
        }

        return Polynomial.Create(value.Terms.Select(TakeOut));
    }

    /// <summary>(a + b) as a + b, where nothing multiplies it any more.</summary>
    private static Polynomial Open(Polynomial value) => value.AsAtom is Group group ? group.Value : value;
}
