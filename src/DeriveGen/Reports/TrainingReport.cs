namespace DeriveGen.Reports;

/// <summary>Why a network does not train, or that nothing stands in its way: what one call of its gradient computes, tensor by tensor.</summary>
/// <remarks>
/// Emitted networks make it, with <c>[Network(Report = true)]</c>. Derivatives of functions, by which dead and saturated units are told, are
/// derived as all others are.
/// </remarks>
/// <param name="loss">The loss.</param>
/// <param name="tensors">What was computed, in order.</param>
/// <param name="parameters">The parameters, in the order of their declaration.</param>
public sealed class TrainingReport(double loss, IReadOnlyList<TensorReport> tensors, IReadOnlyList<ParameterReport> parameters)
{
    /// <summary>The loss of the examples that the report is about.</summary>
    public double Loss { get; } = loss;

    /// <summary>The computed tensors, in the order of evaluation.</summary>
    public IReadOnlyList<TensorReport> Tensors { get; } = tensors;

    /// <summary>The parameters, in the order of their declaration.</summary>
    public IReadOnlyList<ParameterReport> Parameters { get; } = parameters;

    /// <summary>What keeps the network from training, the most serious first; empty where nothing does.</summary>
    public IReadOnlyList<Finding> Findings { get; } = [.. Diagnosis.Of(tensors, parameters)];

    /// <summary>The report as text: what was found, then a table of tensors and one of parameters.</summary>
    public override string ToString() => ReportText.Write(this);

    /// <summary>The report as a picture in SVG that needs nothing from elsewhere: sizes of values and gradients on a logarithmic scale, tensor by tensor.</summary>
    public string ToSvg() => ReportPicture.Draw(this);
}
