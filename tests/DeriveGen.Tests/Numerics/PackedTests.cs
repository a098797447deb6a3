using DeriveGen.Numerics;

namespace DeriveGen.Tests.Numerics;

/// <summary>Packed numbers: sixteen floats, or eight doubles, are the same in one register, in two, in four.</summary>
public sealed class PackedTests
{
    [Fact]
    public void Sixteen_floats_are_the_same_at_every_width()
    {
        float[] a = [.. Numbers(16, 1)], b = [.. Numbers(16, 2)], c = [.. Numbers(16, 3)];
        float[] whole = Results<Packed512<float>, float>(a, b, c);
        Assert.Equal(whole, Results<Pair<Packed256<float>, float>, float>(a, b, c));
        Assert.Equal(whole, Results<Pair<Pair<Packed128<float>, float>, float>, float>(a, b, c));
        Assert.Contains(MathF.Sqrt(Math.Abs(a[3])), whole);
        Assert.Contains(VectorMath.Tanh(a[15]), whole);
    }

    [Fact]
    public void Eight_doubles_are_the_same_at_every_width()
    {
        double[] a = [.. Numbers(8, 1).Select(x => Math.Sinh(x))], b = [.. Numbers(8, 2).Select(x => Math.Cosh(x))], c = [.. Numbers(8, 3).Select(x => Math.Exp(x))];
        double[] whole = Results<Packed512<double>, double>(a, b, c);
        Assert.Equal(whole, Results<Pair<Packed256<double>, double>, double>(a, b, c));
        Assert.Equal(whole, Results<Pair<Pair<Packed128<double>, double>, double>, double>(a, b, c));
        Assert.Contains(VectorMath.Erf(a[7]), whole);
    }

    [Fact]
    public void Part_of_a_row_is_read_and_written_and_nothing_beside_it()
    {
        PartOf<Packed512<float>, float>();
        PartOf<Packed256<float>, float>();
        PartOf<Packed128<float>, float>();
        PartOf<Pair<Packed256<float>, float>, float>();
        PartOf<Pair<Pair<Packed128<double>, double>, double>, double>();
        PartOf<Packed512<double>, double>();
    }

    [Fact]
    public void Masks_count_lanes()
    {
        Masks<Packed512<float>, float>(1);
        Masks<Packed256<float>, float>(1);
        Masks<Packed128<float>, float>(1);
        Masks<Packed512<double>, double>(1);
        Masks<Pair<Packed256<float>, float>, float>(1);
        Masks<Pair<Pair<Packed128<float>, float>, float>, float>(1);
    }

    /// <summary>Every operation, one after the other.</summary>
    private static T[] Results<V, T>(T[] a, T[] b, T[] c)
        where V : struct, IPacked<V, T>
        where T : unmanaged
    {
        V x = V.Load(ref a[0], 0), y = V.Load(ref b[0], 0), z = V.Load(ref c[0], 0);
        V absolute = V.Larger(x, -x);
        V[] results =
        [
            x + y, x - y, x * y, x / y, -x, V.MultiplyAdd(x, y, z), V.MultiplyAdd(ref a[0], y, z), V.Larger(x, y), V.Sqrt(absolute), V.Exp(x), V.Log(absolute), V.Tanh(x),
            V.Sigmoid(x), V.Softplus(x), V.Erf(x), V.Sin(x), V.Cos(x), V.Power(absolute, y, z), V.Select(x <= y, x, z), V.Select(x >= y, x, z), (x <= y) & z,
            V.Iota(3), V.Create(a[0]), V.Zero, V.Create(V.Sum(x)), V.Create(V.Max(x)),
        ];
        T[] elements = new T[results.Length * V.Count];
        for (int number = 0; number < results.Length; number++)
        {
            results[number].Store(ref elements[0], number * V.Count);
        }

        return elements;
    }

    private static void PartOf<V, T>()
        where V : struct, IPacked<V, T>
        where T : unmanaged, System.Numerics.INumber<T>
    {
        for (int count = -2; count <= V.Count + 2; count++)
        {
            // Behind the count lies what must be neither read nor kept from being there.
            T[] source = [.. Enumerable.Range(1, 4 * V.Count).Select(T.CreateChecked)];
            T[] target = [.. Enumerable.Repeat(T.CreateChecked(-1), (2 * V.Count) + 4)];
            int given = Math.Clamp(count, 0, V.Count);
            V loaded = V.Load(ref source[0], 2, count);
            T[] all = new T[V.Count];
            loaded.Store(ref all[0], 0);
            Assert.Equal(source.Skip(2).Take(given).Concat(Enumerable.Repeat(T.Zero, V.Count - given)), all);

            V gathered = V.Gather(ref source[0], 1, 3, count);
            gathered.Store(ref all[0], 0);
            Assert.Equal(Enumerable.Range(0, V.Count).Select(lane => lane < given ? source[1 + (3 * lane)] : T.Zero), all);

            V.Load(ref source[0], 0).Store(ref target[0], 1, count);
            Assert.Equal(
                Enumerable.Range(0, target.Length).Select(place => place >= 1 && place < 1 + given ? source[place - 1] : T.CreateChecked(-1)), target);
        }
    }

    private static void Masks<V, T>(T one)
        where V : struct, IPacked<V, T>
        where T : unmanaged, System.Numerics.INumber<T>
    {
        for (int lane = -1; lane <= V.Count + 1; lane++)
        {
            AssertLanes(V.LanesBelow(lane), other => other < lane);
            AssertLanes(V.LanesFrom(lane), other => other >= lane);
            AssertLanes(V.Lane(lane), other => other == lane);
        }

        void AssertLanes(V mask, Func<int, bool> isSet)
        {
            T[] lanes = new T[V.Count];
            V.Select(mask, V.Create(one), V.Zero).Store(ref lanes[0], 0);
            Assert.Equal(Enumerable.Range(0, V.Count).Select(lane => isSet(lane) ? one : T.Zero), lanes);
        }
    }

    private static IEnumerable<float> Numbers(int count, int seed)
    {
        Random random = new(seed);
        return Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 6) - 3));
    }
}
