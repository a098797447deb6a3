using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Carries out a schedule in double precision, literally: strides, halos, padding, aliases and offsets are honoured, values in
/// registers are lost at the next point of the loops, and what must not be read holds NaN: padding, rows beyond the sizes of the
/// call, and memory whose tensor is no longer alive. It is the oracle of the emitted code, and the equations' interpreter is its own.
/// </summary>
public sealed class ScheduleInterpreter
{
    private readonly Schedule _schedule;
    private readonly ScheduleMemory _memory;

    private ScheduleInterpreter(Schedule schedule, ScheduleMemory memory) => (_schedule, _memory) = (schedule, memory);

    /// <summary>A persistent region with values in it, row-major for each tensor, and NaN elsewhere.</summary>
    public static double[] Persistent(Schedule schedule, IReadOnlyDictionary<Size, int> sizes, IReadOnlyDictionary<Tensor, double[]> values)
    {
        double[] region = Enumerable.Repeat(double.NaN, schedule.Storage.PersistentSize).ToArray();
        var memory = new ScheduleMemory(schedule, sizes, region, values);
        foreach (KeyValuePair<Tensor, double[]> entry in values.Where(entry => schedule.Storage.Has(entry.Key) && schedule.Storage[entry.Key].Region == Region.Persistent))
        {
            memory.Write(entry.Key, entry.Value);
        }

        return region;
    }

    /// <summary>Carries out a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="sizes">The value of each symbolic size.</param>
    /// <param name="persistent">The persistent region, which is changed.</param>
    /// <param name="arguments">
    /// The caller's tensors and settings, row-major; what the schedule is given in the workspace, and random tensors, which are drawn from here.
    /// </param>
    /// <returns>Reads a tensor that outlives the call: row-major.</returns>
    public static Func<Tensor, double[]> Run(
        Schedule schedule, IReadOnlyDictionary<Size, int> sizes, double[] persistent, IReadOnlyDictionary<Tensor, double[]> arguments)
    {
        var memory = new ScheduleMemory(schedule, sizes, persistent, arguments);
        foreach (Tensor tensor in schedule.Given)
        {
            memory.Write(tensor, arguments[tensor]);
        }

        var interpreter = new ScheduleInterpreter(schedule, memory);
        int number = 0;
        foreach (Step step in schedule.Steps)
        {
            interpreter.Run(step, arguments);
            interpreter.Spoil(step);
            interpreter.Spoil(storage => storage.Last == number);
            number++;
        }

        memory.Begin([]);
        return tensor => memory.Points(tensor.Shape).Select(at => memory.Read(tensor, at)).ToArray();
    }

    private void Run(Step step, IReadOnlyDictionary<Tensor, double[]> arguments)
    {
        _memory.Begin(StepReads.Registers(step));
        switch (step)
        {
            case Contraction contraction:
                Run(contraction);
                break;
            case Nest nest:
                Run(nest);
                break;
            case Scatter scatter:
                Run(scatter);
                break;
            case Sweep sweep:
                Run(sweep, arguments);
                break;
            case Relayout relayout:
                EquatableArray<int> axes = relayout.SourceAxes;
                int[] from = new int[relayout.Source.Rank];
                foreach (int[] at in _memory.Points(relayout.Target.Shape))
                {
                    for (int axis = 0; axis < at.Length; axis++)
                    {
                        from[axes[axis]] = at[axis];
                    }

                    _memory.Write(relayout.Target, at, _memory.Read(relayout.Source, from));
                }

                break;
            case Clear clear:
                Fill(clear.Target, 0);
                break;
            case Draw draw:
                _memory.Write(draw.Target, arguments[draw.Target]);
                break;
        }
    }

    /// <summary>The body once for each time. What is no slice does not last to the next time.</summary>
    private void Run(Sweep sweep, IReadOnlyDictionary<Tensor, double[]> arguments)
    {
        int length = sweep.Length.Evaluate(_memory.SizeOf);
        HashSet<Storage> passing = [.. sweep.Body.SelectMany(StepReads.Writes).Where(tensor => sweep.SliceOf(tensor) is null && _schedule.Storage.Has(tensor))
            .Select(tensor => _schedule.Storage[tensor]).Where(storage => storage is { Region: Region.Workspace, HasHalo: false })];
        for (int step = 0; step < length; step++)
        {
            _memory.SetTime(sweep.Time, sweep.Direction > 0 ? step : length - 1 - step);
            foreach (Step inner in sweep.Body)
            {
                Run(inner, arguments);
                Spoil(inner);
            }

            Spoil(passing.Contains);
        }
    }

    private void Run(Contraction contraction)
    {
        var frame = new EvaluationFrame(_memory);
        Equation core = contraction.Core;
        int[] bound = Slots(frame, contraction.Bound), free = Slots(frame, core.Indices);
        Func<double> a = frame.Compile(Polynomial.Of(contraction.A)), b = frame.Compile(Polynomial.Of(contraction.B));
        Func<double> paired = contraction.Pairs is { } pairs ? frame.Compile(Polynomial.Of(pairs.B)) : b;
        Func<double> start = frame.Compile(contraction.Start ?? Polynomial.Zero);
        Action[] epilogue = contraction.Epilogue.Select(statement => PointOf(frame, statement)).ToArray();
        ClearLate(contraction.Epilogue);
        foreach (int[] at in _memory.Points(core.Indices.Map(index => index.Extent)))
        {
            _memory.NextPoint();
            Set(frame, free, at);
            double sum = start();
            foreach (int[] k in _memory.Points(contraction.Bound.Map(index => index.Extent)))
            {
                Set(frame, bound, k);
                double factor = b();
                sum += a() * (paired().Equals(factor) ? factor : throw new InvalidOperationException($"{contraction.Pairs?.B} has another value than {contraction.B}."));
            }

            _memory.Write(core.Target, at, sum);
            foreach (Action statement in epilogue)
            {
                statement();
            }
        }
    }

    private void Run(Nest nest)
    {
        var frame = new EvaluationFrame(_memory);
        int[] outer = Slots(frame, nest.Outer);
        Action[] body = nest.Body.Select(statement => AlongLane(frame, statement)).ToArray();
        ClearLate(nest.Body);
        foreach (int[] at in _memory.Points(nest.Outer.Map(index => index.Extent)))
        {
            _memory.NextPoint();
            Set(frame, outer, at);
            foreach (Action statement in body)
            {
                statement();
            }
        }
    }

    private void Run(Scatter scatter)
    {
        var frame = new EvaluationFrame(_memory);
        EquatableArray<IndexVar> points = scatter.Lane is null ? scatter.Points : scatter.Points.Add(scatter.Lane);
        int[] slots = Slots(frame, points);
        Func<int>[] positions = scatter.Positions.Select(frame.Compile).ToArray();
        Func<double> addend = frame.Compile(scatter.Addend);
        Tensor target = scatter.Equation.Target;
        foreach (int[] at in _memory.Points(target.Shape))
        {
            _memory.Write(target, at, 0);
        }

        foreach (int[] at in _memory.Points(points.Map(index => index.Extent)))
        {
            Set(frame, slots, at);
            int[] place = positions.Select(position => position()).ToArray();
            if (place.Zip(target.Shape, (position, extent) => position >= 0 && position < extent.Evaluate(_memory.SizeOf)).All(inside => inside))
            {
                _memory.Write(target, place, _memory.Read(target, place) + addend());
            }
        }
    }

    /// <summary>A statement at one outer point: along its whole lane.</summary>
    private Action AlongLane(EvaluationFrame frame, Statement statement)
    {
        Action point = PointOf(frame, statement);
        if (statement.Lane is null || statement.Kind == StatementKind.RowReduce)
        {
            return point;
        }

        int slot = frame.Slot(statement.Lane);
        int extent = statement.Lane.Extent.Evaluate(_memory.SizeOf);
        return () =>
        {
            for (int lane = 0; lane < extent; lane++)
            {
                frame.Set(slot, lane);
                point();
            }
        };
    }

    /// <summary>A statement where all indices around it have a value.</summary>
    private Action PointOf(EvaluationFrame frame, Statement statement)
    {
        Equation equation = statement.Equation;
        int[] slots = Slots(frame, equation.Indices);
        int[] At() => Array.ConvertAll(slots, frame.Get);
        if (statement.IsLate)
        {
            Term term = equation.Value.Terms[0];
            Func<double> addend = frame.Compile(Polynomial.Create(new Term(term.Coefficient, [], term.Factors, term.Guards)));
            return () => _memory.Write(equation.Target, At(), _memory.Read(equation.Target, At()) + addend());
        }

        if (equation.Value.AsMaximum is not { } maximum)
        {
            Func<double> value = frame.Compile(equation.Value);
            return () => _memory.Write(equation.Target, At(), value());
        }

        void Found(int axis, int position)
        {
            if (equation.ArgMax.Length > 0)
            {
                _memory.Write(equation.ArgMax[axis], At(), position);
            }
        }

        Func<double> greatest = frame.Maximum(maximum, Found);
        return () =>
        {
            foreach (Tensor tensor in equation.ArgMax)
            {
                _memory.Write(tensor, At(), 0);
            }

            _memory.Write(equation.Target, At(), greatest());
        };
    }

    private void ClearLate(EquatableArray<Statement> statements)
    {
        foreach (Statement statement in statements.Where(statement => statement.IsLate))
        {
            foreach (int[] at in _memory.Points(statement.Target.Shape))
            {
                _memory.Write(statement.Target, at, 0);
            }
        }
    }

    /// <summary>After a step: NaN where lanes write rubbish.</summary>
    private void Spoil(Step step)
    {
        HashSet<Tensor> registers = [.. StepReads.Registers(step)];
        foreach (Tensor tensor in step is Clear or Draw or Sweep ? [] : StepReads.Writes(step).Where(tensor => !registers.Contains(tensor)))
        {
            Storage storage = _schedule.Storage[tensor];
            if (!storage.HasHalo && !storage.IsDense)
            {
                _memory.Begin([]);
                List<double> values = _memory.Points(tensor.Shape).Select(at => _memory.Read(tensor, at)).ToList();
                Fill(tensor, double.NaN);
                int next = 0;
                foreach (int[] at in _memory.Points(tensor.Shape))
                {
                    _memory.Write(tensor, at, values[next++]);
                }
            }
        }
    }

    /// <summary>NaN in the storages of the workspace where nothing is alive any more.</summary>
    private void Spoil(Func<Storage, bool> isDead)
    {
        foreach (Storage storage in _schedule.Storage.Entries.Values.Where(storage => storage.Region == Region.Workspace && isDead(storage)))
        {
            _memory.Workspace.AsSpan(storage.Offset, storage.Size).Fill(double.NaN);
        }
    }

    private void Fill(Tensor tensor, double value)
    {
        (double[] region, int first, int size) = _memory.Range(tensor);
        region.AsSpan(first, size).Fill(value);
    }

    private static int[] Slots(EvaluationFrame frame, IEnumerable<IndexVar> indices) => indices.Select(frame.Slot).ToArray();

    private static void Set(EvaluationFrame frame, int[] slots, int[] values)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            frame.Set(slots[i], values[i]);
        }
    }
}
