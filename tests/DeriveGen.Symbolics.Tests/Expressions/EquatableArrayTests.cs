namespace DeriveGen.Symbolics.Tests.Expressions;

/// <summary>What an array does beside what LINQ would.</summary>
public sealed class EquatableArrayTests
{
    private static readonly EquatableArray<string> s_letters = ["a", "b", "c"];

    [Fact]
    public void TheDefaultValueIsTheEmptyArray()
    {
        EquatableArray<string> none = default;
        Assert.Empty(none);
        Assert.Equal(none, (EquatableArray<string>)[]);
        Assert.Equal(none.GetHashCode(), ((EquatableArray<string>)[]).GetHashCode());
        Assert.False(none.Any(_ => true));
        Assert.True(none.All(_ => false));
        Assert.Null(none.FirstOrDefault(_ => true));
        Assert.Equal(-1, none.IndexOf("a"));
        Assert.Equal(["a"], none.Add("a"));
        Assert.Equal(s_letters, none.AddRange(s_letters));
        Assert.Equal(s_letters, s_letters.AddRange(none));
        Assert.Empty(none.Map(letter => letter.Length));
        Assert.Throws<IndexOutOfRangeException>(() => none[0]);
    }

    [Fact]
    public void ItIsSearchedInOrder()
    {
        var seen = new List<string>();
        foreach (string letter in s_letters)
        {
            seen.Add(letter);
        }

        Assert.Equal(["a", "b", "c"], seen);
        Assert.Equal("b", s_letters.FirstOrDefault(letter => letter != "a"));
        Assert.True(s_letters.Any(letter => letter == "c"));
        Assert.False(s_letters.All(letter => letter == "a"));
        Assert.True(s_letters.Contains("c"));
        Assert.Equal(["a", "b", "c", "d"], s_letters.AddRange((EquatableArray<string>)["d"]));
        Assert.Equal(["a", "b", "c", "d"], s_letters.Concat(["d"]));
        Assert.Equal(["b", "c"], s_letters.Where(letter => letter != "a"));
    }

    [Fact]
    public void EqualArraysHaveEqualElements()
    {
        Assert.Equal(s_letters, (EquatableArray<string>)["a", "b", "c"]);
        Assert.NotEqual(s_letters, (EquatableArray<string>)["a", "b"]);
        Assert.NotEqual(s_letters, (EquatableArray<string>)["a", "b", "d"]);
    }
}
