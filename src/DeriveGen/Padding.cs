namespace DeriveGen;

/// <summary>
/// What stands around the input of a convolution or a pool, by name; any other number, from 0 on, is that many places at every side.
/// </summary>
public static class Padding
{
    /// <summary>Nothing: windows lie inside the input.</summary>
    public const int Valid = 0;

    /// <summary>
    /// As much as it takes for ⌈n/stride⌉ places to come out of n, half of it at either side, an odd one at the end: with stride 1 the size stays.
    /// </summary>
    public const int Same = -1;

    /// <summary>Along time, all of it before the beginning: no place reads a later one. With stride 1 the length stays.</summary>
    public const int Causal = -2;
}
