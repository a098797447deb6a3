using System.Buffers.Binary;
using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using DeriveGen.Storage;

namespace DeriveGen.Files;

/// <summary>
/// Networks on disk, in the safetensors format: the length of a header (8 bytes, little-endian), the header (JSON: for each tensor its
/// number type, shape and place), then the elements, little-endian and row-major in the declared shape.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SafeTensors
{
    // Tensors begin on a multiple of this many bytes, which the header is padded to.
    private const int Alignment = 8;

    /// <summary>Writes tensors.</summary>
    /// <param name="stream">A stream to write to; it stays open.</param>
    /// <param name="tensors">The tensors, in the order in which they are to stand.</param>
    /// <param name="counts">How far training has come, which goes along as metadata.</param>
    /// <param name="convention">The convention in which weight matrices are written, which goes along too; null for the declared shapes.</param>
    /// <typeparam name="T"><see cref="float"/> (F32) or <see cref="double"/> (F64).</typeparam>
    public static void Save<T>(Stream stream, IReadOnlyList<TensorView<T>> tensors, TrainingCounts counts = default, Convention? convention = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        tensors = As(tensors, convention);
        byte[] header = Header(tensors, counts, convention);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (TensorView<T> tensor in tensors)
        {
            T[] elements = tensor.ToArray();
            LittleEndian<T>(elements);
            stream.Write(MemoryMarshal.AsBytes<T>(elements));
        }
    }

    /// <summary>Reads tensors, to the end of the stream, and sets them all or none.</summary>
    /// <param name="stream">A stream to read from; it stays open.</param>
    /// <param name="tensors">The tensors that the file must have, no more and no fewer.</param>
    /// <param name="convention">The convention of the file's weight matrices; null for what the file says, else the declared shapes.</param>
    /// <returns>How far training had come when the file was written, 0 where it does not say.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is not in the format, is cut short or too long, lacks a tensor or has another, or one differs in shape or number type; the
    /// message names the tensor and both shapes. Or it names another convention. Nothing was set.
    /// </exception>
    public static TrainingCounts Load<T>(Stream stream, IReadOnlyList<TensorView<T>> tensors, Convention? convention = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SafeTensorsHeader header = SafeTensorsHeader.Read(stream);
        TensorView<T>[] inFileOrder = header.Match(As(tensors, header.ConventionFor(convention)), NumberType<T>());
        T[][] elements = new T[inFileOrder.Length][];
        for (int position = 0; position < elements.Length; position++)
        {
            elements[position] = new T[inFileOrder[position].Length];
            Span<byte> bytes = MemoryMarshal.AsBytes(elements[position].AsSpan());
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw new InvalidDataException($"The file ends within {inFileOrder[position]}.");
            }

            LittleEndian<T>(elements[position]);
        }

        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException("The file goes on after its last tensor.");
        }

        for (int position = 0; position < elements.Length; position++)
        {
            inFileOrder[position].CopyFrom(elements[position]);
        }

        return header.Counts;
    }

    private static string NumberType<T>() => typeof(T) == typeof(float) ? "F32" : "F64";

    private static IReadOnlyList<TensorView<T>> As<T>(IReadOnlyList<TensorView<T>> tensors, Convention? convention)
        where T : unmanaged => convention is { } written ? [.. tensors.Select(tensor => Conventions.In(tensor, written))] : tensors;

    private static byte[] Header<T>(IReadOnlyList<TensorView<T>> tensors, TrainingCounts counts, Convention? convention)
        where T : unmanaged
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafeTensorsHeader.MetadataKey);
            json.WriteString(SafeTensorsHeader.StepKey, counts.Step.ToString(CultureInfo.InvariantCulture));
            if (counts.Draws > 0)
            {
                json.WriteString(SafeTensorsHeader.DrawsKey, counts.Draws.ToString(CultureInfo.InvariantCulture));
            }

            if (convention is { } written)
            {
                json.WriteString(SafeTensorsHeader.ConventionKey, written.ToString());
            }

            json.WriteEndObject();
            long place = 0;
            foreach (TensorView<T> tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", NumberType<T>());
                json.WriteStartArray("shape");
                foreach (int extent in tensor.Shape)
                {
                    json.WriteNumberValue(extent);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(place);
                place += (long)tensor.Length * Unsafe.SizeOf<T>();
                json.WriteNumberValue(place);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    /// <summary>Exchanges the bytes of every element on a machine that is not little-endian.</summary>
    private static void LittleEndian<T>(Span<T> elements)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(elements);
            int size = Unsafe.SizeOf<T>();
            for (int at = 0; at < bytes.Length; at += size)
            {
                bytes.Slice(at, size).Reverse();
            }
        }
    }
}
