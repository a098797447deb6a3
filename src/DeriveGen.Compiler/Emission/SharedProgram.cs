using DeriveGen.Compiler.Kernels;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>
/// Programs that are one method: the same steps on tensors that lie at the same places, but for a few, which the method is told. The way
/// forward is such a one: Train and Gradient keep the same values, and only the adjoints that are computed along it go elsewhere.
/// </summary>
internal sealed class SharedProgram
{
    /// <summary>More places than these are not worth telling.</summary>
    private const int MostPlaces = 4;

    private readonly List<ProgramText> _texts;
    private readonly ElementType _element;
    private readonly int[] _told;          // the numbers of the tensors whose places the method is told
    private readonly string _name;
    private readonly CodeWriter _body;
    private readonly string? _result;
    private readonly string _type;
    private readonly int _locals;
    private readonly List<ProgramParameter> _parameters;

    private SharedProgram(List<ProgramText> texts, int[] told, string name, ElementType element)
    {
        (_texts, _told, _name, _element) = (texts, told, name, element);
        ProgramText first = texts[0];
        Tensor[] places = [.. told.Select(number => first.Tensors[number])];
        var body = new ProgramBody(first.Request.Schedule.Storage, element, first.Names, places);
        (_body, _result) = body.Write(first.Lines, first.Repetitions, first.Request.Result is { } result ? first.Request.Schedule.Storage.BaseOf(result) : null);
        (_result, _type) = (first.Count ?? _result, first.Count is not null ? "int" : _result is null ? "void" : element.Name);
        _locals = body.LocalCount;
        _parameters = [.. first.Parameters, .. places.Select(tensor => new ProgramParameter(ParameterRole.Place, first.Names.NameOf(tensor), element.Name))];
    }

    /// <summary>Finds the programs that are one method.</summary>
    /// <param name="texts">The programs.</param>
    /// <param name="element">The number type.</param>
    /// <param name="table">The names that methods have.</param>
    public static List<SharedProgram> Find(IReadOnlyList<ProgramText> texts, ElementType element, KernelTable table)
    {
        var groups = new List<(List<ProgramText> Texts, int[] Told, string Key)>();
        foreach (ProgramText text in texts)
        {
            string key = text.Key();
            int place = groups.FindIndex(group => group.Key == key && Told(group.Texts, group.Told, text) is not null);
            if (place < 0)
            {
                groups.Add(([text], [], key));
                continue;
            }

            (List<ProgramText> others, int[] told, _) = groups[place];
            groups[place] = (others, Told(others, told, text)!, key);
            others.Add(text);
        }

        return [.. groups.Select(group => new SharedProgram(group.Texts, group.Told, NameOf(group.Texts, table), element))];
    }

    /// <summary>How the programs are called that this method is.</summary>
    public IEnumerable<EmittedProgram> Emitted() => _texts.Select(text =>
    {
        IEnumerable<ProgramParameter> told = _told.Select((number, position) =>
            _parameters[text.Parameters.Count + position] with { Place = text.PlaceOf(text.Tensors[number]) });
        return new EmittedProgram(text.Request.Name, text.Parameters.Concat(told).ToEquatableArray(), _result is not null && text.Count is null) { Method = _name, Locals = _locals };
    });

    /// <summary>The method that the network calls: it chooses the width, which is a constant to the machine's compiler.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="className">The class with the method for every width.</param>
    /// <param name="widths">The type arguments of each width, the widest first.</param>
    public void WriteChoice(CodeWriter output, string className, IReadOnlyList<string> widths)
    {
        string arguments = string.Join(", ", _parameters.Select(parameter => (parameter.IsReference ? "ref " : string.Empty) + parameter.Name));
        output.Open($"public static {_type} {_name}({Signature})");
        foreach ((VectorWidth width, string types) in KernelEmitter.Widths(_element).Zip(widths, (width, types) => (width, types)))
        {
            output.Open(width.Condition);
            output.Line($"{(_result is null ? string.Empty : "return ")}{className}{types}.{_name}({arguments});");
            output.Close();
        }

        output.Close();
        output.Line();
    }

    /// <summary>The method.</summary>
    public void Write(CodeWriter output)
    {
        output.Line($"/// <summary>{Listed([.. _texts.Select(text => text.Request.Name)])}: {Rows.Number(_texts[0].Request.Steps.Length)} steps, in order.</summary>");
        output.Line("[MethodImpl(AggressiveOptimization)]");
        output.Open($"public static {_type} {_name}({Signature})");
        output.Append(_body);
        if (_result is not null)
        {
            output.Line("return " + _result + ";");
        }

        output.Close();
        output.Line();
    }

    private static string Listed(string[] names) =>
        names.Length == 1 ? names[0] : string.Join(", ", names.Take(names.Length - 1)) + " and " + names[names.Length - 1];

    private string Signature => string.Join(", ", _parameters.Select(parameter => parameter.Declaration));

    /// <summary>The places that a method is told which serves a further program; null where they are too many, or where a loop goes through one.</summary>
    private static int[]? Told(List<ProgramText> texts, int[] told, ProgramText text)
    {
        ProgramText first = texts[0];
        int[] all = [.. Enumerable.Range(0, first.Tensors.Count).Where(number =>
            told.Contains(number) || first.PlaceOf(first.Tensors[number]) != text.PlaceOf(text.Tensors[number]))];
        return all.Length <= MostPlaces && (all.Length == 0 || !first.Moving.Intersect(all.Select(number => first.Tensors[number])).Any()) ? all : null;
    }

    /// <summary>What the programs' names end in, from a capital letter on; the first one's name where that is nothing.</summary>
    private static string NameOf(List<ProgramText> texts, KernelTable table)
    {
        string first = texts[0].Request.Name;
        int start = texts.Count == 1 ? 0 : Enumerable.Range(0, first.Length).FirstOrDefault(at =>
            char.IsUpper(first[at]) && texts.TrueForAll(text => text.Request.Name.EndsWith(first.Substring(at), StringComparison.Ordinal)));
        return start == 0 ? first : table.Unused(first.Substring(start));
    }
}
