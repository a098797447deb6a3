using DeriveGen.Compiler.Kernels;
using DeriveGen.Symbolics;

namespace DeriveGen.Compiler.Emission;

/// <summary>
/// Writes the static class that does a network's arithmetic: a method for each program, and behind them the kernels that the programs
/// share. The text is the same for every vector width: kernels take the packed type as a type argument.
/// </summary>
public static class KernelEmitter
{
    /// <summary>The namespaces that the text needs, in order.</summary>
    public static EquatableArray<string> Usings { get; } =
    [
        "System",
        "System.Runtime.CompilerServices",
        "System.Runtime.InteropServices",
        "System.Runtime.Intrinsics",
        "DeriveGen.Numerics",
        "static System.Runtime.CompilerServices.MethodImplOptions",
    ];

    /// <summary>The same, and what programs need whose steps threads share.</summary>
    public static EquatableArray<string> UsingsOf(EmittedKernels kernels) => kernels.Programs.Any(program => program.SharesSteps) ? Usings.Add("DeriveGen.Threading") : Usings;

    /// <summary>The kernels of a network.</summary>
    public static EmittedKernels Emit(EmissionRequest request) => Emit(request, new KernelTable());

    /// <summary>The kernels of a network, in a table of their own.</summary>
    internal static EmittedKernels Emit(EmissionRequest request, KernelTable table)
    {
        foreach (ProgramRequest program in request.Programs)
        {
            table.Reserve(program.Name);
        }

        var programs = new CodeWriter(2);
        EquatableArray<EmittedProgram> emitted = request.Programs.Map(program => new ProgramWriter(program, request.Element, table).Write(programs));
        var output = new CodeWriter(1);
        output.Line("/// <summary>The steps of each method, and the kernels that they share.</summary>");
        output.Open("file static class " + request.ClassName);
        output.Append(programs);
        foreach (Kernel kernel in table.Kernels)
        {
            Write(output, kernel, request.Element);
        }

        output.Close();
        return new(output.ToString().Replace("\n\n    }\n", "\n    }\n"), emitted);
    }

    /// <summary>The widths, the widest first.</summary>
    internal static IEnumerable<VectorWidth> Widths(ElementType element)
    {
        string type = element.Name;
        yield return new("if (Vector512.IsHardwareAccelerated)", $"Packed512<{type}>", $"Packed512<{type}>", $"Packed256<{type}>");
        yield return new("else if (Vector256.IsHardwareAccelerated)", $"Pair<Packed256<{type}>, {type}>", $"Packed256<{type}>", $"Packed256<{type}>");
        yield return new("else", $"Pair<Pair<Packed128<{type}>, {type}>, {type}>", $"Packed128<{type}>", $"Packed128<{type}>");
    }

    /// <summary>What type parameters must be.</summary>
    internal static void WriteConstraints(CodeWriter output, string typeParameters, ElementType element)
    {
        foreach (string parameter in typeParameters.Split([','], StringSplitOptions.RemoveEmptyEntries))
        {
            output.Line($"    where {parameter.Trim()} : struct, IPacked<{parameter.Trim()}, {element.Name}>");
        }
    }

    private static void Write(CodeWriter output, Kernel kernel, ElementType element)
    {
        List<string> formulas = kernel.Summary.Select(formula => "<c>" + formula.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;") + "</c>").ToList();
        output.Line("/// <summary>" + formulas[0] + (formulas.Count == 1 ? "</summary>" : "<br/>"));
        for (int number = 1; number < formulas.Count; number++)
        {
            output.Line("/// " + formulas[number] + (number == formulas.Count - 1 ? "</summary>" : "<br/>"));
        }

        output.Line($"[MethodImpl({(kernel.IsInlined ? "AggressiveInlining" : "AggressiveOptimization")})]");
        output.Line($"private static void {kernel.Name}{(kernel.TypeParameters.Length > 0 ? "<" + kernel.TypeParameters + ">" : string.Empty)}({kernel.Signature})");
        WriteConstraints(output, kernel.TypeParameters, element);
        output.OpenBlock();
        foreach (string line in kernel.Body.TrimEnd('\n').Split('\n'))
        {
            output.Line(line);
        }

        output.Close();
        output.Line();
    }
}

/// <summary>A width of the machine's vectors in emitted code.</summary>
/// <param name="Condition">When it is chosen; a constant to the machine's compiler.</param>
/// <param name="Row">The type that holds 64 bytes of a row, in one register or in several.</param>
/// <param name="Register">The type that holds one register.</param>
/// <param name="Half">The type that holds one register of at most 32 bytes.</param>
internal sealed record VectorWidth(string Condition, string Row, string Register, string Half);
