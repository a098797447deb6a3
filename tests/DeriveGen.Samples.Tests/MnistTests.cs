using DeriveGen.Samples.Datasets;
using DeriveGen.Testing;

namespace DeriveGen.Samples.Tests;

/// <summary>The convolutional network reads real digits, and files that are something else are refused.</summary>
public sealed class MnistTests
{
    [RealDataFact]
    public void More_than_97_percent_of_the_last_digits_are_read_right()
    {
        Dataset digits = Mnist.Read(Repository.Data!, "t10k");
        Assert.Equal(10_000, digits.Count);
        Assert.InRange(MnistDemonstration.Run(digits, seed: 7, TextWriter.Null), 0.97 + 1e-9, 1);
    }

    [Fact]
    public void Plain_files_are_read()
    {
        using var folder = new Folder();
        folder.Write("t10k-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[2 * 784]]);
        folder.Write("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 3, 9]);
        Assert.Equal([3, 9], Mnist.Read(folder.Path, "t10k").Labels);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new Folder();
        Assert.Contains("t10k-images-idx3-ubyte.gz", Assert.Throws<FileNotFoundException>(() => Mnist.Read(folder.Path, "t10k")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "does not begin")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 28, 0, 0, 0, 28, 5 }, "announces 9 × 28 × 28")]
    public void A_file_of_another_kind_is_refused(byte[] images, string message)
    {
        using var folder = new Folder();
        folder.Write("t10k-images-idx3-ubyte", images);
        folder.Write("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 3]);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Mnist.Read(folder.Path, "t10k")).Message, StringComparison.Ordinal);
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory().FullName;

        public void Write(string name, byte[] bytes) => File.WriteAllBytes(System.IO.Path.Combine(Path, name), bytes);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
