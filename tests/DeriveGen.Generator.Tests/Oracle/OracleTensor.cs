using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeriveGen.Generator.Tests.Oracle;

/// <summary>Numbers with a shape, written as nested arrays.</summary>
/// <param name="Shape">The extent of each axis.</param>
/// <param name="Values">The numbers, row-major.</param>
internal sealed record OracleTensor(int[] Shape, double[] Values)
{
    /// <summary>No tensors.</summary>
    public static IReadOnlyDictionary<string, OracleTensor> None { get; } = new Dictionary<string, OracleTensor>();

    /// <summary>Reads nested arrays.</summary>
    /// <exception cref="JsonException">Rows differ in length.</exception>
    public static OracleTensor Parse(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return new([], [element.GetDouble()]);
        }

        OracleTensor[] rows = [.. element.EnumerateArray().Select(Parse)];
        int[] row = rows.Length == 0 ? [] : rows[0].Shape;
        return Array.TrueForAll(rows, other => other.Shape.AsSpan().SequenceEqual(row))
            ? new([rows.Length, .. row], [.. rows.SelectMany(other => other.Values)])
            : throw new JsonException("The rows of a tensor differ in length.");
    }
}

/// <summary>Nested arrays as a tensor; no test writes any.</summary>
internal sealed class OracleTensorConverter : JsonConverter<OracleTensor>
{
    /// <inheritdoc/>
    public override OracleTensor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        OracleTensor.Parse(JsonElement.ParseValue(ref reader));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OracleTensor value, JsonSerializerOptions options) => throw new NotSupportedException();
}
