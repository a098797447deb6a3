using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Next values: fused where they can be, in an order in which each old value is read before it is overwritten.</summary>
public sealed class UpdateTests
{
    [Fact]
    public void AnOptimizerWithMomentsIsComputedInTheContractionOfTheGradient()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp());
        List<Tensor> states = [];
        List<Equation> updates = [];
        foreach (Tensor parameter in request.Parameters)
        {
            Tensor moment = new("m" + parameter.Name, parameter.Shape, TensorKind.State), next = NextOf(moment);
            EquatableArray<IndexVar> q = Indices(parameter);
            states.Add(moment);
            updates.Add(new(next, q, (new Rational(9, 10) * Polynomial.Of(moment, q)) + (new Rational(1, 10) * Polynomial.Of(request.AdjointOf[parameter], q))));
            updates.Add(new(NextOf(parameter), q, Polynomial.Of(parameter, q)
                - (new Rational(1, 8) * Build.Divide(Polynomial.Of(next, q), Polynomial.One + Build.SquareRoot(Build.Power(Polynomial.Of(next, q), 2))))));
        }

        request = request with
        {
            States = states.ToEquatableArray(),
            Updates = updates.ToEquatableArray(),
            Training = request.Training with { Tensors = request.Training.Tensors.AddRange(states) },
        };
        Oracle.Check(request, Sizes(request, 3));

        Contraction gradient = Scheduler.Build(request).Train.Backward.OfType<Contraction>().Last();
        Assert.Equal(["mW1'", "W1'"], gradient.Epilogue.Select(statement => statement.Target.Name));
        Assert.False(gradient.Stored);
    }

    [Fact]
    public void WhatIsTheSameForEveryElementIsComputedOnce()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp());
        var step = new Tensor("age", [], TensorKind.Setting);
        Polynomial decay = Build.Call("exp", (Rational)(-1) * Polynomial.Of(step, new EquatableArray<IndexVar>()));
        request = request with
        {
            Updates = request.Updates.Map(update => update with { Value = Build.Multiply(decay, update.Value) }),
        };
        Oracle.Check(request, Sizes(request, 3));

        Schedule train = Scheduler.Build(request).Train;
        IEnumerable<Statement> calling = train.Steps.SelectMany(step => step switch { Nest nest => nest.Body, Contraction contraction => contraction.Epilogue, _ => [] })
            .Where(statement => statement.Equation.Reads.Contains(step));
        Assert.Empty(Assert.Single(calling).Equation.Indices);
        Assert.Contains(train.Backward.OfType<Contraction>(), contraction => contraction.Epilogue.Any(statement => statement.Target.NextOf is not null));
    }

    [Fact]
    public void ALongSumOverExamplesIsComputedInPartsAndTheUpdateApart()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp(5, 20, 3, 300));
        Oracle.Check(request, Sizes(request, 300));

        Contraction gradient = Scheduler.Build(request).Train.Backward.OfType<Contraction>().Last();
        Assert.True(gradient.Tile.InParts && gradient.Stored);
        Assert.Empty(gradient.Epilogue);
    }

    [Fact]
    public void ASwapReadsACopyOfWhatIsOverwrittenFirst()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp(4, 5, 5));
        Tensor first = request.Parameters.First(parameter => parameter.Name == "b1"), second = request.Parameters.First(parameter => parameter.Name == "b2");
        EquatableArray<IndexVar> p = Indices(first), q = Indices(second);
        request = request with { Updates = [new(NextOf(first), p, Polynomial.Of(second, p)), new(NextOf(second), q, Polynomial.Of(first, q))] };
        Oracle.Check(request, Sizes(request, 2));
    }

    [Fact]
    public void ANextValueMayReadAWholeReductionOfTheGradients()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp());
        var norm = new Tensor("norm", [], TensorKind.Temporary);
        Polynomial squares = request.Parameters.Select(parameter =>
        {
            EquatableArray<IndexVar> q = Indices(parameter);
            return Build.Sum(q, Build.Power(Polynomial.Of(request.AdjointOf[parameter], q), 2));
        }).Aggregate((a, b) => a + b);
        Polynomial scale = Build.Power(Polynomial.Of(norm, new EquatableArray<IndexVar>()) + Polynomial.One, -1);
        request = request with
        {
            Updates =
            [
                new(norm, [], Build.SquareRoot(squares)),
                .. request.Parameters.Select(parameter =>
                {
                    EquatableArray<IndexVar> q = Indices(parameter);
                    return new Equation(NextOf(parameter), q, Polynomial.Of(parameter, q) - Build.Multiply(scale, Polynomial.Of(request.AdjointOf[parameter], q)));
                }),
            ],
        };
        Oracle.Check(request, Sizes(request, 3));
    }

    [Fact]
    public void AStateThatFollowsAForwardValueIsUpdatedFromWhatTheGradientKept()
    {
        SchedulingRequest request = Oracle.Request(Networks.BatchNorm());
        Tensor mean = request.Training["mu"], running = new("running", mean.Shape, TensorKind.State);
        EquatableArray<IndexVar> q = Indices(mean);
        request = request with
        {
            States = [running],
            Updates = request.Updates.Add(new(NextOf(running), q, (Rational.Half * Polynomial.Of(running, q)) + (Rational.Half * Polynomial.Of(mean, q)))),
            Training = request.Training with { Tensors = request.Training.Tensors.Add(running) },
        };
        Oracle.Check(request, Sizes(request, 4));

        NetworkSchedules schedules = Scheduler.Build(request);
        Assert.Equal(Region.Persistent, schedules.Gradient.Storage[mean].Region);
        Assert.Equal(Region.Workspace, schedules.Train.Storage[mean].Region);
    }

    [Fact]
    public void WhatIsDrawnAtRandomIsDrawnBeforeItIsRead()
    {
        EquationSystem system = EquationText.Bind(
            """
            input x[i:batch, j:5];  target y[i, k:3]
            param W[j, k] ~ glorot
            random u[i, j]
            d[i, j] = 2 * x[i, j] * [u[i, j] >= 0.5]
            z[i, k] = d[i, j] * W[j, k]
            L = mean(i: sum(k: (z[i, k] - y[i, k])^2))
            """,
            new EquationTextOptions { BatchCapacity = 4 }).Require() with { Outputs = [] };
        SchedulingRequest request = Oracle.Request(system);
        Oracle.Check(request, Sizes(request, 3));
        Assert.IsType<Draw>(Scheduler.Build(request).Train.Forward.First(step => step is Draw or Nest));
    }

    private static Dictionary<Size, int> Sizes(SchedulingRequest request, int batch) => request.Training.Sizes.ToDictionary(size => size, _ => batch);

    private static Tensor NextOf(Tensor tensor) => new(tensor.Name + "'", tensor.Shape, TensorKind.Next) { NextOf = tensor };

    private static EquatableArray<IndexVar> Indices(Tensor tensor) => tensor.Shape.Map(extent => new IndexVar("q", extent));
}
