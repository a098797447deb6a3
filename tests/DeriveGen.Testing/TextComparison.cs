using System.Text;

namespace DeriveGen.Testing;

/// <summary>Reads, writes and compares text files: UTF-8 without BOM, LF line ends.</summary>
internal static class TextComparison
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The text with LF line ends, whatever the machine's own.</summary>
    public static string Normalize(string text) => text.Replace("\r\n", "\n");

    /// <summary>The normalised text of a file.</summary>
    public static string Read(string path) => Normalize(File.ReadAllText(path, s_utf8));

    /// <summary>Writes the text as it is, making the folder where it is missing.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, s_utf8);
    }

    /// <summary>The first line in which the two texts differ, with its number, or null where they are equal.</summary>
    public static string? FirstDifference(string expected, string received)
    {
        if (expected == received)
        {
            return null;
        }

        var left = expected.Split('\n');
        var right = received.Split('\n');
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
        {
            line++;
        }

        return $"line {line + 1}:\n  expected: {Quote(left, line)}\n  received: {Quote(right, line)}";
    }

    private static string Quote(string[] lines, int line) => line < lines.Length ? $"\"{lines[line]}\"" : "(the text has ended)";
}
