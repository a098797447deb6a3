using static DeriveGen.Testing.Verifier;

namespace DeriveGen.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public Task The_public_interface_changes_knowingly() => Verify(PublicApi.Of(typeof(NetworkAttribute).Assembly));
}
