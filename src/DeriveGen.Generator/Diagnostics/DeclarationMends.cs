using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>What mends the declaration of a class itself, a row for each problem that one can.</summary>
internal static class DeclarationMends
{
    private static readonly Dictionary<string, Func<INamedTypeSymbol, TypeDeclarationSyntax, CancellationToken, WrittenMend?>> Rows = new()
    {
        [Descriptors.NotPartial.Id] = static (network, _, cancellation) => Partial(network, cancellation),
        [Descriptors.ContainingTypeNotPartial.Id] = static (network, _, cancellation) => Partial(network, cancellation),
        [Descriptors.NotInstantiable.Id] = static (_, part, _) => Plain(part),
    };

    /// <summary>What mends a problem with a class.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="network">The class.</param>
    /// <param name="declaration">The part of the class with the attribute; null where it is not in source.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static IEnumerable<WrittenMend?> Of(Problem problem, INamedTypeSymbol network, SyntaxNode? declaration, CancellationToken cancellation) =>
        declaration is TypeDeclarationSyntax part && Rows.TryGetValue(problem.Code, out var mend) ? [mend(network, part, cancellation)] : [];

    /// <summary>The word on every part of the class, and of the types around it, that lacks it: with some of them it would not compile yet.</summary>
    private static WrittenMend Partial(INamedTypeSymbol network, CancellationToken cancellation) => new(
    [
        .. ClassShape.NotPartial(network, cancellation)
            .Select(part => new WrittenChange(Location.Create(part.SyntaxTree, new TextSpan(part.Keyword.SpanStart, 0)), "partial ")),
    ]);

    /// <summary>The class without the word that keeps it from being created.</summary>
    private static WrittenMend? Plain(TypeDeclarationSyntax part) => part.Modifiers
        .Where(modifier => modifier.Kind() is SyntaxKind.AbstractKeyword or SyntaxKind.StaticKeyword or SyntaxKind.FileKeyword).Take(1)
        .Select(modifier => WrittenMend.At(Location.Create(part.SyntaxTree, TextSpan.FromBounds(modifier.SpanStart, modifier.GetNextToken().SpanStart)), string.Empty))
        .FirstOrDefault();
}
