using System.Globalization;
using System.Text;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>Names, numbers and comments as C# writes them.</summary>
internal static class CSharp
{
    private static readonly HashSet<string> s_keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort",
        "using", "virtual", "void", "volatile", "while",
    ];

    /// <summary>A name of the equation language as an identifier: dots become underscores, keywords get an @.</summary>
    public static string Identifier(string name)
    {
        string plain = new([.. name.Select(letter => letter is '.' or '\'' or '′' ? '_' : letter)]);
        return s_keywords.Contains(plain) ? "@" + plain : plain;
    }

    /// <summary>A whole number.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A string literal.</summary>
    public static string Literal(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    /// <summary>Whole numbers as a collection expression.</summary>
    public static string Array(IEnumerable<int> values) => "[" + string.Join(", ", values.Select(Number)) + "]";

    /// <summary>Text for a documentation comment.</summary>
    public static string Comment(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>An extent as an expression over the local variables of the sizes.</summary>
    /// <param name="extent">The extent.</param>
    /// <param name="local">The name of a size's variable.</param>
    public static string Extent(Extent extent, Func<Size, string> local)
    {
        if (extent.Static is int number)
        {
            return Number(number);
        }

        var text = new StringBuilder();
        foreach (AffineTerm term in extent.Value.Terms)
        {
            text.Append(text.Length > 0 ? " + " : string.Empty)
                .Append(term.Coefficient == 1 ? string.Empty : Number(term.Coefficient) + " * ")
                .Append(local(((SizeAtom)term.Atom).Size));
        }

        return extent.Value.Constant == 0 && extent.Value.Terms.Length == 1
            ? text.ToString()
            : "(" + text + (extent.Value.Constant == 0 ? string.Empty : (extent.Value.Constant < 0 ? " - " : " + ") + Number(Math.Abs(extent.Value.Constant))) + ")";
    }

    /// <summary>The number of elements of a shape.</summary>
    public static string Length(IEnumerable<Extent> shape, Func<Size, string> local)
    {
        string[] factors = shape.Select(extent => Extent(extent, local)).Where(factor => factor != "1").ToArray();
        return factors.Length == 0 ? "1" : string.Join(" * ", factors);
    }
}
