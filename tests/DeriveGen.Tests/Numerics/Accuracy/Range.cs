namespace DeriveGen.Tests.Numerics.Accuracy;

/// <summary>A part of the axis by magnitude, with both signs; infinities and NaN count to the last.</summary>
/// <param name="Name">Its name on the page.</param>
/// <param name="End">The first magnitude that is too large for it.</param>
internal sealed record Range(string Name, double End)
{
    /// <summary>For <see cref="float"/>.</summary>
    public static Range[] OfSingles { get; } =
    [
        new("subnormal",  Math.ScaleB(1, -126)),
        new("below 2⁻⁶",  Math.ScaleB(1, -6)),
        new("2⁻⁶ to 2⁷",  Math.ScaleB(1, 7)),
        new("from 2⁷ on", double.NaN),
    ];

    /// <summary>For <see cref="double"/>.</summary>
    public static Range[] OfDoubles { get; } =
    [
        new("subnormal",   Math.ScaleB(1, -1022)),
        new("below 2⁻⁶",   Math.ScaleB(1, -6)),
        new("2⁻⁶ to 2¹⁰",  Math.ScaleB(1, 10)),
        new("from 2¹⁰ on", double.NaN),
    ];
}
