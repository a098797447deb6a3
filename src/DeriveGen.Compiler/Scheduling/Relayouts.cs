using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Inserts the copies without which a step could not read what it reads: a transposed copy where a contraction would read
/// its lanes against the grain, a padded copy of what the caller gives where lanes would run past a row, a copy with zeros around it
/// where neither the caller nor a parameter has them. Each copy is made once, before its first reader; a copy of what a sweep changes is
/// made in the sweep, any other one before it.
/// </summary>
internal sealed class Relayouts
{
    private readonly Dictionary<(Tensor Source, int Axis), Tensor> _copies = [];
    private readonly HashSet<Tensor> _persistent;
    private readonly int _lanes;
    private readonly List<Step> _steps = [];   // the copies before the step at hand, and the step
    private readonly List<Step> _body = [];    // the same inside the sweep at hand
    private HashSet<Tensor> _changing = [];    // what the sweep at hand computes, and its slices

    private Relayouts(HashSet<Tensor> persistent, int lanes)
    {
        _persistent = persistent;
        _lanes = lanes;
    }

    /// <summary>The steps with the copies that they need.</summary>
    /// <param name="sequence">The steps after fusion.</param>
    /// <param name="persistent">The tensors of the persistent region, which have no halo.</param>
    /// <param name="lanes">The widest vector.</param>
    public static StepSequence Insert(StepSequence sequence, HashSet<Tensor> persistent, int lanes)
    {
        var pass = new Relayouts(persistent, lanes);
        return sequence.Expand(step =>
        {
            pass._steps.Clear();
            pass._steps.Add(pass.Adapt(step));
            return pass._steps;
        });
    }

    /// <summary>The halo of each tensor that an operand of a contraction, or a slice of a sweep, leaves.</summary>
    public static Dictionary<Tensor, Halo> Halos(IEnumerable<Step> steps)
    {
        var halos = new Dictionary<Tensor, Halo>();
        void Need(Tensor tensor, Halo halo)
        {
            if (!halo.IsEmpty)
            {
                halos[tensor] = halos.TryGetValue(tensor, out Halo? other) ? halo.Union(other) : halo;
            }
        }

        foreach (Step step in steps)
        {
            var sweep = step as Sweep;
            foreach (Access operand in Sweeps.Leaves(step).OfType<Contraction>().SelectMany(contraction => new[] { contraction.A, contraction.B }))
            {
                Halo halo = Halo.Of(operand)!;
                Need(sweep?.WholeOf(operand.Tensor) ?? operand.Tensor, sweep?.SliceOf(operand.Tensor) is { } slice ? halo.Insert(slice.Axis, 0, 0) : halo);
            }

            foreach (Slice slice in sweep?.Slices ?? [])
            {
                Need(slice.Whole, Halo.None(slice.Tensor.Rank).Insert(slice.Axis, slice.Low, slice.High));
            }
        }

        return halos;
    }

    /// <summary>Whether the caller gives the tensor.</summary>
    public static bool IsArgument(Tensor tensor) => tensor.Kind is TensorKind.Input or TensorKind.Target;

    private Sweep Adapt(Sweep sweep)
    {
        _changing = [.. sweep.Body.SelectMany(StepReads.Writes), .. sweep.Slices.Select(slice => slice.Tensor)];
        var body = new List<Step>();
        foreach (Step step in sweep.Body)
        {
            _body.Clear();
            Step adapted = Adapt(step);
            body.AddRange(_body.Append(adapted));
        }

        _changing = [];
        return sweep with { Body = body.ToEquatableArray() };
    }

    private Step Adapt(Step step) => step switch
    {
        Sweep sweep => Adapt(sweep),
        Contraction contraction => Adapt(contraction),
        Nest nest => nest with { Body = nest.Body.Map(Adapt) },
        Scatter scatter => scatter with
        {
            Addend = Adapt(scatter.Addend, scatter.Lane),
            Positions = scatter.Positions.Map(position => Rewrite.Redirect(position, tensor => HasRunTimeStride(tensor) ? Padded(tensor) : null)),
        },
        _ => step,
    };

    private Contraction Adapt(Contraction contraction)
    {
        IndexVar lane = contraction.Lane;
        Access b = contraction.B;
        int axis = b.Positions.ToList().FindIndex(position => position.Indices.Contains(lane));
        if (axis < b.Positions.Length - 1)
        {
            b = new Access(Moved(b.Tensor, axis), b.Positions.RemoveAt(axis).Add(b.Positions[axis]));
        }
        else if (NeedsCopy(b, lane))
        {
            b = new Access(Padded(b.Tensor), b.Positions);
        }

        Access a = NeedsCopy(contraction.A, null) ? new Access(Padded(contraction.A.Tensor), contraction.A.Positions) : contraction.A;
        return contraction with
        {
            A = a,
            B = b,
            Start = contraction.Start is null ? null : Adapt(contraction.Start, lane),
            Epilogue = contraction.Epilogue.Map(Adapt),
        };
    }

    private Statement Adapt(Statement statement) =>
        statement with { Equation = statement.Equation with { Value = Adapt(statement.Equation.Value, statement.Lane) } };

    private Polynomial Adapt(Polynomial value, IndexVar? lane)
    {
        HashSet<Tensor> copied = [.. Walk.Accesses(value).Where(access => IsArgument(access.Tensor) && ReadsPastRow(access, lane)).Select(access => access.Tensor)];
        copied.UnionWith(value.Tensors.Where(HasRunTimeStride));
        return Rewrite.Redirect(value, tensor => copied.Contains(tensor) ? Padded(tensor) : null);
    }

    /// <summary>Whether an operand must be copied: zeros are needed where there are none, or lanes would run past a row.</summary>
    private bool NeedsCopy(Access operand, IndexVar? lane) =>
        NeedsZerosElsewhere(operand.Tensor, Halo.Of(operand)!)
        || HasRunTimeStride(operand.Tensor)
        || (IsArgument(operand.Tensor) && ReadsPastRow(operand, lane));

    /// <summary>Whether zeros are needed where they cannot be: around what others own, or in rows, which are written in whole vectors.</summary>
    private bool NeedsZerosElsewhere(Tensor tensor, Halo halo) => !halo.IsEmpty
        && (IsArgument(tensor) || _persistent.Contains(tensor) || halo.Low[tensor.Rank - 1] > 0 || halo.High[tensor.Rank - 1] > 0);

    /// <summary>Whether whole vectors along the lane would leave the caller's row.</summary>
    private bool ReadsPastRow(Access access, IndexVar? lane)
    {
        if (lane is null || !access.Indices.Contains(lane))
        {
            return false;
        }

        int last = access.Positions.Length - 1;
        return access.Positions[last].AsIndex != lane || access.Tensor.Shape[last].Static is not int extent || extent % Layout.LanesOf(lane.Extent, _lanes) != 0;
    }

    /// <summary>Whether the distance between neighbours along some axis follows the sizes of the call.</summary>
    private static bool HasRunTimeStride(Tensor tensor) => IsArgument(tensor) && tensor.Shape.Skip(1).Any(extent => !extent.IsStatic);

    private Tensor Padded(Tensor source) => Copy(source, -1, source.Name + "Copy", source.Shape);

    private Tensor Moved(Tensor source, int axis) => Copy(source, axis, source.Name + "T", source.Shape.RemoveAt(axis).Add(source.Shape[axis]));

    private Tensor Copy(Tensor source, int axis, string name, EquatableArray<Extent> shape)
    {
        if (!_copies.TryGetValue((source, axis), out Tensor? copy))
        {
            copy = new Tensor(name, shape, TensorKind.Temporary) { Range = source.Range };
            _copies[(source, axis)] = copy;
            (_changing.Contains(source) ? _body : _steps).Add(new Relayout(source, copy, axis));
        }

        return copy;
    }
}
