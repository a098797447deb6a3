using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>What may be evaluated along lanes: a vector of neighbouring values of one index.</summary>
public static class LaneRules
{
    /// <summary>The longest row that stays in registers between two statements; a longer one is stored.</summary>
    public const int LongestRegisterRow = 128;

    /// <summary>Whether all of <paramref name="value"/> can be evaluated for neighbouring values of <paramref name="lane"/> at once.</summary>
    public static bool Fits(Polynomial value, IndexVar lane) => value.Terms.All(term =>
        term.Guards.All(guard => Fits(guard, lane)) && term.Factors.All(factor => Fits(factor.Atom, lane)));

    /// <summary>Whether an access is one element for all lanes, or neighbouring elements in one row.</summary>
    public static bool Fits(Access access, IndexVar lane)
    {
        if (!access.Indices.Contains(lane))
        {
            return true;
        }

        return !access.Tensor.IsInteger && IsRow(access, lane);
    }

    /// <summary>
    /// A delta that compares the position of a maximum, which lies in memory as a real number, with what is the same for all lanes: the
    /// position and the value that it must have. Null where a guard is no such delta.
    /// </summary>
    public static (Access Position, Affine Value)? AsPositionDelta(Guard guard, IndexVar lane)
    {
        AffineTerm[] along = guard.Argument.Terms.Where(term => Affine.Of(term.Atom).Indices.Contains(lane)).ToArray();
        if (guard.Kind != GuardKind.Equal || along.Length != 1 || along[0] is not { Coefficient: 1 or -1, Atom: GatherAtom { Tensor.Kind: TensorKind.ArgMax } gather })
        {
            return null;
        }

        var position = new Access(gather.Tensor, gather.Positions);
        Affine rest = guard.Argument - (Affine.Of(gather) * along[0].Coefficient);
        return IsRow(position, lane) && position.IsProvablyInRange ? (position, rest * -along[0].Coefficient) : null;
    }

    /// <summary>Whether an access that reads the lane reads neighbouring elements in one row.</summary>
    private static bool IsRow(Access access, IndexVar lane)
    {
        int last = access.Positions.Length - 1;
        return access.Positions[last].CoefficientOf(lane) == 1 && access.Positions.Take(last).All(position => !position.Indices.Contains(lane));
    }

    private static bool Fits(Guard guard, IndexVar lane) =>
        !guard.Argument.Indices.Contains(lane)
        || (guard.Kind != GuardKind.Divides && guard.Argument.CoefficientOf(lane) is not null)
        || AsPositionDelta(guard, lane) is not null;

    private static bool Fits(Atom atom, IndexVar lane) => atom switch
    {
        Access access => Fits(access, lane),
        Apply apply => Fits(apply.Argument, lane),
        Group group => Fits(group.Value, lane),
        Maximum maximum => maximum.Guards.All(guard => Fits(guard, lane)) && Fits(maximum.Body, lane),
        IndexValue index => index.Value.CoefficientOf(lane) is not null,
        _ => true,
    };
}
