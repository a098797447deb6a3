namespace DeriveGen.Testing;

/// <summary>The one switch that rewrites what tests compare with: <c>DERIVEGEN_ACCEPT=1</c> in the environment.</summary>
/// <remarks>With it, snapshots beside the tests and the folder generated/ take the text that the tests received. Never in continuous integration.</remarks>
public static class Acceptance
{
    /// <summary>The name of the environment variable.</summary>
    public const string Variable = "DERIVEGEN_ACCEPT";

    /// <summary>True where the received text is to become the expected one.</summary>
    /// <exception cref="InvalidOperationException">The switch is set in continuous integration, where every comparison would pass.</exception>
    public static bool IsOn
    {
        get
        {
            var on = Environment.GetEnvironmentVariable(Variable) == "1";
            return on && Environment.GetEnvironmentVariable("CI") == "true"
                ? throw new InvalidOperationException($"{Variable}=1 rewrites the expected files and has no place in continuous integration.")
                : on;
        }
    }
}
