namespace DeriveGen.Cli.Tests;

/// <summary>A theory that needs the browser Chromium, and is counted as skipped without it.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    /// <summary>Where Debian installs the browser.</summary>
    public const string Browser = "/usr/bin/chromium";

    public BrowserTheoryAttribute()
    {
        if (!File.Exists(Browser))
        {
            Skip = "There is no " + Browser + ".";
        }
    }
}
