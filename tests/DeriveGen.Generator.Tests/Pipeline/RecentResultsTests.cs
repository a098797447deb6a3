namespace DeriveGen.Generator.Tests.Pipeline;

public sealed class RecentResultsTests
{
    [Fact]
    public void A_known_result_is_not_computed_again_and_the_oldest_is_forgotten()
    {
        var computed = new List<string>();
        var results = new RecentResults<string, string>(capacity: 2);
        foreach (var key in new[] { "a", "b", "a", "c", "b", "a" })
        {
            Assert.Equal(key + "!", results.Get(key, Compute));
        }

        Assert.Equal(["a", "b", "c", "a"], computed);

        string Compute(string key)
        {
            computed.Add(key);
            return key + "!";
        }
    }

    [Fact]
    public void What_throws_is_not_kept()
    {
        var results = new RecentResults<string, string>(capacity: 2);

        Assert.Throws<OperationCanceledException>(() => results.Get("a", _ => throw new OperationCanceledException()));
        Assert.Equal("computed", results.Get("a", _ => "computed"));
    }
}
