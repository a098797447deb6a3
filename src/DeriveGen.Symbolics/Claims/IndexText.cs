using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Writes a claim whose names carry indices, W with jk below, in the equation language: W[j,k].</summary>
internal sealed class IndexText(ClaimNetwork network, Vocabulary names, IEnumerable<IReadOnlyDictionary<string, int>> layers)
{
    /// <summary>Whether some name of the formula carries indices.</summary>
    public static bool IsIndexed(ClaimExpression formula) =>
        formula is ClaimExpression.Name { Indices.Length: > 0 } || formula.Operands.Any(IsIndexed);

    /// <summary>The claim in index notation.</summary>
    /// <exception cref="ClaimException">The left side is no element, or something in the formula has no index notation.</exception>
    public IndexClaim Of(ClaimEquation equation)
    {
        (string target, EquatableArray<string> letters) = equation.Left switch
        {
            ClaimExpression.Name name => (Bare(name), Positions(name)),
            ClaimExpression.Derivative { Of: ClaimExpression.Name of, By: ClaimExpression.Name by } when names.IsLoss(of.Base) => ("∂" + of.Base + "/∂" + Bare(by), Positions(by)),
            _ => throw new ClaimException(default, $"{equation.Left} is no element; with indices the left side is an element, dW_{{jk}} or ∂J/∂W_{{jk}}"),
        };
        return new(target, letters, Write(equation.Right));
    }

    private string Write(ClaimExpression formula) => formula switch
    {
        ClaimExpression.Number number => number.Value.IsInteger ? number.ToString() : "(" + number + ")",
        ClaimExpression.Name { Base: "δ", Indices.Length: 2 } delta => "[" + delta.Indices[0] + " = " + delta.Indices[1] + "]",
        ClaimExpression.Name name => Positions(name) is { Length: > 0 } positions ? Bare(name) + "[" + string.Join(",", positions) + "]" : Bare(name),
        ClaimExpression.Derivative { Of: ClaimExpression.Name of, By: ClaimExpression.Name by } when names.IsLoss(of.Base) => "∂" + of.Base + "/∂" + Bare(by) + "[" + string.Join(",", Positions(by)) + "]",
        ClaimExpression.Transpose { Operand: ClaimExpression.Name { Indices.Length: 2 } name } => Write(name with { Indices = [name.Indices[1], name.Indices[0]] }),
        ClaimExpression.Negative negative => "(-" + Write(negative.Operand) + ")",
        ClaimExpression.Binary { Operator: ClaimOperator.Sum } sum => "(" + Write(sum.Left) + " + " + Write(sum.Right) + ")",
        ClaimExpression.Binary { Operator: ClaimOperator.Difference } sum => "(" + Write(sum.Left) + " - " + Write(sum.Right) + ")",
        ClaimExpression.Binary { Operator: ClaimOperator.Quotient } quotient => "(" + Write(quotient.Left) + ")/(" + Write(quotient.Right) + ")",
        ClaimExpression.Binary product => Write(product.Left) + "*" + Write(product.Right),
        ClaimExpression.Power power => "(" + Write(power.Base) + ")^(" + power.Exponent + ")",
        ClaimExpression.Call { IsInverse: false } call => call.Function + new string('\'', call.Primes) + "(" + Write(call.Argument) + ")",
        ClaimExpression.Summation sum => "sum(" + string.Join(",", sum.Indices) + ": " + Write(sum.Body) + ")",
        _ => throw new ClaimException(default, $"{formula} has no element-wise meaning; write the claim all in matrices or all with indices"),
    };

    /// <summary>The indices axis by axis; the letter of the examples takes their axis.</summary>
    private EquatableArray<string> Positions(ClaimExpression.Name name)
    {
        if (name.Example is not { } example)
        {
            return name.Indices;
        }

        Tensor? tensor = layers.Select(layer => names.Find(name with { Indices = [] }, layer)).Select(meaning => meaning switch
        {
            Meaning.Value value => value.Tensor,
            Meaning.Adjoint adjoint => adjoint.Of,
            _ => null,
        }).FirstOrDefault(found => found is not null);
        int axis = tensor is null ? -1 : Enumerable.Range(0, tensor.Rank).Where(at => network.Orientation.HasExamples(tensor, at)).DefaultIfEmpty(-1).First();
        return axis < 0 || axis > name.Indices.Length
            ? throw new ClaimException(name.Span, $"{name} has no axis of examples for the letter {example}")
            : name.Indices.Take(axis).Append(example).Concat(name.Indices.Skip(axis)).ToEquatableArray();
    }

    /// <summary>The name in its layer, without indices.</summary>
    private static string Bare(ClaimExpression.Name name) => name.Base + (name.Layer is { } layer ? "_{" + layer.ToString().Replace('−', '-') + "}" : "");
}
