namespace DeriveGen.Tests.Storage;

public sealed class BatchTests
{
    [Fact]
    public void It_refers_to_the_callers_memory_in_order()
    {
        float[] x = [1, 2, 3];
        int[] labels = [4, 5];
        float[] y = [6];
        Batch<float> batch = Batch<float>.Of(x).With(labels).With(y).WithSizes([57]);
        Assert.Equal(3, batch.Count);
        Assert.True(batch.Reals(0) == x.AsSpan());
        Assert.True(batch.WholeNumbers(1) == labels.AsSpan());
        Assert.True(batch.Reals(2) == y.AsSpan());
        Assert.Equal([57], batch.Sizes.ToArray());
    }

    [Fact]
    public void Doubles_and_an_empty_tensor_pass_through()
    {
        double[] x = [1, 2];
        Batch<double> batch = Batch<double>.Of(Array.Empty<int>()).With(x);
        Assert.Equal(0, batch.WholeNumbers(0).Length);
        Assert.True(batch.Reals(1) == x.AsSpan());
    }

    [Fact]
    public void A_tensor_of_the_other_kind_or_beyond_the_last_is_refused()
    {
        Assert.Contains("holds real numbers; whole ones were expected", Assert.Throws<ArgumentException>(() => Sample().WholeNumbers(0)).Message);
        Assert.Contains("holds whole numbers; real ones were expected", Assert.Throws<ArgumentException>(() => Sample().Reals(1)).Message);
        Assert.Throws<ArgumentException>(() => Sample().Reals(2));
        Assert.Throws<ArgumentException>(() => Sample().Reals(-1));
    }

    [Fact]
    public void Its_tensors_and_sizes_are_counted()
    {
        Sample().Require(2, 0);
        Assert.Contains("2 tensors and 0 sizes; 3 and 0", Assert.Throws<ArgumentException>(() => Sample().Require(3, 0)).Message);
        Assert.Throws<ArgumentException>(() => Sample().Require(2, 1));
    }

    [Fact]
    public void Eight_tensors_fit_and_each_keeps_its_place()
    {
        Batch<float> batch = default;
        for (int position = 0; position < 8; position++)
        {
            batch = batch.With(new float[position]);
        }

        for (int position = 0; position < 8; position++)
        {
            Assert.Equal(position, batch.Reals(position).Length);
        }

        Assert.Throws<InvalidOperationException>(() =>
        {
            Batch<float> full = default;
            for (int position = 0; position < 9; position++)
            {
                full = full.With(new float[1]);
            }
        });
    }

    private static Batch<float> Sample() => Batch<float>.Of(new float[3]).With(new int[2]);
}
