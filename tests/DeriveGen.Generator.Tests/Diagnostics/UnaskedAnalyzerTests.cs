using DeriveGen.Generator.Tests.Driver;

namespace DeriveGen.Generator.Tests.Diagnostics;

/// <summary>Where a declaration has an error of C#, the compiler asks no analyzer; then the generator itself says what is wrong with the rest.</summary>
public sealed class UnaskedAnalyzerTests
{
    private const string Wrong = "[Network] [Input(4)] [Dense(0)] [SquaredError] public sealed partial class Other;";

    [Theory]
    [InlineData("[Network] [Input(4)] [Densse(3)] [SquaredError] public sealed partial class Net;", "DG0145")]
    [InlineData("[Network(BatchSize = 0)] [Input(4)] [Densse(3)] [SquaredError] public sealed partial class Net;", "DG0007 DG0145")]
    [InlineData("public sealed class Holder { public Unknown? Field; }", "DG0145")]
    [InlineData("public sealed class Holder { public int Field; }", "")]
    [InlineData("public sealed class Holder { public void Use() => Unknown(); }", "")]
    public void The_generator_says_what_no_analyzer_is_asked_for(string source, string codes) =>
        Assert.Equal(codes, string.Join(" ", UserProject.Of(source, Wrong).Generate().Result.Diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal)));
}
