using DeriveGen.Threading;

namespace DeriveGen.Tests.Threading;

public sealed class LossesTests
{
    [Fact]
    public void Some_are_borne_and_more_are_told_at_once_and_forgotten()
    {
        var losses = new Losses();
        Assert.Equal(0, losses.Add(Losses.Most));
        Assert.Equal(Losses.Most + 1, losses.Add(1));
        Assert.Equal(0, losses.Add(Losses.Most));
    }

    [Fact]
    public void What_was_gained_makes_up_for_as_much_and_no_more()
    {
        var losses = new Losses();
        Assert.Equal(0, losses.Add(-10 * Losses.Most));
        Assert.Equal(0, losses.Add(2 * Losses.Most));
        Assert.Equal(Losses.Most + 1, losses.Add(1));
    }
}
