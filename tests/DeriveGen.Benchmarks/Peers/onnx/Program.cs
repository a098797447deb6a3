using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

// OnnxPeer MODEL DATA BATCH INPUTS THREADS: the input is bound once, as in a server that reuses its buffers.
int batch = int.Parse(args[2], CultureInfo.InvariantCulture), inputs = int.Parse(args[3], CultureInfo.InvariantCulture);
using var options = new SessionOptions { IntraOpNumThreads = int.Parse(args[4], CultureInfo.InvariantCulture), InterOpNumThreads = 1 };
using var session = new InferenceSession(args[0], options);

// The inputs and then one label for each example stand at the end of the data.
float[] all = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(args[1])).ToArray();
float[] x = all[^(batch * (inputs + 1))..^batch], p = new float[batch * (int)session.OutputMetadata["p"].Dimensions[1]];
using OrtValue input = OrtValue.CreateTensorValueFromMemory(x, [batch, inputs]);
using OrtValue output = OrtValue.CreateTensorValueFromMemory(p, [batch, p.Length / batch]);
using var run = new RunOptions();
Console.WriteLine("ready");
while (Console.ReadLine() is { Length: > 0 } line)
{
    int steps = int.Parse(line, CultureInfo.InvariantCulture);
    long start = Stopwatch.GetTimestamp();
    for (int step = 0; step < steps; step++)
    {
        session.Run(run, ["x"], [input], ["p"], [output]);
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:R} {p[0]:R}"));
}
