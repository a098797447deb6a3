using DeriveGen.Symbolics.Claims.Syntax;

namespace DeriveGen.Symbolics.Claims;

/// <summary>A formula that differs from a claim by a few slips of the pen.</summary>
/// <param name="Claim">The changed claim.</param>
/// <param name="Cost">How many slips.</param>
/// <param name="What">What was changed, in words.</param>
internal sealed record Repair(MatrixClaim Claim, int Cost, string What);

/// <summary>The slips that people make in matrix notation, each a row: where it may have happened and what was meant.</summary>
internal static class Repairs
{
    private delegate IEnumerable<(ClaimExpression Meant, int Cost, string What)> Slip(ClaimExpression node, Vocabulary names);

    private static readonly Slip[] s_slips =
    [
        Products,
        Regroupings,
        (node, _) => node is ClaimExpression.Name or ClaimExpression.Binary or ClaimExpression.Transpose ? [(ClaimExpression.Transpose.Of(node), 1, $"{node} stands transposed")] : [],
        (node, _) => node is ClaimExpression.Name { Layer: { } layer } name
            ? new[] { 1, -1 }.Select(step => ((ClaimExpression)(name with { Layer = layer with { Offset = layer.Offset + step } }), 1, $"the layer of {name} is shifted"))
            : [],
        (node, _) => node is ClaimExpression.Name { Example: { } example } of ? [(of with { Example = null }, 1, $"{example} is free on one side only")] : [],
        (node, _) => node is ClaimExpression.Derivative { Of: ClaimExpression.Name { Example: { } example } of } derivative
            ? [(derivative with { Of = of with { Example = null } }, 1, $"{example} is free on one side only")]
            : [],
        (node, names) => node is ClaimExpression.Name name ? OtherNames(name, names) : [],
        (node, _) => node is ClaimExpression.Call call ? Calls(call) : [],
        (node, _) => node is ClaimExpression.Negative negative ? [(negative.Operand, 1, "the sign")] : [],
        (node, _) => node is ClaimExpression.Binary { Operator: ClaimOperator.Sum or ClaimOperator.Difference } sum
            ?
            [
                (sum with { Operator = sum.Operator == ClaimOperator.Sum ? ClaimOperator.Difference : ClaimOperator.Sum }, 1, $"the sign of {sum.Right}"),
                (sum.Left, 1, $"the term {sum.Right}"),
                (sum.Operator == ClaimOperator.Sum ? sum.Right : new ClaimExpression.Negative(sum.Right), 1, $"the term {sum.Left}"),
                (new ClaimExpression.Negative(sum), 1, $"the sign of {sum}"),
            ]
            : [],
        (node, _) => node is ClaimExpression.Binary { Operator: not (ClaimOperator.Sum or ClaimOperator.Difference) } product
            ? [(product.Left, 2, $"the factor {product.Right}"), (product.Right, 2, $"the factor {product.Left}")]
            : [],
        (node, _) => node is ClaimExpression.Binary { Operator: ClaimOperator.Quotient } quotient
            ? [(new ClaimExpression.Binary(ClaimOperator.Quotient, quotient.Right, quotient.Left), 1, "the quotient is turned over")]
            : [],
    ];

    /// <summary>Every claim one slip away.</summary>
    public static IEnumerable<Repair> Of(MatrixClaim claim, Vocabulary names)
    {
        foreach ((ClaimExpression meant, int cost, string what) in Everywhere(claim.Right, names).Concat(Factors(claim.Right)))
        {
            yield return new(claim with { Right = meant }, cost, what);
        }

        // The left side may name the wrong tensor.
        if (claim.Left is ClaimExpression.Derivative { By: ClaimExpression.Name by } derivative)
        {
            foreach ((ClaimExpression meant, int cost, string what) in OtherNames(by, names))
            {
                yield return new(claim with { Left = derivative with { By = meant } }, cost, "on the left side " + what);
            }
        }
    }

    private static IEnumerable<(ClaimExpression Meant, int Cost, string What)> Everywhere(ClaimExpression node, Vocabulary names)
    {
        foreach ((ClaimExpression, int, string) here in s_slips.SelectMany(slip => slip(node, names)))
        {
            yield return here;
        }

        for (int i = 0; i < node.Operands.Length; i++)
        {
            if (node is ClaimExpression.Derivative)
            {
                continue;
            }

            foreach ((ClaimExpression meant, int cost, string what) in Everywhere(node.Operands[i], names))
            {
                yield return (node.With(node.Operands.SetItem(i, meant)), cost, what);
            }
        }
    }

    private static IEnumerable<(ClaimExpression Meant, int Cost, string What)> Factors(ClaimExpression formula)
    {
        var m = new ClaimExpression.Name("m", null, [], default);
        ClaimExpression Number(int value) => new ClaimExpression.Number(value);
        yield return (new ClaimExpression.Negative(formula), 1, "the sign");
        yield return (Times(Number(2), formula), 1, "the factor 2");
        yield return (Times(new ClaimExpression.Number(Algebra.Rational.Half), formula), 1, "the factor ½");
        yield return (Times(m, formula), 1, "the factor m");
        yield return (Times(new ClaimExpression.Binary(ClaimOperator.Quotient, Number(1), m), formula), 1, "the factor 1/m");

        // A bias sums over the examples.
        yield return (new ClaimExpression.Binary(ClaimOperator.Product, formula, new ClaimExpression.Ones()), 1, "the sum over the examples");
        yield return (new ClaimExpression.Binary(ClaimOperator.Product, new ClaimExpression.Transpose(new ClaimExpression.Ones()), formula), 1, "the sum over the examples");
    }

    private static ClaimExpression Times(ClaimExpression factor, ClaimExpression formula) => new ClaimExpression.Binary(ClaimOperator.Product, factor, formula);

    /// <summary>Every product of the same two operands: transposed or not, in either order, of every kind.</summary>
    private static IEnumerable<(ClaimExpression Meant, int Cost, string What)> Products(ClaimExpression node, Vocabulary names)
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
                yield return (new ClaimExpression.Binary(kind, swaps ? right : left, swaps ? left : right), cost, string.Join(", ", what));
            }
        }
    }

    /// <summary>(a ∘ b) c against a ∘ (b c).</summary>
    private static IEnumerable<(ClaimExpression Meant, int Cost, string What)> Regroupings(ClaimExpression node, Vocabulary names)
    {
        if (node is not ClaimExpression.Binary { Operator: ClaimOperator.Product or ClaimOperator.Hadamard or ClaimOperator.Outer } outer)
        {
            yield break;
        }

        if (outer.Left is ClaimExpression.Binary { Operator: ClaimOperator.Product or ClaimOperator.Hadamard or ClaimOperator.Outer } left)
        {
            yield return (new ClaimExpression.Binary(left.Operator, left.Left, new ClaimExpression.Binary(outer.Operator, left.Right, outer.Right)), 1, "the brackets");
            yield return (left with { Left = new ClaimExpression.Binary(outer.Operator, left.Left, outer.Right) }, 1, "the order of the factors");
        }

        if (outer.Right is ClaimExpression.Binary { Operator: ClaimOperator.Product or ClaimOperator.Hadamard or ClaimOperator.Outer } right)
        {
            yield return (new ClaimExpression.Binary(right.Operator, new ClaimExpression.Binary(outer.Operator, outer.Left, right.Left), right.Right), 1, "the brackets");
        }
    }

    private static IEnumerable<(ClaimExpression Meant, int Cost, string What)> OtherNames(ClaimExpression.Name name, Vocabulary names)
    {
        if (name.Base.Length > 1 && name.Base[0] == 'd')
        {
            yield return (name with { Base = name.Base.Substring(1) }, 1, $"{name} has a stray d");
        }
        else
        {
            yield return (name with { Base = "d" + name.Base }, 1, $"{name} lacks its d");
        }

        foreach (string other in names.Beside(name))
        {
            yield return (name with { Base = other, Layer = name.Layer }, 2, $"{name} should be {other}");
        }
    }

    private static IEnumerable<(ClaimExpression Meant, int Cost, string What)> Calls(ClaimExpression.Call call)
    {
        yield return (call with { Primes = call.Primes + 1 }, 1, $"the derivative of {call.Function} is meant");
        if (call.Primes > 0)
        {
            yield return (call with { Primes = call.Primes - 1 }, 1, $"{call.Function} itself is meant");
        }

        if (call.Function.Length > 1 && call.Function[0] == 'd')
        {
            yield return (call with { Function = call.Function.Substring(1) }, 1, $"the d of {call} is one too many");
        }

        if (call is { Primes: 0, IsInverse: false })
        {
            yield return (call.Argument, 1, $"the function {call.Function} does not belong there");
        }
    }

    private static string Sign(ClaimOperator kind) => kind switch { ClaimOperator.Hadamard => "∘", ClaimOperator.Outer => "⊗", _ => "the matrix product" };
}
