using DeriveGen.Compiler.Kernels;
using DeriveGen.Compiler.Scheduling;

namespace DeriveGen.Compiler.Emission;

/// <summary>
/// Writes the classes of a tiny network: one with programs in straight lines, for machines where a row is a register; one with kernels as
/// any other network has, for the rest; and the one that chooses between them.
/// </summary>
internal static class StraightKernels
{
    /// <summary>The program that trains by many examples.</summary>
    private const string Epoch = "TrainEpoch";

    /// <summary>The classes; null where the network is not tiny.</summary>
    public static EmittedKernels? Emit(EmissionRequest request)
    {
        if (!TinyPrograms.Are(request))
        {
            return null;
        }

        var table = new KernelTable(request.ClassName);
        ProgramWriter WriterOf(ProgramRequest program) => new(program, request.Element, table);
        List<ProgramText> texts = [.. request.Programs.Select(program => WriterOf(program).PrepareStraight())];
        if (!texts.TrueForAll(MethodBudget.InlinesAll))
        {
            return null;
        }

        if (request.Programs.FirstOrDefault(program => program.Schedule.Name == "Train") is { Schedule: var train } && TinyPrograms.ExamplesOf(train) is { } examples
            && WriterOf(new(Epoch, train, [.. train.Steps], null)).PrepareEpoch(examples) is { } epoch && MethodBudget.InlinesAll(epoch))
        {
            texts.Add(epoch);
        }

        List<SharedProgram> programs = SharedProgram.Find(texts, request.Element, table);
        string straight = request.ClassName + "Straight", looped = request.ClassName + "Looped";
        EmittedKernels loops = KernelEmitter.Emit(request with { ClassName = looped }, new KernelTable(looped));
        var output = new CodeWriter(1);
        output.Line("/// <summary>Calls each method as the machine's vectors allow, which is a constant to the machine's compiler.</summary>");
        output.Open("file static class " + request.ClassName);
        var emitted = new List<EmittedProgram>();
        foreach (EmittedProgram program in programs.SelectMany(program => program.Emitted()))
        {
            EmittedProgram? other = loops.Programs.FirstOrDefault(candidate => candidate.Name == program.Name);
            emitted.Add(WriteChoice(output, request.Element, (straight, program), other is null ? null : (looped, other)));
        }

        output.Close();
        output.Line();
        output.Line("/// <summary>The steps of each method, in a straight line.</summary>");
        output.Open("file static class " + straight);
        programs.ForEach(program => program.Write(output));
        output.Close();
        output.Line();
        return new(output.ToString().Replace("\n\n    }\n", "\n    }\n") + loops.Source, [.. emitted]);
    }

    /// <summary>A method that calls one of two, which may take different things; the second is missing where nothing but the first does it.</summary>
    private static EmittedProgram WriteChoice(CodeWriter output, ElementType element, (string Class, EmittedProgram Program) straight, (string Class, EmittedProgram Program)? looped)
    {
        List<ProgramParameter> parameters = [];
        foreach (ProgramParameter parameter in straight.Program.Parameters.Concat(looped?.Program.Parameters ?? []).Where(parameter => parameter.Role != ParameterRole.Place))
        {
            if (!parameters.Exists(other => IsSame(other, parameter)))
            {
                parameters.Add(parameter);
            }
        }

        string type = straight.Program.IsEpoch ? "int" : straight.Program.ReturnsLoss ? element.Name : "void", returns = type == "void" ? string.Empty : "return ";
        string Call((string Class, EmittedProgram Program) method) => $"{returns}{method.Class}.{method.Program.Method}("
            + string.Join(", ", method.Program.Parameters.Select(parameter => parameter.Role == ParameterRole.Place
                ? $"ref Unsafe.Add(ref {(parameter.Place.Region == Region.Persistent ? "persistent" : "workspace")}, {Rows.Number(parameter.Place.Origin)})"
                : (parameter.IsReference ? "ref " : string.Empty) + parameters.Find(other => IsSame(other, parameter)).Name)) + ");";
        if (looped is null)
        {
            output.Line($"/// <summary>Whether there is {straight.Program.Name}.</summary>");
            output.Line($"public static bool Has{straight.Program.Name} => Vector256.IsHardwareAccelerated;");
            output.Line();
        }

        output.Open($"public static {type} {straight.Program.Name}({string.Join(", ", parameters.Select(parameter => parameter.Declaration))})");
        if (looped is { } other)
        {
            output.Open("if (Vector256.IsHardwareAccelerated)");
            output.Line(Call(straight));
            output.Close();
            output.Open("else");
            output.Line(Call(other));
            output.Close();
        }
        else
        {
            output.Line(Call(straight));
        }

        output.Close();
        output.Line();
        return straight.Program with { Parameters = [.. parameters], Method = straight.Program.Name };
    }

    /// <summary>Whether two programs mean the same by a parameter.</summary>
    private static bool IsSame(ProgramParameter one, ProgramParameter other) => one.Role == other.Role && ReferenceEquals(one.Tensor, other.Tensor) && ReferenceEquals(one.Size, other.Size);
}
