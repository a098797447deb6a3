using DeriveGen.Compiler.Model;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Declarations;

/// <summary>Which attribute classes mean something. Only the bases are known here: no layer, loss or optimizer is known by name.</summary>
public static class AttributeClasses
{
    /// <summary>The attribute that makes a class a network.</summary>
    public const string Network = "DeriveGen.NetworkAttribute";

    private const string RootNamespace = "DeriveGen";
    private const string Equations = "EquationsAttribute";

    /// <summary>From the most derived: a loss is a layer as well.</summary>
    private static readonly (string Name, DeclarationRole Role)[] Roles =
    [
        ("InputAttribute",     DeclarationRole.Input),
        (Equations,            DeclarationRole.Equations),
        ("RepeatAttribute",    DeclarationRole.Block),
        ("LossAttribute",      DeclarationRole.Loss),
        ("LayerAttribute",     DeclarationRole.Layer),
        ("OptimizerAttribute", DeclarationRole.Optimizer),
        ("ClipperAttribute",   DeclarationRole.Clipper),
    ];

    /// <summary>What an attribute of this class declares, or null where it means nothing here.</summary>
    public static DeclarationRole? RoleOf(INamedTypeSymbol? attributeClass)
    {
        for (var type = attributeClass; type is not null; type = type.BaseType)
        {
            foreach (var (name, role) in Roles)
            {
                if (IsNamed(type, name))
                {
                    return role;
                }
            }
        }

        return null;
    }

    /// <summary>Whether the class is one that consists of equations: a layer, a loss, an optimizer or a clipper.</summary>
    public static bool ConsistsOfEquations(INamedTypeSymbol? attributeClass) =>
        RoleOf(attributeClass) is DeclarationRole.Layer or DeclarationRole.Loss or DeclarationRole.Optimizer or DeclarationRole.Clipper;

    /// <summary>The <c>[Equations]</c> attributes of a class, in order.</summary>
    public static IEnumerable<AttributeData> EquationsOf(INamedTypeSymbol type) =>
        type.GetAttributes().Where(attribute => IsNamed(attribute.AttributeClass, Equations));

    /// <summary>The <c>[Network]</c> attribute of a class, or null.</summary>
    public static AttributeData? NetworkAttributeOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(attribute => IsNamed(attribute.AttributeClass, "NetworkAttribute"));

    /// <summary>Whether the class is a block.</summary>
    public static bool IsBlock(INamedTypeSymbol type) => type.GetAttributes().Any(attribute => IsNamed(attribute.AttributeClass, "BlockAttribute"));

    /// <summary>The block that a <c>[Repeat]</c> attribute puts in its place; null where its type is no block.</summary>
    public static INamedTypeSymbol? BlockOf(AttributeData repeat) =>
        repeat.AttributeClass!.TypeArguments.FirstOrDefault() is INamedTypeSymbol type && IsBlock(type) ? type : null;

    private static bool IsNamed(INamedTypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: RootNamespace, ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;
}
