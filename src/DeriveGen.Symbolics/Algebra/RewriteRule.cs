using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Algebra;

/// <summary>
/// Where <paramref name="Pattern"/> is found among a term's factors, <paramref name="Replacement"/> may stand. Forward
/// definitions, lemmas about them and a user's facts are all of this one kind.
/// </summary>
/// <param name="Law">What kind of rule it is.</param>
/// <param name="Statement">The equality that it uses, e.g. <c>a[i,k] = σ(z[i,k])</c>.</param>
/// <param name="Variables">The free indices of the pattern; each matches any position in its range.</param>
/// <param name="Pattern">What is recognised, up to its coefficient.</param>
/// <param name="Replacement">What it equals.</param>
public sealed record RewriteRule(Law Law, string Statement, EquatableArray<IndexVar> Variables, Term Pattern, Polynomial Replacement)
{
    /// <summary>Whether a power of the pattern may be replaced by the power of the replacement.</summary>
    internal bool TakesPowers { get; } = Pattern.Bound.Length == 0 && Pattern.Guards.Length == 0
        && Replacement.Terms.Length == 1 && Replacement.Terms[0] is { Bound.Length: 0, Guards.Length: 0, Factors.Length: 1 };

    /// <summary>The factors to look for; numbers with a name are divided out instead.</summary>
    internal EquatableArray<Factor> Sought { get; } = Pattern.Factors.Where(factor => !Matcher.IsConstant(factor.Atom)).ToEquatableArray();

    /// <summary>The sizes, roots and named constants of the pattern.</summary>
    internal EquatableArray<Factor> Constants { get; } = Pattern.Factors.Where(factor => Matcher.IsConstant(factor.Atom)).ToEquatableArray();

    /// <inheritdoc/>
    public override string ToString() => $"{Law.Name}: {Statement}";
}
