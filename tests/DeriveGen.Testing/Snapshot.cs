namespace DeriveGen.Testing;

/// <summary>One expected file, with the received file beside it while they differ.</summary>
public static class Snapshot
{
    /// <summary>Compares the text with the expected file, or makes it the expected one.</summary>
    /// <param name="verifiedPath">The expected file, <c>….verified.…</c>.</param>
    /// <param name="text">What the test received.</param>
    /// <param name="accept">Whether the text is to become the expected one.</param>
    /// <returns>Null where both agree, otherwise what is wrong and what to do about it.</returns>
    public static string? Problem(string verifiedPath, string text, bool accept)
    {
        var received = TextComparison.Normalize(text);
        var receivedPath = verifiedPath.Replace(".verified.", ".received.");
        if (accept)
        {
            TextComparison.Write(verifiedPath, received);
            File.Delete(receivedPath);
            return null;
        }

        var difference = File.Exists(verifiedPath)
            ? TextComparison.FirstDifference(TextComparison.Read(verifiedPath), received)
            : "there is no such snapshot.";
        if (difference is null)
        {
            File.Delete(receivedPath);
            return null;
        }

        TextComparison.Write(receivedPath, received);
        return $"{verifiedPath}: {difference}\nThe text received is in {receivedPath}; {Acceptance.Variable}=1 tests/test.sh accepts it.";
    }
}
