using DeriveGen.Generator.Tests.Library;
using DeriveGen.Generator.Tests.Training;

namespace DeriveGen.Generator.Tests.Structure;

/// <summary>Blocks, branches, tied and frozen parameters, several inputs, outputs and losses compute what their equations say.</summary>
public sealed class StructureTests
{
    private static readonly Lazy<LoadedNetworks> s_loaded = new(() => LoadedNetworks.Of([.. StructureCases.All.Select(test => test.Declaration(Precision.Double)), StructureCases.Blocks]));

    public static TheoryData<string> Names => [.. StructureCases.All.Select(test => test.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Emitted_code_interpreter_and_differences_agree(string name) =>
        LibraryCheck.Run(s_loaded.Value, StructureCases.All.Single(test => test.Name == name), Precision.Double);
}
