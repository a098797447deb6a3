namespace DeriveGen;

/// <summary>A learned row of numbers for each token (Bengio and others, "A neural probabilistic language model", 2003).</summary>
/// <remarks>
/// Whole numbers x[…], each from 0 to count − 1, become y[…, d] = E[x[…], d]. A stack that begins with it takes <c>ReadOnlySpan&lt;int&gt;</c>:
/// behind <c>[Input(64)]</c> an example is a row of 64 tokens, behind <c>[Input]</c> a single token. A number out of range is refused on entry.
/// To end a language model with the same numbers, share them: <c>[Dense(count, bias: false, Share = "W = embed.E'")]</c>.
/// </remarks>
/// <param name="count">The number of different tokens.</param>
/// <param name="width">How many numbers stand for a token.</param>
[Equations("""
    param E[v:count, d:width] ~ normal(0.02)
    y[..., d] = E[x[...], d]
    """)]
public sealed class EmbeddingAttribute(int count, int width) : LayerAttribute;
