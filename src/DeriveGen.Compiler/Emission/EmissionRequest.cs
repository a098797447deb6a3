using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>What is emitted: the kernels of one network.</summary>
/// <param name="ClassName">The name of the static class that holds them.</param>
/// <param name="Element">The number type.</param>
/// <param name="Programs">The methods that the network's members call.</param>
public sealed record EmissionRequest(string ClassName, ElementType Element, EquatableArray<ProgramRequest> Programs)
{
    /// <summary>
    /// A schedule's programs: <c>NameForward</c> and, where there are such steps, <c>NameBackward</c> with the update behind it. A schedule
    /// that has no forward steps, or nothing else, is one program with its plain name.
    /// </summary>
    public static IEnumerable<ProgramRequest> ProgramsOf(Schedule schedule)
    {
        EquatableArray<Step> rest = schedule.Backward.AddRange(schedule.Update);
        bool whole = schedule.Forward.Length == 0 || rest.Length == 0;
        if (schedule.Forward.Length > 0)
        {
            yield return new(schedule.Name + (whole ? string.Empty : "Forward"), schedule, schedule.Forward, schedule.Loss);
        }

        if (rest.Length > 0 || schedule.Forward.Length == 0)
        {
            yield return new(schedule.Name + (whole ? string.Empty : "Backward"), schedule, rest, null);
        }
    }
}

/// <summary>One method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schedule">The schedule whose storage it uses.</param>
/// <param name="Steps">The steps that it does, in order.</param>
/// <param name="Result">The tensor of rank 0 that it returns, or null.</param>
public sealed record ProgramRequest(string Name, Schedule Schedule, EquatableArray<Step> Steps, Tensor? Result);

/// <summary>What was emitted.</summary>
/// <param name="Source">The text of the class, for a file in which <c>System</c> namespaces are imported as <see cref="KernelEmitter.Usings"/> says.</param>
/// <param name="Programs">How to call each program.</param>
public sealed record EmittedKernels(string Source, EquatableArray<EmittedProgram> Programs);

/// <summary>A method of the emitted class that the network's members call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="ReturnsLoss">Whether it returns the loss; else nothing.</param>
public sealed record EmittedProgram(string Name, EquatableArray<ProgramParameter> Parameters, bool ReturnsLoss)
{
    /// <summary>For each vector width, the widest first, the type arguments of the class that choose it; empty where the class uses no vectors.</summary>
    public EquatableArray<string> Widths { get; init; } = [];

    /// <summary>The name of the method, which several programs may share.</summary>
    public string Method { get; init; } = Name;

    /// <summary>How many tensors it has a variable for: those outside its loops.</summary>
    public int Locals { get; init; }

    /// <summary>Whether it goes through many examples, and returns the number of updates.</summary>
    public bool IsEpoch => Parameters.Any(parameter => parameter.Role == ParameterRole.LossSum);

    /// <summary>Whether threads share some of its steps.</summary>
    public bool SharesSteps => Parameters.Any(parameter => parameter.Role == ParameterRole.Threads);
}

/// <summary>What a program's parameter stands for.</summary>
public enum ParameterRole
{
    /// <summary>The first element of the persistent region, by reference.</summary>
    Persistent,

    /// <summary>The first element of the workspace, by reference.</summary>
    Workspace,

    /// <summary>The first element of a tensor that the caller gives, by reference.</summary>
    Argument,

    /// <summary>The value of a symbolic size, such as the number of examples.</summary>
    Size,

    /// <summary>A number given at run time, such as the learning rate.</summary>
    Setting,

    /// <summary>What tells one network's random numbers from another's, an <see cref="ulong"/>.</summary>
    Seed,

    /// <summary>The number of the call among those that draw random numbers, an <see cref="ulong"/>.</summary>
    Draw,

    /// <summary>The threads that share steps, the library's <c>ForkJoin</c>.</summary>
    Threads,

    /// <summary>The first element of a tensor of one of the regions, by reference.</summary>
    Place,

    /// <summary>What losses are added to, a <see cref="double"/> by reference.</summary>
    LossSum,
}

/// <summary>A parameter of a program.</summary>
/// <param name="Role">What it stands for.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its C# type, without <c>ref</c>.</param>
public sealed record ProgramParameter(ParameterRole Role, string Name, string Type)
{
    /// <summary>The tensor of an <see cref="ParameterRole.Argument"/> or a <see cref="ParameterRole.Setting"/>.</summary>
    public Tensor? Tensor { get; init; }

    /// <summary>The size of a <see cref="ParameterRole.Size"/>.</summary>
    public Size? Size { get; init; }

    /// <summary>Where the tensor of a <see cref="ParameterRole.Place"/> lies.</summary>
    public (Region Region, int Origin) Place { get; init; }

    /// <summary>Whether it is passed by reference.</summary>
    public bool IsReference => Role is ParameterRole.Persistent or ParameterRole.Workspace or ParameterRole.Argument or ParameterRole.Place or ParameterRole.LossSum;

    /// <summary>The parameter as declared.</summary>
    public string Declaration => (IsReference ? "ref " : string.Empty) + Type + " " + Name;
}
