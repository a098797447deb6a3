using DeriveGen.Compiler.Kernels;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>The statements of a program before its method is written.</summary>
/// <param name="Request">The program.</param>
/// <param name="Names">The identifiers of the method.</param>
/// <param name="Parameters">The method's parameters.</param>
/// <param name="Lines">The statements.</param>
internal sealed record ProgramText(ProgramRequest Request, NameScope Names, IReadOnlyList<ProgramParameter> Parameters, IReadOnlyList<ProgramLine> Lines)
{
    /// <summary>Fewer statements than this are not worth a loop.</summary>
    private const int FewestSaved = 12;

    private IReadOnlyList<Repetition>? _repetitions;

    /// <summary>The type of rows in a straight line; null where kernels are called.</summary>
    public string? RowType { get; init; }

    /// <summary>The variable that counts the examples of an epoch, which the method returns; null where there is none.</summary>
    public string? Count { get; init; }

    /// <summary>The tensors of the arena that the statements refer to, in order, and the result.</summary>
    public IReadOnlyList<Tensor> Tensors { get; } = [.. Lines.SelectMany(line => line.Tensors).Concat(Request.Result is { } result ? [Request.Schedule.Storage.BaseOf(result)] : []).Distinct()];

    /// <summary>The same for programs that differ only in where their tensors lie, and in what these are called.</summary>
    public string Key()
    {
        Dictionary<Tensor, int> numbers = Tensors.Select((tensor, number) => (tensor, number)).ToDictionary(pair => pair.tensor, pair => pair.number);
        return string.Join("\n", Lines.Select(line => line.Bare.With(hole => "#" + Rows.Number(numbers[line.Tensors[hole]])))
            .Concat(Parameters.Select(parameter => parameter.Declaration)).Append(Request.Result is null ? string.Empty : "returns"));
    }

    /// <summary>The statements that become loops.</summary>
    public IReadOnlyList<Repetition> Repetitions => _repetitions ??= FindRepetitions();

    /// <summary>The tensors of these statements: a loop goes through their places.</summary>
    public IEnumerable<Tensor> Moving =>
        Repetitions.SelectMany(repetition => Lines.Skip(repetition.Start).Take(repetition.End - repetition.Start)).SelectMany(line => line.Tensors);

    /// <summary>Where a tensor lies.</summary>
    public (Region Region, int Origin) PlaceOf(Tensor tensor) => (Request.Schedule.Storage[tensor].Region, Request.Schedule.Storage[tensor].Origin);

    private List<Repetition> FindRepetitions()
    {
        string[] keys = [.. Lines.Select(line => line.Key(Request.Schedule.Storage))];
        List<Repetition> found = Repetition.Find(keys, FewestSaved);
        return [.. found.Select((repetition, number) => repetition.WithRest(keys, number + 1 < found.Count ? found[number + 1].Start : Lines.Count))];
    }
}
