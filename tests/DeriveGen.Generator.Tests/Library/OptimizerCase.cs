namespace DeriveGen.Generator.Tests.Library;

/// <summary>An optimizer and, written by hand for one number at a time, what it should do.</summary>
/// <param name="Name">What it is; the network's class is named after it.</param>
/// <param name="Attributes">Clippers and the optimizer.</param>
/// <param name="Step">The next value of p, from p, its gradient g, the number of the step from 1, and the states, which it moves on; they begin at 0.</param>
internal sealed record OptimizerCase(string Name, string Attributes, Func<double, double, int, double[], double> Step)
{
    /// <summary>The gradients as the clippers leave them, all parameters together.</summary>
    public Func<double[], double[]> Clip { get; init; } = gradients => gradients;

    /// <summary>The next values of one whole parameter, where they do not depend on one number each.</summary>
    public Func<double[], double[], int, double[][], double[]>? Whole { get; init; }

    /// <summary>A clipper of one's own, for what the library's do not need.</summary>
    public const string OwnClipper = """
        [Equations("g' = g - min(all: g) + mean(all: g)")]
        public sealed class ShiftedAttribute : ClipperAttribute;
        """;

    /// <summary>The declaration in a precision.</summary>
    public string Declaration(Precision precision) => $$"""
        [Network(BatchSize = 5, Precision = Precision.{{precision}})]
        [Input(3)] [Dense(7, Activation.Tanh)] [Dense(2)] [SquaredError]
        {{Attributes}}
        public sealed partial class {{Name}}{{precision}};
        """;

    /// <summary>All of them; the numbers differ from the defaults in places, so that each is seen to be read.</summary>
    public static IReadOnlyList<OptimizerCase> All { get; } =
    [
        new("Sgd", "[Sgd(0.1)]", (p, g, _, _) => p - (0.1 * g)),
        new("Momentum", "[Momentum(0.1)]", (p, g, _, s) => p - (0.1 * (s[0] = (0.9 * s[0]) + g))),
        new("MomentumDecay", "[Momentum(0.1, 0.8, weightDecay: 0.2)]", (p, g, _, s) => p - (0.1 * (s[0] = (0.8 * s[0]) + g + (0.2 * p)))),
        new("Nesterov", "[Momentum(0.1, 0.8, nesterov: true)]", (p, g, _, s) => p - (0.1 * (g + (0.8 * (s[0] = (0.8 * s[0]) + g))))),
        new("Adam", "[Adam]", (p, g, t, s) => p - (1e-3 * Moments(g, t, s, 0.9, 0.999))),
        new("AdamDecay", "[Adam(0.1, 0.8, 0.9, 0.01, weightDecay: 0.2)]", (p, g, t, s) => p - (0.1 * Moments(g + (0.2 * p), t, s, 0.8, 0.9, 0.01))),
        new("AdamW", "[AdamW(0.1, weightDecay: 0.2)]", (p, g, t, s) => p - (0.1 * ((0.2 * p) + Moments(g, t, s, 0.9, 0.999)))),
        new("AmsGrad", "[AmsGrad(0.1, 0.8, 0.7)]", (p, g, t, s) =>
        {
            Moments(g, t, s, 0.8, 0.7);
            s[2] = Math.Max(s[2], s[1]);
            return p - (0.1 * s[0] / (1 - Math.Pow(0.8, t)) / (Math.Sqrt(s[2] / (1 - Math.Pow(0.7, t))) + 1e-8));
        }),
        new("Adamax", "[Adamax(0.1, 0.8, 0.7)]", (p, g, t, s) =>
        {
            s[0] = (0.8 * s[0]) + (0.2 * g);
            s[1] = Math.Max(0.7 * s[1], Math.Abs(g) + 1e-8);
            return p - (0.1 / (1 - Math.Pow(0.8, t)) * s[0] / s[1]);
        }),
        new("RmsProp", "[RmsProp(0.1, 0.8, 0.01, 0.2)]", (p, g, _, s) =>
        {
            g += 0.2 * p;
            s[0] = (0.8 * s[0]) + (0.2 * g * g);
            return p - (0.1 * g / (Math.Sqrt(s[0]) + 0.01));
        }),
        new("Adagrad", "[Adagrad(0.1, 0.3)]", (p, g, _, s) => p - (0.1 * g / (Math.Sqrt(0.3 + (s[0] += g * g)) + 1e-10))),
        new("Adadelta", "[Adadelta(0.5, 0.8, 0.001)]", (p, g, _, s) =>
        {
            s[0] = (0.8 * s[0]) + (0.2 * g * g);
            double change = Math.Sqrt(s[1] + 0.001) / Math.Sqrt(s[0] + 0.001) * g;
            s[1] = (0.8 * s[1]) + (0.2 * change * change);
            return p - (0.5 * change);
        }),
        new("Lion", "[Lion(0.1, 0.8, 0.7, 0.2)]", (p, g, _, s) =>
        {
            double direction = Math.Sign((0.8 * s[0]) + (0.2 * g));
            s[0] = (0.7 * s[0]) + (0.3 * g);
            return p - (0.1 * (direction + (0.2 * p)));
        }),
        new("Dampened", "[Momentum(0.1, 0.8, dampening: 0.3)]", (p, g, t, s) => p - (0.1 * (s[0] = (0.8 * s[0]) + (t == 1 ? g : 0.7 * g)))),
        new("NAdam", "[NAdam(0.1, 0.8, 0.9, weightDecay: 0.2, momentumDecay: 0.05)]", (p, g, t, s) =>
        {
            double Momentum(int step) => 0.8 * (1 - (0.5 * Math.Pow(0.96, step * 0.05)));
            s[2] = (t == 1 ? 1 : s[2]) * Momentum(t);
            g += 0.2 * p;
            s[0] = (0.8 * s[0]) + (0.2 * g);
            s[1] = (0.9 * s[1]) + (0.1 * g * g);
            double direction = (Momentum(t + 1) * s[0] / (1 - (s[2] * Momentum(t + 1)))) + ((1 - Momentum(t)) * g / (1 - s[2]));
            return p - (0.1 * direction / (Math.Sqrt(s[1] / (1 - Math.Pow(0.9, t))) + 1e-8));
        }),
        new("RAdam", "[RAdam(0.1, 0.8, 0.9, weightDecay: 0.2)]", (p, g, t, s) =>
        {
            g += 0.2 * p;
            s[0] = (0.8 * s[0]) + (0.2 * g);
            s[1] = (0.9 * s[1]) + (0.1 * g * g);
            double longest = (2 / 0.1) - 1, length = longest - (2 * t * Math.Pow(0.9, t) / (1 - Math.Pow(0.9, t)));
            double factor = length <= 5 ? 1
                : Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)) * Math.Sqrt(1 - Math.Pow(0.9, t)) / (Math.Sqrt(s[1]) + 1e-8);
            return p - (0.1 * s[0] / (1 - Math.Pow(0.8, t)) * factor);
        }),
        new("CenteredRmsProp", "[CenteredRmsProp(0.1, 0.8, 0.01, 0.2, 0.7)]", (p, g, _, s) =>
        {
            g += 0.2 * p;
            s[0] = (0.8 * s[0]) + (0.2 * g * g);
            s[1] = (0.8 * s[1]) + (0.2 * g);
            return p - (0.1 * (s[2] = (0.7 * s[2]) + (g / (Math.Sqrt(s[0] - (s[1] * s[1])) + 0.01))));
        }),
        new("Rprop", "[Rprop(0.1, 1.3, 0.6)]", (p, g, t, s) =>
        {
            double same = g * s[0], size = t == 1 ? 0.1 : s[1];
            s[1] = size * (same > 0 ? 1.3 : same < 0 ? 0.6 : 1);
            s[0] = same < 0 ? 0 : g;
            return p - (Math.Sign(s[0]) * s[1]);
        }),
        new("Lamb", "[Lamb(0.1, 0.8, 0.9, weightDecay: 0.2)]", (_, _, _, _) => 0)
        {
            Whole = (p, g, t, states) =>
            {
                double[] direction = [.. p.Select((value, at) => Moments(g[at], t, states[at], 0.8, 0.9, 1e-6) + (0.2 * value))];
                double trust = Length(p) > 0 && Length(direction) > 0 ? Length(p) / Length(direction) : 1;
                return [.. p.Select((value, at) => value - (0.1 * trust * direction[at]))];
            },
        },
        new("ClipByLargest", "[ClipByLargest(0.1)] [Sgd(1)]", (p, g, _, _) => p - g) { Clip = gradients => Scaled(gradients, Math.Min(1, 0.1 / gradients.Max(Math.Abs))) },
        new("OwnSmallest", "[Shifted] [Sgd(0.01)]", (p, g, _, _) => p - (0.01 * g)) { Clip = gradients => [.. gradients.Select(g => g - gradients.Min() + gradients.Average())] },
        new("ClipByValue", "[ClipByValue(0.05)] [Sgd(1)]", (p, g, _, _) => p - Math.Clamp(g, -0.05, 0.05)),
        new("ClipByNorm", "[ClipByNorm(0.5)] [Sgd(1)]", (p, g, _, _) => p - g) { Clip = gradients => Scaled(gradients, Math.Min(1, 0.5 / Length(gradients))) },
        new("ClipByNormTwice", "[ClipByNorm(100)] [ClipByValue(0.1)] [ClipByNorm(0.2)] [Momentum(0.1)]", (p, g, _, s) => p - (0.1 * (s[0] = (0.9 * s[0]) + g)))
        {
            Clip = gradients =>
            {
                double[] clipped = Array.ConvertAll(gradients, g => Math.Clamp(g, -0.1, 0.1));
                return Scaled(clipped, Math.Min(1, 0.2 / Length(clipped)));
            },
        },
        new("Cosine", "[Adam(0.1, schedule: \"(1 + cos(pi * min(x / 4, 1))) / 2\")]", (p, g, t, s) => p - (0.1 * (1 + Math.Cos(Math.PI * Math.Min(t / 4.0, 1))) / 2 * Moments(g, t, s, 0.9, 0.999))),
        new("InverseSquareRoot", "[Momentum(0.1, schedule: RateSchedule.InverseSquareRoot)]", (p, g, t, s) => p - (0.1 / Math.Sqrt(t) * (s[0] = (0.9 * s[0]) + g))),
        new("Inverse", "[Lion(0.1, schedule: RateSchedule.Inverse)]", (p, g, t, s) =>
        {
            double direction = Math.Sign((0.9 * s[0]) + (0.1 * g));
            s[0] = (0.99 * s[0]) + (0.01 * g);
            return p - (0.1 / t * direction);
        }),
    ];

    /// <summary>Adam's direction, with its two moments moved on.</summary>
    private static double Moments(double g, int step, double[] states, double beta1, double beta2, double epsilon = 1e-8)
    {
        states[0] = (beta1 * states[0]) + ((1 - beta1) * g);
        states[1] = (beta2 * states[1]) + ((1 - beta2) * g * g);
        return states[0] / (1 - Math.Pow(beta1, step)) / (Math.Sqrt(states[1] / (1 - Math.Pow(beta2, step))) + epsilon);
    }

    private static double Length(double[] values) => Math.Sqrt(values.Sum(value => value * value));

    private static double[] Scaled(double[] values, double factor) => Array.ConvertAll(values, value => value * factor);
}
