using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DeriveGen.Storage;

namespace DeriveGen.Files;

/// <summary>The header of a file: what tensors it has, of what type and shape, and where.</summary>
internal sealed class SafeTensorsHeader
{
    internal const string MetadataKey = "__metadata__";
    internal const string StepKey = "step";
    internal const string DrawsKey = "draws";
    internal const string ConventionKey = "convention";

    // The format's own limit.
    private const ulong LongestHeader = 100_000_000;
    private const int Chunk = 1 << 16;

    private readonly Dictionary<string, Entry> _entries = [];

    private SafeTensorsHeader()
    {
    }

    /// <summary>What was counted before the file was written, 0 where it does not say.</summary>
    public TrainingCounts Counts { get; private set; }

    /// <summary>The convention in which the file has weight matrices; null where it does not say.</summary>
    public Convention? Convention { get; private set; }

    /// <summary>Reads a header from the beginning of a file.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static SafeTensorsHeader Read(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
        {
            throw new InvalidDataException("The file ends before its header.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LongestHeader)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"This is not a safetensors file: its header would have {length} bytes."));
        }

        byte[] json = ReadText(stream, (int)length);
        SafeTensorsHeader header = new();
        try
        {
            header.Parse(json);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            // JsonException: not JSON; the others: JSON of another form than the readers below ask for.
            throw new InvalidDataException("The header of the file is malformed: " + problem.Message, problem);
        }

        return header;
    }

    /// <summary>The convention to read weight matrices in: the one asked for, else the one that the file names.</summary>
    /// <exception cref="InvalidDataException">Both are known and differ.</exception>
    public Convention? ConventionFor(Convention? asked) => asked is null || Convention is null || asked == Convention
        ? asked ?? Convention
        : throw new InvalidDataException($"The file has its weight matrices in convention {Convention}; it was to be read in convention {asked}.");

    /// <summary>The tensors of a network in the order in which the file has them, after all of them are known to fit.</summary>
    /// <exception cref="InvalidDataException">One does not fit, or the file has more or fewer.</exception>
    public TensorView<T>[] Match<T>(IReadOnlyList<TensorView<T>> tensors, string numberType)
        where T : unmanaged
    {
        Dictionary<string, TensorView<T>> expected = tensors.ToDictionary(tensor => tensor.Name);
        RequireSameOptimizer(expected.Keys);
        foreach ((string name, TensorView<T> tensor) in expected)
        {
            if (!_entries.TryGetValue(name, out Entry? entry))
            {
                throw new InvalidDataException($"The file has no {tensor}.");
            }

            if (!entry.HasShape(tensor.Shape))
            {
                throw new InvalidDataException($"{name} is {TensorLayout.ShapeText(tensor.Shape)} in the network and {entry.ShapeText()} in the file.");
            }

            if (entry.NumberType != numberType)
            {
                throw new InvalidDataException($"{tensor} holds {numberType} in the network and {entry.NumberType} in the file.");
            }
        }

        foreach ((string name, Entry entry) in _entries)
        {
            if (!expected.ContainsKey(name))
            {
                throw new InvalidDataException($"The file has {name}{entry.ShapeText()}; the network has no tensor of that name.");
            }
        }

        long place = 0;
        List<TensorView<T>> inFileOrder = [];
        foreach ((string name, Entry entry) in _entries.OrderBy(pair => pair.Value.Begin).ThenBy(pair => pair.Value.End))
        {
            TensorView<T> tensor = expected[name];
            long end = place + ((long)tensor.Length * Unsafe.SizeOf<T>());
            if (entry.Begin != place || entry.End != end)
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tensor} lies at bytes {entry.Begin} to {entry.End} of the file, where {place} to {end} was expected."));
            }

            inFileOrder.Add(tensor);
            place = end;
        }

        return [.. inFileOrder];
    }

    /// <summary>Throws where nothing but the states that an optimizer keeps of parameters, <c>W.m</c> of <c>W</c>, differ.</summary>
    private void RequireSameOptimizer(IReadOnlyCollection<string> expected)
    {
        string[] missing = [.. expected.Where(name => !_entries.ContainsKey(name))], further = [.. _entries.Keys.Except(expected)];
        if (missing.Length + further.Length > 0 && missing.Concat(further).All(IsKept))
        {
            throw new InvalidDataException(
                $"The file was saved with another optimizer: {string.Join("; ", new[] { Listed("it lacks", missing), Listed("it has also", further) }.Where(part => part.Length > 0))}. "
                + "Give the network the optimizer that it was saved with, or load it into a network that has it and copy each parameter with CopyParameter and SetParameter.");
        }

        bool IsKept(string name) => name.LastIndexOf('.') is > 0 and var point && expected.Contains(name[..point]) && _entries.ContainsKey(name[..point]);
    }

    private static string Listed(string verb, string[] names)
    {
        const int Most = 4;
        return names.Length == 0 ? string.Empty : $"{verb} {string.Join(", ", names.Take(Most))}{(names.Length > Most ? $" and {(names.Length - Most).ToString(CultureInfo.InvariantCulture)} more" : string.Empty)}";
    }

    /// <summary>Reads piece by piece, so that a false length in a short file costs no memory.</summary>
    private static byte[] ReadText(Stream stream, int length)
    {
        using MemoryStream text = new();
        byte[] chunk = new byte[Math.Min(length, Chunk)];
        while (text.Length < length)
        {
            int read = stream.Read(chunk, 0, Math.Min(chunk.Length, length - (int)text.Length));
            if (read == 0)
            {
                throw new InvalidDataException("The file ends within its header.");
            }

            text.Write(chunk, 0, read);
        }

        return text.ToArray();
    }

    private void Parse(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (property.NameEquals(MetadataKey))
            {
                ParseMetadata(property.Value);
            }
            else if (!_entries.TryAdd(property.Name, ParseEntry(property)))
            {
                throw new InvalidDataException($"The file has {property.Name} twice.");
            }
        }
    }

    private void ParseMetadata(JsonElement metadata)
    {
        foreach (JsonProperty property in metadata.EnumerateObject())
        {
            string value = property.Value.GetString() ?? "";
            switch (property.Name)
            {
                case StepKey: Counts = Counts with { Step = Count(value, "updates") }; break;
                case DrawsKey: Counts = Counts with { Draws = Count(value, "draws") }; break;
                case ConventionKey: Convention = ConventionOf(value); break;
            }
        }
    }

    private static Convention ConventionOf(string value) => Enum.GetNames<Convention>().Contains(value)
        ? Enum.Parse<Convention>(value)
        : throw new InvalidDataException($"The file names the convention '{value}'; known are {string.Join(", ", Enum.GetNames<Convention>())}.");

    private static int Count(string value, string what) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
        ? count
        : throw new InvalidDataException($"The file was written after '{value}' {what}, which is not a number of {what}.");

    private static Entry ParseEntry(JsonProperty tensor)
    {
        string? numberType = null;
        long[]? shape = null, place = null;
        foreach (JsonProperty property in tensor.Value.EnumerateObject())
        {
            bool repeated = property.Name switch
            {
                "dtype" => numberType is not null,
                "shape" => shape is not null,
                "data_offsets" => place is not null,
                _ => true,
            };
            if (repeated)
            {
                throw new InvalidDataException($"The header says of {tensor.Name} what it cannot: '{property.Name}', unknown or a second time.");
            }

            switch (property.Name)
            {
                case "dtype": numberType = property.Value.GetString(); break;
                case "shape": shape = Numbers(property.Value); break;
                default: place = Numbers(property.Value); break;
            }
        }

        if (numberType is null || shape is null || place is not { Length: 2 })
        {
            throw new InvalidDataException($"The header does not give the number type, shape and place of {tensor.Name}.");
        }

        return new Entry(numberType, shape, place[0], place[1]);
    }

    private static long[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt64())];

    private sealed record Entry(string NumberType, long[] Shape, long Begin, long End)
    {
        public bool HasShape(ReadOnlySpan<int> shape)
        {
            if (Shape.Length != shape.Length)
            {
                return false;
            }

            for (int axis = 0; axis < shape.Length; axis++)
            {
                if (Shape[axis] != shape[axis])
                {
                    return false;
                }
            }

            return true;
        }

        public string ShapeText() => $"[{string.Join(", ", Shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))}]";
    }
}
