using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Schedules of a network, and their comparison with the equations that they come from.</summary>
internal static class Oracle
{
    private const double Tolerance = 1e-9;

    /// <summary>The network with stochastic gradient descent as its optimizer.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="elementSize">The size of a number in bytes.</param>
    /// <param name="keep">Forward values to keep.</param>
    public static SchedulingRequest Request(EquationSystem system, int elementSize = 4, params IEnumerable<string> keep) =>
        Request(system, [], elementSize, keep);

    /// <summary>The same, with adjoints of other tensors than parameters to keep.</summary>
    public static SchedulingRequest Request(EquationSystem system, IEnumerable<Tensor> wanted, int elementSize = 4, params IEnumerable<string> keep)
    {
        List<Tensor> parameters = system.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter).ToList();
        List<Tensor> others = wanted.Where(tensor => tensor.Kind != TensorKind.Parameter).ToList();
        DerivedSystem derived = Differentiation.Derive(system, [.. parameters, .. others]);
        return new SchedulingRequest
        {
            Training = derived.Forward,
            Adjoints = derived.Adjoints,
            AdjointScans = derived.AdjointScans,
            AdjointOf = derived.AdjointOf,
            Updates = parameters.Select(parameter => Descent(parameter, derived.AdjointOf[parameter])).ToEquatableArray(),
            Evaluation = derived.Forward,
            Parameters = parameters.ToEquatableArray(),
            Keep = keep.Select(name => derived.Forward[name]).Concat(others.Select(tensor => derived.AdjointOf[tensor])).ToEquatableArray(),
            ElementSize = elementSize,
            SecondOrder = SecondOrder.HessianVector(derived, parameters),
        };
    }

    /// <summary>Compares every schedule with the equations, at random values.</summary>
    public static void Check(SchedulingRequest request, IReadOnlyDictionary<Size, int> sizes, int seed = 1)
    {
        NetworkSchedules schedules = Scheduler.Build(request);
        var expected = new Interpreter(sizes);
        var settings = new EquationSystem { Tensors = request.Updates.SelectMany(update => update.Reads).Where(tensor => tensor.Kind == TensorKind.Setting).Distinct().ToEquatableArray() };
        SamplePoint.Fill(expected, request.Training, seed);
        SamplePoint.Fill(expected, settings, seed);
        Dictionary<Tensor, double[]> given = request.Training.Tensors.Concat(settings.Tensors).Where(expected.Has).ToDictionary(tensor => tensor, tensor => expected[tensor]);
        expected.Run(request.Training);
        expected.Run(request.Adjoints, request.AdjointScans);
        Tensor[] adjoints = request.Parameters.Select(parameter => request.AdjointOf[parameter]).ToArray();

        double[] trained = ScheduleInterpreter.Persistent(schedules.Train, sizes, given), descended = [.. trained];
        Func<Tensor, double[]> gradient = ScheduleInterpreter.Run(schedules.Gradient, sizes, descended, given);
        foreach (Tensor adjoint in adjoints.Concat(request.Keep))
        {
            Compare(schedules.Gradient, adjoint, expected[adjoint], gradient(adjoint));
        }

        double[] accumulated = [.. descended];
        Func<Tensor, double[]> sum = ScheduleInterpreter.Run(schedules.GradientAccumulate, sizes, accumulated, given);
        foreach (Tensor adjoint in adjoints)
        {
            Compare(schedules.GradientAccumulate, adjoint, expected[adjoint].Select(value => 2 * value).ToArray(), sum(adjoint));
        }

        Func<Tensor, double[]> train = ScheduleInterpreter.Run(schedules.Train, sizes, trained, given);
        Compare(schedules.Train, request.Training.Loss!, expected[request.Training.Loss!], train(request.Training.Loss!));
        Func<Tensor, double[]> update = ScheduleInterpreter.Run(schedules.Update, sizes, descended, given);
        expected.Run(request.Updates, []);

        foreach (Tensor next in request.Updates.Select(equation => equation.Target).Where(target => target.NextOf is not null))
        {
            Compare(schedules.Train, next, expected[next], train(next));
            Assert.Equal(train(next), update(next));
        }

        CheckEvaluation(schedules, request, sizes, given);
        CheckSecondOrder(schedules.HessianVector!, request.SecondOrder!, request.Parameters, sizes, seed);
    }

    private static void CheckSecondOrder(
        Schedule schedule, DerivedSystem second, EquatableArray<Tensor> parameters, IReadOnlyDictionary<Size, int> sizes, int seed)
    {
        (Dictionary<Tensor, double[]> given, Interpreter expected) = SecondOrderValues(second, sizes, seed);
        double[] persistent = ScheduleInterpreter.Persistent(schedule, sizes, given), before = [.. persistent];
        Func<Tensor, double[]> product = ScheduleInterpreter.Run(schedule, sizes, persistent, given);
        Compare(schedule, schedule.Loss!, expected[schedule.Loss!], product(schedule.Loss!));
        foreach (Tensor parameter in parameters)
        {
            Compare(schedule, second.AdjointOf[parameter], expected[second.AdjointOf[parameter]], product(second.AdjointOf[parameter]));
        }

        Assert.Equal(before, persistent);
    }

    /// <summary>Random values for what a Hessian-vector product is given, directions among them, and the interpreter with everything computed.</summary>
    public static (Dictionary<Tensor, double[]> Given, Interpreter Expected) SecondOrderValues(
        DerivedSystem second, IReadOnlyDictionary<Size, int> sizes, int seed)
    {
        var expected = new Interpreter(sizes);
        SamplePoint.Fill(expected, second.Forward, seed);
        Dictionary<Tensor, double[]> given = second.Forward.Tensors.Where(expected.Has).ToDictionary(tensor => tensor, tensor => expected[tensor]);
        expected.Run(second.Forward);
        expected.Run(second.Adjoints, second.AdjointScans);
        return (given, expected);
    }

    private static void CheckEvaluation(
        NetworkSchedules schedules, SchedulingRequest request, IReadOnlyDictionary<Size, int> sizes, Dictionary<Tensor, double[]> given)
    {
        var expected = new Interpreter(sizes);
        foreach (Tensor tensor in request.Evaluation.Tensors.Where(given.ContainsKey))
        {
            expected[tensor] = given[tensor];
        }

        expected.Run(request.Evaluation);
        double[] persistent = ScheduleInterpreter.Persistent(schedules.Predict, sizes, given);
        if (schedules.Loss is { } loss)
        {
            Compare(loss, loss.Loss!, expected[loss.Loss!], ScheduleInterpreter.Run(loss, sizes, persistent, given)(loss.Loss!));
        }

        Func<Tensor, double[]> predict = ScheduleInterpreter.Run(schedules.Predict, sizes, persistent, given);
        foreach ((Tensor output, Tensor result) in request.Evaluation.Outputs.Zip(schedules.Predict.Results))
        {
            Compare(schedules.Predict, result, expected[output], predict(result));
        }
    }

    private static void Compare(Schedule schedule, Tensor tensor, double[] expected, double[] actual)
    {
        double difference = Sample.Difference(expected, actual);
        Assert.True(difference <= Tolerance, $"{schedule.Name}: {tensor} differs by {difference:E1}.\n{schedule}");
    }

    private static Equation Descent(Tensor parameter, Tensor adjoint)
    {
        EquatableArray<IndexVar> indices = parameter.Shape.Map(extent => new IndexVar("q", extent));
        var next = new Tensor(parameter.Name + "'", parameter.Shape, TensorKind.Next) { NextOf = parameter };
        Polynomial rate = Polynomial.Of(s_rate, new EquatableArray<IndexVar>());
        return new Equation(next, indices, Polynomial.Of(parameter, indices) - Symbolics.Algebra.Build.Multiply(rate, Polynomial.Of(adjoint, indices)));
    }

    private static readonly Tensor s_rate = new("rate", [], TensorKind.Setting);
}
