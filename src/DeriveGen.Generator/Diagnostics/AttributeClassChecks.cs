using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Declarations;
using DeriveGen.Symbolics.Text;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>What can be said of a layer, loss, optimizer or clipper in source before any network uses it.</summary>
internal static class AttributeClassChecks
{
    /// <summary>The problems of one attribute class.</summary>
    public static IEnumerable<Diagnostic> DiagnosticsOf(INamedTypeSymbol attributeClass, CancellationToken cancellation)
    {
        if (attributeClass.IsAbstract)
        {
            yield break;
        }

        if (AttributeClassReader.TextOf(attributeClass) is null)
        {
            yield return NoEquations(attributeClass);
        }

        foreach (var problem in SpellingProblems(attributeClass))
        {
            var place = EquationsLocation.Of(AttributeClasses.EquationsOf(attributeClass), problem.Span.Start, problem.Span.Length, cancellation);
            yield return WrittenMend.Attach(
                DescriptorTable.Find(problem.Code), place ?? attributeClass.Locations[0], [AttributeClassReader.ShortName(attributeClass), .. problem.Arguments],
                problem.Mends.Select(mend => EquationsLocation.Change(AttributeClasses.EquationsOf(attributeClass), mend, cancellation)));
        }

        foreach (var parameter in attributeClass.InstanceConstructors.SelectMany(constructor => constructor.Parameters))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!AttributeClassReader.CanBeRead(parameter.Type))
            {
                yield return UnreadableParameter(parameter);
            }
        }
    }

    /// <summary>Whether a network's problem is one of spelling, which the attribute class has whatever the network.</summary>
    public static bool IsSpelling(INamedTypeSymbol attributeClass, Problem problem) =>
        SpellingProblems(attributeClass).Any(own => own.Code == problem.Code && own.Span.Start == problem.Offset);

    private static IEnumerable<TextProblem> SpellingProblems(INamedTypeSymbol attributeClass) =>
        EquationText.SpellingProblems(AttributeClassReader.TextOf(attributeClass) ?? "");

    /// <summary>A class without equations, at its name.</summary>
    public static Diagnostic NoEquations(INamedTypeSymbol attributeClass) =>
        Diagnostic.Create(DescriptorTable.Find(Descriptors.NoEquations.Id), attributeClass.Locations[0], attributeClass.Name);

    /// <summary>A class whose equations nobody reads, at its name.</summary>
    public static Diagnostic UnusedEquations(INamedTypeSymbol type) => Diagnostic.Create(
        DescriptorTable.Find(Descriptors.UnusedEquations.Id), type.Locations[0], type.Name, IsAttribute(type) ? $"; [{AttributeClassReader.ShortName(type)}] does nothing" : string.Empty);

    private static bool IsAttribute(INamedTypeSymbol type) =>
        type.BaseType is { } above && (above is { Name: "Attribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } || IsAttribute(above));

    /// <summary>A parameter that equations cannot read, at its name.</summary>
    public static Diagnostic UnreadableParameter(IParameterSymbol parameter)
    {
        var problem = AttributeClassReader.ArgumentProblem(parameter, Declaration.NotWritten);
        return Diagnostic.Create(DescriptorTable.Find(problem.Code), parameter.Locations[0], [.. problem.Arguments]);
    }
}
