using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>Maps the problems of one network or block to source: from ordinals, argument and offset to the place where the user wrote it.</summary>
internal sealed class ProblemLocator(INamedTypeSymbol root, Compilation compilation, CancellationToken cancellation)
{
    /// <summary>The class on which the attribute of a problem stands.</summary>
    /// <param name="Type">The network, or the block inside.</param>
    /// <param name="Attributes">Its attributes.</param>
    /// <param name="Use">For a block that is not in source: where one is repeated that holds it.</param>
    private sealed record Site(INamedTypeSymbol Type, IReadOnlyList<WrittenAttribute> Attributes, Location? Use);

    /// <summary>The diagnostic of a problem, at its place; null where the attribute class by itself has the same problem.</summary>
    public Diagnostic? Locate(Problem problem)
    {
        var site = SiteOf(problem);
        var attribute = problem.Ordinal == Declaration.NotWritten ? null : site.Attributes.FirstOrDefault(written => written.Ordinal == problem.Ordinal);
        if (problem.Argument == Problem.EquationText)
        {
            return InText(problem, site, attribute);
        }

        if (attribute is not null && OfAttributeClass(problem, attribute) is { } ofClass)
        {
            return ofClass;
        }

        if (problem.Code == Descriptors.OwnMember.Id)
        {
            return Create(problem, ClassShape.Clashes(site.Type, SettingsReader.Read(site.Type)).First(clash => clash.Shown == problem.Arguments[1]).Member.Locations.First(place => !GeneratedTrees.Contains(place.SourceTree!)));
        }

        var owner = attribute ?? (problem.Argument is null ? null : NetworkAttribute(site));
        var place = site.Use ?? ArgumentLocation(problem, owner) ?? owner?.Syntax?.GetLocation() ?? NameLocation(site);
        return site.Use is not null ? Create(problem, place)
            : owner is null ? WrittenMend.Attach(DescriptorTable.Find(problem.Code), place, [.. problem.Arguments], DeclarationMends.Of(problem, root, NetworkAttribute(site)?.Part, cancellation))
            : Create(problem, place, StringOf(problem, owner) is var (expression, value) ? mend => EquationsLocation.Change(expression, value, mend) : null);
    }

    private Site SiteOf(Problem problem)
    {
        var site = new Site(root, WrittenAttributes.Of(root, cancellation), null);
        foreach (var ordinal in problem.Within)
        {
            var repeat = site.Attributes.First(written => written.Ordinal == ordinal);
            var block = AttributeClasses.BlockOf(repeat.Attribute)!;
            site = new(block, WrittenAttributes.Of(block, cancellation), AttributeClassReader.IsInSource(block, compilation) ? null : site.Use ?? repeat.Syntax?.GetLocation());
        }

        return site;
    }

    private WrittenAttribute? NetworkAttribute(Site site) =>
        site.Attributes.FirstOrDefault(attribute => SymbolEqualityComparer.Default.Equals(
            attribute.Attribute.AttributeClass, AttributeClasses.NetworkAttributeOf(root)?.AttributeClass));

    /// <summary>What is wrong with an attribute class whatever the network, where the class can be pointed at.</summary>
    private Diagnostic? OfAttributeClass(Problem problem, WrittenAttribute attribute)
    {
        if (!AttributeClassReader.IsInSource(attribute.Attribute.AttributeClass!, compilation))
        {
            return null;
        }

        if (problem.Code == Descriptors.NoEquations.Id)
        {
            return AttributeClassChecks.NoEquations(attribute.Attribute.AttributeClass!);
        }

        return problem.Code == Descriptors.ArgumentType.Id && ParameterOf(problem.Argument, attribute) is { } parameter
            ? AttributeClassChecks.UnreadableParameter(parameter)
            : null;
    }

    /// <summary>A problem inside equations: in the string where it can be pointed at, else on the attribute with a quotation.</summary>
    private Diagnostic? InText(Problem problem, Site site, WrittenAttribute? attribute)
    {
        var place = site.Use ?? attribute?.Syntax?.GetLocation() ?? NameLocation(site);
        if (attribute is { Role: DeclarationRole.Equations })
        {
            return site.Use is null
                ? Create(problem, EquationsLocation.Of([attribute.Attribute], problem.Offset, problem.Length, cancellation) ?? place, mend => EquationsLocation.Change([attribute.Attribute], mend, cancellation))
                : Quoting(problem, place, TextQuotation.Of(site.Type.Name, attribute.Attribute.ConstructorArguments[0].Value as string ?? "", problem.Offset));
        }

        var attributeClass = attribute?.Attribute.AttributeClass ?? DefaultOptimizer();
        if (attributeClass is not null
            && AttributeClassReader.IsInSource(attributeClass, compilation)
            && EquationsLocation.Of(AttributeClasses.EquationsOf(attributeClass), problem.Offset, problem.Length, cancellation) is { } location)
        {
            return AttributeClassChecks.IsSpelling(attributeClass, problem) ? null
                : Create(problem, location, mend => EquationsLocation.Change(AttributeClasses.EquationsOf(attributeClass), mend, cancellation));
        }

        return attributeClass is not null && AttributeClassReader.TextOf(attributeClass) is { } text
            ? Quoting(problem, place, TextQuotation.Of(AttributeClassReader.ShortName(attributeClass), text, problem.Offset))
            : Create(problem, place);
    }

    private INamedTypeSymbol? DefaultOptimizer() =>
        AttributeClasses.NetworkAttributeOf(root) is { } attribute
            ? WrittenAttributes.DefaultsOf(attribute).FirstOrDefault()?.Attribute.AttributeClass
            : null;

    /// <summary>Where an argument, or a part of its string, is written.</summary>
    /// <param name="problem">Names the argument and the part.</param>
    /// <param name="attribute">The attribute.</param>
    private static Location? ArgumentLocation(Problem problem, WrittenAttribute? attribute)
    {
        if (problem.Argument is null || attribute is null)
        {
            return null;
        }

        var (parameter, argument) = Written(problem.Argument, attribute);
        if (argument is null)
        {
            return null;
        }

        if (parameter is { IsParams: true })
        {
            return ItemOf(problem, attribute, argument)?.Expression.GetLocation()
                ?? Location.Create(argument.SyntaxTree, TextSpan.FromBounds(argument.SpanStart, WrittenArgument.LastOf(attribute.Syntax!, argument).Span.End));
        }

        return problem.Length > 0 && StringOf(problem, attribute) is var (expression, value)
            ? EquationsLocation.InString(expression, value, problem.Offset, problem.Length)
            : argument.Expression.GetLocation();
    }

    /// <summary>The string that a problem is about, as written and as it is; null where it is about none.</summary>
    private static (ExpressionSyntax Expression, string Value)? StringOf(Problem problem, WrittenAttribute attribute)
    {
        if (problem.Argument is null)
        {
            return null;
        }

        var (parameter, argument) = Written(problem.Argument, attribute);
        var value = parameter is null
            ? attribute.Attribute.NamedArguments.FirstOrDefault(named => named.Key == problem.Argument).Value
            : attribute.Attribute.ConstructorArguments[parameter.Ordinal];
        if (parameter is { IsParams: true } && argument is not null)
        {
            argument = ItemOf(problem, attribute, argument);
            value = PositionOf(problem.Argument) is { } position && argument is not null ? value.Values[position] : default;
        }

        return argument is not null && value is { Kind: TypedConstantKind.Primitive, Value: string text } ? (argument.Expression, text) : null;
    }

    /// <summary>The constructor parameter that is called so, null for a property, and its argument, null where none is written.</summary>
    private static (IParameterSymbol? Parameter, AttributeArgumentSyntax? Argument) Written(string name, WrittenAttribute attribute) => ParameterOf(name, attribute) is { } parameter
        ? (parameter, WrittenArgument.Of(attribute.Syntax, parameter))
        : (null, WrittenArgument.OfProperty(attribute.Syntax, name));

    /// <summary>The one of several arguments for a parameter that a problem is about; null where it is about all, or they are not written one by one.</summary>
    private static AttributeArgumentSyntax? ItemOf(Problem problem, WrittenAttribute attribute, AttributeArgumentSyntax first) =>
        PositionOf(problem.Argument!) is { } position ? WrittenArgument.ItemOf(attribute.Syntax!, first, position) : null;

    /// <summary>The parameter that a problem is about; <c>layers[2]</c> is one string of layers.</summary>
    private static IParameterSymbol? ParameterOf(string? name, WrittenAttribute attribute) =>
        attribute.Attribute.AttributeConstructor?.Parameters.FirstOrDefault(parameter => parameter.Name == name?.Split('[')[0]);

    private static int? PositionOf(string argument) =>
        argument.IndexOf('[') is > 0 and var open ? int.Parse(argument.Substring(open + 1, argument.Length - open - 2), CultureInfo.InvariantCulture) : null;

    /// <summary>The name of the class, for a network on the part with <c>[Network]</c>.</summary>
    private Location NameLocation(Site site) =>
        site.Use ?? (NetworkAttribute(site)?.Part as BaseTypeDeclarationSyntax)?.Identifier.GetLocation() ?? site.Type.Locations[0];

    /// <summary>The diagnostic, with its mends as additional locations and properties.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="location">Its place.</param>
    /// <param name="changeOf">A mend as a change of the source, null where it cannot be made there.</param>
    private static Diagnostic Create(Problem problem, Location location, Func<Symbolics.Text.Mend, WrittenMend?>? changeOf = null) =>
        WrittenMend.Attach(DescriptorTable.Find(problem.Code), location, [.. problem.Arguments], changeOf is null ? [] : problem.Mends.Select(changeOf));

    private static Diagnostic Quoting(Problem problem, Location location, string quotation)
    {
        var descriptor = DescriptorTable.Find(problem.Code);
        return Diagnostic.Create(
            descriptor.Id,
            descriptor.Category,
            problem.Message + quotation,
            descriptor.DefaultSeverity,
            descriptor.DefaultSeverity,
            descriptor.IsEnabledByDefault,
            descriptor.DefaultSeverity == DiagnosticSeverity.Error ? 0 : 1,
            descriptor.Title,
            location: location);
    }
}
