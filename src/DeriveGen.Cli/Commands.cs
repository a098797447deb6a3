using DeriveGen.Compiler;
using DeriveGen.Compiler.Documentation;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Claims;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Cli;

/// <summary>What the commands do.</summary>
internal static class Commands
{
    /// <summary>The exit code of a claim that does not hold.</summary>
    public const int DoesNotHold = 1;

    /// <summary>The exit code of bad input.</summary>
    public const int BadInput = 2;

    /// <summary>Runs a command; what is wrong with its input is one message and an exit code.</summary>
    public static int Guarded(TextWriter errors, Func<int> command)
    {
        try
        {
            return command();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            errors.WriteLine(exception.Message);
            return BadInput;
        }
    }

    /// <summary>Decides the claims of a file.</summary>
    /// <exception cref="FormatException">The file is no claims file.</exception>
    public static int Check(string file, TextWriter output)
    {
        EquatableArray<ClaimVerdict> verdicts = ClaimChecker.Check(File.ReadAllText(file));
        foreach (ClaimVerdict verdict in verdicts)
        {
            output.WriteLine(verdict);
        }

        if (ClaimChecker.FirstError(verdicts) is { } first)
        {
            output.WriteLine(first);
            return DoesNotHold;
        }

        output.WriteLine($"All {verdicts.Length} lines hold.");
        return 0;
    }

    /// <summary>Derives the gradients of the equations in a file.</summary>
    /// <exception cref="FormatException">The equations have errors, or no loss.</exception>
    public static int Explain(string file, MatrixConvention convention, DerivationLength length, string? folder, TextWriter output)
    {
        string text = File.ReadAllText(file), name = Path.GetFileNameWithoutExtension(file);
        BoundText bound = EquationText.Bind(text);
        if (bound.System is not { } system)
        {
            throw new FormatException(string.Join("\n", bound.Problems.Where(problem => problem.Descriptor.Severity == Severity.Error)
                .Select(problem => $"{file}({Line(text, problem.Span.Start)}): {problem.Code}: {problem.Message}")));
        }

        if (system.Loss is null)
        {
            throw new FormatException($"{file}: there is no loss to differentiate; the last equation without indices is the loss, L = mean(i: …).");
        }

        string page = NetworkCompiler.Explain(name, system, convention, length: length);
        if (folder is null)
        {
            output.Write(page);
            return 0;
        }

        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name + ".md");
        File.WriteAllText(path, page);
        output.WriteLine(path);
        return 0;
    }

    private static int Line(string text, int position) => 1 + text.AsSpan(0, Math.Min(position, text.Length)).Count('\n');
}
