namespace DeriveGen.Cli.Tests;

/// <summary>A theory that needs a program which need not be installed, and is counted as skipped without it.</summary>
public sealed class ProgramTheoryAttribute : TheoryAttribute
{
    /// <summary>The browser, where Debian installs it.</summary>
    public const string Browser = "/usr/bin/chromium";

    /// <summary>The typesetter, where Debian installs it.</summary>
    public const string Typesetter = "/usr/bin/pdflatex";

    public ProgramTheoryAttribute(string program)
    {
        if (!File.Exists(program))
        {
            Skip = "There is no " + program + ".";
        }
    }
}
