using System.CommandLine;
using DeriveGen.Compiler.Documentation;
using DeriveGen.Symbolics.Claims;
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
        var root = new RootCommand("Shows how the gradients of a network are derived, and checks derivations made by hand.") { Check(output, errors), Explain(output, errors), Emit(output, errors), Exercise(output, errors) };
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
        var file = new Argument<string>("file") { Description = "Equations (.dg), a C# file, a project (.csproj), or a built assembly (.dll)." };
        Option<string?> network = Network(), folder = Folder();
        var convention = new Option<MatrixConvention?>("--convention") { Description = "How matrices are written: R, C, Cw or P; as it is declared without." };
        var length = new Option<DerivationLength>("--length") { Description = "How much is shown: Result, or Steps.", DefaultValueFactory = _ => DerivationLength.Steps };
        var format = new Option<PageFormat?>("--format") { Description = "The form of the pages: md (for GitHub), html (one file that needs no other), unicode (for a terminal), or latex (for pdflatex). By default md for files, unicode for what is printed." };
        var wrt = new Option<string[]>("--wrt") { Description = "The tensors whose gradients are derived; all parameters without.", AllowMultipleArgumentsPerToken = true };
        var activation = new Option<string?>("--activation") { Description = "The letter of the formulas that hold for any activation; without, the first of g, φ, f that no tensor has." };
        var command = new Command("explain", "Derives the gradients of networks and shows every step.") { file, network, wrt, convention, length, format, activation, folder };
        command.SetAction(parsed => Commands.Guarded(errors, () => Commands.Explain(
            parsed.GetRequiredValue(file),
            parsed.GetValue(network),
            new ExplainOptions
            {
                Convention = parsed.GetValue(convention),
                Length = parsed.GetRequiredValue(length),
                Format = parsed.GetValue(format) ?? (parsed.GetValue(folder) is null ? PageFormat.Unicode : PageFormat.Md),
                Activation = parsed.GetValue(activation),
                WithRespectTo = [.. (parsed.GetValue(wrt) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries))],
            },
            parsed.GetValue(folder),
            output)));
        return command;
    }

    private static Command Emit(TextWriter output, TextWriter errors)
    {
        var file = new Argument<string>("file") { Description = "A C# file, a project (.csproj), or a built assembly (.dll)." };
        Option<string?> network = Network(), folder = Folder();
        var command = new Command("emit", "Shows the C# that is compiled into the classes of networks.") { file, network, folder };
        command.SetAction(parsed => Commands.Guarded(errors, () => Commands.Emit(parsed.GetRequiredValue(file), parsed.GetValue(network), parsed.GetValue(folder), output)));
        return command;
    }

    private static Command Exercise(TextWriter output, TextWriter errors)
    {
        var file = new Argument<string>("file") { Description = "Claims that hold (.md), or equations (.dg), whose own derivation is taken." };
        var kind = new Option<SlipKind?>("--kind") { Description = "The kind of error; any without." };
        var seed = new Option<int?>("--seed") { Description = "The same number plants the same error; without one it is drawn and told." };
        var convention = new Option<MatrixConvention>("--convention") { Description = "How the derivation of equations is written: R, C, Cw or P.", DefaultValueFactory = _ => MatrixConvention.R };
        var answer = new Option<bool>("--answer") { Description = "Shows where the error is, and what is right." };
        var command = new Command("exercise", "Plants one error in a derivation, for you to find.") { file, kind, seed, convention, answer };
        command.SetAction(parsed => Commands.Guarded(errors, () => Commands.Exercise(
            parsed.GetRequiredValue(file), parsed.GetValue(kind), parsed.GetValue(seed), parsed.GetRequiredValue(convention), parsed.GetValue(answer), output)));
        return command;
    }

    private static Option<string?> Network() => new("--network") { Description = "The name of one network; without it all are shown." };

    private static Option<string?> Folder() => new("--output", "-o") { Description = "The folder for what is shown; without it, it is printed." };
}
