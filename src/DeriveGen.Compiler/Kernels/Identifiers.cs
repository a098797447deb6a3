namespace DeriveGen.Compiler.Kernels;

/// <summary>Identifiers in emitted C#.</summary>
internal static class Identifiers
{
    /// <summary>Where an identifier stands as a whole, from a place on; −1 where it does not.</summary>
    public static int Find(string text, string name, int from)
    {
        for (int at = text.IndexOf(name, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if (!IsPart(text, at - 1) && !IsPart(text, at + name.Length))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsPart(string text, int at) => at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');
}
