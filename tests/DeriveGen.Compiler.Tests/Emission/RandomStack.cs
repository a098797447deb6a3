using System.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Random networks: dense layers with every activation, normalisation and residual branches, then a random loss.</summary>
internal static class RandomStack
{
    private static readonly string[] s_activations =
    [
        "relu(#)", "tanh(#)", "sigmoid(#)", "# * sigmoid(#)", "log(1 + exp(#))", "erf(#)", "sin(#) + cos(#)", "abs(#)", "#^2 / (1 + #^2)", "max(#, 0.1 * #)", "sqrt(1 + #^2)",
    ];

    /// <summary>The equations of a network.</summary>
    public static string Text(int seed)
    {
        var random = new Random(seed);
        int width = random.Next(1, 40);
        var text = new StringBuilder($"input x0[i:batch, j0:{width}]\n");
        int layers = random.Next(1, 4), layer = 1;
        for (; layer <= layers; layer++)
        {
            bool isSame = random.Next(3) == 0;
            int next = isSame ? width : random.Next(1, 40);
            string before = $"j{layer - 1}", index = $"j{layer}";
            text.Append($"param W{layer}[{before}, {index}:{next}] ~ glorot;  param b{layer}[{index}] = 0\n")
                .Append($"z{layer}[i, {index}] = x{layer - 1}[i, {before}] * W{layer}[{before}, {index}] + b{layer}[{index}]")
                .Append(isSame ? $" + x{layer - 1}[i, {index}]\n" : "\n")
                .Append($"x{layer}[i, {index}] = {s_activations[random.Next(s_activations.Length)].Replace("#", $"z{layer}[i, {index}]")}\n");
            width = next;
        }

        string last = $"x{layers}[i, j{layers}]";
        text.Append(random.Next(2) == 0
            ? $"input y[i, j{layers}]\noutput {last}\nL = mean(i: sum(j{layers}: ({last} - y[i, j{layers}])^2))\n"
            : $"label t[i] < {width}\np[i, j{layers}] = softmax(j{layers}: {last});  output p[i, j{layers}]\nL = -mean(i: log(p[i, t[i]]))\n");
        return text.ToString();
    }
}
