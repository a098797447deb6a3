using System.Globalization;
using System.Text.RegularExpressions;
using DeriveGen.Compiler.Kernels;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>A statement of a program: a text with a hole for each tensor of the arena that it refers to.</summary>
/// <param name="Text">The statement, of several lines where it is a block; a hole is <c>{0}</c>, <c>{1}</c>, …</param>
/// <param name="Tensors">What the holes refer to.</param>
/// <param name="Comment">What it computes.</param>
internal sealed record ProgramLine(string Text, IReadOnlyList<Tensor> Tensors, string? Comment)
{
    /// <summary>What a comment begins with.</summary>
    public const string CommentMark = "// ";

    private static readonly Regex s_hole = new(@"\{(\d+)\}", RegexOptions.CultureInvariant);

    /// <summary>Statements in a block, as one statement.</summary>
    /// <param name="head">What stands before the block.</param>
    /// <param name="lines">The statements.</param>
    public static ProgramLine Block(string head, IReadOnlyList<ProgramLine> lines)
    {
        var text = new CodeWriter(0);
        var tensors = new List<Tensor>();
        text.Open(head);
        foreach (ProgramLine line in lines)
        {
            int first = tensors.Count;
            tensors.AddRange(line.Tensors);
            text.Lines(line.Comment is null ? string.Empty : CommentMark + line.Comment);
            text.Lines(line.With(hole => "{" + Rows.Number(first + hole) + "}"));
        }

        text.Close();
        return new(text.ToString().TrimEnd('\n'), tensors, null);
    }

    /// <summary>The statement without comments.</summary>
    public ProgramLine Bare => this with { Text = string.Join("\n", Text.Split('\n').Where(line => !line.TrimStart().StartsWith(CommentMark, StringComparison.Ordinal))), Comment = null };

    /// <summary>The same for statements that differ only in where their tensors lie.</summary>
    public string Key(StorageTable storage) => Bare.Text + "|" + string.Concat(Tensors.Select(tensor => storage[tensor].Region == Region.Persistent ? 'p' : 'w'));

    /// <summary>The statement with the holes filled.</summary>
    public string With(Func<int, string> name) => Tensors.Count == 0
        ? Text
        : s_hole.Replace(Text, match => name(int.Parse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture)));
}

/// <summary>
/// Writes the statements of a program. Those that a deep network repeats, block by block, become a loop whose body refers to other places
/// each time, so that a network of many blocks is as long to read as one of few.
/// </summary>
/// <param name="storage">Where the tensors lie.</param>
/// <param name="element">The number type.</param>
/// <param name="names">The identifiers of the method.</param>
/// <param name="told">The tensors that the method has a parameter for.</param>
internal sealed class ProgramBody(StorageTable storage, ElementType element, NameScope names, IReadOnlyList<Tensor> told)
{
    private readonly List<Tensor> _locals = [];
    private readonly CodeWriter _text = new(3);

    /// <summary>How many variables the statements have.</summary>
    public int LocalCount => _locals.Count;

    /// <summary>The text of the statements, and the name of the tensor that is the program's result.</summary>
    /// <param name="lines">The statements.</param>
    /// <param name="repetitions">Those that become loops.</param>
    /// <param name="result">The program's result.</param>
    public (CodeWriter Text, string? Result) Write(IReadOnlyList<ProgramLine> lines, IReadOnlyList<Repetition> repetitions, Tensor? result)
    {
        int at = 0;
        foreach (Repetition repetition in repetitions)
        {
            WritePlain(lines.Skip(at).Take(repetition.Start - at));
            WriteLoop(lines, repetition);
            at = repetition.End;
        }

        WritePlain(lines.Skip(at));
        string? name = result is null ? null : Local(result);
        var output = new CodeWriter(3);
        foreach (Tensor local in _locals)
        {
            int origin = storage[local].Origin;
            output.Line($"ref {element.Name} {names.NameOf(local)} = ref {(origin == 0 ? Root(local) : $"Unsafe.Add(ref {Root(local)}, {Rows.Number(origin)})")};");
        }

        output.Append(_text);
        return (output, name);
    }

    /// <summary>The name of a tensor that is referred to outside the loops, or in them always at the same place.</summary>
    private string Local(Tensor tensor)
    {
        if (!_locals.Contains(tensor) && !told.Contains(tensor))
        {
            _locals.Add(tensor);
        }

        return names.NameOf(tensor);
    }

    private void WritePlain(IEnumerable<ProgramLine> lines)
    {
        foreach (ProgramLine line in lines)
        {
            WriteLine(line.Comment, line.With(number => Local(line.Tensors[number])));
        }
    }

    private void WriteLine(string? comment, string text)
    {
        if (comment is not null)
        {
            _text.Line(ProgramLine.CommentMark + comment);
        }

        _text.Lines(text);
    }

    /// <summary>
    /// A loop over a repetition. Where the last time ends early, the loop is left in its middle; what is used only behind that has its
    /// reference there.
    /// </summary>
    private void WriteLoop(IReadOnlyList<ProgramLine> lines, Repetition repetition)
    {
        bool endsEarly = repetition.Rest > 0;
        string counter = names.Fresh("n"), count = Rows.Number(repetition.Turns);
        var known = new List<(Tensor[] Tensors, string Name)>();
        var references = new CodeWriter(4);
        var blocks = BlockNames.Of(lines, repetition);
        string?[] comments = blocks.Comments(lines, repetition);
        string Name(int line, int hole)
        {
            Tensor[] tensors = repetition.Times(line, number => lines[number].Tensors[hole]);
            if (tensors.Distinct().Count() == 1)
            {
                return Local(tensors[0]);
            }

            string? name = known.Find(other => other.Tensors.Take(tensors.Length).SequenceEqual(tensors)).Name;
            if (name is null)
            {
                name = names.Fresh(blocks.Shorten(NameScope.Hint(tensors[0])));
                known.Add((tensors, name));
                references.Line($"ref {element.Name} {name} = ref Unsafe.Add(ref {Root(tensors[0])}, {Place([.. tensors.Select(tensor => storage[tensor].Origin)], counter)});");
            }

            return name;
        }

        void WritePart(int from, int to)
        {
            references = new CodeWriter(4);
            List<(string? Comment, string Text)> part = [.. Enumerable.Range(from, to - from).Select(line =>
                (comments[line], lines[repetition.Start + line].With(hole => Name(line, hole))))];
            _text.Append(references);
            foreach ((string? comment, string text) in part)
            {
                WriteLine(comment, text);
            }
        }

        _text.Line($"// {count} times the same steps, each time at other places. {blocks.Explanation}");
        _text.Open($"for (int {counter} = 0; {counter} < {count}; {counter}++)");
        WritePart(0, endsEarly ? repetition.Rest : repetition.Period);
        if (endsEarly)
        {
            _text.Open($"if ({counter} == {Rows.Number(repetition.Count)})");
            _text.Line("break;");
            _text.Close();
            _text.Line();
            WritePart(repetition.Rest, repetition.Period);
        }

        _text.Close();
    }

    /// <summary>A place that depends on the number of the repetition: a multiple of it, or an entry of a table.</summary>
    private static string Place(int[] origins, string counter)
    {
        int step = origins[1] - origins[0];
        return origins.Where((origin, number) => origin != origins[0] + (number * step)).Any()
            ? "((ReadOnlySpan<int>)[" + string.Join(", ", origins.Select(Rows.Number)) + "])[" + counter + "]"
            : (origins[0] == 0 ? string.Empty : Rows.Number(origins[0]) + (step < 0 ? " - " : " + ")) + Rows.Number(origins[0] == 0 ? step : Math.Abs(step)) + " * " + counter;
    }

    private string Root(Tensor tensor) => storage[tensor].Region == Region.Persistent ? "persistent" : "workspace";
}
