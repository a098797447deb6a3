using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DeriveGen.Compiler.Documentation;

namespace DeriveGen.Generator.Tests.Library;

/// <summary>What the library's assembly and its documentation say of each attribute class and each named activation.</summary>
internal static partial class LibraryDescriptions
{
    private static readonly Dictionary<string, XElement> s_members = XDocument
        .Load(Path.ChangeExtension(typeof(LayerAttribute).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>The classes that derive from a base, and not from the other.</summary>
    public static IReadOnlyList<ComponentDescription> Of(Type baseClass, Type? except = null) =>
    [
        .. typeof(LayerAttribute).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(baseClass) && !type.IsAbstract && (except is null || !type.IsSubclassOf(except)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(Of),
    ];

    /// <summary>The named activations.</summary>
    public static IReadOnlyList<ComponentDescription> Activations { get; } =
    [
        .. typeof(Activation).GetFields().Select(field => new ComponentDescription(
            "Activation." + field.Name, Prose(s_members[$"F:DeriveGen.Activation.{field.Name}"].Element("summary")), "", $"[Dense(64, Activation.{field.Name})]", [], (string)field.GetRawConstantValue()!)),
    ];

    private static ComponentDescription Of(Type type)
    {
        string name = type.Name[..^"Attribute".Length];
        XElement member = s_members["T:" + type.FullName];
        ParameterInfo[] parameters = type.GetConstructors().Single().GetParameters();
        string list = string.Join(", ", parameters.Select(Written));
        return new(
            name,
            Prose(member.Element("summary")),
            Prose(member.Element("remarks")),
            $"[{name}{(list.Length > 0 ? "(" + list + ")" : "")}]",
            [.. member.Elements("param").Select(parameter => new ParameterText(parameter.Attribute("name")!.Value, Prose(parameter)))],
            type.GetCustomAttribute<EquationsAttribute>()!.Text);
    }

    private static string Written(ParameterInfo parameter)
    {
        string type = parameter.ParameterType switch
        {
            { IsArray: true } many => Keyword(many.GetElementType()!) + "[]",
            var other => Keyword(other),
        };
        string array = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        return array + type + " " + parameter.Name + (parameter.HasDefaultValue ? " = " + Value(parameter.DefaultValue) : "");
    }

    private static string Keyword(Type type) => type == typeof(int) ? "int" : type == typeof(double) ? "double" : type == typeof(bool) ? "bool" : "string";

    /// <summary>A formula by the name of its constant, where it has one.</summary>
    private static string Value(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => typeof(Activation).GetFields().Concat(typeof(RateSchedule).GetFields())
            .Where(field => field.IsLiteral && text.Equals(field.GetRawConstantValue()))
            .Select(field => field.DeclaringType!.Name + "." + field.Name).FirstOrDefault() ?? "\"" + text + "\"",
        double number when Math.Abs(number) is > 0 and < 1e-3 => number.ToString("0.###e-0", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Documentation as Markdown, one line.</summary>
    private static string Prose(XElement? element)
    {
        if (element is null)
        {
            return "";
        }

        string Part(XNode node) => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => "`" + code.Value + "`",
            XElement part when part.Attribute("cref") is { } reference => "`" + reference.Value[(reference.Value.LastIndexOf('.') + 1)..] + "`",
            XElement part when part.Attribute("name") is { } name => "`" + name.Value + "`",
            XElement part => string.Concat(part.Nodes().Select(Part)),
            _ => "",
        };
        return Space().Replace(string.Concat(element.Nodes().Select(Part)), " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
