using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Replacements inside equations that the passes share.</summary>
internal static class Rewrite
{
    /// <summary>The indices that the equation sums or maximises over; none where it is neither.</summary>
    public static EquatableArray<IndexVar> BoundOf(Equation equation) => equation.Value.AsMaximum is { } maximum
        ? maximum.Bound
        : equation.Value.Terms.Length == 1 ? equation.Value.Terms[0].Bound : [];

    /// <summary>The equation with some of its indices, free or bound at the top, replaced by others.</summary>
    public static Equation Rename(Equation equation, IReadOnlyDictionary<IndexVar, IndexVar> names)
    {
        IndexVar Name(IndexVar index) => names.TryGetValue(index, out IndexVar? other) ? other : index;
        var map = new Substitution(names.Keys, names.Values);
        Polynomial value = equation.Value.AsMaximum is { } maximum
            ? Build.Maximum(maximum.Bound.Map(Name), maximum.Guards.Map(guard => guard.Substitute(map)), maximum.Body.Substitute(map))
            : Polynomial.Create(equation.Value.Terms.Select(term =>
            {
                Term renamed = term.Substitute(map);
                return new Term(renamed.Coefficient, term.Bound.Map(Name), renamed.Factors, renamed.Guards);
            }));
        return equation with { Indices = equation.Indices.Map(Name), Value = value };
    }

    /// <summary>The sum with every atom replaced that <paramref name="replace"/> gives another for; the atoms inside a replacement stay.</summary>
    public static Polynomial MapAtoms(Polynomial polynomial, Func<Atom, Atom?> replace)
    {
        Atom Map(Atom atom) => replace(atom) ?? atom switch
        {
            Apply apply => new Apply(apply.Function, MapAtoms(apply.Argument, replace)),
            Group group => new Group(MapAtoms(group.Value, replace)),
            Maximum maximum => new Maximum(maximum.Bound, maximum.Guards, MapAtoms(maximum.Body, replace)),
            _ => atom,
        };

        return polynomial.AsMaximum is { } alone && replace(alone) is null
            ? Build.Maximum(alone.Bound, alone.Guards, MapAtoms(alone.Body, replace))
            : Polynomial.Create(polynomial.Terms.Select(term =>
                new Term(term.Coefficient, term.Bound, term.Factors.Map(factor => factor with { Atom = Map(factor.Atom) }), term.Guards)));
    }

    /// <summary>The sum with accesses to tensors that have a replacement turned to it, at the same positions; gathers too.</summary>
    public static Polynomial Redirect(Polynomial polynomial, Func<Tensor, Tensor?> replacement) =>
        polynomial.Tensors.Any(tensor => replacement(tensor) is not null) ? Turn(polynomial, (tensor, positions) => (replacement(tensor) ?? tensor, positions)) : polynomial;

    /// <summary>The index expression with gathers from tensors that have a replacement turned to it.</summary>
    public static Affine Redirect(Affine affine, Func<Tensor, Tensor?> replacement) => Turn(affine, (tensor, positions) => (replacement(tensor) ?? tensor, positions));

    /// <summary>The sum with every access and every gather turned to another tensor and other positions.</summary>
    public static Polynomial Turn(Polynomial polynomial, Func<Tensor, EquatableArray<Affine>, (Tensor Tensor, EquatableArray<Affine> Positions)> turn)
    {
        Affine Position(Affine affine) => Turn(affine, turn);
        Guard TurnGuard(Guard guard) => guard.With(Position(guard.Argument));
        Polynomial Inside(Polynomial inner) => Turn(inner, turn);
        Access TurnAccess(Access access)
        {
            (Tensor tensor, EquatableArray<Affine> positions) = turn(access.Tensor, access.Positions.Map(Position));
            return new Access(tensor, positions);
        }

        Atom TurnAtom(Atom atom) => atom switch
        {
            Access access => TurnAccess(access),
            Apply apply => new Apply(apply.Function, Inside(apply.Argument)),
            Group group => new Group(Inside(group.Value)),
            IndexValue index => new IndexValue(Position(index.Value)),
            _ => atom,
        };

        return polynomial.AsMaximum is { } maximum
            ? Build.Maximum(maximum.Bound, maximum.Guards.Map(TurnGuard), Inside(maximum.Body))
            : Polynomial.Create(polynomial.Terms.Select(term =>
                new Term(term.Coefficient, term.Bound, term.Factors.Map(factor => factor with { Atom = TurnAtom(factor.Atom) }), term.Guards.Map(TurnGuard))));
    }

    private static Affine Turn(Affine affine, Func<Tensor, EquatableArray<Affine>, (Tensor Tensor, EquatableArray<Affine> Positions)> turn)
    {
        Affine result = affine.Constant;
        foreach (AffineTerm term in affine.Terms)
        {
            result += TurnAtom(term.Atom) * term.Coefficient;
        }

        return result;

        Affine TurnAtom(AffineAtom atom)
        {
            if (atom is not GatherAtom gather)
            {
                return atom is FloorAtom floor ? Turn(floor.Dividend, turn).FloorDivide(floor.Divisor) : Affine.Of(atom);
            }

            (Tensor tensor, EquatableArray<Affine> positions) = turn(gather.Tensor, gather.Positions.Map(position => Turn(position, turn)));
            return Affine.Of(new GatherAtom(tensor, positions));
        }
    }
}
