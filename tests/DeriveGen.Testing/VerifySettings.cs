using System.Globalization;

namespace DeriveGen.Testing;

/// <summary>Where a snapshot lies and what it is called, for the tests that need more than one.</summary>
public sealed class VerifySettings
{
    private string? _directory;
    private string? _fileName;
    private string _parameters = "";

    /// <summary>Puts the snapshot into a folder relative to the test's source file.</summary>
    public void UseDirectory(string directory) => _directory = directory;

    /// <summary>Names the snapshot, in place of TestClass.TestMethod.</summary>
    public void UseFileName(string fileName) => _fileName = fileName;

    /// <summary>Appends the values of a theory's parameters to the name, one snapshot for each case.</summary>
    public void UseTextForParameters(string text) => _parameters = "_" + text;

    /// <summary>Appends the values of a theory's parameters to the name, one snapshot for each case.</summary>
    public void UseParameters(params object[] parameters) =>
        UseTextForParameters(string.Join("_", parameters.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))));

    internal string PathOf(string sourceFile, string testMethod, string extension)
    {
        var folder = Path.Combine(Path.GetDirectoryName(sourceFile)!, _directory ?? "");
        var name = _fileName ?? $"{Path.GetFileNameWithoutExtension(sourceFile)}.{testMethod}";
        return Path.Combine(folder, $"{name}{_parameters}.verified.{extension}");
    }
}
