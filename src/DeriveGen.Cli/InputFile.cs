namespace DeriveGen.Cli;

/// <summary>Files as they come, and what is wrong with them in a length that can be read.</summary>
internal static class InputFile
{
    private const int MostMessages = 20;

    /// <summary>Kinds of files by their endings, what they are, and the commands that read them.</summary>
    private static readonly (string[] Endings, string What, string[] Commands)[] s_kinds =
    [
        ([".md"], "a file of claims", ["check", "exercise"]),
        ([".dg"], "a file of equations", ["explain", "exercise"]),
        ([".cs", ".csproj"], "C#", ["explain", "emit"]),
        ([".dll"], "an assembly", ["explain", "emit"]),
    ];

    /// <summary>Refuses a file that is for other commands.</summary>
    /// <exception cref="FormatException">The file's ending is that of a kind which the command does not read; the message says what does.</exception>
    public static void IsFor(string command, string file)
    {
        string ending = Path.GetExtension(file);
        if (s_kinds.FirstOrDefault(kind => kind.Endings.Contains(ending)) is { What: { } what, Commands: { } commands } && !commands.Contains(command))
        {
            string read = string.Join(" and ", s_kinds.Where(kind => kind.Commands.Contains(command)).Select(kind => $"{kind.What} ({string.Join(", ", kind.Endings)})"));
            throw new FormatException($"{file} is {what}, which {string.Join(" and ", commands.Select(other => $"'derivegen {other}'"))} read; {command} reads {read}.");
        }
    }

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
