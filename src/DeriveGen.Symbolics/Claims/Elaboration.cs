using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Gives the formulas of claims their values: matrices of polynomials over the network's tensors and their adjoints.</summary>
/// <param name="network">The network.</param>
/// <param name="names">The names.</param>
/// <param name="reading">Which way round matrices lie, and what dX means.</param>
/// <param name="layers">The values of the letters that count layers.</param>
internal sealed class Elaboration(ClaimNetwork network, Vocabulary names, Reading reading, IReadOnlyDictionary<string, int> layers)
{
    /// <summary>Definitions of definitions may be longer written out than anybody reads: b = a ∘ a, c = b ∘ b, and so on.</summary>
    private const int MostNodes = 3000;

    private readonly HashSet<string> _summed = [];
    private int _nodes;

    /// <summary>A formula as a matrix.</summary>
    /// <exception cref="ShapeException">Matrices do not fit.</exception>
    /// <exception cref="ClaimException">A name is unknown, or something has no meaning in matrix notation.</exception>
    public MatrixValue Of(ClaimExpression expression) => ++_nodes > MostNodes ? throw new ClaimException(default, $"with its definitions written out the line has more than {MostNodes} words and symbols") : expression switch
    {
        ClaimExpression.Number number => MatrixValue.Number(Polynomial.Number(number.Value), number),
        ClaimExpression.Ones => new(null, Extent.Of(1), (_, _) => Polynomial.One, expression),
        ClaimExpression.Name name => Named(name),
        ClaimExpression.Derivative derivative => OfDerivative(derivative),
        ClaimExpression.Negative negative => Of(negative.Operand).Map(value => -value, negative),
        ClaimExpression.Binary binary => Combine(binary, Of(binary.Left), Of(binary.Right)),
        ClaimExpression.Power power => power.Exponent.Sign < 0 && Of(power.Base) is { IsNumber: true } zero && zero.At(Affine.Zero, Affine.Zero).IsZero
            ? throw new ClaimException(default, $"{power} divides by 0")
            : Of(power.Base).Map(value => Build.Power(value, power.Exponent), power),
        ClaimExpression.Transpose { Operand: ClaimExpression.Number { Value.IsOne: true } } ones => new(Extent.Of(1), null, (_, _) => Polynomial.One, ones),
        ClaimExpression.Transpose transpose => Of(transpose.Operand).Transposed(transpose) with { IsEitherWay = false },
        ClaimExpression.Call call => Call(call),
        ClaimExpression.Diagonal diagonal => OfDiagonal(diagonal, Of(diagonal.Vector)),
        ClaimExpression.Summation sum => OfSummation(sum),
        _ => throw new ClaimException(default, $"{expression} has no meaning in matrix notation; write the claim with indices, dW[j,k] = …"),
    };

    /// <summary>A tensor as a matrix under the reading.</summary>
    public MatrixValue Matrix(Tensor shape, Func<EquatableArray<Affine>, Polynomial> element, ClaimExpression source)
    {
        if (shape.Rank == 0)
        {
            return new(Extent.Of(1), Extent.Of(1), (_, _) => element([]), source) { IsNumber = true };
        }

        if (shape.Rank == 1)
        {
            bool isRow = reading.IsRow(shape, network);
            var column = new MatrixValue(shape.Shape[0], Extent.Of(1), (row, _) => element([row]), source);
            return (isRow ? column.Transposed(source) : column) with { IsEitherWay = shape.Kind == TensorKind.Parameter };
        }

        if (shape.Rank != 2)
        {
            throw new ClaimException(SpanOf(source), $"{shape.Name} has {shape.Rank} axes, so matrix notation cannot say it; write the claim with indices, {shape.Name}[…]");
        }

        var plain = new MatrixValue(shape.Shape[0], shape.Shape[1], (row, column) => element([row, column]), source);
        return network.Orientation.Exchanges(shape, reading.Convention) ? plain.Transposed(source) : plain;
    }

    private MatrixValue Named(ClaimExpression.Name name)
    {
        if (name.Indices.Length > 0)
        {
            throw new ClaimException(name.Span, $"{name} is an element, but the claim has matrices beside it; write all of it with indices");
        }

        CheckExample(name);
        switch (names.Find(name, layers))
        {
            case Meaning.Value value:
                return Matrix(value.Tensor, positions => Polynomial.Of(new Access(value.Tensor, positions)), name);
            case Meaning.Adjoint adjoint:
                return AdjointOf(adjoint.Of, name, name.Span);
            case Meaning.Defined defined:
                return Of(defined.Expression) with { Source = name };
            case Meaning.Examples:
                return MatrixValue.Number(network.Examples is { } size ? Polynomial.Of(new SizeValue(size)) : Polynomial.One, name);
            default:
                throw new ClaimException(name.Span, $"'{name}' is not known here{Spelling.Suggest(name.Base, names.Known)}; the network, the settings and the definitions above have no such name");
        }
    }

    /// <summary>A letter of examples means all of them under a sum; elsewhere it is free on one side only.</summary>
    private void CheckExample(ClaimExpression.Name name)
    {
        if (name.Example is { } example && !_summed.Contains(example))
        {
            throw new ShapeException(name, $"{example} is free on one side only: {name} belongs to one example, the matrices beside it to all");
        }
    }

    /// <summary>dX: the adjoint, its multiple per example, or the differential.</summary>
    private MatrixValue AdjointOf(Tensor of, ClaimExpression source, TextSpan span)
    {
        if (reading.Tangents)
        {
            return network.TangentOf(of) is { } tangent
                ? Matrix(of, positions => Polynomial.Of(new Access(tangent, positions)), source)
                : throw new ClaimException(span, $"{of.Name} does not move, so {source} is 0");
        }

        if (!network.ByChainRule.AdjointOf.TryGetValue(of, out Tensor? adjoint))
        {
            throw new ClaimException(span, $"the loss does not depend on {of.Name}, so {source} is 0");
        }

        bool isScaled = reading.PerExample && network.Orientation.HasExamples(of);
        Polynomial scale = isScaled ? Polynomial.Of(new SizeValue(network.Examples!)) : Polynomial.One;
        return Matrix(of, positions => Build.Multiply(scale, Polynomial.Of(new Access(adjoint, positions))), source);
    }

    private MatrixValue OfDerivative(ClaimExpression.Derivative derivative)
    {
        bool isByLoss = derivative.Of is ClaimExpression.Name of && names.IsLoss(of.Base);
        if (!isByLoss)
        {
            throw new ClaimException(derivative.Span, $"{derivative} is a Jacobian, which has the indices of both; it can stand alone on the left side only");
        }

        CheckExample((ClaimExpression.Name)derivative.Of);
        if (derivative.By is ClaimExpression.Transpose transposed)
        {
            return OfDerivative(derivative with { By = transposed.Operand }).Transposed(derivative);
        }

        if (names.TensorOf(derivative.By, layers) is not { } by)
        {
            throw new ClaimException(derivative.Span, $"{derivative.By} is no tensor of the network");
        }

        return AdjointOf(by, derivative, derivative.Span);
    }

    private MatrixValue Combine(ClaimExpression.Binary source, MatrixValue left, MatrixValue right) => source.Operator switch
    {
        ClaimOperator.Sum => Added(source, left, right, (a, b) => a + b),
        ClaimOperator.Difference => Added(source, left, right, (a, b) => a - b),
        ClaimOperator.Product => Product(source, left, right),
        ClaimOperator.Hadamard => ElementWise(source, left, right, "∘", Build.Multiply),
        ClaimOperator.Outer => Outer(source, left, right),
        _ => right.IsNumber && right.At(Affine.Zero, Affine.Zero).IsZero ? throw new ClaimException(SpanOf(source.Right), $"{source} divides by 0")
            : right.IsNumber
            ? left with { At = (row, column) => Build.Divide(left.At(row, column), right.At(Affine.Zero, Affine.Zero)), Source = source, IsEitherWay = false }
            : ElementWise(source, left, right, "the quotient", Build.Divide),
    };

    private MatrixValue Added(ClaimExpression.Binary source, MatrixValue left, MatrixValue right, Func<Polynomial, Polynomial, Polynomial> operation) =>
        ElementWise(source, left, right, "a sum", operation);

    /// <summary>An operation element by element; a number stands for a matrix of equal elements, a bias for a matrix of equal rows or columns.</summary>
    private MatrixValue ElementWise(ClaimExpression.Binary source, MatrixValue left, MatrixValue right, string what, Func<Polynomial, Polynomial, Polynomial> operation)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return MatrixValue.Number(operation(left.At(Affine.Zero, Affine.Zero), right.At(Affine.Zero, Affine.Zero)), source);
        }

        if (!left.HasShapeOf(right) && !left.IsNumber && !right.IsNumber)
        {
            (left, right) = right.IsEitherWay && left.HasShapeOf(right.Transposed()) ? (left, right.Transposed())
                : left.IsEitherWay && left.Transposed().HasShapeOf(right) ? (left.Transposed(), right)
                : IsBroadcast(right, left) ? (left, Broadcast(right, left))
                : IsBroadcast(left, right) ? (Broadcast(left, right), right)
                : throw new ShapeException(source, $"{left.Source} is {left.Shape(network)} and {right.Source} is {right.Shape(network)}: {what} needs equal shapes");
        }

        (MatrixValue shape, MatrixValue other) = left.IsNumber ? (right, left) : (left, right);
        Extent? rows = shape.Rows ?? (other.IsNumber ? null : other.Rows), columns = shape.Columns ?? (other.IsNumber ? null : other.Columns);
        return new(rows, columns, (row, column) => operation(left.At(row, column), right.At(row, column)), source);
    }

    private static bool IsBroadcast(MatrixValue bias, MatrixValue matrix) =>
        bias.IsEitherWay && (MatrixValue.Fits(bias.IsVector && bias.Rows?.Static == 1 ? bias.Columns : bias.Rows, matrix.Columns)
            || MatrixValue.Fits(bias.Rows?.Static == 1 ? bias.Columns : bias.Rows, matrix.Rows));

    private static MatrixValue Broadcast(MatrixValue bias, MatrixValue matrix)
    {
        MatrixValue row = bias.Rows?.Static == 1 ? bias : bias.Transposed(bias.Source);
        return MatrixValue.Fits(row.Columns, matrix.Columns)
            ? row with { Rows = matrix.Rows, At = (_, column) => row.At(Affine.Zero, column) }
            : row with { Rows = matrix.Rows, Columns = matrix.Columns, At = (at, _) => row.At(Affine.Zero, at) };
    }

    private MatrixValue Product(ClaimExpression.Binary source, MatrixValue left, MatrixValue right)
    {
        if (left.IsNumber || right.IsNumber)
        {
            (MatrixValue number, MatrixValue matrix) = left.IsNumber ? (left, right) : (right, left);

            // dZ 1: a one behind a matrix is the vector of ones.
            if (ReferenceEquals(number, right) && right.Source is ClaimExpression.Number { Value.IsOne: true } && !left.IsNumber)
            {
                return Product(source, left, new MatrixValue(null, Extent.Of(1), (_, _) => Polynomial.One, right.Source));
            }

            Polynomial factor = number.At(Affine.Zero, Affine.Zero);
            return matrix with { At = (row, column) => Build.Multiply(factor, matrix.At(row, column)), Source = source, IsNumber = left.IsNumber && right.IsNumber };
        }

        if (!MatrixValue.Fits(left.Columns, right.Rows))
        {
            (left, right) = right.IsEitherWay && MatrixValue.Fits(left.Columns, right.Columns) ? (left, right.Transposed(right.Source))
                : left.IsEitherWay && MatrixValue.Fits(left.Rows, right.Rows) ? (left.Transposed(left.Source), right)
                : (left, right);
        }

        if (!MatrixValue.Fits(left.Columns, right.Rows))
        {
            if (left.IsScalar || right.IsScalar)
            {
                (MatrixValue scalar, MatrixValue matrix) = left.IsScalar ? (left, right) : (right, left);
                return matrix with { At = (row, column) => Build.Multiply(scalar.At(Affine.Zero, Affine.Zero), matrix.At(row, column)), Source = source, IsEitherWay = false };
            }

            throw new ShapeException(
                source,
                $"{left.Source} is {left.Shape(network)} and {right.Source} is {right.Shape(network)}: in their product the inner extents {network.Shown(left.Columns)} and {network.Shown(right.Rows)} differ");
        }

        Extent inner = left.Columns ?? right.Rows ?? throw new ShapeException(source, $"nothing says how many ones {source} sums");
        return new(left.Rows, right.Columns, (row, column) => MatrixValue.Sum(inner, at => Build.Multiply(left.At(row, at), right.At(at, column))), source);
    }

    private MatrixValue Outer(ClaimExpression.Binary source, MatrixValue left, MatrixValue right)
    {
        if (!left.IsVector || !right.IsVector)
        {
            MatrixValue matrix = left.IsVector ? right : left;
            throw new ShapeException(source, $"{matrix.Source} is {matrix.Shape(network)}: the outer product ⊗ needs two vectors");
        }

        MatrixValue column = left.Columns?.Static == 1 ? left : left.Transposed(), row = right.Rows?.Static == 1 ? right : right.Transposed();
        return new(column.Rows, row.Columns, (i, j) => Build.Multiply(column.At(i, Affine.Zero), row.At(Affine.Zero, j)), source);
    }

    private MatrixValue OfDiagonal(ClaimExpression.Diagonal source, MatrixValue vector)
    {
        if (!vector.IsVector)
        {
            throw new ShapeException(source, $"{vector.Source} is {vector.Shape(network)}: Diag needs a vector");
        }

        MatrixValue column = vector.Columns?.Static == 1 ? vector : vector.Transposed();
        return new(column.Rows, column.Rows, (row, at) => Build.Guarded(column.At(row, Affine.Zero), [Guard.Delta(row, at)]), source);
    }

    /// <summary>Σ over the examples, the one index that matrix notation leaves to words: the sum of a row or column for each example.</summary>
    private MatrixValue OfSummation(ClaimExpression.Summation sum)
    {
        foreach (string letter in sum.Indices)
        {
            _summed.Add(letter);
        }

        MatrixValue body = Of(sum.Body);
        if (network.Examples is not { } examples)
        {
            return body with { Source = sum };
        }

        Extent count = Extent.Of(examples);
        return body.Rows?.Equals(count) == true ? new(Extent.Of(1), body.Columns, (_, column) => MatrixValue.Sum(count, at => body.At(at, column)), sum)
            : body.Columns?.Equals(count) == true ? new(body.Rows, Extent.Of(1), (row, _) => MatrixValue.Sum(count, at => body.At(row, at)), sum)
            : throw new ClaimException(default, $"{sum.Body} has no axis of examples to sum over; write the claim with indices");
    }

    private MatrixValue Call(ClaimExpression.Call call)
    {
        MatrixValue argument = Of(call.Argument);
        if (call.IsInverse)
        {
            return Inverse(call, argument);
        }

        if (!names.IsFunction(call.Function) && call.Function.Length > 1 && call.Function[0] == 'd')
        {
            return Differential(call);
        }

        return argument.Map(names.Function(call.Function, call.Primes), call);
    }

    /// <summary>g⁻¹(a) where a = g(z) is an equation of the network is z.</summary>
    private MatrixValue Inverse(ClaimExpression.Call call, MatrixValue argument)
    {
        Equation? definition = argument.Source is ClaimExpression.Name name && names.Find(name, layers) is Meaning.Value value ? network.System.DefinitionOf(value.Tensor) : null;
        return definition?.Value.AsAtom is Apply { Argument.AsAtom: Access inner } apply && (apply.Function.Name == call.Function || names.UnknownFunction(call.Function)?.Name == apply.Function.Name)
            ? Matrix(inner.Tensor, positions => Polynomial.Of(new Access(inner.Tensor, positions)), call)
            : throw new ClaimException(call.Span, $"{call} is known only where its argument is defined as {call.Function}(…)");
    }

    /// <summary>dg(z) is g′(z) ∘ dz.</summary>
    private MatrixValue Differential(ClaimExpression.Call call)
    {
        if (call.Argument is not ClaimExpression.Name name)
        {
            throw new ClaimException(call.Span, $"the differential {call} is known of a name only; write out what is meant");
        }

        ClaimExpression outer = call with { Function = call.Function.Substring(1), Primes = call.Primes + 1 };
        return Of(new ClaimExpression.Binary(ClaimOperator.Hadamard, outer, name with { Base = "d" + name.Base })) with { Source = call };
    }

    private static TextSpan SpanOf(ClaimExpression source) => source is ClaimExpression.Name name ? name.Span : default;
}
