using System.Globalization;

namespace DeriveGen.Testing;

/// <summary>While it lives, the current culture writes −0,5 with a decimal comma and the minus sign U+2212, and groups digits with a dot.</summary>
/// <remarks>Emitted source and printed formulas must come out as under the invariant culture. Made from it, so that no culture data of the machine is needed.</remarks>
public sealed class HostileCulture : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;

    /// <summary>Makes the culture current until <see cref="Dispose"/>.</summary>
    public HostileCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "\u2212";
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
    }

    /// <summary>Makes the former culture current again.</summary>
    public void Dispose()
    {
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _uiCulture;
    }
}
