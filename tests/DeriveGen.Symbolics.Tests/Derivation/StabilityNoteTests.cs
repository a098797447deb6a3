using System.Globalization;
using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Notation.Typesetting;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>The thresholds that notes name are those at which the machine's own arithmetic fails.</summary>
public sealed partial class StabilityNoteTests
{
    /// <summary>A loss of h, the kind of its note, and the naive value and derivative in both precisions.</summary>
    public static TheoryData<string, string, Func<float, float>, Func<double, double>> Kinds => new()
    {
        { "z = sigmoid(h); J = -log(z)", "logarithm of a sigmoid", u => MathF.Log(1 / (1 + MathF.Exp(-u))), u => Math.Log(1 / (1 + Math.Exp(-u))) },
        { "z = sigmoid(h); J = -log(1 - z)", "logarithm of 1 − σ", u => MathF.Log(1 - (1 / (1 + MathF.Exp(-u)))), u => Math.Log(1 - (1 / (1 + Math.Exp(-u)))) },
        { "e = exp(h); J = log(1 + e)", "logarithm of 1 + e^u", u => MathF.Log(1 + MathF.Exp(u)), u => Math.Log(1 + Math.Exp(u)) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hold_on_this_machine(string equations, string kind, Func<float, float> single, Func<double, double> twice)
    {
        StabilityNote note = Notes($"param h = 0; {equations}").Single(note => note.Kind == kind);

        (double Single, double Double) = Thresholds(note.Value);
        double away = Math.Sign(Single) * 1e-3;
        Assert.True(float.IsFinite(single((float)(Single - away))) && !float.IsFinite(single((float)(Single + away))), note.Value);
        Assert.True(double.IsFinite(twice(Double - away)) && !double.IsFinite(twice(Double + away)), note.Value);
    }

    [Fact]
    public void Of_a_softmax_name_the_distance_from_the_largest_logit()
    {
        IReadOnlyList<StabilityNote> notes = Notes("""
            param Z[i:batch, k:3] ~ glorot;  target Y[i, k]
            fact sum(k: Y[i, k]) = 1
            A[i, k] = softmax(k: Z[i, k])
            J = -mean(i: sum(k: Y[i, k] * log(A[i, k])))
            """);

        Assert.Equal(["logarithm of a softmax", "exponential of a logit"], notes.Select(note => note.Kind));

        // The least positive numbers are 2^−149 and 2^−1074; half of one is the last that rounds to 0.
        Assert.Equal((-150 * Math.Log(2), -1075 * Math.Log(2)), Thresholds(notes[0].Value), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-3 && Math.Abs(a.Item2 - b.Item2) < 1e-2);
        Assert.Equal((Math.Log(float.MaxValue), Math.Log(double.MaxValue)), Thresholds(notes[1].Value), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-3 && Math.Abs(a.Item2 - b.Item2) < 1e-2);
    }

    [Fact]
    public void A_constant_in_the_denominator_loses_the_gradient_of_what_is_confidently_wrong() => Assert.Equal(
        "with 1e−8 added under the logarithm the derivative at h = 17 is 0 in float, and should be −1",
        Prose.Plain(Notes("param h = 0; z = sigmoid(h); J = -log(1 - z)").Single().Guarded));

    [Fact]
    public void Where_nothing_was_rewritten_there_is_nothing_to_say() => Assert.Empty(Notes("param h = 0; z = tanh(h); J = z * z"));

    private static IReadOnlyList<StabilityNote> Notes(string equations)
    {
        EquationSystem system = EquationText.Bind(equations).Require();
        return StabilityNote.All(Differentiation.Derive(system, [.. system.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter)], new() { Objective = Objective.Documentation }));
    }

    private static (double Single, double Double) Thresholds(string text)
    {
        Match match = Numbers().Match(Prose.Plain(text).Replace('−', '-'));
        return (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"[<>] (\S+) \(float\), (\S+) \(double\)")]
    private static partial Regex Numbers();
}
