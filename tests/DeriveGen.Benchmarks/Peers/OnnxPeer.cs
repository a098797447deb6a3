using System.Globalization;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>ONNX Runtime's side: a program of its own, since its package is large, which runs a model that is written here.</summary>
internal static class OnnxPeer
{
    /// <summary>Builds the program once, and writes the model beside the data.</summary>
    public static IReadOnlyList<string> Prepare(Work work, string data)
    {
        string project = Path.Combine(AppContext.BaseDirectory, "Peers", "onnx"), program = Path.Combine(Path.GetDirectoryName(data)!, "onnx");
        if (!Directory.Exists(program))
        {
            Peer.Run("dotnet", ["build", project, "-c", "Release", "-o", program]);
        }

        string model = data + ".onnx";
        OnnxModel.Write(model, work, WorkData.Draw(work));
        IEnumerable<int> numbers = [work.Batch, work.Inputs, work.Threads];
        return [Path.Combine(program, "OnnxPeer"), model, data, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];
    }
}
