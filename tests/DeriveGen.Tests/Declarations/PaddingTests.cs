using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;

namespace DeriveGen.Tests.Declarations;

/// <summary>What stands around a convolution's input, for every small length, kernel, stride and dilation, against plain loops.</summary>
public sealed class PaddingTests
{
    /// <summary>Lengths, kernels, strides and dilations.</summary>
    public static TheoryData<int, int, int, int> Sizes
    {
        get
        {
            var rows = new TheoryData<int, int, int, int>();
            foreach (int length in new[] { 1, 2, 5, 8 })
            {
                foreach (int kernel in new[] { 1, 2, 3, 4 })
                {
                    foreach ((int stride, int dilation) in new[] { (1, 1), (2, 1), (3, 1), (1, 2), (2, 2) })
                    {
                        rows.Add(length, kernel, stride, dilation);
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Same_keeps_the_length_divided_by_the_stride_and_puts_the_odd_zero_at_the_end(int length, int kernel, int stride, int dilation)
    {
        int places = (length + stride - 1) / stride;
        int zeros = Math.Max(((places - 1) * stride) + (dilation * (kernel - 1)) + 1 - length, 0);
        Assert.Equal(Convolved(length, kernel, stride, dilation, places, before: zeros / 2), Computed(length, kernel, stride, Padding.Same, dilation), Close);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Causal_reads_no_later_place(int length, int kernel, int stride, int dilation) => Assert.Equal(
        Convolved(length, kernel, stride, dilation, (length + stride - 1) / stride, before: dilation * (kernel - 1)),
        Computed(length, kernel, stride, Padding.Causal, dilation),
        Close);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Transposed_it_is_the_adjoint_of_the_convolution_with_the_same_padding(int length, int kernel, int stride, int dilation)
    {
        NetworkEquations forward = Network(length * stride, BuiltIn.Of<Conv1DAttribute>(1, kernel, stride, Padding.Same, dilation, 1, Activation.Identity, false));
        NetworkEquations back = Network(length, BuiltIn.Of<ConvTranspose1DAttribute>(1, kernel, stride, Padding.Same, 0, dilation, Activation.Identity, false));
        double[] x = Numbers(length * stride, 2), y = Numbers(length, 3), w = Numbers(kernel, 1);
        double[] convolved = BuiltIn.Evaluate(forward, 1, "y1", ("x", x), ("W1", w));
        double[] spread = BuiltIn.Evaluate(back, 1, "y1", ("x", y), ("W1", w));
        Assert.Equal(x.Length, spread.Length);
        Assert.Equal(convolved.Zip(y, (a, b) => a * b).Sum(), spread.Zip(x, (a, b) => a * b).Sum(), 1e-12);
    }

    [Fact]
    public void A_mean_counts_what_is_there_unless_padding_is_to_count()
    {
        Assert.Equal([4.5, 9], Averaged(countPadding: false), Close);
        Assert.Equal([3, 9], Averaged(countPadding: true), Close);
    }

    private static double[] Averaged(bool countPadding) =>
        BuiltIn.Evaluate(Network(4, BuiltIn.Of<AvgPool1DAttribute>(3, 2, 1, countPadding)), 1, "y1", ("x", [3, 6, 9, 12]));

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-12;

    private static double[] Computed(int length, int kernel, int stride, int padding, int dilation) => BuiltIn.Evaluate(
        Network(length, BuiltIn.Of<Conv1DAttribute>(1, kernel, stride, padding, dilation, 1, Activation.Identity, false)),
        1, "y1", ("x", Numbers(length, 2)), ("W1", Numbers(kernel, 1)));

    private static double[] Convolved(int length, int kernel, int stride, int dilation, int places, int before)
    {
        double[] x = Numbers(length, 2), w = Numbers(kernel, 1);
        return [.. Enumerable.Range(0, places).Select(place => Enumerable.Range(0, kernel).Sum(tap =>
        {
            int at = (stride * place) + (dilation * tap) - before;
            return at < 0 || at >= length ? 0 : x[at] * w[tap];
        }))];
    }

    private static NetworkEquations Network(int length, Declaration layer) =>
        BuiltIn.Network(BuiltIn.Input(length, 1), layer, BuiltIn.Of<ActivateAttribute>("x"), BuiltIn.Of<PaddingLossAttribute>(), BuiltIn.Of<SgdAttribute>());

    private static double[] Numbers(int count, int seed) => [.. Enumerable.Range(1, count).Select(i => Math.Sin((i * 1.7) + seed))];

    /// <summary>A loss without targets.</summary>
    [Equations("L = mean(...: x[...]^2)")]
    private sealed class PaddingLossAttribute : LossAttribute;
}
