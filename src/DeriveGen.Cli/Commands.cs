using DeriveGen.Compiler;
using DeriveGen.Compiler.Documentation;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Claims;
using DeriveGen.Symbolics.Expressions;
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
        catch (OverflowException)
        {
            errors.WriteLine("The extents are too large: a number of elements or operations does not fit 64 bits. Make them smaller; no formula depends on them.");
            return BadInput;
        }
    }

    /// <summary>Decides the claims of a file.</summary>
    /// <exception cref="FormatException">The file is no claims file.</exception>
    public static int Check(string file, TextWriter output)
    {
        InputFile.IsFor("check", file);
        EquatableArray<ClaimVerdict> verdicts = ClaimChecker.Check(InputFile.Read(file));
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

    /// <summary>Derives the gradients of the equations in a file, or of the networks that C# declares.</summary>
    /// <param name="file">Equations (.dg), a C# file, a project, or an assembly.</param>
    /// <param name="network">The name of the only network to explain; null for all.</param>
    /// <param name="options">What is shown, and how.</param>
    /// <param name="folder">Where the pages go; null to print them.</param>
    /// <param name="output">Takes the pages, or where they are.</param>
    /// <exception cref="FormatException">A declaration or equation has errors, or there is no loss, no such network or no such tensor.</exception>
    public static int Explain(string file, string? network, ExplainOptions options, string? folder, TextWriter output)
    {
        InputFile.IsFor("explain", file);
        if (Source.DeclaresClasses(file))
        {
            foreach (NetworkModel model in Chosen(file, network))
            {
                Give(NetworkCompiler.Explain(model, options), folder, model.Name + Ending(options.Format), output);
            }

            return 0;
        }

        string name = Path.GetFileNameWithoutExtension(file);
        if (network is not null && network != name)
        {
            throw new FormatException($"{file} holds one network, {name}; there is no {network}.");
        }

        Give(NetworkCompiler.Explain(name, Equations(file).System, options), folder, name + Ending(options.Format), output);
        return 0;
    }

    /// <summary>The C# that is compiled into the networks' classes.</summary>
    /// <param name="file">A C# file, a project, or an assembly.</param>
    /// <param name="network">The name of the only network; null for all.</param>
    /// <param name="folder">Where the files go; null to print them.</param>
    /// <param name="output">Takes the C#, or where it is.</param>
    /// <exception cref="FormatException">The file declares no classes, a declaration has errors, or there is no such network.</exception>
    public static int Emit(string file, string? network, string? folder, TextWriter output)
    {
        if (!Source.DeclaresClasses(file))
        {
            throw new FormatException($"{file} is no C#: what is emitted is a part of a class. Write [Network] and [Equations(\"…\")] on a partial class in a .cs file.");
        }

        foreach (NetworkModel model in Chosen(file, network))
        {
            CompiledNetwork compiled = NetworkCompiler.Compile(model);
            Give(compiled.Source, folder, compiled.HintName, output);
        }

        return 0;
    }

    /// <summary>Plants one error in a derivation for the reader to find.</summary>
    /// <param name="file">A claims file whose lines hold (.md), or equations (.dg), whose own derivation is taken.</param>
    /// <param name="kind">The kind of error; null for any.</param>
    /// <param name="seed">The same seed plants the same error; null draws one.</param>
    /// <param name="convention">How the derivation of equations is written.</param>
    /// <param name="shows">Whether the answer is shown.</param>
    /// <param name="output">Takes the exercise.</param>
    /// <exception cref="FormatException">The file cannot be read, a line of it does not hold, or it takes no such error.</exception>
    public static int Exercise(string file, SlipKind? kind, int? seed, MatrixConvention convention, bool shows, TextWriter output)
    {
        InputFile.IsFor("exercise", file);
        string derivation = Path.GetExtension(file) == ".dg" ? Derivation(file, convention) : InputFile.Read(file);
        int number = seed ?? Random.Shared.Next(1, 100_000);
        Exercise exercise = Symbolics.Claims.Exercise.Plant(derivation, kind, number);
        output.WriteLine(exercise.Text.TrimEnd());
        output.WriteLine();
        if (shows)
        {
            output.WriteLine($"The error is in line {exercise.Line}, of the kind {exercise.Kind}. It should read {exercise.Right}; this is what check says of it:");
            output.WriteLine();
            output.WriteLine(exercise.Verdict);
            return 0;
        }

        output.WriteLine($"One line of these claims is wrong. Which one, and how should it read? The answer: derivegen exercise {Quoted(file)} --seed {number}{(kind is null ? "" : $" --kind {kind}")}{(convention == MatrixConvention.R ? "" : $" --convention {convention}")} --answer");
        return 0;
    }

    private static string Derivation(string file, MatrixConvention convention)
    {
        (string text, EquationSystem system) = Equations(file);
        return RightDerivation.Of(Path.GetFileNameWithoutExtension(file), text, system, convention);
    }

    /// <summary>A file's name as a shell takes it.</summary>
    private static string Quoted(string file) => file.Contains(' ', StringComparison.Ordinal) ? $"\"{file}\"" : file;

    private static string Ending(PageFormat format) => format switch
    {
        PageFormat.Html => ".html",
        PageFormat.Unicode => ".txt",
        PageFormat.Latex => ".tex",
        _ => ".md",
    };

    private static IEnumerable<NetworkModel> Chosen(string file, string? network)
    {
        IReadOnlyList<NetworkModel> models = Source.Networks(file);
        NetworkModel[] chosen = [.. models.Where(model => network is null || model.Name == network)];
        return chosen.Length > 0 ? chosen : throw new FormatException($"{file} declares no network {network}; it declares {string.Join(", ", models.Select(model => model.Name))}.");
    }

    private static (string Text, EquationSystem System) Equations(string file)
    {
        string text = InputFile.Read(file);
        BoundText bound = EquationText.Bind(text);
        return bound.System is not { } system
            ? throw InputFile.Refused(bound.Problems.Where(problem => problem.Descriptor.Severity == Severity.Error)
                .Select(problem => $"{file}({Line(text, problem.Span.Start)}): {problem.Code}: {problem.Message}"))
            : system.Loss is null
            ? throw new FormatException($"{file}: there is no loss to differentiate; an equation without indices is the loss, L = mean(i: …).")
            : (text, system);
    }

    /// <summary>Prints a text, or writes it to a file and prints where.</summary>
    private static void Give(string text, string? folder, string name, TextWriter output)
    {
        if (folder is null)
        {
            output.Write(text);
            return;
        }

        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        output.WriteLine(path);
    }

    private static int Line(string text, int position) => 1 + text.AsSpan(0, Math.Min(position, text.Length)).Count('\n');
}
