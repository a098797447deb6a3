namespace DeriveGen.Reports;

/// <summary>What one call found of a tensor that it computes.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Equation">The equation that computes it.</param>
/// <param name="Size">The root of the mean of its elements' squares.</param>
/// <param name="Largest">The largest magnitude of an element.</param>
/// <param name="NotFinite">How many of its elements are no finite numbers.</param>
/// <param name="AdjointSize">The root of the mean square of its adjoint's elements; null where it has none.</param>
/// <param name="Units">The number of its units, elements along its last axis; 0 where it is no function of another tensor, element by element.</param>
/// <param name="Dead">How many units pass no gradient in any example: the derivative of their function is 0 throughout.</param>
/// <param name="Saturated">How many units pass less than a hundredth of a gradient in nineteen examples of twenty.</param>
public sealed record TensorReport(string Name, string Equation, double Size, double Largest, long NotFinite, double? AdjointSize, int Units, int Dead, int Saturated);

/// <summary>What one call found of a parameter.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Size">The root of the mean of its elements' squares.</param>
/// <param name="AdjointSize">The root of the mean square of its adjoint's elements.</param>
/// <param name="Update">The size of the step that the optimizer would make, relative to <paramref name="Size"/>; null where the parameter is 0.</param>
public sealed record ParameterReport(string Name, double Size, double AdjointSize, double? Update);

/// <summary>The kinds of findings.</summary>
public enum FindingKind
{
    /// <summary>A tensor has elements that are no finite numbers.</summary>
    NotFinite,

    /// <summary>Units pass no gradient at all.</summary>
    DeadUnits,

    /// <summary>Units pass next to no gradient.</summary>
    SaturatedUnits,

    /// <summary>Gradients become small on their way to the input.</summary>
    VanishingGradient,

    /// <summary>Gradients become large on their way to the input.</summary>
    ExplodingGradient,

    /// <summary>A parameter has the adjoint 0.</summary>
    NoGradient,

    /// <summary>A parameter hardly moves.</summary>
    SmallUpdate,

    /// <summary>A parameter moves by a large part of itself.</summary>
    LargeUpdate,
}

/// <summary>Something that keeps a network from training.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Tensor">The tensor that shows it.</param>
/// <param name="Message">What was found, where, and what helps.</param>
public sealed record Finding(FindingKind Kind, string Tensor, string Message);
