using DeriveGen.Symbolics.Claims.Syntax;

namespace DeriveGen.Symbolics.Claims;

/// <summary>A formula that differs from a claim by a few slips of the pen.</summary>
/// <param name="Claim">The changed claim.</param>
/// <param name="Cost">How many slips.</param>
/// <param name="Kind">What kind of slip, where it is one.</param>
/// <param name="What">What was changed, in words.</param>
internal sealed record Repair(MatrixClaim Claim, int Cost, SlipKind Kind, string What);

/// <summary>A formula with one slip.</summary>
internal readonly record struct Edit(ClaimExpression Meant, int Cost, SlipKind Kind, string What);

/// <summary>The slips that people make in matrix notation, each a row: where it may have happened and what was meant.</summary>
internal static class Repairs
{
    private delegate IEnumerable<Edit> Slip(ClaimExpression node, Vocabulary names);

    private static readonly Slip[] s_slips =
    [
        Products,
        Regroupings,
        (node, _) => node is ClaimExpression.Name or ClaimExpression.Binary or ClaimExpression.Transpose ? [new(ClaimExpression.Transpose.Of(node), 1, SlipKind.Transpose, $"{node} stands transposed")] : [],
        (node, _) => node is ClaimExpression.Name { Layer: { } layer } name
            ? new[] { 1, -1 }.Select(step => new Edit(name with { Layer = layer with { Offset = layer.Offset + step } }, 1, SlipKind.Layer, $"the layer of {name} is shifted"))
            : [],
        (node, _) => node is ClaimExpression.Name { Example: { } example } of ? [new(of with { Example = null }, 1, SlipKind.Example, $"{example} is free on one side only")] : [],
        (node, _) => node is ClaimExpression.Derivative { Of: ClaimExpression.Name { Example: { } example } of } derivative
            ? [new(derivative with { Of = of with { Example = null } }, 1, SlipKind.Example, $"{example} is free on one side only")]
            : [],
        (node, names) => node is ClaimExpression.Name name ? OtherNames(name, names) : [],
        (node, _) => node is ClaimExpression.Call call ? Calls(call) : [],
        (node, _) => node is ClaimExpression.Negative negative ? [new(negative.Operand, 1, SlipKind.Sign, "the sign")] : [],
        (node, _) => node is ClaimExpression.Binary { Operator: ClaimOperator.Sum or ClaimOperator.Difference } sum
            ?
            [
                new(sum with { Operator = sum.Operator == ClaimOperator.Sum ? ClaimOperator.Difference : ClaimOperator.Sum }, 1, SlipKind.Sign, $"the sign of {sum.Right}"),
                new(sum.Left, 1, SlipKind.Term, $"the term {sum.Right}"),
                new(sum.Operator == ClaimOperator.Sum ? sum.Right : new ClaimExpression.Negative(sum.Right), 1, SlipKind.Term, $"the term {sum.Left}"),
                new(new ClaimExpression.Negative(sum), 1, SlipKind.Sign, $"the sign of {sum}"),
            ]
            : [],
        (node, _) => node is ClaimExpression.Binary { Operator: not (ClaimOperator.Sum or ClaimOperator.Difference) } product
            ? [new(product.Left, Cost(product.Right), SlipKind.Factor, $"the factor {product.Right}"), new(product.Right, product.Operator == ClaimOperator.Quotient ? 2 : Cost(product.Left), SlipKind.Factor, $"the factor {product.Left}")]
            : [],
        (node, _) => node is ClaimExpression.Binary { Operator: ClaimOperator.Quotient } quotient
            ? [new(new ClaimExpression.Binary(ClaimOperator.Quotient, quotient.Right, quotient.Left), 1, SlipKind.Order, "the quotient is turned over")]
            : [],
    ];

    /// <summary>Every claim one slip away.</summary>
    public static IEnumerable<Repair> Of(MatrixClaim claim, Vocabulary names)
    {
        foreach (Edit edit in Everywhere(claim.Right, names).Concat(Factors(claim.Right)))
        {
            yield return new(claim with { Right = edit.Meant }, edit.Cost, edit.Kind, edit.What);
        }

        // The left side may name the wrong tensor.
        if (claim.Left is ClaimExpression.Derivative { By: ClaimExpression.Name by } derivative)
        {
            foreach (Edit edit in OtherNames(by, names))
            {
                yield return new(claim with { Left = derivative with { By = edit.Meant } }, edit.Cost, edit.Kind, "on the left side " + edit.What);
            }
        }
    }

    private static IEnumerable<Edit> Everywhere(ClaimExpression node, Vocabulary names)
    {
        foreach (Edit here in s_slips.SelectMany(slip => slip(node, names)))
        {
            yield return here;
        }

        for (int i = 0; i < node.Operands.Length; i++)
        {
            if (node is ClaimExpression.Derivative)
            {
                continue;
            }

            foreach (Edit edit in Everywhere(node.Operands[i], names))
            {
                yield return edit with { Meant = node.With(node.Operands.SetItem(i, edit.Meant)) };
            }
        }
    }

    private static IEnumerable<Edit> Factors(ClaimExpression formula)
    {
        var m = new ClaimExpression.Name("m", null, [], default);
        ClaimExpression Number(int value) => new ClaimExpression.Number(value);
        yield return new(new ClaimExpression.Negative(formula), 1, SlipKind.Sign, "the sign");
        yield return new(Times(Number(2), formula), 1, SlipKind.Factor, "the factor 2");
        yield return new(Times(new ClaimExpression.Number(Algebra.Rational.Half), formula), 1, SlipKind.Factor, "the factor ½");
        yield return new(Times(m, formula), 1, SlipKind.Factor, "the factor m");
        yield return new(Times(new ClaimExpression.Binary(ClaimOperator.Quotient, Number(1), m), formula), 1, SlipKind.Factor, "the factor 1/m");

        // A bias sums over the examples.
        yield return new(new ClaimExpression.Binary(ClaimOperator.Product, formula, new ClaimExpression.Ones()), 1, SlipKind.Sum, "the sum over the examples");
        yield return new(new ClaimExpression.Binary(ClaimOperator.Product, new ClaimExpression.Transpose(new ClaimExpression.Ones()), formula), 1, SlipKind.Sum, "the sum over the examples");
    }

    /// <summary>A number that is too much is one slip, a matrix is more.</summary>
    private static int Cost(ClaimExpression factor) => factor is ClaimExpression.Number or ClaimExpression.Name { Base: "m" }
        || (factor is ClaimExpression.Binary { Operator: ClaimOperator.Quotient } quotient && Cost(quotient.Left) + Cost(quotient.Right) == 2) ? 1 : 2;

    private static ClaimExpression Times(ClaimExpression factor, ClaimExpression formula) => new ClaimExpression.Binary(ClaimOperator.Product, factor, formula);

    /// <summary>Every product of the same two operands: transposed or not, in either order, of every kind.</summary>
    private static IEnumerable<Edit> Products(ClaimExpression node, Vocabulary names)
    {
        if (node is not ClaimExpression.Binary { Operator: ClaimOperator.Product or ClaimOperator.Hadamard or ClaimOperator.Outer } product)
        {
            yield break;
        }

        foreach (ClaimOperator kind in new[] { product.Operator, ClaimOperator.Product, ClaimOperator.Hadamard, ClaimOperator.Outer }.Distinct())
        {
            for (int choice = 0; choice < 8; choice++)
            {
                (bool swaps, bool turnsLeft, bool turnsRight) = ((choice & 1) != 0, (choice & 2) != 0, (choice & 4) != 0);
                ClaimExpression left = turnsLeft ? ClaimExpression.Transpose.Of(product.Left) : product.Left, right = turnsRight ? ClaimExpression.Transpose.Of(product.Right) : product.Right;
                int cost = (kind == product.Operator ? 0 : 1) + (swaps ? 1 : 0) + (turnsLeft ? 1 : 0) + (turnsRight ? 1 : 0);
                if (cost == 0 || (swaps && kind == ClaimOperator.Hadamard))
                {
                    continue;
                }

                string[] what =
                [
                    .. kind == product.Operator ? [] : new[] { $"{Sign(product.Operator)} should be {Sign(kind)}" },
                    .. swaps ? ["the order of the factors"] : Array.Empty<string>(),
                    .. turnsLeft ? [$"{product.Left} stands transposed"] : Array.Empty<string>(),
                    .. turnsRight ? [$"{product.Right} stands transposed"] : Array.Empty<string>(),
                ];
                yield return new(new ClaimExpression.Binary(kind, swaps ? right : left, swaps ? left : right), cost, SlipOf(kind != product.Operator, swaps), string.Join(", ", what));
            }
        }
    }

    private static SlipKind SlipOf(bool isOtherProduct, bool swaps) => isOtherProduct ? SlipKind.Product : swaps ? SlipKind.Order : SlipKind.Transpose;

    /// <summary>(a ∘ b) c against a ∘ (b c).</summary>
    private static IEnumerable<Edit> Regroupings(ClaimExpression node, Vocabulary names)
    {
        if (node is not ClaimExpression.Binary { Operator: ClaimOperator.Product or ClaimOperator.Hadamard or ClaimOperator.Outer } outer)
        {
            yield break;
        }

        if (outer.Left is ClaimExpression.Binary { Operator: ClaimOperator.Product or ClaimOperator.Hadamard or ClaimOperator.Outer } left)
        {
            yield return new(new ClaimExpression.Binary(left.Operator, left.Left, new ClaimExpression.Binary(outer.Operator, left.Right, outer.Right)), 1, SlipKind.Brackets, "the brackets");
            yield return new(left with { Left = new ClaimExpression.Binary(outer.Operator, left.Left, outer.Right) }, 1, SlipKind.Order, "the order of the factors");
        }

        if (outer.Right is ClaimExpression.Binary { Operator: ClaimOperator.Product or ClaimOperator.Hadamard or ClaimOperator.Outer } right)
        {
            yield return new(new ClaimExpression.Binary(right.Operator, new ClaimExpression.Binary(outer.Operator, outer.Left, right.Left), right.Right), 1, SlipKind.Brackets, "the brackets");
        }
    }

    private static IEnumerable<Edit> OtherNames(ClaimExpression.Name name, Vocabulary names)
    {
        if (name.Base.Length > 1 && name.Base[0] == 'd')
        {
            yield return new(name with { Base = name.Base.Substring(1) }, 1, SlipKind.Name, $"{name} has a stray d");
        }
        else
        {
            yield return new(name with { Base = "d" + name.Base }, 1, SlipKind.Name, $"{name} lacks its d");
        }

        foreach (string other in names.Beside(name))
        {
            yield return new(name with { Base = other, Layer = name.Layer }, 2, SlipKind.Name, $"{name} should be {other}");
        }
    }

    private static IEnumerable<Edit> Calls(ClaimExpression.Call call)
    {
        yield return new(call with { Primes = call.Primes + 1 }, 1, SlipKind.Function, $"the derivative of {call.Function} is meant");
        if (call.Primes > 0)
        {
            yield return new(call with { Primes = call.Primes - 1 }, 1, SlipKind.Function, $"{call.Function} itself is meant");
        }

        if (call.Function.Length > 1 && call.Function[0] == 'd')
        {
            yield return new(call with { Function = call.Function.Substring(1) }, 1, SlipKind.Function, $"the d of {call} is one too many");
        }

        if (call is { Primes: 0, IsInverse: false })
        {
            yield return new(call.Argument, 1, SlipKind.Function, $"the function {call.Function} does not belong there");
        }
    }

    private static string Sign(ClaimOperator kind) => kind switch { ClaimOperator.Hadamard => "∘", ClaimOperator.Outer => "⊗", _ => "the matrix product" };
}
