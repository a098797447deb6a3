using System.Text.RegularExpressions;
using DeriveGen.Compiler.Model;

namespace DeriveGen.Compiler.Emission;

/// <summary>
/// What a method may be made of: RyuJIT gives up optimizing one with more than 2000 local variables or 60000 bytes of code, which a program with
/// a variable of some 30 bytes for each tensor reaches together.
/// </summary>
public static class MethodBudget
{
    /// <summary>A method with more variables than this is near the limit.</summary>
    public const int MostLocals = 1500;

    /// <summary>
    /// RyuJIT inlines nothing more into a method that has 512 variables. An operation on rows becomes two or three of them; with more operations
    /// than this the last ones of a straight line would be calls, each as long as many operations.
    /// </summary>
    private const int MostInlined = 170;

    private static readonly Regex s_operator = new(" [*/+-] ", RegexOptions.CultureInvariant);

    /// <summary>Whether every operation of a straight line becomes a part of its method.</summary>
    internal static bool InlinesAll(ProgramText text)
    {
        var operation = new Regex(Regex.Escape(text.RowType + "."), RegexOptions.CultureInvariant);
        return text.Lines.Sum(line => operation.Matches(line.Text).Count + s_operator.Matches(line.Text).Count) <= MostInlined;
    }

    /// <summary>The warning of the longest program that is near the limit; none where all are short.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="programs">What was emitted for it.</param>
    public static IEnumerable<Problem> Problems(string network, IEnumerable<EmittedProgram> programs) => programs
        .Where(program => program.Locals > MostLocals).OrderByDescending(program => program.Locals).Take(1)
        .Select(program => Problem.Of(Descriptors.LongMethod, Declaration.NotWritten, network, program.Name, CSharp.Number(program.Locals)));
}
