using System.Diagnostics;
using System.Globalization;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>How many threads a contestant can use.</summary>
internal enum Threads
{
    /// <summary>It takes no part where there are several.</summary>
    One,

    /// <summary>It takes part where there are several.</summary>
    Several,

    /// <summary>As many as it is told.</summary>
    Any,
}

/// <summary>Somebody who does the same work.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Programs">The works that it takes part in.</param>
/// <param name="Doing">Whether it trains or predicts; null for both.</param>
/// <param name="Prepare">Builds it for a work and the file that its data are in: the command that starts it.</param>
internal sealed record Peer(string Name, IReadOnlyList<string> Programs, Doing? Doing, Func<WorkData, string, IReadOnlyList<string>> Prepare)
{
    /// <summary>Debian's interpreter, whose packages hold PyTorch.</summary>
    private const string Python = "/usr/bin/python3";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    /// <summary>Ours, which runs in a process like every other.</summary>
    public static Peer Ours { get; } = new("DeriveGen", [], null, (data, _) => Contestant(data.Work.Name, data.Work.Seed));

    /// <summary>All others. A new one is a new row.</summary>
    public static IReadOnlyList<Peer> All { get; } =
    [
        new("DeriveGen, one thread", ["mlp", "conv", "gpt"], null, (data, _) => Contestant(data.Work.OneThread!, data.Work.Seed)) { Threads = Threads.Several },
        new("gcc -O3 -ffast-math", ["mlp"], Peers.Doing.Train, (data, file) => [Compile("mlp.c", data.Work, file), file]),
        new("gcc -O3 -ffast-math", ["tiny"], Peers.Doing.Train, (data, file) => [Compile("tiny.c", data.Work, file), file]),
        new("gcc -O3 -ffast-math", ["gpt"], Peers.Doing.Train, (data, file) => [Compile("gpt.c", data.Work, file), file]),
        new("OpenBLAS", ["gpt"], Peers.Doing.Train, (data, file) => [Compile("gpt.c", data.Work, file, "openblas"), file]) { Threads = Threads.Any },
        new("OpenBLAS", ["mlp"], Peers.Doing.Train, (data, file) => [Compile("mlp.c", data.Work, file, "openblas"), file]) { Threads = Threads.Any },
        new("oneDNN", ["mlp"], Peers.Doing.Train, (data, file) => [Compile("mlp.c", data.Work, file, "dnnl"), file]) { Threads = Threads.Any },
        new("FANN", ["tiny"], Peers.Doing.Train, (data, file) => [Compile("fann.c", data.Work, file, "floatfann"), file]),
        new("PyTorch", ["mlp", "tiny", "gpt"], null, (data, file) => Torch(data.Work, file, "first")) { Threads = Threads.Any },
        new("PyTorch, channels first", ["conv"], null, (data, file) => Torch(data.Work, file, "first")) { Threads = Threads.Any },
        new("PyTorch, channels last", ["conv"], null, (data, file) => Torch(data.Work, file, "last")) { Threads = Threads.Any },
        new("ONNX Runtime", ["mlp"], Peers.Doing.Predict, OnnxPeer.Prepare) { Threads = Threads.Any },
    ];

    /// <summary>With how many threads it can do the work.</summary>
    public Threads Threads { get; init; } = Threads.One;

    /// <summary>Whether it does the work.</summary>
    public bool TakesPart(Work work) => Programs.Contains(work.Program) && (Doing is null || Doing == work.Doing)
        && (Threads == Threads.Any || (Threads == Threads.One) == (work.Threads == 1));

    private static string[] Contestant(string work, int seed) => [Environment.ProcessPath!, "contestant", work, Text(seed)];

    private static string[] Torch(Work work, string file, string layout) =>
    [
        Python, Path.Combine(s_folder, "torch_peer.py"), work.Program, work.Doing.ToString(), work.SizesText, Text(work.Batch), Text(work.Batches),
        work.Rate.ToString(CultureInfo.InvariantCulture), Text(work.Threads), layout, file,
    ];

    /// <summary>
    /// Compiles with everything that gcc has, and links without it: a program that is linked with -ffast-math switches off denormal numbers for
    /// the libraries in it too. The source knows the library that it is linked with by <c>LIBRARY_name</c>.
    /// </summary>
    private static string Compile(string source, Work work, string file, string? library = null)
    {
        string program = $"{file}.{source}{library}";
        string[] defines =
        [
            "-DWIDTHS=" + work.SizesText, "-DBATCH=" + Text(work.Batch), string.Create(CultureInfo.InvariantCulture, $"-DRATE={work.Rate:0.0###########}f"),
            .. library is null ? (string[])[] : ["-DLIBRARY_" + library],
        ];
        Run("gcc", ["-c", "-O3", "-march=native", "-ffast-math", "-std=gnu17", .. defines, "-o", program + ".o", Path.Combine(s_folder, "native", source)]);
        Run("gcc", [program + ".o", "-o", program, .. library is null ? (string[])[] : ["-l" + library], "-lm"]);
        return program;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It fails.</exception>
    internal static void Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}. {output}");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
