using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Verification;

/// <summary>Equations break a promise that every later stage relies on. The message says which, and where.</summary>
public sealed class IllFormedException(string message) : InvalidOperationException(message);

/// <summary>
/// What is always true of equation systems: single assignment, reads after writes except along time inside a scan, indices
/// bound once, no free index that the left side lacks, every access in range or guarded. Checked after every pass.
/// </summary>
public static class WellFormed
{
    /// <summary>Returns the system when it is well-formed.</summary>
    /// <param name="system">The system.</param>
    /// <param name="stage">What has just been done, for the message.</param>
    /// <exception cref="IllFormedException">It is not.</exception>
    public static EquationSystem Check(EquationSystem system, string stage) =>
        Problem(system) is { } problem ? throw new IllFormedException($"After the stage '{stage}': {problem}") : system;

    /// <summary>Returns the system when it is well-formed.</summary>
    /// <param name="derived">The system.</param>
    /// <param name="stage">What has just been done, for the message.</param>
    /// <exception cref="IllFormedException">It is not.</exception>
    public static DerivedSystem Check(DerivedSystem derived, string stage) =>
        Problem(derived) is { } problem ? throw new IllFormedException($"After the stage '{stage}': {problem}") : derived;

    /// <summary>What is wrong with a forward system, or null.</summary>
    public static string? Problem(EquationSystem system) =>
        OrderProblem(system.Equations, system.Scans, []) ?? system.Equations.Concat(system.Updates).Select(Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>What is wrong with a derived system, or null.</summary>
    public static string? Problem(DerivedSystem derived) =>
        Problem(derived.Forward)
        ?? OrderProblem(derived.Adjoints, derived.AdjointScans, derived.Forward.Equations)
        ?? derived.Adjoints.Select(equation => Problem(equation) ?? DeltaProblem(equation)).FirstOrDefault(problem => problem is not null);

    private static string? OrderProblem(EquatableArray<Equation> equations, EquatableArray<ScanBlock> scans, EquatableArray<Equation> before)
    {
        ScanBlock? ScanOf(Tensor tensor) => scans.FirstOrDefault(scan => scan.Tensors.IndexOf(tensor) >= 0);
        var defined = new HashSet<Tensor>(before.SelectMany(Defines));
        var pending = new HashSet<Tensor>(equations.SelectMany(Defines));
        foreach (Equation equation in equations)
        {
            ScanBlock? scan = ScanOf(equation.Target);
            foreach (Tensor read in equation.Reads)
            {
                if (pending.Contains(read) && !defined.Contains(read))
                {
                    string? problem = scan is null || !ReferenceEquals(scan, ScanOf(read)) ? "before the equation that defines it" : TimeProblem(equation, read, scan);
                    if (problem is not null)
                    {
                        return $"{read} is read {problem}, in {equation}";
                    }
                }
            }

            foreach (Tensor target in Defines(equation))
            {
                if (!defined.Add(target))
                {
                    return $"{target} is defined twice, the second time by {equation}";
                }
            }
        }

        return scans.Select(scan => ContiguityProblem(equations, scan)).FirstOrDefault(problem => problem is not null);
    }

    private static IEnumerable<Tensor> Defines(Equation equation) => equation.ArgMax.Prepend(equation.Target);

    private static string? ContiguityProblem(EquatableArray<Equation> equations, ScanBlock scan)
    {
        List<int> positions = Enumerable.Range(0, equations.Length).Where(i => scan.Tensors.IndexOf(equations[i].Target) >= 0).ToList();
        return positions.Count == scan.Tensors.Length && positions[positions.Count - 1] - positions[0] == positions.Count - 1
            ? null
            : $"the equations of {scan} do not stand together";
    }

    /// <summary>Inside a scan a value that is not computed yet in this step may be read at another time only.</summary>
    private static string? TimeProblem(Equation equation, Tensor read, ScanBlock scan)
    {
        IndexVar now = equation.Indices[scan.TimeAxisOf(equation.Target)];
        foreach (Access access in Walk.Accesses(equation.Value).Where(access => ReferenceEquals(access.Tensor, read)))
        {
            Affine time = access.Positions[scan.TimeAxisOf(read)];
            Affine ahead = (now - time) * scan.Direction - 1;
            if (!ahead.IsProvablyNonNegative)
            {
                return $"at time {time} while {scan} is at {now}";
            }
        }

        return null;
    }

    private static string? Problem(Equation equation)
    {
        if (equation.Indices.Length != equation.Target.Rank || equation.Indices.Distinct().Count() != equation.Indices.Length)
        {
            return $"the left side of {equation} has not one distinct index for each axis of {equation.Target}";
        }

        for (int axis = 0; axis < equation.Indices.Length; axis++)
        {
            if (!equation.Indices[axis].Extent.Equals(equation.Target.Shape[axis]))
            {
                return $"index {equation.Indices[axis]} has extent {equation.Indices[axis].Extent}, axis {axis} of {equation.Target} has {equation.Target.Shape[axis]}, in {equation}";
            }
        }

        if (equation.Value.Indices.FirstOrDefault(index => equation.Indices.IndexOf(index) < 0) is { } free)
        {
            return $"index {free} is free on the right and missing on the left of {equation}";
        }

        return ScopeProblem(equation.Value, equation.Indices, []) is { } problem ? $"{problem}, in {equation}" : null;
    }

    private static string? ScopeProblem(Polynomial polynomial, EquatableArray<IndexVar> inScope, IReadOnlyList<Guard> guards)
    {
        foreach (Term term in polynomial.Terms)
        {
            if (Opens(term.Bound, inScope) is { } twice)
            {
                return $"index {twice} is bound twice";
            }

            EquatableArray<IndexVar> scope = inScope.AddRange(term.Bound);
            Guard[] known = [.. guards, .. term.Guards];
            string? problem = term.Guards.SelectMany(guard => Walk.Gathers(guard.Argument)).Select(gather => RangeProblem(gather.Tensor, gather.Positions, known))
                .Concat(term.Factors.Select(factor => AtomProblem(factor.Atom, scope, known)))
                .FirstOrDefault(found => found is not null);
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? AtomProblem(Atom atom, EquatableArray<IndexVar> scope, IReadOnlyList<Guard> guards)
    {
        switch (atom)
        {
            case Access access:
                return RangeProblem(access.Tensor, access.Positions, guards)
                    ?? access.Positions.SelectMany(Walk.Gathers).Select(gather => RangeProblem(gather.Tensor, gather.Positions, guards)).FirstOrDefault(found => found is not null);
            case Apply apply:
                return ScopeProblem(apply.Argument, scope, guards);
            case Group group:
                return ScopeProblem(group.Value, scope, guards);
            case Maximum maximum:
                return Opens(maximum.Bound, scope) is { } twice
                    ? $"index {twice} is bound twice"
                    : ScopeProblem(maximum.Body, scope.AddRange(maximum.Bound), [.. guards, .. maximum.Guards]);
            default:
                return null;
        }
    }

    private static IndexVar? Opens(EquatableArray<IndexVar> bound, EquatableArray<IndexVar> inScope) =>
        bound.FirstOrDefault(index => inScope.IndexOf(index) >= 0) ?? bound.GroupBy(index => index).FirstOrDefault(group => group.Count() > 1)?.Key;

    private static string? RangeProblem(Tensor tensor, EquatableArray<Affine> positions, IReadOnlyList<Guard> guards)
    {
        if (positions.Length != tensor.Rank)
        {
            return $"{tensor} has {tensor.Rank} axes and is read at {positions.Length} positions";
        }

        for (int axis = 0; axis < positions.Length; axis++)
        {
            if (!GuardProver.IsInRange(positions[axis], tensor.Shape[axis], guards))
            {
                string known = guards.Count == 0 ? "no guard" : string.Concat(guards);
                return $"{tensor} is read at {positions[axis]} along axis {axis} of extent {tensor.Shape[axis]}, which {known} keeps in range";
            }
        }

        return null;
    }

    /// <summary>A delta may stay over a summed index only where that index stands inside a gather or a quotient.</summary>
    private static string? DeltaProblem(Equation equation)
    {
        foreach (Term term in equation.Value.Terms)
        {
            bool IsSolvable(Guard guard) => guard.Kind == GuardKind.Equal && term.Bound.Any(index => guard.Argument.CoefficientOf(index) is not (null or 0));
            if (term.Guards.FirstOrDefault(IsSolvable) is { } delta)
            {
                return $"the sum still runs against {delta}, in {equation}";
            }
        }

        return null;
    }
}
