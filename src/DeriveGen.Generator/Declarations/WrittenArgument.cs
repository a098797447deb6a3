using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeriveGen.Generator.Declarations;

/// <summary>Finds what the user wrote for an argument of an attribute.</summary>
internal static class WrittenArgument
{
    /// <summary>The argument for a constructor parameter, or null where its default holds.</summary>
    public static AttributeArgumentSyntax? Of(AttributeSyntax? attribute, IParameterSymbol parameter)
    {
        if (attribute?.ArgumentList is not { } list)
        {
            return null;
        }

        return list.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name)
            ?? list.Arguments
                .Where((argument, position) => argument.NameEquals is null && argument.NameColon is null && position == parameter.Ordinal)
                .FirstOrDefault();
    }

    /// <summary>The last of several arguments for one parameter, of which the first is given.</summary>
    public static AttributeArgumentSyntax LastOf(AttributeSyntax attribute, AttributeArgumentSyntax first) =>
        first.NameColon is not null ? first : attribute.ArgumentList!.Arguments.Last(argument => argument.NameEquals is null && argument.NameColon is null);

    /// <summary>The argument at a position among several for one parameter, of which the first is given; null where they are not written one by one.</summary>
    public static AttributeArgumentSyntax? ItemOf(AttributeSyntax attribute, AttributeArgumentSyntax first, int position) => first.NameColon is not null ? null : attribute.ArgumentList!.Arguments
        .Where(argument => argument.NameEquals is null && argument.NameColon is null && argument.SpanStart >= first.SpanStart).Skip(position).FirstOrDefault();

    /// <summary>The argument that sets a property, or null.</summary>
    public static AttributeArgumentSyntax? OfProperty(AttributeSyntax? attribute, string property) =>
        attribute?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == property);
}
