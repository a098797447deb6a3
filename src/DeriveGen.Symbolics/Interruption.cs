namespace DeriveGen.Symbolics;

/// <summary>
/// Ends work that nobody waits for any more. The passes are pure functions of values, many and small: a token through all of their signatures would hide what
/// they are about, so the thread that runs them remembers it.
/// </summary>
public static class Interruption
{
    [ThreadStatic]
    private static CancellationToken s_token;

    /// <summary>Runs work on this thread that ends with <paramref name="token"/>.</summary>
    /// <param name="token">The token.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="OperationCanceledException">It was asked for.</exception>
    public static T Watch<T>(CancellationToken token, Func<T> work)
    {
        CancellationToken before = s_token;
        s_token = token;
        try
        {
            return work();
        }
        finally
        {
            s_token = before;
        }
    }

    /// <summary>Ends the work where that was asked for; called by what every pass does often.</summary>
    /// <exception cref="OperationCanceledException">It was asked for.</exception>
    public static void Check() => s_token.ThrowIfCancellationRequested();
}
