using System.Collections.Immutable;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Text;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Diagnostics;

/// <summary>The rows of <see cref="Descriptors"/> as Roslyn knows them.</summary>
public static class DescriptorTable
{
    /// <summary>The category of every diagnostic.</summary>
    public const string Category = "DeriveGen";

    /// <summary>Where the pages of the diagnostics are read.</summary>
    private const string Pages = "https://github.com/derivegen/derivegen/blob/main/generated/diagnostics/";

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = Descriptors.All.ToDictionary(row => row.Id, Of);

    /// <summary>All rows, in the order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.CreateRange(Descriptors.All.Select(row => ById[row.Id]));

    /// <summary>The row of a code.</summary>
    public static DiagnosticDescriptor Find(string id) => ById[id];

    private static DiagnosticDescriptor Of(Descriptor row) => new(
        row.Id,
        row.Title,
        row.FullFormat,
        Category,
        row.Severity == Severity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + row.Id + ".md");
}
