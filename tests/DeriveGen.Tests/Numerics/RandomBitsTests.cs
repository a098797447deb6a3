using DeriveGen.Numerics;

namespace DeriveGen.Tests.Numerics;

public sealed class RandomBitsTests
{
    // The known answers that the authors of Philox publish with it.
    [Theory]
    [InlineData(0UL, 0UL, 0u, 0u, 0xE169C58D6627E8D5UL, 0x9B00DBD8BC57AC4CUL)]
    [InlineData(0xFFFFFFFFFFFFFFFFUL, 0xFFFFFFFFFFFFFFFFUL, 0xFFFFFFFFu, 0xFFFFFFFFu, 0x41C83B0E408F276DUL, 0x6D5451FDA20BC7C6UL)]
    [InlineData(0x299F31D0A4093822UL, 0x85A308D3243F6A88UL, 0x13198A2Eu, 0x03707344u, 0x94FDCCEBD16CFE09UL, 0x24126EA15001E420UL)]
    public void The_bits_are_those_of_Philox(ulong key, ulong low, uint third, uint fourth, ulong expectedLow, ulong expectedHigh)
    {
        (ulong givenLow, ulong givenHigh) = RandomBits.Block(key, low, third, fourth);
        Assert.Equal((expectedLow.ToString("X16"), expectedHigh.ToString("X16")), (givenLow.ToString("X16"), givenHigh.ToString("X16")));
    }

    [Fact]
    public void Uniform_numbers_fill_the_interval_evenly()
    {
        double[] u = [.. Enumerable.Range(0, 100_000).Select(element => RandomBits.Uniform(7, 3, 0, element))];
        Assert.All(u, value => Assert.InRange(value, 0, 1 - 1e-16));
        Assert.Equal(0.5, u.Average(), 0.005);
        Assert.All(u.GroupBy(value => (int)(value * 20)), bin => Assert.InRange(bin.Count(), 4_700, 5_300));

        // Neighbours know nothing of each other.
        Assert.Equal(0, u.Zip(u.Skip(1), (a, b) => (a - 0.5) * (b - 0.5)).Average() * 12, 0.02);
    }

    [Fact]
    public void Gaussian_numbers_have_the_moments_of_the_normal_distribution()
    {
        double[] g = [.. Enumerable.Range(0, 100_000).Select(element => RandomBits.Gaussian(7, 3, 0, element))];
        Assert.All(g, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(0, g.Average(), 0.02);
        Assert.Equal(1, g.Average(value => value * value), 0.03);
        Assert.Equal(0, g.Average(value => value * value * value), 0.06);
        Assert.Equal(3, g.Average(value => value * value * value * value), 0.15);
    }

    [Fact]
    public void Seed_tensor_step_and_element_each_change_the_number()
    {
        double[] numbers =
        [
            RandomBits.Uniform(1, 2, 3, 4), RandomBits.Uniform(2, 2, 3, 4), RandomBits.Uniform(1, 3, 3, 4),
            RandomBits.Uniform(1, 2, 4, 4), RandomBits.Uniform(1, 2, 3, 5), RandomBits.Uniform(1, 2, 3, 4 + (1L << 33)),
            RandomBits.Uniform(1 + (1UL << 32), 2, 3, 4),
        ];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.Equal(numbers[0], RandomBits.Uniform(1, 2, 3, 4));
    }

    [Fact]
    public void In_single_precision_a_number_is_cut_off_so_1_is_never_reached() =>
        Assert.All(Enumerable.Range(0, 10_000), element =>
        {
            double difference = RandomBits.Uniform(7, 1, 2, element) - RandomBits.UniformSingle(7, 1, 2, element);
            Assert.InRange(difference, 0, 1.0 / (1 << 24));
        });
}
