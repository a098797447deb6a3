using CsCheck;
using DeriveGen.Storage;
using DeriveGen.Testing;

namespace DeriveGen.Tests.Storage;

public sealed class TensorViewTests
{
    [Fact]
    public void Row_major_copies_go_in_and_out_whatever_the_storage() => Layouts.Sample(layout =>
    {
        Arena<float> arena = Filled(layout, float.NaN);
        TensorView<float> view = new(arena, layout);
        float[] values = [.. Enumerable.Range(1, view.Length).Select(number => (float)number)];
        view.CopyFrom(values);
        Assert.Equal(values, view.ToArray());

        // Padding is not touched.
        Assert.Equal(arena.Length - view.Length, arena.Span.ToArray().Count(float.IsNaN));
    });

    [Fact]
    public void An_indexer_finds_the_element_that_the_copy_has() => Layouts.Where(layout => layout.Shape.Length > 0).Sample(layout =>
    {
        Arena<float> arena = Filled(layout, 0);
        TensorView<float> view = new(arena, layout);
        view.CopyFrom([.. Enumerable.Range(0, view.Length).Select(number => (float)number)]);
        int[] index = new int[view.Rank];
        for (int element = 0; element < view.Length; element++)
        {
            for (int axis = view.Rank - 1, rest = element; axis >= 0; axis--)
            {
                index[axis] = rest % view.Shape[axis];
                rest /= view.Shape[axis];
            }

            Assert.Equal(element, view[index]);
            view[index] += 0.5f;
        }

        Assert.Equal(Enumerable.Range(0, view.Length).Select(number => number + 0.5f), view.ToArray());
    });

    [Fact]
    public void Indexers_of_one_two_and_three_axes_are_the_general_one()
    {
        Arena<double> arena = new(64);
        TensorView<double> one = new(arena, new TensorLayout("b", [4], 0));
        TensorView<double> two = new(arena, new TensorLayout("W", [4, 3], 4));
        TensorView<double> three = new(arena, new TensorLayout("K", [2, 3, 4], 16));
        one[2] = 1;
        two[3, 1] = 2;
        three[1, 2, 3] = 3;
        Assert.Equal((1.0, 2.0, 3.0), (one[[2]], two[[3, 1]], three[[1, 2, 3]]));
        Assert.Equal([2, 14, 39], Enumerable.Range(0, 64).Where(place => arena.Span[place] != 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(11)]
    public void Panels_are_a_matter_of_storage_alone(int columns)
    {
        const int Rows = 3, Width = 4, Panel = 16;
        TensorLayout layout = new("W", [Rows, columns], 2, [Width, Panel], MatrixForm.InputFirst, Width);
        Arena<float> arena = new(2 + (3 * Panel));
        TensorView<float> view = new(arena, layout), transposed = Conventions.In(view, Convention.P);
        float[] values = [.. Enumerable.Range(1, Rows * columns).Select(number => (float)number)];
        view.CopyFrom(values);
        Assert.Equal(values, view.ToArray());
        Assert.Equal(values.Length, arena.Span.ToArray().Count(value => value != 0));
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                float value = values[(i * columns) + j];
                Assert.Equal(value, arena.Span[2 + (i * Width) + (j / Width * Panel) + (j % Width)]);
                Assert.Equal((value, value), (view[i, j], transposed[j, i]));
            }
        }

        float[] exported = transposed.ToArray();
        Assert.Equal(Enumerable.Range(0, values.Length).Select(at => values[(at % Rows * columns) + (at / Rows)]), exported);
        arena.Span.Clear();
        transposed.CopyFrom(exported);
        Assert.Equal(values, view.ToArray());
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(4, 0)]
    [InlineData(0, 3)]
    [InlineData(0, -1)]
    public void An_index_outside_its_axis_is_refused(int i, int j)
    {
        TensorView<float> view = new(new Arena<float>(12), new TensorLayout("W", [4, 3], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => view[i, j]);
        Assert.Throws<ArgumentOutOfRangeException>(() => view[i, j] = 1);
    }

    [Fact]
    public void A_wrong_number_of_indices_is_refused()
    {
        TensorView<float> view = new(new Arena<float>(12), new TensorLayout("W", [4, 3], 0));
        Assert.Contains("W[4, 3] has 2 axes; 1 indices were given.", Assert.Throws<ArgumentException>(() => view[1]).Message);
    }

    [Fact]
    public void A_wrong_length_is_refused_and_nothing_copied()
    {
        TensorView<float> view = new(new Arena<float>(12), new TensorLayout("W", [4, 3], 0));
        Assert.Contains("11 elements; 12 were expected", Assert.Throws<ArgumentException>(() => view.CopyFrom(new float[11])).Message);
        Assert.Contains("13 elements; 12 were expected", Assert.Throws<ArgumentException>(() => view.CopyTo(new float[13])).Message);
        Assert.All(view.ToArray(), element => Assert.Equal(0, element));
    }

    [Fact]
    public void A_tensor_without_axes_is_one_number()
    {
        TensorView<float> view = new(new Arena<float>(3), new TensorLayout("L", [], 2));
        view.CopyFrom([5]);
        Assert.Equal((1, 0, 5f), (view.Length, view.Rank, view[(ReadOnlySpan<int>)[]]));
    }

    [Fact]
    public void A_copy_may_take_fewer_examples_than_there_is_room_for()
    {
        TensorLayout layout = new("z", [4, 3], 1, [8, 2]);
        float[] storage = [.. Enumerable.Range(0, 40).Select(place => (float)place)];
        float[] copy = new float[6];
        Elements.CopyOut<float>(storage, layout, [2, 3], copy);
        Assert.Equal([1, 3, 5, 9, 11, 13], copy);
    }

    [Fact]
    public void It_prints_name_and_shape_in_any_culture()
    {
        using HostileCulture culture = new();
        Assert.Equal("W1[1000, 32]", new TensorView<float>(new Arena<float>(32000), new TensorLayout("W1", [1000, 32], 0)).ToString());
        Assert.Equal("W1[1000, 32]", new ParameterDescription("W1", [1000, 32]).ToString());
        Assert.Equal("", default(TensorView<float>).ToString());
    }

    [Fact]
    public void A_layout_needs_a_stride_for_each_axis() => Assert.Throws<ArgumentException>(() => new TensorLayout("W", [2, 3], 0, [3]));

    /// <summary>Row-major layouts of up to four axes, each axis but the first padded at random, behind a random offset.</summary>
    private static Gen<TensorLayout> Layouts { get; } =
        from shape in Gen.Int[1, 5].Array[0, 4]
        from padding in Gen.Int[0, 3].Array[shape.Length]
        from offset in Gen.Int[0, 9]
        select new TensorLayout("T", shape, offset, Padded(shape, padding));

    private static int[] Padded(int[] shape, int[] padding)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis] + padding[axis];
        }

        return strides;
    }

    private static Arena<float> Filled(TensorLayout layout, float value)
    {
        int last = layout.Offset;
        for (int axis = 0; axis < layout.Shape.Length; axis++)
        {
            last += (layout.Shape[axis] - 1) * layout.Strides[axis];
        }

        Arena<float> arena = new(last + 1);
        arena.Span.Fill(value);
        return arena;
    }
}
