using DeriveGen.Compiler.Kernels;
using DeriveGen.Symbolics;

namespace DeriveGen.Compiler.Emission;

/// <summary>
/// Writes the static class that does a network's arithmetic: a method for each program, and behind them the kernels that the programs
/// share. The text is the same for every vector width: the packed types are type parameters of the class, and a class of the same name
/// without them chooses them.
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
    public static EmittedKernels Emit(EmissionRequest request) => StraightKernels.Emit(request) ?? Emit(request, new KernelTable(request.ClassName));

    /// <summary>The kernels of a network, in a table of their own.</summary>
    internal static EmittedKernels Emit(EmissionRequest request, KernelTable table)
    {
        foreach (ProgramRequest program in request.Programs)
        {
            table.Reserve(program.Name);
        }

        List<SharedProgram> programs = SharedProgram.Find([.. request.Programs.Select(program => new ProgramWriter(program, request.Element, table).Prepare())], request.Element, table);
        IReadOnlyList<char> types = table.LaneTypes;
        string[] widths = types.Count > 0 ? [.. Widths(request.Element).Select(width => TypeList(types.Select(width.Of)))] : [];
        var output = new CodeWriter(1);
        if (types.Count > 0)
        {
            output.Line("/// <summary>Calls each method for the machine's vectors, whose width is a constant to the machine's compiler.</summary>");
            output.Open("file static class " + request.ClassName);
            foreach (SharedProgram program in programs)
            {
                program.WriteChoice(output, request.ClassName, widths);
            }

            output.Close();
            output.Line();
        }

        output.Line("/// <summary>The steps of each method, and the kernels that they share.</summary>");
        foreach (char type in types)
        {
            output.Line($"/// <typeparam name=\"{type}\">{Meaning(type)}</typeparam>");
        }

        output.Line("file static class " + request.ClassName + (types.Count > 0 ? TypeList(types.Select(type => type.ToString())) : string.Empty));
        foreach (char type in types)
        {
            output.Line($"    where {type} : struct, IPacked<{type}, {request.Element.Name}>");
        }

        output.OpenBlock();
        foreach (SharedProgram program in programs)
        {
            program.Write(output);
        }

        foreach (Kernel kernel in table.Kernels)
        {
            Write(output, kernel);
        }

        output.Close();
        string source = output.ToString().Replace("\n\n    }\n", "\n    }\n");
        return new(source, programs.SelectMany(program => program.Emitted()).Select(program => program with { Widths = [.. widths] }).ToEquatableArray());
    }

    private static string TypeList(IEnumerable<string> types) => "<" + string.Join(", ", types) + ">";

    private static string Meaning(char type) => type switch
    {
        'R' => "A register of the machine.",
        'H' => "A register of at most 32 bytes.",
        'N' => "32 bytes of a row, in one register or in several.",
        _ => "64 bytes of a row, in one register or in several.",
    };

    /// <summary>The widths, the widest first.</summary>
    internal static IEnumerable<VectorWidth> Widths(ElementType element)
    {
        string type = element.Name;
        yield return new("if (Vector512.IsHardwareAccelerated)", $"Packed512<{type}>", $"Packed512<{type}>", $"Packed256<{type}>", $"Packed256<{type}>");
        yield return new("else if (Vector256.IsHardwareAccelerated)", $"Pair<Packed256<{type}>, {type}>", $"Packed256<{type}>", $"Packed256<{type}>", $"Packed256<{type}>");
        yield return new("else", $"Pair<Pair<Packed128<{type}>, {type}>, {type}>", $"Packed128<{type}>", $"Packed128<{type}>", $"Pair<Packed128<{type}>, {type}>");
    }

    private static void Write(CodeWriter output, Kernel kernel)
    {
        for (int number = 0; number < kernel.Summary.Count; number++)
        {
            output.Line("/// " + (number == 0 ? "<summary>" : string.Empty) + kernel.Summary[number] + (number == kernel.Summary.Count - 1 ? "</summary>" : "<br/>"));
        }

        output.Line($"[MethodImpl({(kernel.IsInlined ? "AggressiveInlining" : kernel.StaysApart ? "AggressiveOptimization | NoInlining" : "AggressiveOptimization")})]");
        output.Line($"private static void {kernel.Name}({kernel.Signature})");
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
/// <param name="Narrow">The type that holds 32 bytes of a row, in one register or in several.</param>
internal sealed record VectorWidth(string Condition, string Row, string Register, string Half, string Narrow)
{
    /// <summary>The type that stands for a type parameter of the class.</summary>
    public string Of(char parameter) => parameter switch { 'R' => Register, 'H' => Half, 'N' => Narrow, _ => Row };
}
