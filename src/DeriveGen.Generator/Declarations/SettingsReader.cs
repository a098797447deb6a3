using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Notation;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Declarations;

/// <summary>Reads what <c>[Network]</c> says.</summary>
internal static class SettingsReader
{
    /// <summary>The settings; what is not written has its default.</summary>
    public static NetworkSettings Read(INamedTypeSymbol network)
    {
        var settings = new NetworkSettings();
        if (AttributeClasses.NetworkAttributeOf(network) is not { } attribute)
        {
            return settings;
        }

        foreach (var argument in attribute.NamedArguments)
        {
            settings = (argument.Key, argument.Value.Value) switch
            {
                (nameof(NetworkSettings.BatchSize), int value) => settings with { BatchSize = value },
                (nameof(NetworkSettings.Precision), int value) => settings with { Precision = (NetworkPrecision)value },
                (nameof(NetworkSettings.Convention), int value) => settings with { Convention = (MatrixConvention)value },
                (nameof(NetworkSettings.Threads), int value) => settings with { Threads = value },
                (nameof(NetworkSettings.Keep), string value) => settings with { Keep = value },
                (nameof(NetworkSettings.SelfCheck), bool value) => settings with { SelfCheck = value },
                (nameof(NetworkSettings.Report), bool value) => settings with { Report = value },
                (nameof(NetworkSettings.SecondOrder), bool value) => settings with { SecondOrder = value },
                _ => settings,
            };
        }

        return settings;
    }

    /// <summary>What is out of range.</summary>
    public static IEnumerable<Problem> Problems(NetworkSettings settings)
    {
        if (settings.BatchSize < 1)
        {
            yield return OutOfRange(nameof(NetworkSettings.BatchSize), settings.BatchSize, "at least 1");
        }

        if (settings.Threads is < 1 or > NetworkSettings.MostThreads)
        {
            yield return OutOfRange(nameof(NetworkSettings.Threads), settings.Threads, $"from 1 to {NetworkSettings.MostThreads}");
        }

        if (!Enum.IsDefined(typeof(NetworkPrecision), settings.Precision))
        {
            yield return OutOfRange(nameof(NetworkSettings.Precision), (int)settings.Precision, "one of " + string.Join(", ", Enum.GetNames(typeof(NetworkPrecision))));
        }

        if (!Enum.IsDefined(typeof(MatrixConvention), settings.Convention))
        {
            yield return OutOfRange(nameof(NetworkSettings.Convention), (int)settings.Convention, "one of " + string.Join(", ", Enum.GetNames(typeof(MatrixConvention))));
        }
    }

    private static Problem OutOfRange(string setting, int value, string allowed) =>
        Problem.OfArgument(
            Descriptors.SettingOutOfRange, Declaration.NotWritten, setting, setting, value.ToString(CultureInfo.InvariantCulture), allowed);
}
