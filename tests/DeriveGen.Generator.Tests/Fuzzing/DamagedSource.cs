using System.Text;
using DeriveGen.Generator.Tests.Driver;
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

    private static readonly string[] Cases =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("tests", "DeriveGen.Generator.Tests", "Diagnostics", "Cases"), "*.txt")
            .Order(StringComparer.Ordinal)
            .Select(path => MarkedSource.Parse(File.ReadAllText(path)).Source),
    ];

    /// <summary>Draws a source.</summary>
    public static DamagedSource Draw(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(random.Next(4) == 0 ? Sound[random.Next(Sound.Length)] : Cases[random.Next(Cases.Length)]);
        for (var cut = random.Next(MostCuts + 1); cut > 0; cut--)
        {
            var start = random.Next(text.Length + 1);
            text.Remove(start, Math.Min(random.Next(LongestCut), text.Length - start)).Insert(start, Pieces[random.Next(Pieces.Length)]);
        }

        return new(seed, Surroundings[random.Next(Surroundings.Length)](text.ToString()));
    }
}
