using System.Globalization;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>ONNX Runtime's side: a program of its own, since its package is large, which runs a model that is written here.</summary>
internal static class OnnxPeer
{
    /// <summary>Builds the program once, and writes the model beside the data.</summary>
    public static IReadOnlyList<string> Prepare(WorkData data, string file)
    {
        string project = Path.Combine(AppContext.BaseDirectory, "Peers", "onnx"), program = Path.Combine(Path.GetDirectoryName(file)!, "onnx");
        if (!Directory.Exists(program))
        {
            Peer.Run("dotnet", ["build", project, "-c", "Release", "-o", program]);
        }

        string model = file + ".onnx";
        OnnxModel.Write(model, data);
        IEnumerable<int> numbers = [data.Work.Batch, data.Work.Inputs, data.Work.Threads];
        return [Path.Combine(program, "OnnxPeer"), model, file, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];
    }
}
