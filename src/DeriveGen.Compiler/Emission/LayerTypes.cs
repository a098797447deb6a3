using DeriveGen.Compiler.Equations;

namespace DeriveGen.Compiler.Emission;

/// <summary>A type whose members show the tensors of a named layer or of a block.</summary>
/// <param name="Layer">What it shows the tensors of.</param>
/// <param name="Type">Its name.</param>
/// <param name="Element">The number type.</param>
/// <param name="IsShared">Whether it stands for several blocks; then it knows their number, from 0.</param>
/// <param name="Views">The members that show tensors.</param>
/// <param name="Layers">The members that lead further.</param>
internal sealed record LayerView(string Layer, string Type, string Element, bool IsShared, MemberView[] Views, LayerMember[] Layers);

/// <summary>A member that leads to the tensors of a named layer or of a block.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Layer">What it leads to.</param>
/// <param name="Arguments">What its type is constructed from.</param>
internal sealed record LayerMember(string Name, string Type, string Layer, string Arguments);

/// <summary>The types behind the members of named layers and blocks. Repeated blocks, which are alike, share them.</summary>
internal sealed class LayerTypes
{
    /// <summary>Where fewer types would be saved, each block has its own.</summary>
    private const int FewestSaved = 3;

    private const string Memory = "_derived";
    private const string Counter = "_block";

    private readonly Dictionary<string, (string First, int Number, bool IsShared)> _places = [];
    private readonly List<string> _paths;

    /// <param name="members">The members of each path.</param>
    /// <param name="element">The number type.</param>
    public LayerTypes(ShellMembers members, ElementType element)
    {
        _paths = [.. members.Paths];
        List<TextRun> runs = TextRun.Find(_paths.Select(path => Text(path, members.Views(path))), FewestSaved);
        int at = 0;
        foreach (TextRun run in runs)
        {
            for (int number = 0; number < run.Count * run.Texts.Count; number++)
            {
                _places[_paths[at + number]] = (_paths[at + (number % run.Texts.Count)], number / run.Texts.Count, run.Count > 1);
            }

            at += run.Count * run.Texts.Count;
        }

        at = 0;
        foreach (TextRun run in runs)
        {
            for (int line = 0; line < run.Texts.Count; line++)
            {
                string path = _paths[at + line];
                Types.Add(new(Layer(run, line), TypeOf(path), element.Name, run.Count > 1, Views(run, line, members.Views(path)), Members(path, Counter)));
            }

            at += run.Count * run.Texts.Count;
        }
    }

    /// <summary>The types.</summary>
    public List<LayerView> Types { get; } = [];

    /// <summary>The members of the network itself that lead to layers and blocks.</summary>
    public LayerMember[] Members() => Members(null, string.Empty);

    private LayerMember[] Members(string? path, string counter) => _paths.Where(inner => MemberNames.Above(inner) == path).Select(inner =>
    {
        (string first, int number, bool isShared) = _places[inner];
        string arguments = !isShared ? Memory : Memory + ", " + (path is not null && _places[path].IsShared ? counter : CSharp.Number(number));
        return new LayerMember(CSharp.Identifier(MemberNames.Of(MemberNames.Last(inner))), TypeOf(first), CSharp.Comment(inner), arguments);
    }).ToArray();

    /// <summary>What is compared: the path, and each view in three parts.</summary>
    private static string Text(string path, MemberView[] views) =>
        string.Join("\n", views.Select(view => view.Source + "\t" + view.Name + "\t" + string.Join("\r", view.Summary)).Prepend(path));

    private static string Layer(TextRun run, int line)
    {
        string path = CSharp.Comment(run.ForReading(line).Split('\n')[0]);
        return run.Count == 1 ? path : $"{path}, {run.Range}";
    }

    private static MemberView[] Views(TextRun run, int line, MemberView[] first)
    {
        string[] forReading = run.ForReading(line).Split('\n'), forCounting = run.ForCounting(line, Counter).Split('\n');
        return [.. first.Select((view, number) => view with
        {
            Source = forCounting[number + 1].Split('\t')[0],
            Summary = forReading[number + 1].Split('\t')[2].Split('\r'),
        })];
    }

    private static string TypeOf(string path) => string.Concat(path.Split('.').Select(MemberNames.Of)) + "Tensors";
}
