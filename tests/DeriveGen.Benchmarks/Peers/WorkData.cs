using System.Globalization;
using System.Runtime.InteropServices;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>What every contestant starts from: the same parameters, inputs and targets.</summary>
/// <param name="Work">The work.</param>
/// <param name="Parameters">Every parameter's name, shape and values, row-major, in the network's order.</param>
/// <param name="Inputs">The inputs of all batches: <c>float[]</c>, or <c>int[]</c> of tokens.</param>
/// <param name="Targets">The targets of all batches: <c>float[]</c>, or <c>int[]</c> of classes.</param>
internal sealed record WorkData(Work Work, IReadOnlyList<(string Name, IReadOnlyList<int> Shape, float[] Values)> Parameters, Array Inputs, Array Targets)
{
    /// <summary>Draws inputs and targets; the parameters are those of the emitted network.</summary>
    /// <param name="work">The work.</param>
    /// <param name="network">The network that is emitted for it.</param>
    public static WorkData Draw(Work work, INetwork<float> network)
    {
        var random = new Random(11);
        int examples = work.Batch * work.Batches;
        return new(
            work,
            [.. network.Parameters.Select(parameter =>
            {
                float[] values = new float[parameter.Size];
                network.CopyParameter(parameter.Name, values);
                return (parameter.Name, (IReadOnlyList<int>)[.. parameter.Shape], values);
            })],
            Numbers(random, examples * work.Inputs, work.Symbols),
            Numbers(random, examples * work.Targets, work.Classes));
    }

    /// <summary>
    /// Writes numbers of four bytes each, in the machine's order: all parameters, the inputs, the targets; and beside them a text with a line
    /// of name and shape for each parameter.
    /// </summary>
    public void Write(string path)
    {
        using (FileStream stream = File.Create(path))
        {
            foreach (var (_, _, values) in Parameters)
            {
                stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
            }

            stream.Write(Bytes(Inputs));
            stream.Write(Bytes(Targets));
        }

        File.WriteAllLines(path + ".names", Parameters.Select(parameter =>
            parameter.Name + " " + string.Join(' ', parameter.Shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))));
    }

    private static ReadOnlySpan<byte> Bytes(Array numbers) => numbers is int[] whole
        ? MemoryMarshal.AsBytes(whole.AsSpan())
        : MemoryMarshal.AsBytes(((float[])numbers).AsSpan());

    /// <summary>Whole numbers below a bound, or real ones between 0 and 1.</summary>
    private static Array Numbers(Random random, int count, int below) => below > 0
        ? Enumerable.Range(0, count).Select(_ => random.Next(below)).ToArray()
        : Enumerable.Range(0, count).Select(_ => random.NextSingle()).ToArray();
}
