namespace DeriveGen;

/// <summary>What every generated network has, whatever its number type: sizes, parameters by name, and files.</summary>
public interface INetwork
{
    /// <summary>The largest number of examples of a call.</summary>
    int BatchSize { get; }

    /// <summary>The number of learned numbers, all parameters together.</summary>
    int ParameterCount { get; }

    /// <summary>The parameters, in the order of their declaration.</summary>
    IReadOnlyList<ParameterDescription> Parameters { get; }

    /// <summary>Writes parameters and states in the safetensors format: names, number type, row-major values in the declared shape.</summary>
    /// <param name="stream">A stream to write to; it stays open.</param>
    void Save(Stream stream);

    /// <summary>Reads what <see cref="Save"/> wrote, to the end of the stream. A file that does not fit is refused whole.</summary>
    /// <param name="stream">A stream to read from; it stays open.</param>
    /// <exception cref="InvalidDataException">
    /// The file is not in the format, is cut short, or has other tensors, shapes or number types than this network. Nothing was changed.
    /// </exception>
    void Load(Stream stream);
}
