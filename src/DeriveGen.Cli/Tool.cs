using System.CommandLine;
using DeriveGen.Compiler.Documentation;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Cli;

/// <summary>The command line: its commands, their arguments, and what it returns.</summary>
/// <remarks>0: all well. 1: a claim does not hold. 2: bad input; what is wrong stands on the error output.</remarks>
internal static class Tool
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The words behind the tool's name.</param>
    /// <param name="output">Takes what was asked for.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        var root = new RootCommand("Shows how the gradients of a network are derived, and checks derivations made by hand.") { Check(output, errors), Explain(output, errors) };
        ParseResult parsed = root.Parse(arguments);
        int code = parsed.Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return parsed.Errors.Count > 0 ? Commands.BadInput : code;
    }

    private static Command Check(TextWriter output, TextWriter errors)
    {
        var file = new Argument<string>("file") { Description = "Markdown with fences tagged network and claims." };
        var command = new Command("check", "Decides every claim of a file: proved, scaled, right in another convention, wrong, with the smallest repair.") { file };
        command.SetAction(parsed => Commands.Guarded(errors, () => Commands.Check(parsed.GetRequiredValue(file), output)));
        return command;
    }

    private static Command Explain(TextWriter output, TextWriter errors)
    {
        var file = new Argument<string>("file") { Description = "Equations in the equation language (.dg)." };
        var convention = new Option<MatrixConvention>("--convention") { Description = "How matrices are written: R, C, Cw or P.", DefaultValueFactory = _ => MatrixConvention.R };
        var length = new Option<DerivationLength>("--length") { Description = "How much is shown: Result, or Steps.", DefaultValueFactory = _ => DerivationLength.Steps };
        var folder = new Option<string?>("--output", "-o") { Description = "The folder for the page; without it the page is printed." };
        var command = new Command("explain", "Derives the gradients of a network and shows every step, in Markdown.") { file, convention, length, folder };
        command.SetAction(parsed => Commands.Guarded(
            errors, () => Commands.Explain(parsed.GetRequiredValue(file), parsed.GetRequiredValue(convention), parsed.GetRequiredValue(length), parsed.GetValue(folder), output)));
        return command;
    }
}
