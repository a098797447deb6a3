using DeriveGen.Generator.Diagnostics;
using DeriveGen.Generator.Tests.Driver;

namespace DeriveGen.Generator.Tests.Diagnostics;

public sealed class SuppressorTests
{
    [Theory]
    [InlineData("LayerAttribute")]
    [InlineData("LossAttribute")]
    [InlineData("OptimizerAttribute")]
    [InlineData("ClipperAttribute")]
    public async Task Parameters_that_the_equations_read_are_not_unread(string attributeBase)
    {
        var project = UserProject.Of($"""[Equations("y[...] = scale * x[...]")] public sealed class ScaleAttribute(double scale = 1, bool bias = true) : {attributeBase};""");
        var unread = (await project.Analyze()).Where(diagnostic => diagnostic.Id == "CS9113").ToList();

        Assert.Equal(2, unread.Count);
        Assert.All(unread, diagnostic => Assert.True(diagnostic.IsSuppressed));
    }

    [Fact]
    public async Task Elsewhere_they_are()
    {
        var project = UserProject.Of("public sealed class Other(double scale) { } public sealed class PlainAttribute(double scale) : Attribute;");
        var unread = (await project.Analyze()).Where(diagnostic => diagnostic.Id == "CS9113").ToList();

        Assert.Equal(2, unread.Count);
        Assert.All(unread, diagnostic => Assert.False(diagnostic.IsSuppressed));
    }

    [Fact]
    public void The_reason_is_given() => Assert.Contains("equations", UnreadParameterSuppressor.EquationsRead.Justification.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
