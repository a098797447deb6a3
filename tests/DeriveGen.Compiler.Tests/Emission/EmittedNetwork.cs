using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>A network's emitted programs beside the interpreter of its equations.</summary>
internal sealed class EmittedNetwork
{
    private readonly SchedulingRequest _request;
    private readonly NetworkSchedules _schedules;
    private readonly bool _isDouble;

    /// <summary>Emits and compiles the programs of a network.</summary>
    /// <param name="request">The network.</param>
    /// <param name="secondOrder">Whether the Hessian times a vector is among them.</param>
    public EmittedNetwork(SchedulingRequest request, bool secondOrder = false)
    {
        _request = request = secondOrder ? request : request with { SecondOrder = null };
        _isDouble = request.ElementSize == 8;
        _schedules = Scheduler.Build(request);
        Class = EmittedClass.Compile(new EmissionRequest(
            "NetKernels", _isDouble ? ElementType.Double : ElementType.Single, _schedules.All.SelectMany(EmissionRequest.ProgramsOf).ToEquatableArray()));
    }

    /// <summary>The threads that share steps, a <c>ForkJoin</c> of the number type; where no step is shared, not needed.</summary>
    public object? Threads { get; set; }

    /// <summary>The compiled class.</summary>
    public EmittedClass Class { get; }

    public static EmittedNetwork Of(EquationSystem system, int elementSize = 4, params IEnumerable<string> keep) => new(Oracle.Request(system, elementSize, keep));

    /// <summary>The emitted text, whose results agree with the equations.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="examples">The value of each size.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    public static string Agreeing(EquationSystem system, int examples, int elementSize = 4)
    {
        EmittedNetwork network = Of(system, elementSize);
        double difference = network.WorstDifference(system.Sizes.ToDictionary(size => size, _ => examples));
        Assert.True(difference < 2e-5, $"{difference:E1}\n{network.Class.Text}");
        return network.Class.Text;
    }

    /// <summary>Compares every program with the equations at random values; gives the worst difference relative to a tensor's largest value.</summary>
    public double WorstDifference(IReadOnlyDictionary<Size, int> sizes, int seed = 1)
    {
        (Dictionary<Tensor, double[]> given, Interpreter expected) = Values(sizes, seed);
        double worst = 0;
        void Compare(Schedule schedule, Array persistent, Array workspace, Tensor tensor, double[] values, double factor = 1)
        {
            double[] actual = Read(schedule, persistent, workspace, tensor, sizes);
            double scale = Math.Max(1e-3, values.Max(value => Math.Abs(value * factor)));
            for (int i = 0; i < values.Length; i++)
            {
                double difference = Math.Abs((values[i] * factor) - actual[i]) / scale;
                worst = Math.Max(worst, double.IsNaN(difference) ? double.PositiveInfinity : difference);
            }
        }

        Tensor[] adjoints = _request.Parameters.Select(parameter => _request.AdjointOf[parameter]).ToArray();
        Array separate = Persistent(_schedules.Gradient, sizes, given), fused = Persistent(_schedules.Train, sizes, given);
        Array workspace = Run(_schedules.Gradient, separate, sizes, given, out double loss);
        worst = Math.Max(worst, Math.Abs(loss - expected[_request.Training.Loss!][0]) / Math.Max(1, Math.Abs(loss)));
        foreach (Tensor adjoint in adjoints.Concat(_request.Keep))
        {
            Compare(_schedules.Gradient, separate, workspace, adjoint, expected[adjoint]);
        }

        Array twice = (Array)separate.Clone();
        workspace = Run(_schedules.GradientAccumulate, twice, sizes, given, out _);
        foreach (Tensor adjoint in adjoints)
        {
            Compare(_schedules.GradientAccumulate, twice, workspace, adjoint, expected[adjoint], 2);
        }

        foreach (Equation update in _request.Updates)
        {
            expected.Run(update);
        }

        Run(_schedules.Update, separate, sizes, given, out _);
        workspace = Run(_schedules.Train, fused, sizes, given, out double trained);
        Assert.Equal(loss, trained);
        foreach (Tensor next in _request.Updates.Select(update => update.Target).Where(target => target.NextOf is not null))
        {
            Compare(_schedules.Train, fused, workspace, next, expected[next]);
            Assert.Equal(Read(_schedules.Update, separate, workspace, next, sizes), Read(_schedules.Train, fused, workspace, next, sizes));
        }

        return Math.Max(worst, EvaluationDifference(sizes, given));
    }

    /// <summary>The worst difference of the Hessian times a random direction from the equations, relative to the largest value of a parameter's part.</summary>
    public double WorstSecondOrderDifference(IReadOnlyDictionary<Size, int> sizes, int seed = 1)
    {
        (Schedule schedule, DerivedSystem second) = (_schedules.HessianVector!, _request.SecondOrder!);
        (Dictionary<Tensor, double[]> given, Interpreter expected) = Oracle.SecondOrderValues(second, sizes, seed);
        Array persistent = Persistent(schedule, sizes, given), before = (Array)persistent.Clone();
        Array workspace = Run(schedule, persistent, sizes, given, out double loss);
        Assert.Equal(before, persistent);
        double worst = Math.Abs(loss - expected[schedule.Loss!][0]) / Math.Max(1, Math.Abs(loss));
        foreach (Tensor product in _request.Parameters.Select(parameter => second.AdjointOf[parameter]))
        {
            double scale = Math.Max(1e-3, expected[product].Max(Math.Abs));
            double difference = Read(schedule, persistent, workspace, product, sizes).Zip(expected[product], (a, e) => Math.Abs(a - e) / scale).Max();
            worst = Math.Max(worst, double.IsNaN(difference) ? double.PositiveInfinity : difference);
        }

        return worst;
    }

    private double EvaluationDifference(IReadOnlyDictionary<Size, int> sizes, Dictionary<Tensor, double[]> given)
    {
        var expected = new Interpreter(sizes);
        foreach (Tensor tensor in _request.Evaluation.Tensors.Where(given.ContainsKey))
        {
            expected[tensor] = given[tensor];
        }

        expected.Run(_request.Evaluation);
        double worst = 0;
        if (_schedules.Loss is { } schedule)
        {
            Run(schedule, Persistent(schedule, sizes, given), sizes, given, out double loss);
            worst = Math.Abs(loss - expected[schedule.Loss!][0]) / Math.Max(1, Math.Abs(loss));
        }

        Array persistent = Persistent(_schedules.Predict, sizes, given);
        Array workspace = Run(_schedules.Predict, persistent, sizes, given, out _);
        foreach ((Tensor output, Tensor result) in _request.Evaluation.Outputs.Zip(_schedules.Predict.Results))
        {
            double[] actual = Read(_schedules.Predict, persistent, workspace, result, sizes);
            double scale = Math.Max(1e-3, expected[output].Max(Math.Abs));
            worst = Math.Max(worst, actual.Zip(expected[output], (a, e) => Math.Abs(a - e) / scale).Max());
        }

        return worst;
    }

    /// <summary>Runs a schedule's programs; the workspace begins as NaN.</summary>
    public Array Run(Schedule schedule, Array persistent, IReadOnlyDictionary<Size, int> sizes, IReadOnlyDictionary<Tensor, double[]> given, out double loss, int? width = null)
    {
        Array workspace = Numbers(Enumerable.Repeat(double.NaN, Math.Max(1, schedule.Storage.WorkspaceSize)));
        foreach (Tensor tensor in schedule.Given)
        {
            ForEachElement(schedule, tensor, sizes, (number, place) => workspace.SetValue(Numbers([given[tensor][number]]).GetValue(0), place));
        }

        loss = double.NaN;
        foreach (ProgramRequest program in EmissionRequest.ProgramsOf(schedule))
        {
            object? result = Class.Run(program.Name, persistent, workspace, parameter => parameter.Role switch
            {
                ParameterRole.Threads => Threads!,
                ParameterRole.Size => sizes[parameter.Size!],
                ParameterRole.Setting => Numbers(given[parameter.Tensor!]).GetValue(0)!,
                ParameterRole.Argument when parameter.Type == "int" => given[parameter.Tensor!].Select(value => (int)value).ToArray(),
                ParameterRole.Argument => Numbers(given[parameter.Tensor!]),
                _ => 7UL,
            }, width);
            loss = result is null ? loss : Convert.ToDouble(result, System.Globalization.CultureInfo.InvariantCulture);
        }

        return workspace;
    }

    /// <summary>Random values for what is given, and the interpreter with everything computed.</summary>
    public (Dictionary<Tensor, double[]> Given, Interpreter Expected) Values(IReadOnlyDictionary<Size, int> sizes, int seed)
    {
        var expected = new Interpreter(sizes);
        var settings = new EquationSystem { Tensors = _request.Updates.SelectMany(update => update.Reads).Where(tensor => tensor.Kind == TensorKind.Setting).Distinct().ToEquatableArray() };
        SamplePoint.Fill(expected, _request.Training, seed);
        SamplePoint.Fill(expected, settings, seed);
        Dictionary<Tensor, double[]> given = _request.Training.Tensors.Concat(settings.Tensors).Where(expected.Has)
            .ToDictionary(tensor => tensor, tensor => expected[tensor]);
        expected.Run(_request.Training);
        expected.Run(_request.Adjoints, _request.AdjointScans);
        return (given, expected);
    }

    /// <summary>The schedules.</summary>
    public NetworkSchedules Schedules => _schedules;

    /// <summary>A persistent region with the given values.</summary>
    public Array Persistent(Schedule schedule, IReadOnlyDictionary<Size, int> sizes, IReadOnlyDictionary<Tensor, double[]> given) =>
        Numbers(ScheduleInterpreter.Persistent(schedule, sizes, given));

    private Array Numbers(IEnumerable<double> values) => _isDouble ? values.ToArray() : values.Select(value => (float)value).ToArray();

    /// <summary>A tensor's logical elements.</summary>
    public static double[] Read(Schedule schedule, Array persistent, Array workspace, Tensor tensor, IReadOnlyDictionary<Size, int> sizes)
    {
        Array region = schedule.Storage[tensor].Region == Region.Persistent ? persistent : workspace;
        var values = new List<double>();
        ForEachElement(schedule, tensor, sizes, (_, place) => values.Add(Convert.ToDouble(region.GetValue(place), System.Globalization.CultureInfo.InvariantCulture)));
        return [.. values];
    }

    /// <summary>The row-major number and the place of every element of a tensor.</summary>
    private static void ForEachElement(Schedule schedule, Tensor tensor, IReadOnlyDictionary<Size, int> sizes, Action<int, int> visit)
    {
        Compiler.Scheduling.Storage storage = schedule.Storage[tensor];
        int[] extents = tensor.Shape.Select(extent => extent.Evaluate(size => sizes[size])).ToArray();
        int[] strides = storage.Strides.ToArray();
        if (storage.IsDense)
        {
            for (int axis = extents.Length - 1, stride = 1; axis >= 0; stride *= extents[axis--])
            {
                strides[axis] = stride;
            }
        }

        int count = extents.Aggregate(1, (product, extent) => product * extent);
        for (int number = 0; number < count; number++)
        {
            int place = storage.Origin, rest = number;
            for (int axis = extents.Length - 1; axis >= 0; axis--)
            {
                int index = rest % extents[axis];
                place += axis == extents.Length - 1 && storage.Panels is { } panels ? panels.PlaceOf(index) : index * strides[axis];
                rest /= extents[axis];
            }

            visit(number, place);
        }
    }
}
