using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using DeriveGen.Files;
using DeriveGen.Storage;
using DeriveGen.Testing;

namespace DeriveGen.Tests.Files;

public sealed class SafeTensorsTests
{
    [Fact]
    public void What_was_saved_is_loaded_bit_for_bit() => Gen.Select(Gen.Int[1, 4].Array[0, 3].Array[0, 6], Gen.Int).Sample((shapes, seed) =>
    {
        TensorView<float>[] saved = Tensors<float>(shapes, seed);
        TensorView<float>[] loaded = Tensors<float>(shapes, 0);
        Assert.Equal(new(shapes.Length, 2), SafeTensors.Load(new MemoryStream(Saved(saved, new(shapes.Length, 2))), loaded));
        Assert.Equal(saved.SelectMany(BitsOf), loaded.SelectMany(BitsOf));
    });

    [Fact]
    public void Doubles_infinities_and_NaN_survive()
    {
        TensorView<double> saved = new(new Arena<double>(4), new TensorLayout("W", [4], 0));
        saved.CopyFrom([double.NaN, double.NegativeInfinity, -0.0, double.Epsilon]);
        TensorView<double> loaded = new(new Arena<double>(4), saved.Layout);
        SafeTensors.Load(new MemoryStream(Saved([saved])), [loaded]);
        Assert.Equal(saved.ToArray().Select(BitConverter.DoubleToInt64Bits), loaded.ToArray().Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void The_file_is_the_documented_format_in_any_culture()
    {
        using HostileCulture culture = new();
        TensorView<float> w = Tensor("W1", [2, 2]), b = Tensor("b1", [1]);
        w.CopyFrom([1, -2, 3, 4]);
        b.CopyFrom([0.5f]);
        byte[] file = Saved([w, b], new(12345, 0));
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, (length + 8) % 8);
        Assert.Equal(
            """{"__metadata__":{"step":"12345"},"W1":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b1":{"dtype":"F32","shape":[1],"data_offsets":[16,20]}}""",
            Encoding.UTF8.GetString(file, 8, length).TrimEnd(' '));
        Assert.Equal([1f, -2f, 3f, 4f, 0.5f], MemoryMarshal.Cast<byte, float>(file.AsSpan(8 + length)).ToArray());
    }

    [Fact]
    public void A_file_of_another_writer_is_read_in_whatever_order_it_has()
    {
        byte[] file = File("""  {"b1":{"data_offsets":[0,4],"shape":[1],"dtype":"F32"}, "W1":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 5f, 6f, 7f);
        TensorView<float> w = Tensor("W1", [2]), b = Tensor("b1", [1]);
        Assert.Equal(default, SafeTensors.Load(new MemoryStream(file), [w, b]));
        Assert.Equal((6f, 7f, 5f), (w[0], w[1], b[0]));
    }

    [Theory]
    [InlineData(Convention.P, null)]
    [InlineData(Convention.P, Convention.P)]
    [InlineData(Convention.R, null)]
    [InlineData(null, null)]
    public void A_file_says_in_which_convention_its_weight_matrices_are(Convention? written, Convention? asked)
    {
        TensorView<float> saved = Matrix([1, 2, 3, 4, 5, 6]), loaded = Matrix(new float[6]);
        byte[] file = Saved([saved], new(1, 0), written);

        SafeTensors.Load(new MemoryStream(file), [loaded], asked);

        Assert.Equal(saved.ToArray(), loaded.ToArray());
        Assert.Contains(written is Convention.P ? "\"shape\":[3,2]" : "\"shape\":[2,3]", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_names_no_convention_is_read_in_the_one_asked_for()
    {
        byte[] file = File("""{"W":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]}}""", 1, 4, 2, 5, 3, 6);
        TensorView<float> loaded = Matrix(new float[6]);

        SafeTensors.Load(new MemoryStream(file), [loaded], Convention.P);

        Assert.Equal([1, 2, 3, 4, 5, 6], loaded.ToArray());
    }

    [Theory]
    [InlineData("P", Convention.C, "The file has its weight matrices in convention P; it was to be read in convention C.")]
    [InlineData("Q", null, "The file names the convention 'Q'; known are R, C, Cw, P.")]
    [InlineData("1", null, "The file names the convention '1'; known are R, C, Cw, P.")]
    public void A_file_of_another_convention_is_refused(string named, Convention? asked, string message)
    {
        string header = "{'__metadata__':{'convention':'" + named + "'},'W':{'dtype':'F32','shape':[3,2],'data_offsets':[0,24]}}";
        TensorView<float> loaded = Matrix([1, 2, 3, 4, 5, 6]);

        InvalidDataException problem = Assert.Throws<InvalidDataException>(
            () => SafeTensors.Load(new MemoryStream(File(header.Replace('\'', '"'), new float[6])), [loaded], asked));

        Assert.Equal(message, problem.Message);
        Assert.Equal([1, 2, 3, 4, 5, 6], loaded.ToArray());
    }

    [Theory]
    [InlineData("""{}""", "The file has no W1[2].")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "W1 is [2] in the network and [3] in the file.")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""", "W1 is [2] in the network and [1, 2] in the file.")]
    [InlineData("""{"W1":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}""", "W1[2] holds F32 in the network and F64 in the file.")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"V":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""", "The file has V[]; the network has no tensor of that name.")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "The file has W1 twice.")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", "W1[2] lies at bytes 4 to 12 of the file, where 0 to 8 was expected.")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}""", "W1[2] lies at bytes 0 to 9223372036854775807 of the file, where 0 to 8 was expected.")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,8]}}""", "W1 is [2] in the network and [9223372036854775807, 4] in the file.")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[2]}}""", "The header does not give the number type, shape and place of W1.")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8,16]}}""", "The header does not give the number type, shape and place of W1.")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"stride":[1]}}""", "The header says of W1 what it cannot: 'stride'")]
    [InlineData("""{"__metadata__":{"step":"1","draws":"x"},"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "The file was written after 'x' draws")]
    [InlineData("""{"__metadata__":{"step":"-1"},"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "The file was written after '-1' updates")]
    public void A_tensor_that_does_not_fit_is_named(string header, string message)
    {
        using HostileCulture culture = new();
        AssertRefused(File(header, 1f, 2f), message);
    }

    [Theory]
    [InlineData("W1", "W1 W1.m W1.v", "it lacks W1.m, W1.v.")]
    [InlineData("W1 W1.m W1.v", "W1 W1.m", "it has also W1.v.")]
    [InlineData("W1 W1.v", "W1 W1.m", "it lacks W1.m; it has also W1.v.")]
    [InlineData("W1 W2 W3", "W1 W1.m W1.v W2 W2.m W2.v W3 W3.m W3.v", "it lacks W1.m, W1.v, W2.m, W2.v and 2 more.")]
    public void The_states_of_another_optimizer_are_named(string saved, string loaded, string differ)
    {
        TensorView<float>[] Named(string names) => [.. names.Split(' ').Select(name => Tensor(name, [2]))];

        InvalidDataException problem = Assert.Throws<InvalidDataException>(() => SafeTensors.Load(new MemoryStream(Saved(Named(saved))), Named(loaded)));

        Assert.Equal(
            $"The file was saved with another optimizer: {differ} Give the network the optimizer that it was saved with, or load it into a network that has it and copy each parameter with CopyParameter and SetParameter.",
            problem.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("W1")]
    [InlineData("[]")]
    [InlineData("""{"W1":[]}""")]
    [InlineData("""{"W1":{"dtype":32,"shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}""")]
    [InlineData("""{"W1":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}""")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""")]
    [InlineData("""{"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x""")]
    [InlineData("""{"__metadata__":{"step":5},"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    public void A_header_of_another_form_is_malformed(string header) => AssertRefused(File(header, 1f, 2f), "The header of the file is malformed: ");

    [Fact]
    public void A_length_of_the_header_that_cannot_be_is_refused_at_once()
    {
        AssertRefused([], "The file ends before its header.");
        AssertRefused([1, 0, 0, 0, 0, 0, 0], "The file ends before its header.");
        AssertRefused([255, 255, 255, 255, 255, 255, 255, 255], "This is not a safetensors file: its header would have 18446744073709551615 bytes.");

        // A short file that claims a long header must not cost the memory it claims.
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused([0, 0, 0, 5, 0, 0, 0, 0, 1, 2, 3], "The file ends within its header.");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void A_file_cut_anywhere_or_longer_is_refused_whole()
    {
        byte[] file = File("""{"W1":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 1f, 2f);
        for (int length = 0; length < file.Length; length++)
        {
            AssertRefused(file[..length], "");
        }

        AssertRefused(file[..^1], "The file ends within W1[2].");
        AssertRefused([.. file, 0], "The file goes on after its last tensor.");
    }

    [Fact]
    public void Any_damage_is_refused_whole_or_is_in_the_numbers_alone()
    {
        byte[] file = Saved(Tensors<float>([[2, 3], [3], [], [1, 1, 2]], 5), new(7, 3));
        int data = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Gen.Select(Gen.Int[0, data - 1], Gen.Byte, Gen.Int[0, 3]).Sample((at, value, kind) =>
        {
            List<byte> damaged = [.. file];
            switch (kind)
            {
                case 0: damaged[at] = value; break;
                case 1: damaged.RemoveAt(at); break;
                case 2: damaged.Insert(at, value); break;
                default: damaged.RemoveRange(at, Math.Min(value, damaged.Count - at)); break;
            }

            TensorView<float>[] target = Tensors<float>([[2, 3], [3], [], [1, 1, 2]], 9);
            int[] before = [.. target.SelectMany(BitsOf)];
            try
            {
                SafeTensors.Load(new MemoryStream([.. damaged]), target);

                // Damage that leaves a valid header for these tensors: blanks, or the counts.
                Assert.Equal(12, target.SelectMany(BitsOf).Count());
            }
            catch (InvalidDataException)
            {
                Assert.Equal(before, target.SelectMany(BitsOf));
            }
        }, iter: 5_000);
    }

    [Fact]
    public void A_stream_that_gives_a_byte_at_a_time_and_cannot_seek_is_read()
    {
        TensorView<float>[] saved = Tensors<float>([[4, 2], [2]], 5), loaded = Tensors<float>([[4, 2], [2]], 6);
        SafeTensors.Load(new SlowStream(Saved(saved)), loaded);
        Assert.Equal(saved.SelectMany(BitsOf), loaded.SelectMany(BitsOf));
    }

    private static void AssertRefused(byte[] file, string message)
    {
        TensorView<float> tensor = Tensor("W1", [2]);
        tensor.CopyFrom([8, 9]);
        InvalidDataException problem = Assert.Throws<InvalidDataException>(() => SafeTensors.Load(new MemoryStream(file), [tensor]));
        Assert.StartsWith(message, problem.Message);
        Assert.Equal([8, 9], tensor.ToArray());
    }

    private static byte[] File(string header, params float[] elements)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. MemoryMarshal.AsBytes<float>(elements)];
    }

    private static byte[] Saved<T>(TensorView<T>[] tensors, TrainingCounts counts = default, Convention? convention = null)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        using MemoryStream stream = new();
        SafeTensors.Save(stream, tensors, counts, convention);
        return stream.ToArray();
    }

    private static TensorView<float> Tensor(string name, int[] shape)
    {
        TensorLayout layout = new(name, shape, 0);
        return new(new Arena<float>(layout.Length), layout);
    }

    /// <summary>A weight matrix of 2 inputs and 3 outputs in padded rows.</summary>
    private static TensorView<float> Matrix(params float[] elements)
    {
        TensorView<float> matrix = new(new Arena<float>(32), new TensorLayout("W", [2, 3], 0, [16, 1], MatrixForm.InputFirst));
        matrix.CopyFrom(elements);
        return matrix;
    }

    /// <summary>Tensors in one padded arena, with random elements.</summary>
    private static TensorView<T>[] Tensors<T>(int[][] shapes, int seed)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        Random random = new(seed);
        Arena<T> arena = new(64 * 6 * 2);
        return [.. shapes.Select((shape, number) =>
        {
            int[] strides = [.. shape.Select((_, axis) => 2 * shape.Skip(axis + 1).Aggregate(1, (a, b) => a * b))];
            TensorView<T> tensor = new(arena, new TensorLayout($"T{number}", shape, 128 * number, strides));
            tensor.CopyFrom([.. Enumerable.Range(0, tensor.Length).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))]);
            return tensor;
        })];
    }

    private static int[] BitsOf(TensorView<float> tensor) => [.. tensor.ToArray().Select(BitConverter.SingleToInt32Bits)];

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }
}
