using DeriveGen.Generator.Tests.Training;

namespace DeriveGen.Generator.Tests.Library;

/// <summary>Everything in the library does what its equations say, in both precisions; the networks of a group are compiled together.</summary>
public sealed class LibraryTests
{
    private static readonly Precision[] s_precisions = [Precision.Single, Precision.Double];

    private static readonly Lazy<LoadedNetworks> s_activations = Load(ActivationCases.All), s_losses = Load(LossCases.All), s_layers = Load(LayerCases.All),
        s_recurrent = Load(RecurrentCases.All);

    public static TheoryData<string, Precision> Activations => Rows(ActivationCases.All);

    public static TheoryData<string, Precision> Losses => Rows(LossCases.All);

    public static TheoryData<string, Precision> Layers => Rows(LayerCases.All);

    public static TheoryData<string, Precision> Recurrent => Rows(RecurrentCases.All);

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activations_compute_what_they_say(string test, Precision precision) => Check(s_activations, ActivationCases.All, test, precision);

    [Theory]
    [MemberData(nameof(Losses))]
    public void Losses_compute_what_they_say(string test, Precision precision) => Check(s_losses, LossCases.All, test, precision);

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layers_compute_what_they_say(string test, Precision precision) => Check(s_layers, LayerCases.All, test, precision);

    [Theory]
    [MemberData(nameof(Recurrent))]
    public void Recurrent_layers_compute_what_they_say(string test, Precision precision) => Check(s_recurrent, RecurrentCases.All, test, precision);

    [Fact]
    public void Every_activation_is_among_the_cases() =>
        Assert.Empty(typeof(Activation).GetFields().Select(field => field.Name).Except(ActivationCases.All.Select(test => test.Name)));

    [Fact]
    public void Every_layer_and_loss_is_among_the_cases() => Assert.Empty(
        from type in typeof(LayerAttribute).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract
        let name = type.Name[..^"Attribute".Length]
        where !LossCases.All.Concat(LayerCases.All).Concat(RecurrentCases.All).Any(test => test.Stack.Contains($"[{name}]", StringComparison.Ordinal) || test.Stack.Contains($"[{name}(", StringComparison.Ordinal))
        select name);

    private static void Check(Lazy<LoadedNetworks> loaded, IReadOnlyList<LibraryCase> cases, string name, Precision precision) =>
        LibraryCheck.Run(loaded.Value, cases.Single(test => test.Name == name), precision);

    private static Lazy<LoadedNetworks> Load(IEnumerable<LibraryCase> cases) =>
        new(() => LoadedNetworks.Of([.. cases.SelectMany(test => s_precisions.Select(test.Declaration))]));

    private static TheoryData<string, Precision> Rows(IEnumerable<LibraryCase> cases)
    {
        var rows = new TheoryData<string, Precision>();
        foreach (LibraryCase test in cases)
        {
            Array.ForEach(s_precisions, precision => rows.Add(test.Name, precision));
        }

        return rows;
    }
}
