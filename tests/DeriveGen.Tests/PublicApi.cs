using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace DeriveGen.Tests;

/// <summary>The public members of an assembly as text, one a line, sorted, so that a change of the interface is a change of a file.</summary>
/// <remarks>Types hidden from editors are left out: they serve generated code, which comes from the generator in the same package.</remarks>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (Type type in assembly.GetExportedTypes().Where(IsForUsers).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Header(type)).Append('\n');
            foreach (string member in type.GetMembers(Declared).Select(Line).OfType<string>().Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsForUsers(Type type) => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never;

    private static string Header(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? (type.IsByRefLike ? "ref struct" : "struct")
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class" : "class";
        IEnumerable<string> bases = (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? [parent] : Type.EmptyTypes)
            .Concat(type.IsEnum ? [] : type.GetInterfaces()).Select(Name).Order(StringComparer.Ordinal);
        string list = string.Join(", ", bases);
        return $"{kind} {type.Namespace}.{Name(type)}{(list.Length > 0 ? " : " + list : "")}";
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) => $"{Access(constructor)}new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when IsVisible(method) =>
            $"{Access(method)}{Static(method)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) =>
            $"{Static(property.GetAccessors(nonPublic: true)[0])}{Name(property.PropertyType)} {property.Name}{Index(property)} {{ {Accessors(property)} }}",
        FieldInfo { IsLiteral: true, IsPublic: true } field => string.Create(CultureInfo.InvariantCulture, $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}"),
        FieldInfo { IsPublic: true, IsSpecialName: false } field => $"{Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily;

    private static string Access(MethodBase method) => method.IsFamily ? "protected " : "";

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Index(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } indices ? $"[{string.Join(", ", indices.Select(index => Name(index.ParameterType)))}]" : "";

    private static string Accessors(PropertyInfo property)
    {
        List<string> accessors = [];
        if (property.GetMethod is { } getter && IsVisible(getter))
        {
            accessors.Add("get;");
        }

        if (property.SetMethod is { } setter && IsVisible(setter))
        {
            bool isInit = setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");
            accessors.Add(isInit ? "init;" : "set;");
        }

        return string.Join(" ", accessors);
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        string value = parameter.HasDefaultValue
            ? string.Create(CultureInfo.InvariantCulture, $" = {(parameter.RawDefaultValue is string text ? $"\"{text}\"" : parameter.RawDefaultValue ?? "default")}")
            : "";
        string array = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        return $"{array}{Name(parameter.ParameterType)} {parameter.Name}{value}";
    }));

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        string name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
