using DeriveGen.Initialization;
using DeriveGen.Storage;

namespace DeriveGen.Tests.Initialization;

public sealed class InitializersTests
{
    [Theory]
    [InlineData(new[] { 64, 32 }, MatrixForm.InputFirst, 64, 32)]
    [InlineData(new[] { 64, 32 }, MatrixForm.None, 64, 32)]
    [InlineData(new[] { 32, 64 }, MatrixForm.OutputFirst, 64, 32)]
    [InlineData(new[] { 3, 3, 8, 16 }, MatrixForm.None, 72, 16)]
    [InlineData(new[] { 16, 8, 3 }, MatrixForm.OutputFirst, 24, 16)]
    [InlineData(new[] { 10 }, MatrixForm.None, 10, 1)]
    [InlineData(new int[0], MatrixForm.None, 1, 1)]
    public void The_last_axis_is_the_output_and_all_others_the_input(int[] shape, MatrixForm form, long fanIn, long fanOut) =>
        Assert.Equal((fanIn, fanOut), Initializers.Fans(new TensorLayout("W", shape, 0, form: form)));

    [Fact]
    public void Glorot_fills_its_interval_evenly()
    {
        double[] values = Values([200, 100], tensor => Initializers.Glorot(tensor, 7, 0));
        double bound = Math.Sqrt(6.0 / 300);
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.InRange(values.Max(), 0.999 * bound, bound);
        Assert.Equal(bound * bound / 3, Variance(values), 0.02 * bound * bound);
    }

    [Fact]
    public void He_and_Lecun_are_normal_with_the_variance_of_the_fan_in()
    {
        Assert.Equal(2.0 / 200, Variance(Values([200, 100], tensor => Initializers.He(tensor, 7, 0))), 5e-4);
        Assert.Equal(1.0 / 200, Variance(Values([200, 100], tensor => Initializers.Lecun(tensor, 7, 0))), 2.5e-4);
        Assert.Equal(4.0, Variance(Values([200, 100], tensor => Initializers.Normal(tensor, 7, 0, 2))), 0.2);
    }

    [Fact]
    public void Uniform_and_constant_take_their_argument()
    {
        double[] values = Values([1000], tensor => Initializers.Uniform(tensor, 7, 0, 0.25));
        Assert.All(values, value => Assert.InRange(value, -0.25, 0.25));
        Assert.True(values.Max() > 0.24 && values.Min() < -0.24);
        Assert.All(Values([3, 2], tensor => Initializers.Constant(tensor, 0.5)), value => Assert.Equal(0.5, value));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(9, 4)]
    [InlineData(4, 9)]
    [InlineData(1, 3)]
    [InlineData(64, 64)]
    public void Orthogonal_rows_or_columns_are_orthonormal(int rows, int columns)
    {
        double[] values = Values([rows, columns], tensor => Initializers.Orthogonal(tensor, 7, 0));
        int count = Math.Min(rows, columns), dimension = Math.Max(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                double product = Enumerable.Range(0, dimension).Sum(d => At(a, d) * At(b, d));
                Assert.Equal(a == b ? 1 : 0, product, 1e-13);
            }
        }

        double At(int vector, int d) => rows >= columns ? values[(d * columns) + vector] : values[(vector * columns) + d];
    }

    [Fact]
    public void Values_depend_on_seed_and_number_and_not_on_the_storage()
    {
        float[] plain = Single(new TensorLayout("W", [4, 3], 0), 7, 0);
        Assert.Equal(plain, Single(new TensorLayout("W", [4, 3], 5, [16, 2]), 7, 0));
        Assert.NotEqual(plain, Single(new TensorLayout("W", [4, 3], 0), 8, 0));
        Assert.NotEqual(plain, Single(new TensorLayout("W", [4, 3], 0), 7, 1));
        Assert.Equal(plain, Values([4, 3], tensor => Initializers.Glorot(tensor, 7, 0)).Select(value => (float)value));
    }

    private static float[] Single(TensorLayout layout, ulong seed, int number)
    {
        TensorView<float> tensor = new(new Arena<float>(80), layout);
        Initializers.Glorot(tensor, seed, number);
        return tensor.ToArray();
    }

    private static double[] Values(int[] shape, Action<TensorView<double>> initialize)
    {
        TensorLayout layout = new("W", shape, 0);
        TensorView<double> tensor = new(new Arena<double>(layout.Length), layout);
        initialize(tensor);
        return tensor.ToArray();
    }

    private static double Variance(double[] values) => values.Average(value => value * value) - (values.Average() * values.Average());
}
