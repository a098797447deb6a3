using System.Text;
using DeriveGen.Generator.Tests.Diagnostics;
using DeriveGen.Testing;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>Source as it stands in an editor between two keystrokes: a diagnostic's case, or a sound declaration, with some stretches replaced.</summary>
/// <param name="Seed">Draws the same source again.</param>
/// <param name="Text">The source.</param>
internal sealed record DamagedSource(int Seed, string Text)
{
    private const int MostCuts = 3;
    private const int LongestCut = 7;

    private static readonly string[] Pieces =
    [
        "", " ", "\r\n", ";", "(", ")", "[", "]", ",", ":", "...", "'", "\"", "\"\"\"", "{", "}", "\\", "\0", "//", "/*", "#if X\n", "\n#endif\n",
        "0", "-1", "3", "0.5", "1e999", "65536", "2147483647", "99999999999", "null", "default", "nameof(", "typeof(Net)", "Name = ", "Share = \"W = x.W'\"",
        "i", "j", "x", "W", "sum(j: ", "softmax(", "batch", "input ", "param ", "state ", "scan ", "loss ", "where ", "~ glorot", "^", "*", "=",
        "class", "@class", "event", "θ̄", "𝟏", "\u200b", "\ud800", "é", "e\u0301", "<T>", "file ", "static ", "abstract ", "record ", "partial ", "nint",
        "[Network]", "Input(4), ", "Dense(3), ", "Dense(3, Activation.Relu), ", "SquaredError, ", "void Forward() {} ",
    ];

    private static readonly Func<string, string>[] Surroundings =
    [
        text => text,
        text => text.ReplaceLineEndings("\r\n"),
        text => $"partial class Outer<T> {{ {text}\n}}",
        text => $"namespace @namespace.@class {{ {text}\n}}",
        text => $"#if !RELEASE\n{text}\n#else\n{text}\n#endif\n",
        text => $"{text}\npublic sealed partial class Net {{ public int Forward; public void Train() {{ }} }}\n",
    ];

    /// <summary>Without these next to nothing would be emitted, for a diagnostic's case has an error from the start.</summary>
    private static readonly string[] Sound =
    [
        "[Network, Input(4), Dense(3, Activation.Relu), Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "[Network, Input(3), Dense(2), SquaredError]\npublic partial class Net { public int Count => 1; }\n",
        "[Network, Equations(\"input x[i:batch, j:4]; target y[i, k:3]; param W[j, k] ~ glorot; z[i, k] = sum(j: x[i, j] * W[j, k]); L = mean(i: sum(k: (z[i, k] - y[i, k])^2))\")]\npublic sealed partial class Net;\n",
    ];

    private static readonly string[] Cases = [.. DiagnosticCase.Names.Select(name => DiagnosticCase.Read(name).Marked.Source)];

    /// <summary>The sample networks, those that take long to compile apart.</summary>
    private static readonly string[] Samples = [.. SampleFiles().Where(text => text.Length < 2500)], LongSamples = [.. SampleFiles().Where(text => text.Length >= 2500 || text.Contains("Conv2D", StringComparison.Ordinal))];

    private static IEnumerable<string> SampleFiles() => Directory.EnumerateFiles(Repository.PathOf("src", "DeriveGen.Samples", "Networks"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    /// <summary>Draws a source.</summary>
    public static DamagedSource Draw(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(random.Next(1000) switch
        {
            < 2 => LongSamples[random.Next(LongSamples.Length)],
            < 60 => Samples[random.Next(Samples.Length)],
            < 120 => RandomEquations(random),
            < 140 => $"[Network, Input(4), {string.Concat(Enumerable.Repeat("Dense(3, Activation.Tanh), ", random.Next(1, 40)))}SquaredError] public partial class Net;",
            < 450 => Sound[random.Next(Sound.Length)],
            _ => Cases[random.Next(Cases.Length)],
        });
        for (var cut = random.Next(MostCuts + 1); cut > 0; cut--)
        {
            var start = random.Next(text.Length + 1);
            text.Remove(start, Math.Min(random.Next(LongestCut), text.Length - start)).Insert(start, Pieces[random.Next(Pieces.Length)]);
        }

        return new(seed, Surroundings[random.Next(Surroundings.Length)](text.ToString()));
    }

    /// <summary>A network of which the text is pieces alone, some of them deep in brackets.</summary>
    private static string RandomEquations(Random random)
    {
        string pieces = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        int depth = random.Next(5) == 0 ? random.Next(300) : 0;
        return $"[Network, Equations(\"\"\"\"\n{new string('(', depth)}{pieces.Replace("\"\"\"", "\"", StringComparison.Ordinal)}{new string(')', depth)}\n\"\"\"\")] public partial class Net;";
    }
}
