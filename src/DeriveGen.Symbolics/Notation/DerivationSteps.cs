using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>One line of a derivation as a textbook prints it.</summary>
/// <param name="Name">What is done: <c>chain rule</c>, or a law with what it was used on.</param>
/// <param name="Formula">What stands behind the sign.</param>
/// <param name="Kind">How the line follows from the one above it.</param>
public sealed record DerivationLine(string Name, string Formula, LineKind Kind = LineKind.Equal)
{
    /// <summary>The sign in front of the line, as wide for each kind.</summary>
    public string Sign => Kind switch { LineKind.Start => "  ", LineKind.Equal => "= ", _ => "⇒ " };
}

/// <summary>How a line of a derivation follows from the one above it.</summary>
public enum LineKind
{
    /// <summary>It is the first.</summary>
    Start,

    /// <summary>It is equal to the one above.</summary>
    Equal,

    /// <summary>It is a statement of its own that the ones above prove.</summary>
    Conclusion,
}

/// <summary>Lays the steps of a derivation out in the order of a textbook.</summary>
public static class DerivationSteps
{
    /// <summary>A collapse that only renames an index; several in a row are one line.</summary>
    private const string PlainCollapse = "collapse";

    /// <summary>What textbooks call the laws whose own names are the engine's.</summary>
    private static readonly Dictionary<string, string> s_names = new() { ["product-rule"] = "deltas", ["common-factor"] = "common factor" };

    /// <summary>
    /// What one equation adds to an adjoint: definition, chain rule, the forward equation in its place, linearity, the deltas, then the
    /// engine's own steps.
    /// </summary>
    /// <param name="contribution">The steps.</param>
    /// <param name="loss">The loss.</param>
    internal static IReadOnlyList<DerivationLine> Chain(Contribution contribution, Tensor loss)
    {
        string by = TextPrinter.Name(contribution.Of) + Positions(contribution.Indices);
        Equation forward = contribution.Forward;
        string sum = forward.Indices.Length == 0 ? string.Empty : "Σ" + string.Join(",", forward.Indices.Select(index => index.Name)) + " ";
        string bounds = forward.Indices.Length == 0 ? string.Empty : ", " + string.Join(", ", forward.Indices.Select(index => $"{index.Name} = 1..{index.Extent}"));
        Polynomial incoming = contribution.Steps[0].After;
        string cotangent = incoming.AsNumber is { IsOne: true } ? string.Empty : Grouped(incoming) + "·";
        string target = TextPrinter.Name(forward.Target) + Positions(forward.Indices);
        var lines = new List<DerivationLine>
        {
            new("definition", $"∂{loss}/∂{by}", LineKind.Start),
            new("chain rule" + bounds, $"{sum}{cotangent}∂{target}/∂{by}"),
            new("forward equation", $"{sum}{cotangent}∂/∂{by} ({forward.Value})"),
        };
        if (forward.Value.AsMaximum is null)
        {
            IEnumerable<Term> linear = Differentiate.Unevaluated(forward.Value, contribution.Of, contribution.Indices).SelectMany(term => incoming.Terms.Select(outer => Algebra.Build.Multiply(outer, term)))
                .Select(term => new Term(term.Coefficient, forward.Indices.AddRange(term.Bound), term.Factors, term.Guards));
            lines.Add(new("linearity", Polynomial.Create(linear).ToString()));
        }

        lines.AddRange(Steps(contribution.Steps));

        // An equation without indices, read by a loss: chain rule and definition are the same line.
        return WithoutRepeats(lines);
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
            new("tangent rule", $"{sum}{pushforward.Steps[0].After}·∂{TextPrinter.Name(equation.Target)}{Positions(equation.Indices)}/∂{by}", LineKind.Start),
            new("equation", $"{sum}{pushforward.Steps[0].After}·∂/∂{by} ({equation.Value})"),
            .. Steps(pushforward.Steps),
            .. MatrixForm(new Equation(pushforward.Tangent, equation.Indices, pushforward.Result), matrices),
        ];
    }

    /// <summary>What a law's use is called beside its line.</summary>
    internal static string NameOf(Remark remark) =>
        remark.Law != Inlining.Law ? NameOf(remark.Law.Name, string.Empty)
        : remark.Used is null ? "adjoints written out"
        : TextPrinter.Name(remark.Used) + " written out";

    private static string NameOf(string law, string binding)
    {
        string name = s_names.TryGetValue(law, out string? known) ? known : law;
        return binding.Length == 0 ? name : $"{name}: {binding}";
    }

    /// <summary>The formula transposed until the summed index stands between its factors, where that is a step.</summary>
    internal static IEnumerable<DerivationLine> Transposed(Equation equation, MatrixNotation matrices) =>
        matrices.Recognise(equation) is { } matrix && Transposition(equation, matrix, matrices) is { } transposed ? [new("transpose", transposed)] : [];

    /// <summary>The matrix form and its dimensions, where there is one.</summary>
    internal static IEnumerable<DerivationLine> MatrixForm(Equation equation, MatrixNotation matrices)
    {
        if (matrices.Recognise(equation) is not { } matrix)
        {
            yield break;
        }

        yield return new("matrix form", $"{TextPrinter.Name(equation.Target)} = {matrix}", LineKind.Conclusion);
        if (Dimensions(matrix) is { } dimensions)
        {
            yield return new("dimensions", dimensions, LineKind.Conclusion);
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
            case MatrixExpression.Transposed transposed:
                return Dimensions(transposed.Value);
            case MatrixExpression.Hadamard hadamard:
                return hadamard.Factors.Select(Dimensions).FirstOrDefault(dimensions => dimensions is not null);
            case MatrixExpression.Sum sum:
                return sum.Terms.Select(Dimensions).FirstOrDefault(dimensions => dimensions is not null);
            default:
                return null;
        }
    }

    /// <summary>Σi (aᵀ)[j,i]·b[i,k] for a product of two named matrices one of which stands transposed; else null.</summary>
    private static string? Transposition(Equation equation, MatrixExpression matrix, MatrixNotation matrices)
    {
        if (matrix is not MatrixExpression.Product { Factors: { Length: 2 } factors } || equation.Value is not { Terms: { Length: 1 } terms } || terms[0].Bound.Length != 1
            || equation.Target.Rank != 2 || factors[0] is not MatrixExpression.Symbol left || factors[1] is not MatrixExpression.Symbol right
            || (!left.IsTransposed && !right.IsTransposed))
        {
            return null;
        }

        (IndexVar row, IndexVar column) = matrices.Axes(equation);
        string bound = terms[0].Bound[0].Name;
        bound += bound == row.Name || bound == column.Name ? "′" : string.Empty;
        string Named(MatrixExpression.Symbol symbol) => symbol.IsTransposed ? $"({symbol})" : symbol.ToString();
        return $"Σ{bound} {Named(left)}[{row.Name},{bound}]·{Named(right)}[{bound},{column.Name}]";
    }

    private static IEnumerable<DerivationLine> Steps(EquatableArray<TraceStep> steps)
    {
        var bindings = new List<string>();
        for (int i = 1; i < steps.Length; i++)
        {
            TraceStep step = steps[i];
            if (step.Law.Name != PlainCollapse)
            {
                yield return new(NameOf(step.Law.Name, step.Binding), step.After.ToString());
                continue;
            }

            if (!bindings.Contains(step.Binding))
            {
                bindings.Add(step.Binding);
            }

            if (i + 1 == steps.Length || steps[i + 1].Law.Name != PlainCollapse)
            {
                yield return new(NameOf(PlainCollapse, string.Join(", ", bindings)), step.After.ToString());
                bindings.Clear();
            }
        }
    }

    /// <summary>The lines without those that say what the line above says.</summary>
    private static List<DerivationLine> WithoutRepeats(List<DerivationLine> lines) =>
        [.. lines.Where((line, position) => position == 0 || line.Formula != lines[position - 1].Formula)];

    private static string Positions(EquatableArray<IndexVar> indices) =>
        indices.Length == 0 ? string.Empty : "[" + string.Join(",", indices.Select(index => index.Name)) + "]";

    private static string Grouped(Polynomial polynomial) => polynomial.Terms.Length > 1 ? "(" + polynomial + ")" : polynomial.ToString();
}
