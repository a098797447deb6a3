using System.Globalization;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Takes time out of the equations of a recurrence. <c>h[i,t,k] = tanh(z[i,t,k] + Σl [1 ≤ t]·h[i,t−1,l]·U[l,k])</c> becomes
/// <c>h[i,k] = tanh(z[i,k] + Σl hBefore[i,l]·U[l,k])</c>, where each tensor is a slice of what it was. The guard is gone where zeros lie
/// before the first slice; other guards on time are conditions at run time. What reads nothing of the recurrence and is more than a
/// tensor at this time is computed before it, for all times at once.
/// </summary>
internal sealed class Slicing
{
    private readonly ScanBlock _scan;
    private readonly EquatableArray<Equation> _equations;
    private readonly HashSet<Tensor> _readOutside;
    private readonly HashSet<Tensor> _persistent;
    private readonly Dictionary<Tensor, int> _axes = [];
    private readonly Dictionary<(Tensor Whole, int Axis, string At), Slice> _slices = [];
    private readonly Dictionary<Tensor, Tensor> _passing = [];
    private readonly List<Equation> _before = [];
    private readonly Size _time;
    private readonly Affine _now;

    private Slicing(ScanBlock scan, EquatableArray<Equation> equations, HashSet<Tensor> readOutside, HashSet<Tensor> persistent)
    {
        _scan = scan;
        _equations = equations;
        _readOutside = readOutside;
        _persistent = persistent;
        FindAxes();
        FindPassing();
        IndexVar time = TimeOf(equations[0]);
        Length = time.Extent;
        _time = new Size(time.Name, time.Extent.Sizes.All(size => size.Capacity is not null) ? time.Extent.AtCapacity() - 1 : null, least: 0);
        _now = Affine.Of(new SizeAtom(_time));
    }

    private Extent Length { get; }

    /// <summary>The recurrence, behind the equations that are computed before it.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="equations">Its equations in normal form, with the temporaries among them.</param>
    /// <param name="readOutside">The tensors that something else reads.</param>
    /// <param name="persistent">The tensors of the persistent region, which have no zeros around them.</param>
    public static IEnumerable<Work> Apply(ScanBlock scan, EquatableArray<Equation> equations, HashSet<Tensor> readOutside, HashSet<Tensor> persistent)
    {
        var slicing = new Slicing(scan, equations, readOutside, persistent);
        EquatableArray<Equation> sliced = equations.Map(slicing.Slice);
        return slicing._before.Select(Work (equation) => new SingleEquation(equation)).Append(new Recurrence(
            slicing._time, slicing.Length, scan.Direction, slicing._slices.Values.ToEquatableArray(), sliced));
    }

    private IndexVar TimeOf(Equation equation) => equation.Indices[_axes[equation.Target]];

    /// <summary>The scan says which axis of its tensors is time; of temporaries it is the index that they read the scan's tensors at.</summary>
    private void FindAxes()
    {
        foreach (Equation equation in _equations.Where(equation => _scan.Tensors.IndexOf(equation.Target) >= 0))
        {
            AddAxis(equation, _scan.TimeAxisOf(equation.Target));
        }

        var waiting = _equations.Where(equation => !_axes.ContainsKey(equation.Target)).ToList();
        while (waiting.Count > 0)
        {
            int found = waiting.RemoveAll(equation =>
            {
                int axis = Walk.Accesses(equation.Value).Where(access => _axes.ContainsKey(access.Tensor))
                    .SelectMany(access => access.Positions[_axes[access.Tensor]].Indices).Select(index => equation.Indices.IndexOf(index)).DefaultIfEmpty(-1).Max();
                if (axis >= 0)
                {
                    AddAxis(equation, axis);
                }

                return axis >= 0;
            });
            if (found == 0)
            {
                throw new InvalidOperationException($"{waiting[0]} takes part in a recurrence over time and has no index that is time.");
            }
        }
    }

    /// <summary>What is read at its own time only, and by nothing outside, need not be there for all times.</summary>
    private void FindPassing()
    {
        HashSet<Tensor> whole = [.. _readOutside];
        foreach (Equation equation in _equations)
        {
            IndexVar time = TimeOf(equation);
            bool IsNow(Tensor tensor, EquatableArray<Affine> positions) => !_axes.TryGetValue(tensor, out int axis) || positions[axis].AsIndex == time;
            whole.UnionWith(Walk.Accesses(equation.Value).Where(access => !IsNow(access.Tensor, access.Positions)).Select(access => access.Tensor));
            whole.UnionWith(Walk.Gathers(equation.Value).Select(gather => gather.Tensor));
        }

        foreach (Tensor tensor in _axes.Keys.Where(tensor => !whole.Contains(tensor)))
        {
            _passing[tensor] = new Tensor(tensor.Name, tensor.Shape.RemoveAt(_axes[tensor]), tensor.Kind) { Range = tensor.Range, AdjointOf = tensor.AdjointOf };
        }
    }

    private void AddAxis(Equation equation, int axis)
    {
        foreach (Tensor tensor in equation.ArgMax.Prepend(equation.Target))
        {
            _axes[tensor] = axis;
        }
    }

    private Equation Slice(Equation equation)
    {
        IndexVar time = TimeOf(equation);
        Equation apart = equation with { Value = TakeOut(equation, time) };
        Polynomial value = Slice(apart.Value, time);
        return new Equation(Now(equation.Target), equation.Indices.RemoveAt(_axes[equation.Target]), value) { ArgMax = equation.ArgMax.Map(Now) };
    }

    /// <summary>The value with those terms in an equation of their own that read nothing of the recurrence, unless they are nothing but tensors at this time.</summary>
    private Polynomial TakeOut(Equation equation, IndexVar time)
    {
        if (equation.Value.AsMaximum is not null || Rewrite.BoundOf(equation).Length > 0)
        {
            return equation.Value;
        }

        List<Term> apart = [.. equation.Value.Terms.Where(term => !Walk.Tensors(Polynomial.Raw([term])).Any(_axes.ContainsKey))];
        if (apart.TrueForAll(term => IsAtHand(term, time)))
        {
            return equation.Value;
        }

        Polynomial value = Polynomial.Create(apart);
        EquatableArray<IndexVar> indices = equation.Indices.Where(value.Indices.Contains).ToEquatableArray();
        var given = new Tensor(equation.Target.Name + "Given", indices.Map(index => index.Extent), TensorKind.Temporary);
        _before.Add(new Equation(given, indices, value).Freshen());
        return Polynomial.Create(equation.Value.Terms.Where(term => !apart.Contains(term))) + Polynomial.Of(given, indices);
    }

    private bool IsAtHand(Term term, IndexVar time) => term.Guards.Length == 0 && term.Factors.All(factor => factor is { Exponent.IsOne: true, Atom: Access access }
        && (!access.Indices.Contains(time) || SliceOf(access, time) is { Low: 0, High: 0 })) && term.Factors.Length == 1;

    private Polynomial Slice(Polynomial value, IndexVar time)
    {
        var map = new Substitution { [time] = _now };
        return value.AsMaximum is { } maximum
            ? Symbolics.Algebra.Build.Maximum(maximum.Bound, maximum.Guards.Map(guard => guard.Substitute(map)), Slice(maximum.Body, time))
            : Polynomial.Create(value.Terms.Select(term => new Term(
                term.Coefficient,
                term.Bound,
                term.Factors.Map(factor => factor with { Atom = Slice(factor.Atom, time) }),
                term.Guards.Where(guard => !HoldsByZeros(guard, term, time)).Select(guard => guard.Substitute(map)).ToEquatableArray())));
    }

    private Atom Slice(Atom atom, IndexVar time)
    {
        var map = new Substitution { [time] = _now };
        EquatableArray<Affine> Without(Access access, int axis) => access.Positions.RemoveAt(axis).Map(position => position.Substitute(map));
        switch (atom)
        {
            case Access access when _axes.ContainsKey(access.Tensor) && _passing.TryGetValue(access.Tensor, out Tensor? passing):
                return new Access(passing, Without(access, _axes[access.Tensor]));
            case Access access when SliceOf(access, time) is { } slice:
                _slices[(slice.Whole, slice.Axis, slice.At.Key)] = slice;
                return new Access(slice.Tensor, Without(access, slice.Axis));
            case Apply apply:
                return new Apply(apply.Function, Slice(apply.Argument, time));
            case Group group:
                return new Group(Slice(group.Value, time));
            default:
                return atom.Substitute(map);
        }
    }

    /// <summary>What an equation of the recurrence writes at this time.</summary>
    private Tensor Now(Tensor tensor)
    {
        if (_passing.TryGetValue(tensor, out Tensor? passing))
        {
            return passing;
        }

        (Tensor, int, string) key = (tensor, _axes[tensor], _now.Key);
        if (!_slices.TryGetValue(key, out Slice? slice))
        {
            _slices[key] = slice = New(tensor, _axes[tensor], _now, 0, 0);
        }

        return slice.Tensor;
    }

    /// <summary>
    /// Whether the term is 0 without the guard where the guard fails: a factor is then a slice of zeros, and every other read that the
    /// guard keeps in range is in memory all the same.
    /// </summary>
    private bool HoldsByZeros(Guard guard, Term term, IndexVar time)
    {
        bool IsInMemory(Access access) => access.IsProvablyInRange || SliceOf(access, time) is { Low: > 0 } or { High: > 0 };
        bool IsZero(Access access) => SliceOf(access, time) is { } slice && slice.Low + slice.High > 0 && IsRangeOf(guard, access, slice.Axis);
        return term.Factors.Any(factor => factor.Exponent > 0 && factor.Atom is Access access && IsZero(access))
            && term.Factors.Where(factor => guard.Protects(factor.Atom)).SelectMany(factor => Walk.Atoms(factor.Atom)).OfType<Access>().All(IsInMemory)
            && !term.Factors.SelectMany(factor => Walk.Affines(factor.Atom)).SelectMany(Walk.Gathers).Any()
            && !term.Guards.Any(guard.Protects);
    }

    private static bool IsRangeOf(Guard guard, Access access, int axis) =>
        guard.Equals(Guard.AtLeast(access.Positions[axis], 0)) || guard.Equals(Guard.AtLeast(access.Tensor.Shape[axis].Value - 1, access.Positions[axis]));

    /// <summary>
    /// The slice that an access reads, or null where it is none: one position, not the last of several, is time and numbers alone, others
    /// have time inside gathers at the most, and the tensor lies where slices can be addressed, with zeros around it where they are needed.
    /// </summary>
    private Slice? SliceOf(Access access, IndexVar time)
    {
        Tensor whole = access.Tensor;
        int[] axes = [.. Enumerable.Range(0, whole.Rank).Where(axis => access.Positions[axis].Terms.Any(term => term.Atom is not GatherAtom && Affine.Of(term.Atom).Indices.Contains(time)))];
        if (axes.Length != 1 || Relayouts.IsArgument(whole) || (axes[0] > 0 && axes[0] == whole.Rank - 1)
            || access.Positions[axes[0]].Terms.Any(term => term.Atom is not IndexAtom index || index.Index != time))
        {
            return null;
        }

        int axis = axes[0];
        Affine position = access.Positions[axis], at = position.Substitute(new Substitution { [time] = _now });
        if (_slices.TryGetValue((whole, axis, at.Key), out Slice? known))
        {
            return known;
        }

        var alone = new Access(whole, Enumerable.Range(0, whole.Rank).Select(other => other == axis ? position : Affine.Zero).ToEquatableArray());
        return Halo.Of(alone) is { } halo && (halo.IsEmpty || !_persistent.Contains(whole)) ? New(whole, axis, at, halo.Low[axis], halo.High[axis]) : null;
    }

    private Slice New(Tensor whole, int axis, Affine at, int low, int high)
    {
        string place = (at - _now).AsConstant switch
        {
            0    => string.Empty,
            -1   => "Before",
            1    => "After",
            < 0  => "Before" + (_now - at).Constant.ToString(CultureInfo.InvariantCulture),
            > 0  => "After" + (at - _now).Constant.ToString(CultureInfo.InvariantCulture),
            null => "At",
        };
        return new(new Tensor(whole.Name + place, whole.Shape.RemoveAt(axis), TensorKind.Temporary) { Range = whole.Range }, whole, axis, at, low, high);
    }
}
