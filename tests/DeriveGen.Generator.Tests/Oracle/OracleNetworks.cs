using System.Numerics;
using DeriveGen.Generator.Tests.Training;

namespace DeriveGen.Generator.Tests.Oracle;

/// <summary>The networks of all cases, each declaration once in each precision, compiled some at a time when the first of them is needed.</summary>
internal static class OracleNetworks
{
    private const int PerCompilation = 25;
    private const string Placeholder = "{number}";

    private static readonly string[] s_declarations =
        [.. OracleCase.All.SelectMany(test => new[] { Key(test, Precision.Single), Key(test, Precision.Double) }).Distinct()];

    private static readonly Dictionary<string, int> s_numbers = s_declarations.Select((declaration, number) => (declaration, number))
        .ToDictionary(pair => pair.declaration, pair => pair.number);

    private static readonly Lazy<LoadedNetworks>[] s_compilations =
    [
        .. s_declarations.Select((declaration, number) => declaration.Replace(Placeholder, ClassName(number))).Chunk(PerCompilation)
            .Select(chunk => new Lazy<LoadedNetworks>(() => LoadedNetworks.Of(chunk))),
    ];

    /// <summary>A new network of a case.</summary>
    public static INetwork<T> Create<T>(OracleCase test, Precision precision)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int number = s_numbers[Key(test, precision)];
        return s_compilations[number / PerCompilation].Value.Create<T>(ClassName(number), test.Seed);
    }

    private static string Key(OracleCase test, Precision precision) => test.Declaration(Placeholder, precision);

    private static string ClassName(int number) => FormattableString.Invariant($"Oracle{number}");
}
