namespace DeriveGen.Symbolics.Expressions;

/// <summary>Hands out the numbers by which indices, sizes and tensors are told apart.</summary>
/// <remarks>
/// Only the order of two numbers ever matters, and a derivation runs on one thread, so the same declaration
/// gives the same output whatever ran before it in the process.
/// </remarks>
internal static class Identity
{
    private static int s_last;

    /// <summary>A number above all that were handed out before.</summary>
    public static int Next() => Interlocked.Increment(ref s_last);

    /// <summary>The number as two characters that sort as the number does.</summary>
    public static string Key(int id) => new([(char)(0x100 + (id >> 15)), (char)(0x100 + (id & 0x7FFF))]);
}
