using System.Diagnostics;
using System.Text;
using Xunit.Sdk;

namespace DeriveGen.EndToEnd.Tests.Packaging;

/// <summary>Runs commands as a user would, with the test run's own MSBuild variables taken out of its environment.</summary>
internal static class DotNet
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs <c>dotnet ARGUMENTS</c> in a folder and returns what it printed.</summary>
    /// <exception cref="XunitException">It failed or took longer than five minutes; the message holds what it printed.</exception>
    public static Task<string> Run(string folder, params string[] arguments) => Start("dotnet", folder, arguments);

    /// <summary>Runs a program in a folder and returns what it printed.</summary>
    /// <exception cref="XunitException">It failed or took longer than five minutes; the message holds what it printed.</exception>
    public static async Task<string> Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        // No server may outlive the test and hold its folder.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        // What is read from the output is read in the invariant culture. Not the runtime's invariant mode: a compiler that begins in it calls English unknown.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["LC_ALL"] = "C.UTF-8";

        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(s_limit);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode == 0
                ? await output
                : throw new XunitException($"{program} {string.Join(' ', arguments)} exited with {process.ExitCode}:\n{await output}\n{await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new XunitException($"{program} {string.Join(' ', arguments)} took longer than {s_limit.TotalMinutes} minutes.");
        }
    }
}
