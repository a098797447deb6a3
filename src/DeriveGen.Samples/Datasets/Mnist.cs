using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace DeriveGen.Samples.Datasets;

/// <summary>
/// The handwritten digits of MNIST (LeCun, Cortes and Burges): files of unsigned bytes behind a head of big-endian numbers, the magic number
/// 0x08nn for nn axes and then their extents; plain or packed by gzip.
/// </summary>
public static class Mnist
{
    private const int ImageMagic = 0x0803;
    private const int LabelMagic = 0x0801;
    private const int Side = 28;
    private const int Classes = 10;

    /// <summary>Reads images and labels.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="set">The beginning of their names: <c>t10k</c> or <c>train</c>.</param>
    /// <exception cref="FileNotFoundException">A file is missing, plain and packed.</exception>
    /// <exception cref="InvalidDataException">A file is not in the format, cut short, or does not fit the other.</exception>
    public static Dataset Read(string folder, string set)
    {
        (int[] shape, byte[] pixels) = ReadBytes(Path.Combine(folder, set + "-images-idx3-ubyte"), ImageMagic);
        (int[] count, byte[] labels) = ReadBytes(Path.Combine(folder, set + "-labels-idx1-ubyte"), LabelMagic);
        if (shape[1] != Side || shape[2] != Side)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{folder}: the images have {shape[1]} × {shape[2]} pixels; {Side} × {Side} were expected."));
        }

        if (shape[0] != count[0])
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{folder}: there are {shape[0]} images and {count[0]} labels."));
        }

        int wrong = Array.FindIndex(labels, label => label >= Classes);
        return wrong < 0
            ? new("MNIST digits", Side * Side, Classes, Array.ConvertAll(pixels, pixel => pixel / 255f), [], Array.ConvertAll(labels, label => (int)label))
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{folder}: label {wrong} is {labels[wrong]}; a digit was expected."));
    }

    private static (int[] Shape, byte[] Values) ReadBytes(string path, int magic)
    {
        byte[] file = File.Exists(path) ? File.ReadAllBytes(path)
            : File.Exists(path + ".gz") ? Unpack(path + ".gz")
            : throw new FileNotFoundException($"There is neither {path} nor {path}.gz.");
        int axes = magic & 0xFF, head = 4 * (1 + axes);
        if (file.Length < head || BinaryPrimitives.ReadInt32BigEndian(file) != magic)
        {
            throw new InvalidDataException($"{path} does not begin as an idx file of {axes} axes of bytes does.");
        }

        int[] shape = [.. Enumerable.Range(1, axes).Select(axis => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(4 * axis)))];
        long length = shape.Aggregate(1L, (product, extent) => product * extent);
        return shape.All(extent => extent > 0) && length == file.Length - head
            ? (shape, file[head..])
            : throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{path} has {file.Length - head} bytes behind its head, which announces {string.Join(" × ", shape)}."));
    }

    private static byte[] Unpack(string path)
    {
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }
}
