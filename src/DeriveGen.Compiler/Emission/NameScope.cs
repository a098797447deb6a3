using System.Globalization;
using System.Text;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>The identifiers of one emitted method: each thing has one name, and no two the same.</summary>
internal sealed class NameScope
{
    private static readonly HashSet<string> s_reserved =
    [
        // C# keywords that a declaration may use as a name, and what every emitted method refers to.
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while", "nint", "nuint", "scoped", "where", "file", "record",
        "persistent", "workspace", "V", "R", "H", "N", "Unsafe", "Math", "MemoryMarshal", "VectorMath", "MethodImpl", "AggressiveOptimization", "AggressiveInlining", "RandomBits",
    ];

    private readonly Dictionary<object, string> _names = [];
    private readonly HashSet<string> _used = [];
    private readonly List<string> _order = [];

    /// <summary>Every identifier, in the order in which they were given.</summary>
    public IReadOnlyList<string> Identifiers => _order;

    /// <summary>The name of <paramref name="thing"/>, made from <paramref name="hint"/> where it has none yet.</summary>
    public string NameOf(object thing, string hint)
    {
        if (!_names.TryGetValue(thing, out string? name))
        {
            _names[thing] = name = Fresh(hint);
        }

        return name;
    }

    /// <summary>The name of a tensor.</summary>
    public string NameOf(Tensor tensor) => NameOf(tensor, Hint(tensor));

    /// <summary>The name of an index.</summary>
    public string NameOf(IndexVar index) => NameOf(index, index.Name);

    /// <summary>A name that nothing else has.</summary>
    public string Fresh(string hint)
    {
        string stem = Identifier(hint), name = stem;
        for (int number = 2; s_reserved.Contains(name) || !_used.Add(name); number++)
        {
            name = stem + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        _order.Add(name);
        return name;
    }

    /// <summary>How a tensor is called in code: T̄ is <c>TBar</c>, Ṫ is <c>TDot</c>.</summary>
    public static string Hint(Tensor tensor) => tensor switch
    {
        { AdjointOf: { } primal } => Hint(primal) + "Bar",
        { TangentOf: { } primal } => Hint(primal) + "Dot",
        { NextOf: { } current } => Hint(current) + "Next",
        _ => tensor.Name,
    };

    /// <summary>The same without the names of the layers and blocks that the tensor belongs to: a kernel serves all of them.</summary>
    public static string ShortHint(Tensor tensor)
    {
        string hint = Hint(tensor);
        return hint.Substring(hint.LastIndexOf('.') + 1);
    }

    /// <summary>An identifier: every other character becomes an underscore, the Greek and Latin letters stay.</summary>
    public static string Identifier(string text)
    {
        var identifier = new StringBuilder();
        foreach (char character in text)
        {
            identifier.Append(char.IsLetterOrDigit(character) || character == '_' ? character : '_');
        }

        if (identifier.Length == 0 || char.IsDigit(identifier[0]))
        {
            identifier.Insert(0, '_');
        }

        return identifier.ToString();
    }
}
