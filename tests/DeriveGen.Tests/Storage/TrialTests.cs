using DeriveGen.Storage;

namespace DeriveGen.Tests.Storage;

/// <summary>Calls for their own sake have memory of their own.</summary>
public sealed class TrialTests
{
    private static readonly NetworkLayout s_layout = new(16, 16) { Parameters = [new TensorLayout("w", [3], 0, [1])], Adjoints = [], Kept = [] };

    [Fact]
    public void The_memory_is_back_at_the_end_as_it_was()
    {
        NetworkMemory<float> own = new(s_layout, 1) { Step = 3, Draws = 4, Seed = 5, HasGradient = true };
        own.SetParameter("w", [1, 2, 3]);
        NetworkMemory<float> place = own;
        using (new Trial<float>(ref place))
        {
            Assert.NotSame(own, place);
            Assert.Equal((0, 0, false), (place.Step, place.Draws, place.HasGradient));
            Assert.Equal([0f, 0, 0], place.Parameter(0).ToArray());
            place.SetParameter("w", [4, 5, 6]);
        }

        Assert.Same(own, place);
        Assert.Equal([1f, 2, 3], place.Parameter(0).ToArray());
        Assert.Equal((3, 4, 5ul, true), (place.Step, place.Draws, place.Seed, place.HasGradient));
    }

    [Theory]
    [InlineData(32, "7 6 5 4 3 2 1 0")]
    [InlineData(3, "2 1 0")]
    [InlineData(1, "0")]
    public void After_the_largest_number_come_the_remainders_of_tiles(int largest, string expected)
    {
        NetworkMemory<float> place = new(s_layout, 1);
        using var trial = new Trial<float>(ref place);
        List<int> numbers = [];
        for (int number = largest; number > 0; numbers.Add(number))
        {
            number = trial.Next(number);
        }

        Assert.Equal(expected, string.Join(" ", numbers));
    }
}
