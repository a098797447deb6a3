using System.Globalization;

namespace DeriveGen.Reports;

/// <summary>Draws conclusions from what was measured.</summary>
internal static class Diagnosis
{
    /// <summary>Adjoints that differ by more than this factor from one end of the network to the other.</summary>
    private const double Spread = 1e4;

    /// <summary>A healthy step is about a thousandth of a parameter (a rule of thumb; Karpathy, 2016); these are far from it.</summary>
    private const double SmallStep = 1e-6, LargeStep = 0.3;

    /// <summary>The part of a layer's units that may be dead or saturated without a word.</summary>
    private const double Tolerated = 0.25;

    /// <summary>The findings, the most serious first. Behind a number that is not finite nothing else means anything.</summary>
    public static IEnumerable<Finding> Of(IReadOnlyList<TensorReport> tensors, IReadOnlyList<ParameterReport> parameters) =>
        NotFinite(tensors, parameters) is { } first ? [first] : [.. Units(tensors), .. Gradients(tensors), .. Updates(parameters)];

    private static Finding? NotFinite(IReadOnlyList<TensorReport> tensors, IReadOnlyList<ParameterReport> parameters)
    {
        if (parameters.FirstOrDefault(row => !double.IsFinite(row.Size)) is { } parameter)
        {
            return new(FindingKind.NotFinite, parameter.Name, $"{parameter.Name} holds numbers that are not finite, from a step before. Begin again from what was saved, with a lower rate or a clipper.");
        }

        int position = tensors.ToList().FindIndex(row => row.NotFinite > 0);
        if (position < 0)
        {
            return parameters.FirstOrDefault(row => !double.IsFinite(row.AdjointSize)) is { } adjoint
                ? new(FindingKind.NotFinite, adjoint.Name + "Bar", $"The adjoint of {adjoint.Name} is not finite, while every value of the forward pass is. Lower the rate, or clip gradients.")
                : null;
        }

        TensorReport tensor = tensors[position];
        string before = position == 0 ? "What is given to it is not finite: look at the inputs." : $"Everything before it is finite; the largest magnitude before is {Number(tensors.Take(position).Max(row => row.Largest))}.";
        return new(FindingKind.NotFinite, tensor.Name, $"{tensor.Name} is the first that is not finite, in {tensor.NotFinite} of its elements: {tensor.Equation}. {before}");
    }

    private static IEnumerable<Finding> Units(IReadOnlyList<TensorReport> tensors)
    {
        foreach (TensorReport tensor in tensors.Where(row => row.Units > 0))
        {
            if (tensor.Dead > Tolerated * tensor.Units)
            {
                yield return new(FindingKind.DeadUnits, tensor.Name,
                    $"{tensor.Dead} of {tensor.Units} units of {tensor.Name} are dead: for no example does a gradient pass {tensor.Equation}. Lower the rate, start from smaller biases, or take a function whose derivative is nowhere 0.");
            }

            if (tensor.Saturated > Tolerated * tensor.Units)
            {
                yield return new(FindingKind.SaturatedUnits, tensor.Name,
                    $"{tensor.Saturated} of {tensor.Units} units of {tensor.Name} are saturated: less than a hundredth of a gradient passes {tensor.Equation}. Scale the inputs, start from smaller weights, or normalise before it.");
            }
        }
    }

    private static IEnumerable<Finding> Gradients(IReadOnlyList<TensorReport> tensors)
    {
        TensorReport[] passed = [.. tensors.Where(row => row is { AdjointSize: > 0, Units: > 0 })];
        if (passed.Length < 2 || passed[0].AdjointSize is not { } first || passed[^1].AdjointSize is not { } last)
        {
            yield break;
        }

        if (first * Spread < last)
        {
            yield return new(FindingKind.VanishingGradient, passed[0].Name,
                $"Gradients vanish: {Number(last)} at {passed[^1].Name}, {Number(first)} at {passed[0].Name}. Use fewer layers, connections around them, normalisation, or other functions.");
        }

        if (first > Spread * last)
        {
            yield return new(FindingKind.ExplodingGradient, passed[0].Name,
                $"Gradients grow: {Number(last)} at {passed[^1].Name}, {Number(first)} at {passed[0].Name}. Start from smaller weights, normalise, or clip gradients.");
        }
    }

    private static IEnumerable<Finding> Updates(IReadOnlyList<ParameterReport> parameters)
    {
        foreach (ParameterReport parameter in parameters)
        {
            if (parameter.AdjointSize == 0)
            {
                yield return new(FindingKind.NoGradient, parameter.Name, $"The adjoint of {parameter.Name} is 0 for these examples: nothing of the loss reaches it.");
            }
            else if (parameter.Update is { } update && update < SmallStep)
            {
                yield return new(FindingKind.SmallUpdate, parameter.Name, $"A step moves {parameter.Name} by {Number(update)} of its size: it stands still. Raise the rate.");
            }
            else if (parameter.Update is { } large && large > LargeStep)
            {
                yield return new(FindingKind.LargeUpdate, parameter.Name, $"A step moves {parameter.Name} by {Number(large)} of its size. Lower the rate, or clip gradients.");
            }
        }
    }

    /// <summary>A number with three digits.</summary>
    internal static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture).Replace('-', '−');
}
