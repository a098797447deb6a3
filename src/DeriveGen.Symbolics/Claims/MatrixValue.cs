using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>A formula of a claim as a matrix: its shape, and each of its elements as a polynomial.</summary>
/// <param name="Rows">The number of rows; null while its place decides it (a vector of ones).</param>
/// <param name="Columns">The number of columns; null while its place decides it.</param>
/// <param name="At">The element in a row and a column.</param>
/// <param name="Source">The formula.</param>
internal sealed record MatrixValue(Extent? Rows, Extent? Columns, Func<Affine, Affine, Polynomial> At, ClaimExpression Source)
{
    /// <summary>Whether it is a vector that may stand as a row or as a column, as it fits.</summary>
    public bool IsEitherWay { get; init; }

    /// <summary>Whether it is a number, which multiplies anything.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether it has one element.</summary>
    public bool IsScalar => IsNumber || (Rows?.Static == 1 && Columns?.Static == 1);

    /// <summary>Whether it is one row or one column.</summary>
    public bool IsVector => Rows?.Static == 1 || Columns?.Static == 1;

    /// <summary>A number, or a size as a number.</summary>
    public static MatrixValue Number(Polynomial value, ClaimExpression source) => new(Extent.Of(1), Extent.Of(1), (_, _) => value, source) { IsNumber = true };

    /// <summary>The transpose.</summary>
    public MatrixValue Transposed(ClaimExpression? source = null) =>
        this with { Rows = Columns, Columns = Rows, At = (row, column) => At(column, row), Source = source ?? ClaimExpression.Transpose.Of(Source) };

    /// <summary>How messages show the shape: p×m.</summary>
    public string Shape(ClaimNetwork network) => network.Shown(Rows) + "×" + network.Shown(Columns);

    /// <summary>A function of every element.</summary>
    public MatrixValue Map(Func<Polynomial, Polynomial> function, ClaimExpression source) =>
        this with { At = (row, column) => function(At(row, column)), Source = source, IsEitherWay = false };

    /// <summary>Whether both have the same number of rows and of columns; what is open fits.</summary>
    public bool HasShapeOf(MatrixValue other) => Fits(Rows, other.Rows) && Fits(Columns, other.Columns);

    /// <summary>Whether two extents are equal, or one is open.</summary>
    public static bool Fits(Extent? a, Extent? b) => a is null || b is null || a.Equals(b);

    /// <summary>The whole matrix as an equation of a tensor of two axes.</summary>
    /// <exception cref="InvalidOperationException">The shape is open.</exception>
    public Equation AsEquation(string name)
    {
        if (Rows is null || Columns is null)
        {
            throw new InvalidOperationException("The shape is open.");
        }

        IndexVar row = new("i", Rows), column = new("j", Columns);
        Polynomial value = At(Position(row), Position(column));
        return new Equation(new Tensor(name, [Rows, Columns], TensorKind.Temporary), [row, column], value);
    }

    /// <summary>The index, or 0 in an axis with one place.</summary>
    public static Affine Position(IndexVar index) => index.Extent.Static == 1 ? Affine.Zero : Affine.Of(index);

    /// <summary>Σ over an axis; an axis with one place is not summed.</summary>
    public static Polynomial Sum(Extent extent, Func<Affine, Polynomial> body)
    {
        if (extent.Static == 1)
        {
            return body(Affine.Zero);
        }

        var index = new IndexVar("s", extent);
        return Build.Sum([index], body(Affine.Of(index)));
    }
}
