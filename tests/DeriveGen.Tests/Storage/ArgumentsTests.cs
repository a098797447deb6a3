using DeriveGen.Storage;
using DeriveGen.Testing;

namespace DeriveGen.Tests.Storage;

public sealed class ArgumentsTests
{
    [Theory]
    [InlineData(64, 1)]
    [InlineData(128, 2)]
    [InlineData(2048, 32)]
    public void Whole_examples_up_to_the_capacity_are_counted(int length, int examples) =>
        Assert.Equal(examples, Arguments.Examples("x", length, 64, 32));

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(2112)]
    public void Other_lengths_are_refused_by_name(int length)
    {
        using HostileCulture culture = new();
        ArgumentException problem = Assert.Throws<ArgumentException>(() => Arguments.Examples("x", length, 64, 32));
        Assert.Equal("x", problem.ParamName);
        Assert.StartsWith($"x has {length} elements; 64 for each of 1 to 32 examples were expected.", problem.Message);
    }

    [Fact]
    public void A_length_must_be_the_one_expected()
    {
        Arguments.RequireLength("labels", 7, 7);
        ArgumentException problem = Assert.Throws<ArgumentException>(() => Arguments.RequireLength("labels", 6, 7));
        Assert.Equal("labels", problem.ParamName);
        Assert.StartsWith("labels has 6 elements; 7 were expected.", problem.Message);
    }

    [Fact]
    public void A_square_matrix_has_its_length_and_fits_into_a_span()
    {
        using HostileCulture culture = new();
        Arguments.RequireSquare("result", 9, 3);
        Assert.StartsWith("result has 8 elements; 9 were expected.", Assert.Throws<ArgumentException>(() => Arguments.RequireSquare("result", 8, 3)).Message);
        Assert.StartsWith("result has 8 elements; 2147395600 were expected.", Assert.Throws<ArgumentException>(() => Arguments.RequireSquare("result", 8, 46340)).Message);
        Assert.StartsWith("The Hessian of 46341 parameters", Assert.Throws<NotSupportedException>(() => Arguments.RequireSquare("result", 8, 46341)).Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_whole_number_out_of_range_is_refused_with_its_position(int value)
    {
        using HostileCulture culture = new();
        int[] labels = [0, 9, value, -5];
        ArgumentOutOfRangeException problem = Assert.Throws<ArgumentOutOfRangeException>(() => Arguments.RequireRange("labels", labels, 10));
        Assert.Equal("labels", problem.ParamName);
        Assert.Equal(value, problem.ActualValue);
        Assert.StartsWith(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"labels[2] is {value}; it must lie between 0 and 9."), problem.Message);
    }

    [Fact]
    public void Whole_numbers_in_range_pass() => Arguments.RequireRange("labels", [0, 9, 5], 10);

    [Theory]
    [InlineData(0)]
    [InlineData(129)]
    public void A_symbolic_size_outside_its_capacity_is_refused(int size)
    {
        Arguments.RequireSize("T", 1, 128);
        Arguments.RequireSize("T", 128, 128);
        Assert.StartsWith(
            "T must lie between 1 and 128.", Assert.Throws<ArgumentOutOfRangeException>(() => Arguments.RequireSize("T", size, 128)).Message);
    }

    [Fact]
    public void An_unknown_tensor_is_answered_with_the_known_ones() =>
        Assert.StartsWith("There is no tensor 'W3'. There are: W1, b1.", Arguments.UnknownTensor("W3", ["W1", "b1"]).Message);
}
