namespace DeriveGen.Samples.Networks;

/// <summary>A small language model: from each character and those before it, the probabilities of the next one.</summary>
[Network(BatchSize = 16)]
[Input(Context)]
[Embedding(Symbols, Width, Name = "embed")]
[PositionEmbedding]
[Repeat<TransformerBlock>(4)]
[LayerNorm]
[Dense(Symbols, bias: false, Share = "W = embed.E'")]
[SoftmaxCrossEntropy]
[AdamW(1e-3, beta2: 0.99, weightDecay: 0.1)]
public sealed partial class TinyGpt
{
    /// <summary>The characters that are seen at once.</summary>
    public const int Context = 64;

    /// <summary>The number of symbols.</summary>
    public const int Symbols = 128;

    /// <summary>The numbers by which a character is represented.</summary>
    public const int Width = 128;
}

/// <summary>Attention and a small perceptron, each added to what comes in.</summary>
[Block]
[LayerNorm]
[MultiHeadAttention(4, causal: true, Name = "attention")]
[Add("x", "attention", Name = "middle")]
[LayerNorm]
[Dense(4 * TinyGpt.Width, Activation.GeluTanh)]
[Dense(TinyGpt.Width, Name = "mlp")]
[Add("middle", "mlp")]
public sealed class TransformerBlock;
