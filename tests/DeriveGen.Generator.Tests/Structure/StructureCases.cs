using DeriveGen.Generator.Tests.Library;

namespace DeriveGen.Generator.Tests.Structure;

/// <summary>Networks that are more than one layer behind the other.</summary>
internal static class StructureCases
{
    private const string Rest = " [Dense(2)] [MeanSquaredError]";

    /// <summary>The blocks that the networks use.</summary>
    public const string Blocks = """"
        [Block, LayerNorm, Dense(7, Activation.Tanh), Dense(6, Name = "mlp"), Add("x", "mlp")]
        public sealed class Residual;

        [Block, Dense(5, Activation.Tanh), Dense(4, Activation.Sigmoid)]
        public sealed class Pair;

        [Block, Repeat<Residual>(2), BatchNorm, Repeat<Residual>(Name = "last")]
        public sealed class Nested;
        """";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LibraryCase> All { get; } =
    [
        new("RepeatOnce", "[Input(3)] [Repeat<Pair>]" + Rest),
        new("RepeatThrice", "[Input(3)] [Dense(6)] [Repeat<Residual>(3)]" + Rest),
        new("RepeatChangingWidth", "[Input(3)] [Repeat<Pair>(2, Name = \"stage\")]" + Rest),
        new("RepeatNested", "[Input(3)] [Dense(6)] [Repeat<Nested>(2)]" + Rest),
    ];
}
