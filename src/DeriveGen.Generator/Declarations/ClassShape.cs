using System.Xml;
using System.Xml.Linq;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeriveGen.Generator.Declarations;

/// <summary>The class of a network: what must be known to add a part to it, and what makes that impossible.</summary>
internal static class ClassShape
{
    /// <summary>Everything that stands in the way of a second part of the class.</summary>
    public static IEnumerable<Problem> Problems(INamedTypeSymbol network, CancellationToken cancellation)
    {
        if (!IsPartial(network, cancellation))
        {
            yield return Problem.Of(Descriptors.NotPartial, Declaration.NotWritten, network.Name);
        }

        if (EnclosingTypes(network).Append(network).Any(type => type.TypeParameters.Length > 0))
        {
            yield return Problem.Of(Descriptors.GenericNetwork, Declaration.NotWritten, network.Name);
        }

        if (Obstacle(network, cancellation) is { } obstacle)
        {
            yield return Problem.Of(Descriptors.NotInstantiable, Declaration.NotWritten, network.Name, obstacle);
        }

        foreach (var type in EnclosingTypes(network).Where(type => !IsPartial(type, cancellation)))
        {
            yield return Problem.Of(Descriptors.ContainingTypeNotPartial, Declaration.NotWritten, network.Name, type.Name);
        }
    }

    /// <summary>The parts of the class and of the types around it, outermost first, that are not partial.</summary>
    public static IEnumerable<TypeDeclarationSyntax> NotPartial(INamedTypeSymbol network, CancellationToken cancellation) =>
        EnclosingTypes(network).Append(network).SelectMany(type => Parts(type, cancellation)).Where(part => !IsPartial(part));

    /// <summary>The namespace, empty for the global one.</summary>
    public static string NamespaceOf(INamedTypeSymbol network) =>
        network.ContainingNamespace.IsGlobalNamespace ? "" : network.ContainingNamespace.ToDisplayString();

    /// <summary>The name as C# writes it, with @ where it is a keyword.</summary>
    public static string IdentifierOf(INamedTypeSymbol type) =>
        SyntaxFacts.GetKeywordKind(type.Name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(type.Name) != SyntaxKind.None ? "@" + type.Name : type.Name;

    /// <summary>The types around the class, outermost first.</summary>
    public static EquatableArray<ContainingType> ContainingTypesOf(INamedTypeSymbol network) =>
        EnclosingTypes(network).Select(type => new ContainingType(KeywordOf(type), IdentifierOf(type))).ToEquatableArray();

    /// <summary>The accessibility in the words of C#.</summary>
    public static string AccessibilityOf(INamedTypeSymbol network) => SyntaxFacts.GetText(network.DeclaredAccessibility);

    /// <summary>The names of the members that the user wrote.</summary>
    public static EquatableArray<string> MembersOf(INamedTypeSymbol network) =>
    [
        .. Written(network).Where(member => member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
            .Select(member => member.Name)
            .Concat(ConstructorLikeGenerated(network) is null ? [] : [NetworkModel.Constructor])
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>The user's members that stand where a generated one has to: how they are shown, and what to do.</summary>
    public static IEnumerable<(ISymbol Member, string Shown, string Remedy)> Clashes(INamedTypeSymbol network, NetworkSettings settings)
    {
        if (ConstructorLikeGenerated(network) is { } constructor)
        {
            yield return (constructor, $"{network.Name}({constructor.Parameters[0].Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)})", $"give the constructor other parameters, and let it begin with the generated one: ': this(seed: 0)'");
        }

        // A method of the same name may be another overload; anything else takes the name away.
        foreach (var member in Written(network).Where(member => member is not IMethodSymbol && GeneratedMembers.Of(settings).Contains(member.Name)))
        {
            yield return (member, member.Name, "rename it");
        }
    }

    /// <summary>A constructor with the one parameter of the generated one, the seed.</summary>
    private static IMethodSymbol? ConstructorLikeGenerated(INamedTypeSymbol network) => Written(network).OfType<IMethodSymbol>().FirstOrDefault(method =>
        method is { MethodKind: MethodKind.Constructor, Parameters.Length: 1 } && method.Parameters[0] is { Type.SpecialType: SpecialType.System_Int32, RefKind: RefKind.None });

    private static IEnumerable<ISymbol> Written(INamedTypeSymbol network) => network.GetMembers()
        .Where(member => !member.IsImplicitlyDeclared && member.DeclaringSyntaxReferences.Any(reference => !GeneratedTrees.Contains(reference.SyntaxTree)));

    /// <summary>The summary of the class's documentation on one line, or null.</summary>
    public static string? SummaryOf(INamedTypeSymbol network, CancellationToken cancellation)
    {
        var xml = network.GetDocumentationCommentXml(cancellationToken: cancellation);
        if (string.IsNullOrWhiteSpace(xml))
        {
            return null;
        }

        try
        {
            var words = XElement.Parse(xml).Element("summary")?.Value.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries) ?? [];
            return words.Length == 0 ? null : string.Join(" ", words);
        }
        catch (XmlException)
        {
            // C# warns of documentation that is not well-formed.
            return null;
        }
    }

    /// <summary>Why a network of this class cannot be created as generated code would, or null.</summary>
    private static string? Obstacle(INamedTypeSymbol network, CancellationToken cancellation) => network switch
    {
        { TypeKind: TypeKind.Struct } => "a struct, whose copies would share their parameters",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        { IsRecord: true } => "a record, whose generated equality would compare its weights",
        { IsFileLocal: true } => "visible in its own file alone, where nothing can be generated",
        _ when EnclosingTypes(network).Any(type => type.IsFileLocal) => "inside a type that is visible in its own file alone, where nothing can be generated",
        _ when Parts(network, cancellation).Any(part => part.ParameterList is not null) => "a class with a primary constructor, which excludes the generated one",
        _ => null,
    };

    private static IReadOnlyList<INamedTypeSymbol> EnclosingTypes(INamedTypeSymbol network)
    {
        var types = new List<INamedTypeSymbol>();
        for (var type = network.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Insert(0, type);
        }

        return types;
    }

    private static IEnumerable<TypeDeclarationSyntax> Parts(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences
            .Where(reference => !GeneratedTrees.Contains(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<TypeDeclarationSyntax>();

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        Parts(type, cancellation).All(IsPartial);

    private static bool IsPartial(TypeDeclarationSyntax part) => part.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static string KeywordOf(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };
}
