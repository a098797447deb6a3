namespace DeriveGen;

/// <summary>
/// The base of every loss: a layer whose last equation has no index. A network may have several; it minimises their weighted sum.
/// </summary>
public abstract class LossAttribute : LayerAttribute
{
    /// <summary>The factor of this loss in the sum.</summary>
    public double Weight { get; init; } = 1;
}
