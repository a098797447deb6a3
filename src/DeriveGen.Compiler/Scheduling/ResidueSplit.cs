using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Splits an index of a sum by its residue classes (the phases of a polyphase filter), so that the adjoint of a strided convolution, its
/// transpose and overlapping strided windows are dense sums: with <c>u = m·q + d·t − p</c>, t &lt; m, a tensor over q and t takes the place
/// of the one over u, the quotients and divisibility tests of u are gone from the sum, and what u reads is read at sums of multiples of
/// indices. The target is then picked from that tensor, element by element.
/// </summary>
/// <remarks>
/// Three things ask for it: a quotient or a divisibility of u alone; a divisibility that links u with a summed index r, of which
/// <c>r = m·k + t</c> is the solution; and a summed index in steps of m against u, which then runs over a few values from q on.
/// Both q and t take fewer values than u, so the splitting ends.
/// </remarks>
internal static class ResidueSplit
{
    /// <summary>A range that is proved may be this many times wider than the values that are taken.</summary>
    private const int LoosestRange = 2;

    /// <summary>u = Modulus·q + Step·t − Shift; Partner = Modulus·k + t; Carried = q + r with r in a range.</summary>
    private sealed record Split(IndexVar Index, int Modulus, int Step, int Shift, IndexVar? Partner, IndexVar? Carried);

    /// <summary>An index expression, and what it is divided by.</summary>
    private sealed record Division(int Modulus, Affine Value);

    /// <summary>
    /// The equations that take the place of a bare reduction, in order of evaluation, the last one with its target; null where splitting
    /// gains nothing.
    /// </summary>
    public static EquatableArray<Equation>? Of(Equation equation)
    {
        if (Recognition.AsContraction(equation) is not null)
        {
            return null;
        }

        foreach (Split split in Candidates(equation))
        {
            if (Apply(equation, split) is not (var copies, { } sum, { } pick))
            {
                continue;
            }

            EquatableArray<Equation> inner = Of(sum) ?? [sum];
            Equation last = inner[inner.Length - 1];
            if (split.Partner is null && split.Carried is null && inner.All(part => Recognition.AsContraction(part) is null))
            {
                continue;
            }

            // What was split again is picked at once.
            return inner.Length == 1
                ? [.. copies, sum, pick]
                : [.. copies, .. inner.Take(inner.Length - 1), pick with { Value = Inlined(pick.Value, last) }];
        }

        return null;
    }

    /// <summary>The definition in the place of the one access that a value is.</summary>
    private static Polynomial Inlined(Polynomial value, Equation definition)
    {
        Term outer = value.Terms[0], inner = definition.At(((Access)outer.Factors[0].Atom).Positions).Terms[0];
        return Polynomial.Create(new Term(1, [], inner.Factors, outer.Guards.AddRange(inner.Guards)));
    }

    private static IEnumerable<Split> Candidates(Equation equation)
    {
        Term sum = equation.Value.Terms[0];
        List<Division> divisions = [.. Divisions(sum)];
        foreach (IndexVar index in equation.Indices.Where(index => index.Extent.IsStatic))
        {
            foreach ((int modulus, Affine value) in divisions.Where(division => division.Value.CoefficientOf(index) == 1))
            {
                Affine rest = value - index;
                IndexVar? partner = rest.Terms.Length == 1 && rest.Terms[0].Atom is IndexAtom atom && sum.Bound.IndexOf(atom.Index) >= 0 ? atom.Index : null;
                if (rest.Terms.Length == 0)
                {
                    yield return new(index, modulus, 1, Residue(rest.Constant, modulus), null, null);
                }
                else if (partner is { Extent.IsStatic: true } && Inverse(-rest.Terms[0].Coefficient, modulus) is not null)
                {
                    yield return new(index, modulus, -rest.Terms[0].Coefficient, Residue(rest.Constant, modulus), partner, null);
                }
            }

            foreach (Affine link in Inequalities(sum))
            {
                int sign = link.CoefficientOf(index) ?? 0;
                IndexVar? carried = sum.Bound.FirstOrDefault(other => other.Extent.IsStatic && link.CoefficientOf(other) is < -1 or > 1);
                int modulus = carried is null ? 0 : -sign * link.CoefficientOf(carried)!.Value;
                if (sign is 1 or -1 && modulus > 1 && link.Terms.Length == 2)
                {
                    yield return new(index, modulus, 1, Residue(sign * link.Constant, modulus), null, carried);
                }
            }
        }
    }

    /// <summary>What is divided, by what: the quotients of positions and guards, then the divisibilities.</summary>
    private static IEnumerable<Division> Divisions(Term sum)
    {
        IEnumerable<Affine> positions = sum.Factors.SelectMany(factor => Walk.Atoms(factor.Atom)).OfType<Access>().SelectMany(access => access.Positions)
            .Concat(sum.Guards.Select(guard => guard.Argument));
        return positions.SelectMany(position => position.Terms).Select(term => term.Atom).OfType<FloorAtom>()
            .Select(floor => new Division(floor.Divisor, floor.Dividend))
            .Concat(sum.Guards.Where(guard => guard.Kind == GuardKind.Divides).Select(guard => new Division(guard.Modulus, guard.Argument)));
    }

    /// <summary>Expressions that are at least 0 wherever the sum has a value: its range guards, and positions from both ends of their axes.</summary>
    private static IEnumerable<Affine> Inequalities(Term sum) => sum.Factors.SelectMany(factor => Walk.Atoms(factor.Atom)).OfType<Access>()
        .SelectMany(access => access.Positions.Zip(access.Tensor.Shape, (position, extent) => new[] { position, extent.Value - 1 - position }).SelectMany(pair => pair))
        .Concat(sum.Guards.Where(guard => guard.Kind == GuardKind.NonNegative).Select(guard => guard.Argument));

    /// <summary>The copies that the sum needs, the sum over q and t, and the target picked from it; null where a range cannot be proved.</summary>
    private static (List<Equation> Copies, Equation Sum, Equation Pick)? Apply(Equation equation, Split split)
    {
        Term sum = equation.Value.Terms[0];
        IndexVar index = split.Index;
        int modulus = split.Modulus, step = split.Step;
        EquatableArray<Guard> alone = sum.Guards.Where(guard => !sum.Binds(guard)).ToEquatableArray();

        // t = e·(u + p) mod m with d·e ≡ 1, and q = (u + p − d·t)/m.
        int inverse = Inverse(step, modulus)!.Value;
        Affine shifted = Affine.Of(index) + split.Shift;
        Affine part = (shifted * inverse).FloorDivide(modulus);
        Affine residue = (shifted * inverse) - (part * modulus);
        Affine quotient = (shifted * ((1 - (step * inverse)) / modulus)) + (part * step);

        if (Range(quotient, index, alone) is not (int first, int last) || Range(residue, index, alone) is not (int least, int most))
        {
            return null;
        }

        if (modulus >= index.Extent.Static || last - first + 1 >= index.Extent.Static)
        {
            return null;
        }

        var q = new IndexVar(index.Name, Extent.Of(last - first + 1));
        var t = new IndexVar(index.Name + "p", Extent.Of(most - least + 1));
        Affine digit = t.Extent.Static == 1 ? least : Affine.Of(t) + least, block = Affine.Of(q) + first;
        var values = new Substitution { [index] = (block * modulus) + (digit * step) - split.Shift };
        List<IndexVar> bound = [.. sum.Bound];
        List<Guard> guards = [.. sum.Guards];
        EquatableArray<Factor> factors = sum.Factors;
        var copies = new List<Equation>();
        var ranges = new List<IndexVar>();
        void Run(IndexVar old, IndexVar fresh, Affine value)
        {
            bound[bound.IndexOf(old)] = fresh;
            values[old] = value;
            ranges.Add(old);
        }

        if (split.Partner is { } partner)
        {
            var k = new IndexVar(partner.Name, Extent.Of((partner.Extent.Static!.Value + modulus - 1) / modulus));
            Run(partner, k, (Affine.Of(k) * modulus) + digit);
        }

        if (split.Carried is { } carried)
        {
            if (Reach(sum, split, (least * step) - split.Shift, (most * step) - split.Shift) is not (int low, int high))
            {
                return null;
            }

            factors = factors.Map(factor => factor with { Atom = Unflattened(factor.Atom, carried, index, copies) });
            var r = new IndexVar(carried.Name, Extent.Of(Math.Max(1, high - low + 1)));
            Run(carried, r, block + low + r);
        }

        EquatableArray<IndexVar> indices = equation.Indices.SelectMany(other => other == index ? [q, t] : new[] { other }).ToEquatableArray();
        var tensor = new Tensor(equation.Target.Name + "Split", indices.Map(other => other.Extent), TensorKind.Temporary);
        factors = factors.Map(factor => factor with { Atom = factor.Atom.Substitute(values) });
        guards = [.. guards.Select(guard => guard.Substitute(values)), .. RangeGuards(factors, [.. bound.Except(sum.Bound)])];
        foreach (Guard range in ranges.SelectMany(old => new[] { Guard.AtLeast(old, 0), Guard.AtLeast(old.Extent.Value - 1, old) }).Select(range => range.Substitute(values)))
        {
            // A halo knows the ranges of accesses, and most often they say as much.
            guards.AddRange(GuardProver.IsNonNegative(range.Argument, guards) ? [] : [range]);
        }

        var term = new Term(1, bound.ToEquatableArray(), factors, guards.ToEquatableArray());
        EquatableArray<Affine> read = equation.Indices.SelectMany(other => other == index ? [quotient - first, t.Extent.Static == 1 ? 0 : residue - least] : new[] { Affine.Of(other) }).ToEquatableArray();
        var access = new Access(tensor, read);
        Polynomial inner = Polynomial.Create(term);
        bool isWhole = inner.Terms.Length == 1 && inner.Terms[0].Bound.Length > 0 && inner.Terms[0].Coefficient.IsOne && GuardProver.IsInRange(access, alone);
        return isWhole
            ? (copies, new Equation(tensor, indices, inner), equation with { Value = Polynomial.Create(new Term(1, [], [new Factor(access, 1)], alone)) })
            : null;
    }

    /// <summary>What keeps the accesses that read one of the indices in range.</summary>
    private static IEnumerable<Guard> RangeGuards(EquatableArray<Factor> factors, List<IndexVar> indices) =>
        from access in factors.SelectMany(factor => Walk.Atoms(factor.Atom)).OfType<Access>()
        from axis in Enumerable.Range(0, access.Positions.Length)
        where access.Positions[axis].Indices.Overlaps(indices)
        from guard in new[] { Guard.AtLeast(access.Positions[axis], 0), Guard.AtLeast(access.Tensor.Shape[axis].Value - 1, access.Positions[axis]) }
        select guard;

    /// <summary>From where to where a carried index runs, counted from q: the tightest of what the inequalities say for all residues.</summary>
    private static (int Low, int High)? Reach(Term sum, Split split, int least, int most)
    {
        int? low = null, high = null;
        foreach (Affine link in Inequalities(sum).Where(link => link.Terms.Length == 2))
        {
            int sign = link.CoefficientOf(split.Index) ?? 0;
            if (sign is not (1 or -1) || link.CoefficientOf(split.Carried!) != -sign * split.Modulus)
            {
                continue;
            }

            if (sign > 0)
            {
                int bound = Affine.FloorDivide(Math.Max(least, most) + link.Constant, split.Modulus);
                high = Math.Min(high ?? bound, bound);
            }
            else
            {
                int bound = -Affine.FloorDivide(link.Constant - Math.Min(least, most), split.Modulus);
                low = Math.Max(low ?? bound, bound);
            }
        }

        return low is int from && high is int to ? (from, to) : null;
    }

    /// <summary>
    /// A flattened axis has no zeros around each of its parts: <c>Y[40·u + 8·v + o]</c> is read from a tensor over u, v and o instead.
    /// </summary>
    private static Atom Unflattened(Atom atom, IndexVar carried, IndexVar index, List<Equation> copies)
    {
        if (atom is not Access access || access.Indices.Contains(index) || !Recognition.IsLinear(access)
            || access.Positions.All(position => position.AsIndex is not null || !position.Indices.Contains(carried)) || !GuardProver.IsInRange(access, []))
        {
            return atom;
        }

        EquatableArray<IndexVar> indices = access.Positions.SelectMany(position => position.Terms.OrderByDescending(term => term.Coefficient))
            .Select(term => ((IndexAtom)term.Atom).Index).Distinct().ToEquatableArray();
        var copy = new Tensor(access.Tensor.Name + "Parts", indices.Map(other => other.Extent), TensorKind.Temporary);
        copies.Add(new Equation(copy, indices, Polynomial.Of(access)).Freshen());
        return new Access(copy, indices.Map(Affine.Of));
    }

    /// <summary>The least and the greatest value where the guards hold, for all u where they say nothing that can be proved.</summary>
    private static (int Low, int High)? Range(Affine value, IndexVar index, EquatableArray<Guard> guards)
    {
        Affine At(Affine affine, int number) => affine.Substitute(new Substitution { [index] = number });
        List<Guard> own = [.. guards.Where(guard => guard.Argument.Terms.All(term => Affine.Of(term.Atom).Indices.SetEquals([index])))];
        List<int> taken = [.. Enumerable.Range(0, index.Extent.Static!.Value)
            .Where(number => own.All(guard => guard.Holds(At(guard.Argument, number).AsConstant!.Value)))
            .Select(number => At(value, number).AsConstant!.Value)];
        if (taken.Count == 0)
        {
            return null;
        }

        (int low, int high) = (taken.Min(), taken.Max());
        if (low == high || (GuardProver.IsNonNegative(value - low, own) && GuardProver.IsNonNegative(high - value, own)))
        {
            return (low, high);
        }

        return AffineBounds.Range(value) is (int least, int most) && most - least < LoosestRange * (high - low + 1) ? (least, most) : null;
    }

    private static int? Inverse(int value, int modulus) =>
        Enumerable.Range(0, modulus).Where(other => Residue(value * other, modulus) == 1 % modulus).Select(other => (int?)other).FirstOrDefault();

    private static int Residue(int value, int modulus) => ((value % modulus) + modulus) % modulus;
}
