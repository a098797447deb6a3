using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>One line of a derivation as a textbook prints it.</summary>
/// <param name="Name">What is done: <c>chain rule</c>, or a law with what it was used on.</param>
/// <param name="Formula">What stands behind the equals sign.</param>
public sealed record DerivationLine(string Name, string Formula);

/// <summary>Lays the steps of a derivation out in the order of a textbook; every line but the first equals the one above it.</summary>
public static class DerivationSteps
{
    /// <summary>
    /// Definition, chain rule, the forward equation in its place, then the engine's own steps, and last the matrix form with
    /// its dimensions where there is one.
    /// </summary>
    /// <param name="contribution">What one equation adds to an adjoint.</param>
    /// <param name="adjoint">The adjoint.</param>
    /// <param name="matrices">The matrix notation of the last lines.</param>
    public static IReadOnlyList<DerivationLine> Lines(Contribution contribution, Tensor adjoint, MatrixNotation matrices)
    {
        string at = Positions(contribution.Indices);
        string by = TextPrinter.Name(contribution.Of) + at;
        Equation forward = contribution.Forward;
        string sum = forward.Indices.Length == 0 ? string.Empty : "Σ" + string.Join(",", forward.Indices.Select(index => index.Name)) + " ";
        string cotangent = contribution.Steps[0].After.AsNumber is { IsOne: true } ? string.Empty : Grouped(contribution.Steps[0].After) + "·";
        string target = TextPrinter.Name(forward.Target) + Positions(forward.Indices);
        var lines = new List<DerivationLine>
        {
            new("definition", $"∂L/∂{by}"),
            new("chain rule", $"{sum}{cotangent}∂{target}/∂{by}"),
            new("forward equation", $"{sum}{cotangent}∂/∂{by} ({forward.Value})"),
        };
        lines.AddRange(Steps(contribution.Steps));
        lines.AddRange(MatrixForm(new Equation(adjoint, contribution.Indices, contribution.Result), matrices));
        return lines;
    }

    /// <summary>The tangent rule, the equation in its place, then the engine's own steps, and last the matrix form.</summary>
    /// <param name="pushforward">What one moving tensor adds to a tangent.</param>
    /// <param name="matrices">The matrix notation of the last lines.</param>
    public static IReadOnlyList<DerivationLine> Lines(Pushforward pushforward, MatrixNotation matrices)
    {
        Equation equation = pushforward.Equation;
        Access moving = Walk.Accesses(pushforward.Steps[0].After).First();
        string by = TextPrinter.Name(pushforward.Of) + (moving.Positions.Length == 0 ? string.Empty : "[" + string.Join(",", moving.Positions) + "]");
        string sum = moving.Positions.Length == 0 ? string.Empty : "Σ" + string.Join(",", moving.Positions) + " ";
        return
        [
            new("tangent rule", $"{sum}{pushforward.Steps[0].After}·∂{TextPrinter.Name(equation.Target)}{Positions(equation.Indices)}/∂{by}"),
            new("equation", $"{sum}{pushforward.Steps[0].After}·∂/∂{by} ({equation.Value})"),
            .. Steps(pushforward.Steps),
            .. MatrixForm(new Equation(pushforward.Tangent, equation.Indices, pushforward.Result), matrices),
        ];
    }

    private static IEnumerable<DerivationLine> Steps(EquatableArray<TraceStep> steps) => steps.Skip(1).Select(step =>
        new DerivationLine(step.Binding.Length == 0 ? step.Law.Name : $"{step.Law.Name}: {step.Binding}", step.After.ToString()));

    private static IEnumerable<DerivationLine> MatrixForm(Equation equation, MatrixNotation matrices)
    {
        if (matrices.Recognise(equation) is { } matrix)
        {
            yield return new("matrix form", matrix.ToString());
            if (Dimensions(matrix) is { } dimensions)
            {
                yield return new("dimensions", dimensions);
            }
        }
    }

    /// <summary>The shapes of the first matrix product in a formula, as <c>(n×m)(m×k) = n×k</c>, or null where there is none.</summary>
    public static string? Dimensions(MatrixExpression expression)
    {
        switch (expression)
        {
            case MatrixExpression.Product product:
                IEnumerable<string> shapes = product.Factors.Select(factor => factor.Shape is { } shape ? $"({shape.Rows}×{shape.Columns})" : "(1×1)");
                return string.Concat(shapes) + $" = {product.Shape!.Value.Rows}×{product.Shape!.Value.Columns}";
            case MatrixExpression.Scaled scaled:
                return Dimensions(scaled.Value);
            case MatrixExpression.Hadamard hadamard:
                return hadamard.Factors.Select(Dimensions).FirstOrDefault(dimensions => dimensions is not null);
            case MatrixExpression.Sum sum:
                return sum.Terms.Select(Dimensions).FirstOrDefault(dimensions => dimensions is not null);
            default:
                return null;
        }
    }

    private static string Positions(EquatableArray<IndexVar> indices) =>
        indices.Length == 0 ? string.Empty : "[" + string.Join(",", indices.Select(index => index.Name)) + "]";

    private static string Grouped(Polynomial polynomial) => polynomial.Terms.Length > 1 ? "(" + polynomial + ")" : polynomial.ToString();
}
