using DeriveGen.Compiler.Scheduling;
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
}
