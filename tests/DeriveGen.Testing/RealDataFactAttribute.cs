using Xunit;

namespace DeriveGen.Testing;

/// <summary>A test that reads real data; it is counted as skipped, with the reason, where <see cref="Repository.Data"/> names no folder.</summary>
public sealed class RealDataFactAttribute : FactAttribute
{
    /// <summary>Looks whether there is data.</summary>
    public RealDataFactAttribute()
    {
        if (Repository.Data is null)
        {
            Skip = "The environment variable DERIVEGEN_DATA does not name the folder of real data.";
        }
    }
}
