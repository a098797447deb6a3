using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace DeriveGen.Testing;

/// <summary>Compares a text with the snapshot that lies beside the test's source file.</summary>
/// <remarks>
/// The conventions, names and signatures are those of Verify: <c>TestClass.TestMethod.verified.cs</c> is expected, <c>….received.cs</c> is
/// written where the text differs or where no snapshot exists, and both of these fail the test. A test file holds one class of its name.
/// Moving to Verify is a package reference and <c>using static VerifyXunit.Verifier</c> in place of <c>using static DeriveGen.Testing.Verifier</c>.
/// <see cref="Acceptance"/> says how snapshots are rewritten.
/// </remarks>
public static class Verifier
{
    /// <summary>Compares at once; the task that is returned is complete, and is there so that tests read as they would with Verify.</summary>
    /// <param name="target">The text; its line ends count as LF.</param>
    /// <param name="extension">The snapshot's extension without a dot, such as <c>cs</c>.</param>
    /// <param name="settings">Another name or folder for the snapshot.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <param name="testMethod">Filled in by the compiler.</param>
    /// <exception cref="XunitException">The snapshot is missing or differs.</exception>
    public static Task Verify(
        string target,
        string extension = "txt",
        VerifySettings? settings = null,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string testMethod = "")
    {
        var path = (settings ?? new VerifySettings()).PathOf(sourceFile, testMethod, extension);
        return Snapshot.Problem(path, target, Acceptance.IsOn) is { } problem ? throw new XunitException(problem) : Task.CompletedTask;
    }
}
