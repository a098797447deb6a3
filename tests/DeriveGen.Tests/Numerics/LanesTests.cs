using System.Runtime.Intrinsics;
using DeriveGen.Numerics;

namespace DeriveGen.Tests.Numerics;

public sealed class LanesTests
{
    [Fact]
    public void A_sum_is_the_same_tree_at_every_width()
    {
        Random random = new(1);
        for (int round = 0; round < 1000; round++)
        {
            float[] x = [.. Enumerable.Range(0, 16).Select(_ => (float)(random.NextDouble() - 0.5) * MathF.Pow(2, random.Next(-20, 20)))];
            float tree = Tree(x, (a, b) => a + b);
            Assert.Equal(tree, VectorMath.Sum(Vector512.Create<float>(x)));
            Assert.Equal(tree, VectorMath.Sum(Vector256.Create<float>(x), Vector256.Create<float>(x.AsSpan(8))));
            Assert.Equal(tree, VectorMath.Sum(V(x, 0), V(x, 4), V(x, 8), V(x, 12)));

            double[] y = [.. x.Take(8).Select(value => Math.Sqrt(Math.Abs((double)value)))];
            double treeOfDoubles = Tree(y, (a, b) => a + b);
            Assert.Equal(treeOfDoubles, VectorMath.Sum(Vector512.Create<double>(y)));
            Assert.Equal(treeOfDoubles, VectorMath.Sum(Vector256.Create<double>(y), Vector256.Create<double>(y.AsSpan(4))));
            Assert.Equal(treeOfDoubles, VectorMath.Sum(W(y, 0), W(y, 2), W(y, 4), W(y, 6)));
        }
    }

    [Fact]
    public void The_order_of_a_sum_matters_so_the_tree_is_tested()
    {
        float[] x = [1e8f, 1, 1, 1, 1, 1, 1, 1, -1e8f, 1, 1, 1, 1, 1, 1, 1];
        Assert.NotEqual(x.Aggregate((a, b) => a + b), VectorMath.Sum(Vector512.Create<float>(x)));
    }

    [Fact]
    public void The_largest_and_smallest_lane_are_found_wherever_they_are()
    {
        for (int lane = 0; lane < 16; lane++)
        {
            float[] x = [.. Enumerable.Range(0, 16).Select(other => other == lane ? 1f : -1f)];
            float[] y = Array.ConvertAll(x, value => -value);
            Assert.Equal(1, VectorMath.Max(Vector512.Create<float>(x)));
            Assert.Equal(1, VectorMath.Max(Vector256.Create<float>(x), Vector256.Create<float>(x.AsSpan(8))));
            Assert.Equal(1, VectorMath.Max(V(x, 0), V(x, 4), V(x, 8), V(x, 12)));
            Assert.Equal(-1, VectorMath.Min(Vector512.Create<float>(y)));
            double[] z = Array.ConvertAll(x, value => (double)value);
            Assert.Equal(lane < 8 ? 1 : -1, VectorMath.Max(Vector512.Create<double>(z)));
            Assert.Equal(lane is >= 4 and < 8 ? 1 : -1, VectorMath.Max(Vector256.Create<double>(z.AsSpan(4))));
        }
    }

    [Fact]
    public void A_NaN_in_any_lane_is_the_largest_and_the_smallest()
    {
        for (int lane = 0; lane < 16; lane++)
        {
            float[] x = [.. Enumerable.Range(0, 16).Select(other => other == lane ? float.NaN : other)];
            Assert.True(float.IsNaN(VectorMath.Max(Vector512.Create<float>(x))));
            Assert.True(float.IsNaN(VectorMath.Min(Vector512.Create<float>(x))));
            Assert.True(float.IsNaN(VectorMath.Max(V(x, 0), V(x, 4), V(x, 8), V(x, 12))));
        }
    }

    [Fact]
    public void A_mask_has_the_first_lanes_set()
    {
        for (int count = 0; count <= 17; count++)
        {
            AssertMask(count, 16, lane => VectorMath.FirstLanes512<float>(count).AsInt32()[lane]);
            AssertMask(count, 8, lane => VectorMath.FirstLanes256<float>(count).AsInt32()[lane]);
            AssertMask(count, 4, lane => VectorMath.FirstLanes128<float>(count).AsInt32()[lane]);
            AssertMask(count, 8, lane => VectorMath.FirstLanes512<double>(count).AsInt64()[lane]);
            AssertMask(count, 4, lane => VectorMath.FirstLanes256<double>(count).AsInt64()[lane]);
            AssertMask(count, 2, lane => VectorMath.FirstLanes128<double>(count).AsInt64()[lane]);
        }
    }

    [Fact]
    public void Lane_numbers_count_from_0()
    {
        Assert.Equal(Enumerable.Range(0, 16), Enumerable.Range(0, 16).Select(lane => VectorMath.Iota512<int>()[lane]));
        Assert.Equal(Enumerable.Range(0, 8), Enumerable.Range(0, 8).Select(lane => (int)VectorMath.Iota512<long>()[lane]));
        Assert.Equal(Enumerable.Range(0, 8), Enumerable.Range(0, 8).Select(lane => VectorMath.Iota256<int>()[lane]));
        Assert.Equal(Enumerable.Range(0, 4), Enumerable.Range(0, 4).Select(lane => (int)VectorMath.Iota256<long>()[lane]));
        Assert.Equal(Enumerable.Range(0, 4), Enumerable.Range(0, 4).Select(lane => VectorMath.Iota128<int>()[lane]));
        Assert.Equal([0L, 1L], Enumerable.Range(0, 2).Select(lane => VectorMath.Iota128<long>()[lane]));
    }

    [Fact]
    public void Multiply_add_rounds_once_where_it_is_fused()
    {
        // (1 + ε)·(1 − ε) − 1 = −ε², which is lost when the product is rounded first.
        float e = MathF.ScaleB(1, -13);
        float expected = VectorMath.IsFused ? -e * e : 0;
        Assert.Equal(expected, VectorMath.MultiplyAdd(1 + e, 1 - e, -1));
        Assert.Equal(Vector512.Create(expected), VectorMath.MultiplyAdd(Vector512.Create(1 + e), Vector512.Create(1 - e), Vector512.Create(-1f)));
        Assert.Equal(Vector256.Create(expected), VectorMath.MultiplyAdd(Vector256.Create(1 + e), Vector256.Create(1 - e), Vector256.Create(-1f)));
        Assert.Equal(Vector128.Create(expected), VectorMath.MultiplyAdd(Vector128.Create(1 + e), Vector128.Create(1 - e), Vector128.Create(-1f)));
        double d = Math.ScaleB(1, -30);
        double expectedInDouble = VectorMath.IsFused ? -d * d : 0;
        Assert.Equal(expectedInDouble, VectorMath.MultiplyAdd(1 + d, 1 - d, -1));
        Assert.Equal(Vector512.Create(expectedInDouble), VectorMath.MultiplyAdd(Vector512.Create(1 + d), Vector512.Create(1 - d), Vector512.Create(-1.0)));
        Assert.Equal(Vector256.Create(expectedInDouble), VectorMath.MultiplyAdd(Vector256.Create(1 + d), Vector256.Create(1 - d), Vector256.Create(-1.0)));
        Assert.Equal(Vector128.Create(expectedInDouble), VectorMath.MultiplyAdd(Vector128.Create(1 + d), Vector128.Create(1 - d), Vector128.Create(-1.0)));
    }

    private static T Tree<T>(T[] x, Func<T, T, T> combine)
    {
        for (int half = x.Length / 2; half > 0; half /= 2)
        {
            x = [.. Enumerable.Range(0, half).Select(lane => combine(x[lane], x[lane + half]))];
        }

        return x[0];
    }

    private static void AssertMask(int count, int lanes, Func<int, long> bits) =>
        Assert.All(Enumerable.Range(0, lanes), lane => Assert.Equal(lane < count ? -1 : 0, bits(lane)));

    private static Vector128<float> V(float[] x, int at) => Vector128.Create<float>(x.AsSpan(at));

    private static Vector128<double> W(double[] x, int at) => Vector128.Create<double>(x.AsSpan(at));
}
