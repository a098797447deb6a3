using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Text.Lowering;

/// <summary>
/// Lowers reductions. The softmax family goes through the shifted form that cannot overflow: M = max z, E = exp(z − M), S = Σ E,
/// with softmax E/S, log-softmax z − M − log S and log-sum-exp M + log S.
/// </summary>
internal sealed class ReductionLowering(TextLowering lowering)
{
    /// <summary>Lowers a reduction inside an expression.</summary>
    public Polynomial Lower(BoundReduction reduction, LoweringFrame frame) => reduction.Function switch
    {
        "sum" => Sum(reduction, frame, isMean: false),
        "mean" => Sum(reduction, frame, isMean: true),
        "max" => lowering.Lift(Maximum(reduction, frame), reduction, "Max", frame),
        "min" => -lowering.Lift(Maximum(reduction, frame), reduction, "MaxNegative", frame),
        "logsumexp" => LogSumExp(reduction, frame),
        _ => Softmax(reduction, frame),
    };

    /// <summary>The maximum as a whole right side; for a minimum that of the negative. Padding is left out of its domain.</summary>
    public Polynomial Maximum(BoundReduction reduction, LoweringFrame frame) => lowering.WithNew(reduction.Indices, bound =>
    {
        var domain = new List<Guard>();
        if (reduction.Condition is not null)
        {
            domain.AddRange(Guards(reduction, frame));
        }

        Polynomial body = lowering.Lower(reduction.Body, frame.Under(domain, attaches: false) with { Domain = domain });
        return Build.Maximum(bound, domain.Distinct(), reduction.Function == "min" ? -body : body);
    });

    private Polynomial Sum(BoundReduction reduction, LoweringFrame frame, bool isMean) => lowering.WithNew(reduction.Indices, bound =>
    {
        LoweringFrame inner = frame with { Domain = null };
        Polynomial condition = reduction.Condition is null ? Polynomial.One : lowering.Condition(reduction.Condition, inner);
        bool always = condition.AsNumber is { IsOne: true };
        inner = condition.Terms.Length == 1 ? inner.Under(condition.Terms[0].Guards) : inner;
        Polynomial body = lowering.Lower(reduction.Body, inner);
        Polynomial sum = Build.Sum(bound, always ? body : Build.Distribute(condition, body));
        if (!isMean)
        {
            return sum;
        }

        Polynomial count = always
            ? bound.Aggregate(Polynomial.One, (product, index) => Build.Multiply(product, Build.Number(index.Extent)))
            : lowering.Lift(Build.Sum(bound, condition), reduction, "Count", frame);
        return Build.Multiply(Build.Power(count, -1), sum);
    });

    private EquatableArray<Guard> Guards(BoundReduction reduction, LoweringFrame frame)
    {
        Polynomial condition = lowering.Condition(reduction.Condition!, frame);
        return condition.Terms.Length == 1 && condition.Terms[0] is { Coefficient.IsOne: true, Factors.Length: 0, Bound.Length: 0 } term
            ? term.Guards
            : throw TextException.Of(TextErrors.MaximumCondition, reduction.Condition!.Span, reduction.Function);
    }

    /// <summary>The scores z as an element of a tensor, the guards of the domain, and the indices of the reduction as they are bound outside.</summary>
    private (Polynomial Score, EquatableArray<Guard> Domain) Score(BoundReduction reduction, LoweringFrame frame)
    {
        EquatableArray<Guard> domain = reduction.Condition is null ? [] : Guards(reduction, frame);
        Polynomial score = lowering.Lower(reduction.Body, frame.Under(domain) with { Domain = null });
        return (score.AsAtom is Access ? score : lowering.Lift(score, reduction, "Score", frame), domain);
    }

    private Polynomial Softmax(BoundReduction reduction, LoweringFrame frame)
    {
        (Polynomial score, EquatableArray<Guard> domain) = Score(reduction, frame);
        EquatableArray<IndexVar> kept = reduction.Indices.Select(lowering.Index).ToEquatableArray();
        (Polynomial shift, Polynomial exponential, Polynomial sum) = Shifted(reduction, score, domain, kept, frame);
        return reduction.Function == "softmax"
            ? Build.Divide(exponential, sum)
            : Build.Guarded(score - shift - Build.Call("log", sum), domain);
    }

    private Polynomial LogSumExp(BoundReduction reduction, LoweringFrame frame) => lowering.WithNew(reduction.Indices, bound =>
    {
        (Polynomial score, EquatableArray<Guard> domain) = Score(reduction, frame);
        (Polynomial shift, _, Polynomial sum) = Shifted(reduction, score, domain, bound, frame);
        return shift + Build.Call("log", sum);
    });

    private (Polynomial Shift, Polynomial Exponential, Polynomial Sum) Shifted(
        BoundReduction reduction, Polynomial score, EquatableArray<Guard> domain, EquatableArray<IndexVar> indices, LoweringFrame frame)
    {
        EquatableArray<IndexVar> bound = indices.Map(index => index.Fresh());
        var over = new Substitution(indices, bound);
        Polynomial maximum = Build.Maximum(bound, domain.Map(guard => guard.Substitute(over)), score.Substitute(over));
        Polynomial shift = lowering.Lift(maximum, reduction, "Max", frame);
        Polynomial exponential = lowering.Lift(Build.Guarded(Build.Call("exp", score - shift), domain), reduction, "Exp", frame);
        bound = indices.Map(index => index.Fresh());
        Polynomial sum = lowering.Lift(Build.Sum(bound, exponential.Substitute(new Substitution(indices, bound))), reduction, "Sum", frame);
        return (shift, exponential, sum);
    }
}
