using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeriveGen.Generator.HandWritten;

/// <summary>The methods of the project that a followed method calls.</summary>
internal sealed class CodeLibrary(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, MethodCode> _codes = new(SymbolEqualityComparer.Default);

    /// <summary>Keeps the code of a method.</summary>
    public void Add(IMethodSymbol method, MethodCode code) => _codes[method] = code;

    /// <summary>The code of a static method in the source of the project.</summary>
    /// <exception cref="NotFollowedException">It is elsewhere, or something in it is not followed.</exception>
    public MethodCode Find(IMethodSymbol method, SyntaxNode call)
    {
        method = method.OriginalDefinition;
        if (_codes.TryGetValue(method, out MethodCode? known))
        {
            return known;
        }

        SyntaxNode? body = method.IsStatic && method.DeclaringSyntaxReferences.Length == 1
            ? method.DeclaringSyntaxReferences[0].GetSyntax(cancellation) switch
            {
                MethodDeclarationSyntax declared => (SyntaxNode?)declared.Body ?? declared.ExpressionBody?.Expression,
                LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
                _ => null,
            }
            : null;
        return body is not null && compilation.ContainsSyntaxTree(body.SyntaxTree) && compilation.GetSemanticModel(body.SyntaxTree).GetOperation(body, cancellation) is { } operation
            ? MethodCode.Of(method, operation, this)
            : throw new NotFollowedException(call, $"'{method.Name}' is no function of Math or MathF and no static method of this project");
    }
}
