namespace DeriveGen.Cli;

/// <summary>Files as they come, and what is wrong with them in a length that can be read.</summary>
internal static class InputFile
{
    private const int MostMessages = 20;

    /// <summary>The text of a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="FormatException">It is no text.</exception>
    public static string Read(string file)
    {
        string text = File.ReadAllText(file);
        int zero = text.IndexOf('\0', StringComparison.Ordinal);
        return zero < 0 ? text : throw new FormatException($"{file} is no text: there is a byte 0 behind {zero} characters.");
    }

    /// <summary>The first of the messages, and how many more there are.</summary>
    public static FormatException Refused(IEnumerable<string> messages)
    {
        string[] all = [.. messages];
        return new FormatException(string.Join("\n", all.Length > MostMessages ? [.. all.Take(MostMessages), $"and {all.Length - MostMessages} more"] : all));
    }
}
