using DeriveGen.Testing;
using Xunit.Sdk;

namespace DeriveGen.EndToEnd.Tests.Habits;

/// <summary>The tests' own tools: a snapshot that is missing or different must fail, or no test that relies on one can.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshots-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_missing_snapshot_fails_and_leaves_the_received_text()
    {
        var problem = Snapshot.Problem(At("A.verified.txt"), "one\r\ntwo\n", accept: false);

        Assert.Contains("no such snapshot", problem);
        Assert.Equal("one\ntwo\n", File.ReadAllText(At("A.received.txt")));
        Assert.False(File.Exists(At("A.verified.txt")));
    }

    [Fact]
    public void A_different_snapshot_fails_and_names_the_line()
    {
        File.WriteAllText(At("A.verified.txt"), "one\ntwo\n");

        var problem = Snapshot.Problem(At("A.verified.txt"), "one\nthree\n", accept: false);

        Assert.Contains("line 2:\n  expected: \"two\"\n  received: \"three\"", problem);
    }

    [Fact]
    public void A_snapshot_that_is_a_beginning_of_the_text_fails()
    {
        File.WriteAllText(At("A.verified.txt"), "one");

        Assert.Contains("expected: (the text has ended)", Snapshot.Problem(At("A.verified.txt"), "one\n", accept: false));
    }

    [Fact]
    public void Accepting_writes_the_snapshot_and_clears_the_received_text()
    {
        Snapshot.Problem(At("A.verified.txt"), "α = −1\n", accept: false);

        Assert.Null(Snapshot.Problem(At("A.verified.txt"), "α = −1\n", accept: true));
        Assert.Equal([.. "α = −1\n"u8], File.ReadAllBytes(At("A.verified.txt")));
        Assert.False(File.Exists(At("A.received.txt")));
        Assert.Null(Snapshot.Problem(At("A.verified.txt"), "α = −1\n", accept: false));
    }

    [Fact]
    public void A_test_without_its_snapshot_fails()
    {
        var settings = new VerifySettings();
        settings.UseDirectory(_folder.FullName);
        settings.UseParameters(1.5, "x");

        // Not under the switch that accepts, which would write the snapshot that is to be missing.
        if (!Acceptance.IsOn)
        {
            Assert.Throws<XunitException>(() => { _ = Verifier.Verify("text", "cs", settings); });
            Assert.True(File.Exists(At($"{nameof(SnapshotTests)}.{nameof(A_test_without_its_snapshot_fails)}_1.5_x.received.cs")));
        }
    }

    [Fact]
    public void A_folder_must_hold_the_emitted_files_and_no_others()
    {
        var files = new Dictionary<string, string> { ["Net/Net.g.cs"] = "a\n", ["Net/Net.md"] = "b\n" };
        Assert.Equal(["Net/Net.g.cs: is missing.", "Net/Net.md: is missing."], GeneratedFolder.Problems(At("networks"), files, accept: false));

        File.WriteAllText(Path.Combine(Directory.CreateDirectory(At("networks")).FullName, "Old.md"), "");
        Assert.Empty(GeneratedFolder.Problems(At("networks"), files, accept: true));
        Assert.Empty(GeneratedFolder.Problems(At("networks"), files, accept: false));

        File.WriteAllText(At("networks/Net/Net.md"), "c\n");
        File.WriteAllText(At("networks/New.md"), "");
        var problems = GeneratedFolder.Problems(At("networks"), files, accept: false);
        Assert.StartsWith("Net/Net.md: line 1:", problems[0]);
        Assert.Equal("New.md: is not emitted by anything.", problems[1]);
    }

    [Fact]
    public void The_hostile_culture_is_hostile()
    {
        using (new HostileCulture())
        {
            Assert.Equal("\u22120,5", (-0.5).ToString("R"));
        }
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
