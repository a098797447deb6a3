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

    /// <summary>Writes parameters and states in the safetensors format: names, number type, row-major values.</summary>
    /// <param name="stream">A stream to write to; it stays open.</param>
    /// <param name="convention">
    /// In which convention weight matrices are written, which the file then says: <see cref="Convention.P"/> for PyTorch. Null for the declared shapes.
    /// </param>
    void Save(Stream stream, Convention? convention = null);

    /// <summary>Reads what <see cref="Save"/> wrote, to the end of the stream. A file that does not fit is refused whole.</summary>
    /// <param name="stream">A stream to read from; it stays open.</param>
    /// <param name="convention">
    /// In which convention the file has weight matrices. Null for the one that the file names, and for the declared shapes where it names none.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// The file is not in the format, is cut short, or has other tensors, shapes or number types than this network, or
    /// names another convention than the one asked for. Nothing was changed.
    /// </exception>
    void Load(Stream stream, Convention? convention = null);
}
