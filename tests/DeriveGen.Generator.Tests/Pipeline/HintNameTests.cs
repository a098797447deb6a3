using DeriveGen.Generator.Tests.Driver;

namespace DeriveGen.Generator.Tests.Pipeline;

public sealed class HintNameTests
{
    [Fact]
    public void Names_that_differ_in_case_alone_are_told_apart()
    {
        var collisions = NameCollisions.Among(["A.Net", "A.NET", "A.Other", "B.Net"]);

        Assert.Equal(["A.Net", "A.NET"], collisions.Names);
        var files = new[] { "A.Net", "A.NET", "A.Other" }.Select(name => collisions.UniqueHintName(new EmittedFile(name, name + ".g.cs", ""))).ToList();
        Assert.Equal(3, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("A.Other.g.cs", files[2]);
        Assert.EndsWith(".A.Net.g.cs", files[0]);
    }

    [Fact]
    public void A_second_network_attribute_is_left_to_CSharp()
    {
        var run = UserProject.Of("[Network, Network, Input(4), Dense(3), SquaredError] partial class Net; [Network] partial class Net;").Generate();

        Assert.Single(run.Values(NetworkGenerator.DeclarationStep));
    }
}
