namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>Every clipper and optimizer with legal arguments. A new one is a new row.</summary>
internal static class OptimizerTable
{
    /// <summary>The schedules of rates, and one of one's own.</summary>
    public static IReadOnlyList<string> Schedules { get; } =["RateSchedule.InverseSquareRoot", "RateSchedule.Inverse", "RateSchedule.Constant", "\"(1 + cos(pi * min(x / 4, 1))) / 2\""];

    /// <summary>The clippers.</summary>
    public static IReadOnlyList<(string Name, Func<Sketch, string> Arguments)> Clippers { get; } =
    [
        ("ClipByNorm", s => s.Number(0.1, 2)),
        ("ClipByLargest", s => s.Number(0.1, 2)),
        ("ClipByValue", s => s.Number(0.01, 1)),
    ];

    /// <summary>The optimizers.</summary>
    public static IReadOnlyList<(string Name, Func<Sketch, string> Arguments)> Optimizers { get; } =
    [
        ("Sgd", s => s.Number(0.01, 0.1)),
        ("Momentum", s => s.Number(0.01, 0.1) + s.Maybe("nesterov", "true") + Decay(s) + Schedule(s)),
        ("Adam", s => s.Number(0.001, 0.01) + s.Maybe("beta1", "0.8") + Decay(s) + Schedule(s)),
        ("AdamW", s => s.Number(0.001, 0.01) + Decay(s) + Schedule(s)),
        ("Adamax", s => s.Number(0.001, 0.01) + Schedule(s)),
        ("AmsGrad", s => s.Number(0.001, 0.01) + Schedule(s)),
        ("RmsProp", s => s.Number(0.001, 0.01) + Decay(s) + Schedule(s)),
        ("Adagrad", s => s.Number(0.001, 0.01) + s.Maybe("initial", "0.1") + Schedule(s)),
        ("Adadelta", s => s.Number(0.1, 1) + Schedule(s)),
        ("Lamb", s => s.Number(0.001, 0.01) + Decay(s) + Schedule(s)),
        ("NAdam", s => s.Number(0.001, 0.01) + Decay(s) + Schedule(s)),
        ("RAdam", s => s.Number(0.001, 0.01) + Decay(s) + Schedule(s)),
        ("CenteredRmsProp", s => s.Number(0.001, 0.01) + s.Maybe("epsilon", "0.1") + Decay(s) + s.Maybe("momentum", "0.8") + Schedule(s)),
        ("Rprop", s => s.Number(0.001, 0.01) + s.Maybe("most", "0.1")),
        ("Lion", s => s.Number(0.001, 0.01) + Decay(s) + Schedule(s)),
    ];

    /// <summary>Appends clippers and an optimizer, or neither.</summary>
    public static void Append(Sketch sketch)
    {
        for (int count = sketch.Chance(3) ? sketch.Next(1, 3) : 0; count > 0; count--)
        {
            Append(sketch, Clippers);
        }

        if (!sketch.Chance(8))
        {
            Append(sketch, Optimizers);
        }
    }

    private static void Append(Sketch sketch, IReadOnlyList<(string Name, Func<Sketch, string> Arguments)> rows)
    {
        (string name, Func<Sketch, string> arguments) = sketch.Any(rows);
        sketch.AppendOptimizer(new(name, arguments(sketch)));
    }

    private static string Decay(Sketch sketch) => sketch.Maybe("weightDecay", "0.1");

    private static string Schedule(Sketch sketch) => sketch.Maybe("schedule", Schedules);
}
