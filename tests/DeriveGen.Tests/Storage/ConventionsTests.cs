using DeriveGen.Storage;

namespace DeriveGen.Tests.Storage;

public sealed class ConventionsTests
{
    private static readonly float[] AsDeclared = [1, 2, 3, 4, 5, 6];
    private static readonly float[] Transposed = [1, 4, 2, 5, 3, 6];

    [Theory]
    [InlineData(MatrixForm.InputFirst, Convention.R, false)]
    [InlineData(MatrixForm.InputFirst, Convention.Cw, false)]
    [InlineData(MatrixForm.InputFirst, Convention.C, true)]
    [InlineData(MatrixForm.InputFirst, Convention.P, true)]
    [InlineData(MatrixForm.OutputFirst, Convention.R, true)]
    [InlineData(MatrixForm.OutputFirst, Convention.Cw, true)]
    [InlineData(MatrixForm.OutputFirst, Convention.C, false)]
    [InlineData(MatrixForm.OutputFirst, Convention.P, false)]
    [InlineData(MatrixForm.None, Convention.P, false)]
    public void A_weight_matrix_is_transposed_where_the_order_differs(MatrixForm form, Convention convention, bool transposed)
    {
        TensorView<float> matrix = Matrix(form);
        float[] exported = new float[6];
        Conventions.Export(matrix, convention, exported);
        Assert.Equal(transposed ? Transposed : AsDeclared, exported);

        TensorView<float> other = new(new Arena<float>(32), matrix.Layout);
        Conventions.Import<float>(other, convention, exported);
        Assert.Equal(AsDeclared, other.ToArray());
    }

    [Fact]
    public void A_tensor_of_another_rank_is_written_as_declared()
    {
        TensorView<float> kernel = new(new Arena<float>(8), new TensorLayout("K", [2, 2, 2], 0, form: MatrixForm.InputFirst));
        kernel.CopyFrom([1, 2, 3, 4, 5, 6, 7, 8]);
        float[] exported = new float[8];
        Conventions.Export(kernel, Convention.P, exported);
        Assert.Equal(kernel.ToArray(), exported);
    }

    /// <summary>2 × 3 in rows of 16.</summary>
    private static TensorView<float> Matrix(MatrixForm form)
    {
        TensorView<float> matrix = new(new Arena<float>(32), new TensorLayout("W", [2, 3], 0, [16, 1], form));
        matrix.CopyFrom(AsDeclared);
        return matrix;
    }
}
