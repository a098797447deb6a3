using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Gradients of parameters and their updates are taken as soon as they can be.</summary>
public sealed class PromptUpdatesTests
{
    [Fact]
    public void ALayersUpdateComesBeforeTheAdjointsOfTheLayerBeforeIt()
    {
        Schedule train = Scheduler.Build(Oracle.Request(Networks.Mlp())).Train;
        List<string> written = [.. train.Steps.SelectMany(StepReads.Writes).Select(tensor => tensor.Name)];
        Assert.True(written.IndexOf("W2'") < written.IndexOf("W1'"));
        Assert.True(written.IndexOf("b2'") < written.IndexOf("W1'"));
    }

    [Fact]
    public void WhatStillReadsAParameterComesBeforeItsUpdate()
    {
        foreach (Schedule schedule in Scheduler.Build(Oracle.Request(Networks.TiedEmbedding())).All)
        {
            List<Step> steps = [.. schedule.Steps];
            foreach (Step update in steps)
            {
                Tensor[] replaced = [.. StepReads.Writes(update).Select(tensor => tensor.NextOf).OfType<Tensor>()];
                Assert.DoesNotContain(steps.Skip(steps.IndexOf(update) + 1), later => StepReads.Reads(later).Any(replaced.Contains));
            }
        }
    }

    [Fact]
    public void WhatNeedsNoAdjointWaitsForTheUpdateThatNeedsIt()
    {
        SchedulingRequest request = Oracle.Request(Networks.Mlp());
        List<Equation> updates = [];
        foreach (Equation update in request.Updates)
        {
            Tensor parameter = update.Target.NextOf!;
            EquatableArray<IndexVar> q = parameter.Shape.Map(extent => new IndexVar("q", extent));
            var norm = new Tensor(parameter.Name + "Norm", [], TensorKind.Temporary);
            updates.Add(new(norm, [], Build.Sum(q, Build.Power(Polynomial.Of(parameter, q), 2))));
            updates.Add(update with { Value = update.Value + ((Rational)0.5m * Build.Multiply(Polynomial.Of(norm, new EquatableArray<IndexVar>()), Polynomial.Of(parameter, update.Indices))) });
        }

        List<string> written = [.. Scheduler.Build(request with { Updates = updates.ToEquatableArray() }).Train.Steps.SelectMany(StepReads.Writes).Select(tensor => tensor.Name)];
        Assert.True(written.IndexOf("W2'") < written.IndexOf("W1Norm"));
        Assert.True(written.IndexOf("W1Norm") < written.IndexOf("W1'"));
    }
}
