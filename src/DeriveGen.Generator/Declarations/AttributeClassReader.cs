using DeriveGen.Compiler.Model;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Declarations;

/// <summary>Reads an attribute class that consists of equations, wherever it comes from.</summary>
internal static class AttributeClassReader
{
    private const string Suffix = "Attribute";

    /// <summary>The name as a user writes it: <c>Dense</c> for DenseAttribute.</summary>
    public static string ShortName(INamedTypeSymbol attributeClass)
    {
        var name = attributeClass.Name;
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>The equations of the class, several attributes joined by line ends; null where there are none.</summary>
    public static string? TextOf(INamedTypeSymbol attributeClass)
    {
        string[] texts =
        [
            .. AttributeClasses.EquationsOf(attributeClass)
                .Where(attribute => attribute.ConstructorArguments.Length == 1)
                .Select(attribute => attribute.ConstructorArguments[0].Value as string ?? ""),
        ];
        return texts.Length == 0 ? null : string.Join("\n", texts);
    }

    /// <summary>Whether the class is in the source of this compilation. That of a referenced project is not: nothing can be reported there.</summary>
    public static bool IsInSource(INamedTypeSymbol attributeClass, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(attributeClass.ContainingAssembly, compilation.Assembly);

    /// <summary>Whether equations can read an argument of this type.</summary>
    public static bool CanBeRead(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_Double or SpecialType.System_Boolean or SpecialType.System_String } => true,
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Int32 or SpecialType.System_Double or SpecialType.System_String } => true,
        _ => false,
    };

    /// <summary>The problem of a parameter that equations cannot read.</summary>
    public static Problem ArgumentProblem(IParameterSymbol parameter, int ordinal) =>
        Problem.OfArgument(
            Descriptors.ArgumentType,
            ordinal,
            parameter.Name,
            ShortName(parameter.ContainingType),
            parameter.Name,
            parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
}
