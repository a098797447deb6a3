using DeriveGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeriveGen.Generator.Declarations;

/// <summary>An attribute of a network's class, as the user wrote it.</summary>
/// <param name="Ordinal">Its position among the attributes of the class, or <see cref="Declaration.NotWritten"/>.</param>
/// <param name="Attribute">What C# made of it.</param>
/// <param name="Role">What it declares; null where it is none of ours.</param>
/// <param name="Syntax">Where it stands; null where it is not written in source.</param>
internal sealed record WrittenAttribute(int Ordinal, AttributeData Attribute, DeclarationRole? Role, AttributeSyntax? Syntax)
{
    /// <summary>The part of the class on which it stands.</summary>
    public SyntaxNode? Part => Syntax?.Parent?.Parent;

    /// <summary>Whether C# has an error to report about it, so that there is nothing to read.</summary>
    public bool HasErrors =>
        Attribute.AttributeClass is null or { TypeKind: TypeKind.Error }
        || Role is not null
        && (Attribute.AttributeConstructor is null
            || Attribute.AttributeClass!.TypeArguments.Any(type => type.TypeKind == TypeKind.Error)
            || Attribute.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Error)
            || Attribute.NamedArguments.Any(argument => argument.Value.Kind == TypedConstantKind.Error));

    /// <summary>What is assigned to a property; null where nothing is, or an array: a class may have such a property of its own.</summary>
    public object? Assigned(string property)
    {
        foreach (var argument in Attribute.NamedArguments)
        {
            if (argument.Key == property)
            {
                return argument.Value.Kind == TypedConstantKind.Array ? null : argument.Value.Value;
            }
        }

        return null;
    }
}

/// <summary>Enumerates attributes in source order.</summary>
internal static class WrittenAttributes
{
    /// <summary>The attributes that the user wrote on the class, or that metadata has of it; those of generated parts are left out, so that ordinals stay as they are.</summary>
    public static IReadOnlyList<WrittenAttribute> Of(INamedTypeSymbol network, CancellationToken cancellation) =>
    [
        .. network.GetAttributes()
            .Select(attribute => (Attribute: attribute, Syntax: attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax))
            .Where(pair => pair.Syntax is null || !GeneratedTrees.Contains(pair.Syntax.SyntaxTree))
            .Select((pair, ordinal) => new WrittenAttribute(ordinal, pair.Attribute, AttributeClasses.RoleOf(pair.Attribute.AttributeClass), pair.Syntax)),
    ];

    /// <summary>What stands on the class of <c>[Network]</c> itself: the optimizer of a network that declares none.</summary>
    public static IEnumerable<WrittenAttribute> DefaultsOf(AttributeData networkAttribute) =>
        from attribute in networkAttribute.AttributeClass!.GetAttributes()
        let role = AttributeClasses.RoleOf(attribute.AttributeClass)
        where role == DeclarationRole.Optimizer
        select new WrittenAttribute(Declaration.NotWritten, attribute, role, null);
}

/// <summary>Tells generated parts of a class from the user's: the analyzer sees both, the generator only the latter.</summary>
internal static class GeneratedTrees
{
    /// <summary>Whether a generator wrote the file.</summary>
    public static bool Contains(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);
}
