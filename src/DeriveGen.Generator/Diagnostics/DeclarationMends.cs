using DeriveGen.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>What mends the declaration of a class itself, a row for each problem that one can.</summary>
internal static class DeclarationMends
{
    private static readonly Dictionary<string, Func<Problem, TypeDeclarationSyntax, IEnumerable<(Location? Place, string Text)>>> Rows = new()
    {
        [Descriptors.NotPartial.Id] = static (_, network) => [Partial(network)],
        [Descriptors.ContainingTypeNotPartial.Id] = static (problem, network) => network.Ancestors().OfType<TypeDeclarationSyntax>()
            .Where(around => around.Identifier.ValueText == problem.Arguments[1]).Take(1).Select(Partial),
        [Descriptors.NotInstantiable.Id] = static (_, network) => network.Modifiers
            .Where(modifier => modifier.Kind() is SyntaxKind.AbstractKeyword or SyntaxKind.StaticKeyword or SyntaxKind.FileKeyword).Take(1).Select(Removed),
    };

    /// <summary>The mends of a problem with a class.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="declaration">The part of the class with the attribute; null where it is not in source.</param>
    public static IEnumerable<(Location? Place, string Text)> Of(Problem problem, SyntaxNode? declaration) =>
        declaration is TypeDeclarationSyntax network && Rows.TryGetValue(problem.Code, out var mends) ? mends(problem, network) : [];

    private static (Location? Place, string Text) Partial(TypeDeclarationSyntax type) => (Location.Create(type.SyntaxTree, new TextSpan(type.Keyword.SpanStart, 0)), "partial ");

    private static (Location? Place, string Text) Removed(SyntaxToken modifier) =>
        (Location.Create(modifier.SyntaxTree!, TextSpan.FromBounds(modifier.SpanStart, modifier.GetNextToken().SpanStart)), "");
}
