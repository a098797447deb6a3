using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>
/// Recognises matrix notation in indices: a summed index is a matrix product, a shared one that is not summed a Hadamard
/// product, one that is missing on a side a product with ones.
/// </summary>
/// <remarks>
/// A term is a network of factors joined by indices. Factors with the same indices are multiplied element by element; then
/// bound indices are eliminated one at a time, each joining the two factors that it touches, until only the two free ones are left.
/// </remarks>
/// <param name="isReversed">Whether a matrix is written with its two axes exchanged, W[j,k] as n_out × n_in, or a vector as a row.</param>
/// <param name="diagonals">Whether a vector that scales a product stands on a diagonal, Diag(v) A x, instead of as v ∘ (A x).</param>
public sealed class MatrixNotation(Func<Tensor, bool> isReversed, bool diagonals = false)
{
    /// <summary>The equation in matrix notation, or null where it has none (a scalar, more than two axes, guards, positions that are not plain).</summary>
    public string? Print(Equation equation) => Recognise(equation) is { } value ? TextPrinter.Name(equation.Target) + " = " + value : null;

    /// <summary>The right side in the orientation of the target, or null where matrix notation cannot say it.</summary>
    public MatrixExpression? Recognise(Equation equation) => equation.Target.Rank switch
    {
        1 when isReversed(equation.Target) => Recognise(equation.Value, equation.Indices[0], null)?.Transpose(),
        1 => Recognise(equation.Value, equation.Indices[0], null),
        2 when isReversed(equation.Target) => Recognise(equation.Value, equation.Indices[1], equation.Indices[0]),
        2 => Recognise(equation.Value, equation.Indices[0], equation.Indices[1]),
        _ => null,
    };

    /// <summary>The indices of the rows and columns of a matrix that an equation defines.</summary>
    internal (IndexVar Row, IndexVar Column) Axes(Equation equation) =>
        isReversed(equation.Target) ? (equation.Indices[1], equation.Indices[0]) : (equation.Indices[0], equation.Indices[1]);

    /// <summary>The value as a row × column matrix; a null index stands for a single row or column.</summary>
    public MatrixExpression? Recognise(Polynomial value, IndexVar? row, IndexVar? column)
    {
        if (value.IsZero)
        {
            return new MatrixExpression.Constant("0");
        }

        var terms = new List<MatrixExpression>();
        foreach (Term term in value.Terms)
        {
            if (Recognise(term, row, column) is not { } expression)
            {
                return null;
            }

            terms.Add(expression);
        }

        return terms.Count == 1 ? terms[0] : new MatrixExpression.Sum(terms.ToEquatableArray());
    }

    private MatrixExpression? Recognise(Term term, IndexVar? row, IndexVar? column)
    {
        if (term.Guards.Length > 0)
        {
            return null;
        }

        var nodes = new List<Node>();
        var scalars = new List<Factor>();
        foreach (Factor factor in term.Factors)
        {
            if (factor.Atom.Indices.Count == 0)
            {
                scalars.Add(factor);
            }
            else if (NodeOf(factor, row, column) is { } node)
            {
                Insert(nodes, node);
            }
            else
            {
                return null;
            }
        }

        return Eliminate(nodes, term.Bound) && Close(nodes, row, column) is { } value ? Scale(term.Coefficient, scalars, value) : null;
    }

    private Node? NodeOf(Factor factor, IndexVar? row, IndexVar? column)
    {
        IndexVar[] indices = factor.Atom.Indices.OrderBy(index => index == row ? 0 : index == column ? 2 : 1).ThenBy(index => index.Id).ToArray();
        if (indices.Length > 2)
        {
            return null;
        }

        IndexVar first = indices[0];
        IndexVar? second = indices.Length == 2 ? indices[1] : null;
        MatrixExpression? expression = factor.Atom switch
        {
            Access access => Symbol(access, first, second),
            Group group => Either(group.Value, first, second),
            Apply apply => Either(apply.Argument, first, second) is { } argument ? new MatrixExpression.Function(apply.Function.Name, argument) : null,
            _ => null,
        };
        return expression is null ? null : new Node(expression, first, second, factor.Exponent);
    }

    /// <summary>The value, or the transpose of the value the other way round, whichever transposes less: (z − t)ᵀ rather than zᵀ − tᵀ.</summary>
    private MatrixExpression? Either(Polynomial value, IndexVar first, IndexVar? second)
    {
        MatrixExpression? here = Recognise(value, first, second);
        return second is not null && here?.Transposes > 1 && Recognise(value, second, first)?.Transpose() is { } other && other.Transposes < here.Transposes ? other : here;
    }

    private MatrixExpression? Symbol(Access access, IndexVar first, IndexVar? second)
    {
        EquatableArray<IndexVar?> positions = access.Positions.Map(position => position.AsIndex);
        Tensor tensor = access.Tensor;
        bool reversed = isReversed(tensor);
        MatrixExpression.Symbol Named(bool transposed)
        {
            string[] extents = tensor.Shape.Select(extent => extent.ToString()).ToArray();
            return extents.Length == 1 && reversed ? new(TextPrinter.Name(tensor), true, "1", extents[0])
                : extents.Length == 1 ? new(TextPrinter.Name(tensor), false, extents[0], "1")
                : reversed ? new(TextPrinter.Name(tensor), transposed, extents[1], extents[0])
                : new(TextPrinter.Name(tensor), transposed, extents[0], extents[1]);
        }

        return positions.Length switch
        {
            1 when positions[0] == first => Named(false),
            2 when positions[0] == first && positions[1] == second => Named(reversed),
            2 when positions[1] == first && positions[0] == second => Named(!reversed),
            _ => null,
        };
    }

    /// <summary>Adds a factor, multiplying element by element what has the same indices.</summary>
    private void Insert(List<Node> nodes, Node node)
    {
        int position = nodes.FindIndex(node.HasSameIndices);
        if (position < 0)
        {
            nodes.Add(node);
        }
        else
        {
            nodes[position] = diagonals ? nodes[position].Scaling(node) : nodes[position].Times(node);
        }
    }

    private bool Eliminate(List<Node> nodes, EquatableArray<IndexVar> bound)
    {
        List<IndexVar> left = [.. bound];
        while (left.Count > 0)
        {
            // An index that only two factors share can be summed at once; so can one that only one factor has.
            int next = left.FindIndex(index => nodes.Count(node => node.Touches(index)) == 2);
            next = next < 0 ? left.FindIndex(index => nodes.Count(node => node.Touches(index)) == 1) : next;
            next = next < 0 ? left.FindIndex(index => nodes.Count(node => node.IsMatrix && node.Touches(index)) == 2) : next;
            if (next < 0 || !Contract(nodes, left[next]))
            {
                return false;
            }

            left.RemoveAt(next);
        }

        return true;
    }

    private bool Contract(List<Node> nodes, IndexVar index)
    {
        List<Node> touched = nodes.Where(node => node.Touches(index)).ToList();
        nodes.RemoveAll(node => node.Touches(index));
        if (touched.Count == 3)
        {
            // A[a,k]·v[k]·B[k,b]: the vector goes on a diagonal between the matrices.
            Node vector = touched.First(node => !node.IsMatrix);
            List<Node> matrices = touched.Where(node => node.IsMatrix).ToList();
            var scaled = new Node(MatrixExpression.Product.Of(matrices[0].EndingIn(index), new MatrixExpression.Diagonal(vector.Value)), matrices[0].Other(index)!, index, 1);
            touched = [scaled, matrices[1]];
        }

        Node first = touched[0];
        if (touched.Count == 1)
        {
            if (!first.IsMatrix)
            {
                return false;
            }

            Insert(nodes, new Node(MatrixExpression.Product.Of(first.EndingIn(index), new MatrixExpression.Ones(index.Extent.ToString(), false)), first.Other(index)!, null, 1));
            return true;
        }

        Node second = touched[1];
        if (!first.IsMatrix)
        {
            (first, second) = (second, first);
        }

        if (!first.IsMatrix)
        {
            return false;
        }

        MatrixExpression product = MatrixExpression.Product.Of(first.EndingIn(index), second.IsMatrix ? second.BeginningWith(index) : second.Value);
        Insert(nodes, new Node(product, first.Other(index)!, second.Other(index), 1));
        return true;
    }

    /// <summary>What is left touches free indices alone: it becomes one row × column matrix.</summary>
    private static MatrixExpression? Close(List<Node> nodes, IndexVar? row, IndexVar? column)
    {
        if (nodes.Count == 0)
        {
            return new MatrixExpression.Constant("1");
        }

        Node? matrix = nodes.FirstOrDefault(node => node.IsMatrix);
        Node? left = nodes.FirstOrDefault(node => !node.IsMatrix && node.First == row);
        if (row is null || column is null)
        {
            return row is null || matrix is not null ? null : left?.Value;
        }

        Node? right = nodes.FirstOrDefault(node => !node.IsMatrix && node.First == column);
        if (matrix is null && left is not null && right is not null)
        {
            return MatrixExpression.Product.Of(left.Value, right.Value.Transpose());
        }

        MatrixExpression? result = matrix?.BeginningWith(row);
        if (left is not null)
        {
            var ones = new MatrixExpression.Ones(column.Extent.ToString(), true);
            result = Join(result, left, vector => MatrixExpression.Product.Of(vector, ones));
        }

        return right is null ? result : Join(result, right, vector => MatrixExpression.Product.Of(new MatrixExpression.Ones(row.Extent.ToString(), false), vector.Transpose()));
    }

    /// <summary>A matrix times, or divided by, a vector that is repeated along the other axis.</summary>
    private static MatrixExpression Join(MatrixExpression? matrix, Node vector, Func<MatrixExpression, MatrixExpression> repeated) =>
        matrix is null ? repeated(vector.Value)
        : vector.Exponent == -1 ? new MatrixExpression.Quotient(matrix, repeated(vector.Raw))
        : MatrixExpression.Hadamard.Of(matrix, repeated(vector.Value));

    private static MatrixExpression Scale(Rational coefficient, List<Factor> scalars, MatrixExpression value)
    {
        if (scalars.Count == 0 && value is MatrixExpression.Constant)
        {
            return coefficient.Sign < 0
                ? new MatrixExpression.Scaled(-1, string.Empty, new MatrixExpression.Constant(coefficient.Abs().ToString()))
                : new MatrixExpression.Constant(coefficient.ToString());
        }

        string above = string.Join(" ", scalars.Where(factor => factor.Exponent.Sign > 0).Select(Scalar));
        string below = string.Join("·", scalars.Where(factor => factor.Exponent.Sign < 0).Select(factor => Scalar(factor with { Exponent = -factor.Exponent })));
        return coefficient.IsOne && scalars.Count == 0 ? value : new MatrixExpression.Scaled(coefficient, below.Length == 0 ? above : above + "/" + below, value);
    }

    private static string Scalar(Factor factor) => TextPrinter.Print(new Term(1, [], [factor], []));

    /// <summary>A factor over one or two indices: a column vector, or a First × Second matrix, to an element-wise power.</summary>
    private sealed record Node(MatrixExpression Raw, IndexVar First, IndexVar? Second, Rational Exponent)
    {
        public bool IsMatrix => Second is not null;

        public MatrixExpression Value => Exponent.IsOne ? Raw
            : Exponent == -1 ? new MatrixExpression.Quotient(new MatrixExpression.Constant("1"), Raw)
            : new MatrixExpression.Power(Raw, Exponent);

        public bool Touches(IndexVar index) => First == index || Second == index;

        public bool HasSameIndices(Node other) => (First == other.First && Second == other.Second) || (First == other.Second && Second == other.First);

        public IndexVar? Other(IndexVar index) => First == index ? Second : First;

        public MatrixExpression BeginningWith(IndexVar index) => First == index ? Value : Value.Transpose();

        public MatrixExpression EndingIn(IndexVar index) => Second == index ? Value : Value.Transpose();

        /// <summary>v ∘ (A x) as Diag(v) A x, where both are vectors and one is a product.</summary>
        public Node Scaling(Node other) => (IsMatrix, Raw, other.Raw) switch
        {
            (false, MatrixExpression.Product, not MatrixExpression.Product) => this with { Raw = MatrixExpression.Product.Of(new MatrixExpression.Diagonal(other.Value), Raw) },
            (false, not MatrixExpression.Product, MatrixExpression.Product) => other with { Raw = MatrixExpression.Product.Of(new MatrixExpression.Diagonal(Value), other.Raw) },
            _ => Times(other),
        };

        public Node Times(Node other)
        {
            MatrixExpression aligned = First == other.First ? other.Raw : other.Raw.Transpose();
            MatrixExpression value = other.Exponent == -1 ? new MatrixExpression.Quotient(Value, aligned)
                : Exponent == -1 ? new MatrixExpression.Quotient(First == other.First ? other.Value : other.Value.Transpose(), Raw)
                : MatrixExpression.Hadamard.Of(Value, First == other.First ? other.Value : other.Value.Transpose());
            return new Node(value, First, Second, 1);
        }
    }
}
