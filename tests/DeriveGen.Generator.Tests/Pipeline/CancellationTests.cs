using DeriveGen.Generator.Tests.Driver;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Generator.Tests.Pipeline;

public sealed class CancellationTests
{
    private static readonly UserProject Source = UserProject.Of("[Network, Input(31), Dense(17), SquaredError] partial class Net;");
    private static readonly CancellationToken Cancelled = new(canceled: true);

    [Fact]
    public void Ends_the_generator() =>
        Assert.ThrowsAny<OperationCanceledException>(() => GeneratorRun.NewDriver(new CSharpParseOptions(LanguageVersion.Latest)).RunGenerators(Source.Compilation, Cancelled));

    [Fact]
    public void Ends_the_stages_and_is_not_remembered()
    {
        var model = Source.Read().Model!;

        Assert.ThrowsAny<OperationCanceledException>(() => Stages.Compile(model, Cancelled));
        Assert.NotEmpty(Stages.Compile(model, CancellationToken.None).Source);
    }
}
