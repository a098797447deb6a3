using System.Runtime.InteropServices;
using System.Text;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>
/// A perceptron as an ONNX model: Gemm and Relu, a Softmax at the end. The file is a message of protocol buffers, of which only tagged whole
/// numbers and tagged byte strings are needed; the numbers of the fields are those of onnx.proto3.
/// </summary>
internal static class OnnxModel
{
    private const int FloatType = 1;

    /// <summary>Writes the model of a work with its parameters.</summary>
    public static void Write(string path, WorkData data)
    {
        Work work = data.Work;
        var graph = new Message().Text(2, "perceptron");
        string current = "x";
        int layers = work.Sizes.Count - 1;
        for (int layer = 1; layer <= layers; layer++)
        {
            string sum = $"z{layer}", output = layer == layers ? "p" : $"y{layer}";
            graph.Add(1, Node("Gemm", [current, $"W{layer}", $"b{layer}"], sum)).Add(1, Node(layer == layers ? "Softmax" : "Relu", [sum], output));
            current = output;
        }

        foreach (var (name, shape, values) in data.Parameters)
        {
            var tensor = new Message();
            foreach (int extent in shape)
            {
                tensor.Number(1, extent);
            }

            graph.Add(5, tensor.Number(2, FloatType).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan())));
        }

        graph.Add(11, Value("x", work.Batch, work.Inputs)).Add(12, Value("p", work.Batch, work.Sizes[^1]));
        File.WriteAllBytes(path, new Message().Number(1, 8).Add(7, graph).Add(8, new Message().Number(2, 17)).ToArray());
    }

    private static Message Node(string operation, string[] inputs, string output)
    {
        var node = new Message();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        return node.Text(2, output).Text(4, operation);
    }

    private static Message Value(string name, params int[] shape)
    {
        var extents = new Message();
        foreach (int extent in shape)
        {
            extents.Add(1, new Message().Number(1, extent));
        }

        return new Message().Text(1, name).Add(2, new Message().Add(1, new Message().Number(1, FloatType).Add(2, extents)));
    }

    /// <summary>A message while it is written.</summary>
    private sealed class Message
    {
        private readonly MemoryStream _stream = new();

        public Message Number(int field, long value)
        {
            Variable((ulong)field << 3);
            Variable((ulong)value);
            return this;
        }

        public Message Bytes(int field, ReadOnlySpan<byte> bytes)
        {
            Variable(((ulong)field << 3) | 2);
            Variable((ulong)bytes.Length);
            _stream.Write(bytes);
            return this;
        }

        public Message Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

        public Message Add(int field, Message message) => Bytes(field, message.ToArray());

        public byte[] ToArray() => _stream.ToArray();

        private void Variable(ulong value)
        {
            for (; value >= 128; value >>= 7)
            {
                _stream.WriteByte((byte)(value | 128));
            }

            _stream.WriteByte((byte)value);
        }
    }
}
