using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Verification;

/// <summary>Evaluates equations in double precision, literally as they are written. It is the oracle of every later stage.</summary>
/// <param name="sizes">The value of each symbolic size.</param>
public sealed class Interpreter(IReadOnlyDictionary<Size, int> sizes) : IElements
{
    private readonly Dictionary<Tensor, double[]> _values = [];

    /// <summary>The values of a tensor, row-major; whole numbers are doubles too.</summary>
    /// <exception cref="KeyNotFoundException">The tensor has no values yet.</exception>
    /// <exception cref="ArgumentException">The array has not as many elements as the tensor.</exception>
    public double[] this[Tensor tensor]
    {
        get => _values.TryGetValue(tensor, out double[]? values) ? values
            : tensor.Kind == TensorKind.Constant ? _values[tensor] = [.. tensor.Numbers.Select(number => number.ToDouble())]
            : throw new KeyNotFoundException($"{tensor} has no values yet.");
        set => _values[tensor] = value.Length == Length(tensor)
            ? value
            : throw new ArgumentException($"{tensor} has {Length(tensor)} elements, not {value.Length}.", nameof(value));
    }

    /// <summary>
    /// Tells the branches that the last run of a system took: the places of greatest values and the values of steps. Two points with one
    /// number lie, but for a coincidence of 64 bits, on the same smooth piece of what was computed.
    /// </summary>
    public ulong Branches { get; private set; }

    /// <summary>
    /// Takes the values of each tensor once they are computed, and may change them. With a random relative change as small as the rounding of
    /// a number type, the spread of results shows how much that rounding matters (the stochastic arithmetic of La Porte and Vignes, 1974).
    /// </summary>
    public Action<Tensor, double[]>? Rounding { get; set; }

    /// <summary>Whether a tensor has values.</summary>
    public bool Has(Tensor tensor) => tensor.Kind == TensorKind.Constant || _values.ContainsKey(tensor);

    /// <summary>Gives up the values of a tensor that nothing reads any more.</summary>
    public void Forget(Tensor tensor) => _values.Remove(tensor);

    /// <summary>The value of an extent.</summary>
    public int Evaluate(Extent extent) => extent.Evaluate(SizeOf);

    /// <summary>The number of elements of a tensor.</summary>
    public int Length(Tensor tensor) => tensor.Shape.Aggregate(1, (product, extent) => product * Evaluate(extent));

    /// <summary>Evaluates equations in order; those of a scan together, step by step.</summary>
    public void Run(IEnumerable<Equation> equations, EquatableArray<ScanBlock> scans)
    {
        var done = new HashSet<ScanBlock>();
        Equation[] all = equations.ToArray();
        foreach (Equation equation in all)
        {
            ScanBlock? scan = scans.FirstOrDefault(block => block.Tensors.IndexOf(equation.Target) >= 0);
            if (scan is null)
            {
                Run(equation);
            }
            else if (done.Add(scan))
            {
                Run(scan, all.Where(member => scan.Tensors.IndexOf(member.Target) >= 0).ToArray());
            }
        }
    }

    /// <summary>Evaluates the equations of a system, updates excepted.</summary>
    public void Run(EquationSystem system)
    {
        Branches = 0;
        Run(system.Equations, system.Scans);
    }

    /// <summary>Evaluates one equation for all its indices.</summary>
    public void Run(Equation equation)
    {
        Prepare(equation)(null);
        Rounding?.Invoke(equation.Target, _values[equation.Target]);
    }

    /// <summary>Evaluates next values, then puts them in the places of the current ones.</summary>
    public void Update(EquatableArray<Equation> updates)
    {
        foreach (Equation update in updates)
        {
            Run(update);
        }

        foreach (Equation update in updates)
        {
            this[update.Target.NextOf!] = this[update.Target];
        }
    }

    private void Run(ScanBlock scan, Equation[] members)
    {
        Action<int?>[] steps = members.Select(member => Prepare(member, scan.TimeAxisOf(member.Target))).ToArray();
        int count = Evaluate(members[0].Indices[scan.TimeAxisOf(members[0].Target)].Extent);
        for (int step = 0; step < count; step++)
        {
            foreach (Action<int?> run in steps)
            {
                run(scan.Direction > 0 ? step : count - 1 - step);
            }
        }
    }

    /// <summary>Readies an equation; the result evaluates it, for one value of its time index alone where that is given.</summary>
    private Action<int?> Prepare(Equation equation, int timeAxis = -1)
    {
        double[] target = Allocate(equation.Target);
        double[][] arguments = equation.ArgMax.Select(Allocate).ToArray();
        var frame = new EvaluationFrame(this, Branch);
        int[] extents = equation.Indices.Select(index => Evaluate(index.Extent)).ToArray();
        int[] slots = equation.Indices.Select(frame.Slot).ToArray();
        void Found(int axis, int position)
        {
            if (arguments.Length > 0)
            {
                arguments[axis][Offset(frame, slots, extents)] = position;
            }
        }

        Func<double> value = equation.Value.AsMaximum is { } maximum
            ? frame.Maximum(maximum, Found)
            : frame.Compile(equation.Value);

        return time =>
        {
            void Loop(int axis, int offset)
            {
                if (axis == extents.Length)
                {
                    target[offset] = value();
                    return;
                }

                (int from, int to) = axis == timeAxis && time is int step ? (step, step + 1) : (0, extents[axis]);
                for (int i = from; i < to; i++)
                {
                    frame.Set(slots[axis], i);
                    Loop(axis + 1, (offset * extents[axis]) + i);
                }
            }

            Loop(0, 0);
        };
    }

    private void Branch(int choice) => Branches = unchecked(((Branches ^ (uint)choice) * 0x9E3779B97F4A7C15) + 1);

    private static int Offset(EvaluationFrame frame, int[] slots, int[] extents)
    {
        int offset = 0;
        for (int axis = 0; axis < slots.Length; axis++)
        {
            offset = (offset * extents[axis]) + frame.Get(slots[axis]);
        }

        return offset;
    }

    private double[] Allocate(Tensor tensor) => _values[tensor] = new double[Length(tensor)];

    /// <inheritdoc/>
    public Func<double> Reader(Tensor tensor, Func<int>[] positions)
    {
        int[] extents = tensor.Shape.Select(Evaluate).ToArray();
        return () =>
        {
            int offset = 0;
            for (int axis = 0; axis < positions.Length; axis++)
            {
                int position = positions[axis]();
                if ((uint)position >= (uint)extents[axis])
                {
                    throw new IndexOutOfRangeException($"{tensor}, axis {axis}: {position} is outside 0…{extents[axis] - 1}.");
                }

                offset = (offset * extents[axis]) + position;
            }

            return this[tensor][offset];
        };
    }

    /// <inheritdoc/>
    public int SizeOf(Size size) => sizes.TryGetValue(size, out int value) ? value : throw new KeyNotFoundException($"The size {size} has no value.");
}
