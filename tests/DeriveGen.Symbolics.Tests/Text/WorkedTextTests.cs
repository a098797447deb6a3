using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Tests.Text;

/// <summary>The worked texts of the language compute what their layers are known to compute: against plain loops.</summary>
public class WorkedTextTests
{
    private readonly Random _random = new(7);

    private double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => _random.NextDouble() - 0.5)];

    private static (EquationSystem System, Interpreter Interpreter) Prepare(string text, Dictionary<string, double>? numbers = null, params (string Name, int Value)[] sizes)
    {
        EquationSystem system = EquationText.Bind(text, new() { Numbers = numbers ?? [] }).Require();
        return (system, new Interpreter(system.Sizes.ToDictionary(size => size, size => sizes.First(pair => pair.Name == size.Name).Value)));
    }

    private static double[] Run(EquationSystem system, Interpreter interpreter, string result, params (string Name, double[] Values)[] given)
    {
        foreach ((string name, double[] values) in given)
        {
            interpreter[system[name]] = values;
        }

        interpreter.Run(system);
        return interpreter[system[result]];
    }

    private static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i], actual[i], 12);
        }
    }

    [Fact]
    public void Convolution_reads_zero_outside()
    {
        const int H = 5, C = 2, O = 3, K = 3, S = 2, P = 1, U = 3;
        (EquationSystem system, Interpreter interpreter) = Prepare("""
            input x[i:batch, h:5, w:5, c:2]
            param W[r:kernel, s:kernel, c, o:filters] ~ he;  param b[o] = 0
            z[i, u:(size(h)+2*padding-kernel)/stride+1, v:(size(w)+2*padding-kernel)/stride+1, o]
                = sum(r, s, c: x[i, pad(stride*u+r-padding), pad(stride*v+s-padding), c] * W[r, s, c, o]) + b[o]
            """, new() { ["filters"] = O, ["kernel"] = K, ["stride"] = S, ["padding"] = P }, ("batch", 2));
        double[] x = Values(2 * H * H * C), w = Values(K * K * C * O), b = Values(O);
        var expected = new List<double>();
        for (int i = 0; i < 2; i++)
        for (int u = 0; u < U; u++)
        for (int v = 0; v < U; v++)
        for (int o = 0; o < O; o++)
        {
            double sum = b[o];
            for (int r = 0; r < K; r++)
            for (int s = 0; s < K; s++)
            for (int c = 0; c < C; c++)
            {
                int y = (S * u) + r - P, z = (S * v) + s - P;
                sum += y is >= 0 and < H && z is >= 0 and < H ? x[(((((i * H) + y) * H) + z) * C) + c] * w[(((((r * K) + s) * C) + c) * O) + o] : 0;
            }

            expected.Add(sum);
        }

        Close(expected, Run(system, interpreter, "z", ("x", x), ("W", w), ("b", b)));
    }

    [Fact]
    public void Padded_maximum_leaves_the_padding_out()
    {
        (EquationSystem system, Interpreter interpreter) = Prepare("input x[h:4]\ny[u:4] = max(r:3: x[pad(u+r-1)]);  n[u] = min(r:3: x[pad(u+r-1)])");
        double[] x = [-3, -1, -2, -4];
        Close([-1, -1, -1, -2], Run(system, interpreter, "y", ("x", x)));
        Close([-3, -3, -4, -4], interpreter[system["n"]]);
    }

    [Fact]
    public void What_is_shared_under_a_padded_maximum_stays_in_range()
    {
        (EquationSystem system, Interpreter interpreter) = Prepare(
            "input x[h:4]; input a[c:2]\ny[u:4] = max(r:3: abs(x[pad(u+r-1)] + a[c] * a[c]));  w[u] = max(r:3 where r <= u: abs(x[u-r] + a[c] * a[c]))");
        Close([2, 2, 1, 1], Run(system, interpreter, "y", ("x", [-3, -1, -2, -2]), ("a", [1, 0])));
        Close([2, 2, 2, 1], interpreter[system["w"]]);
    }

    [Fact]
    public void The_logarithm_of_a_product_of_negative_numbers_is_a_number()
    {
        (EquationSystem system, Interpreter interpreter) = Prepare(
            "input a[i:2]; input b[i]\ny[i] = log(a[i] * b[i]);  s[i] = log(a[i]^2);  q[i] = log(a[i] / b[i]);  p[i] = log(2 * exp(a[i]) * b[i]^2)");
        Close([Math.Log(6), Math.Log(2)], Run(system, interpreter, "y", ("a", [-2, 1]), ("b", [-3, 2])));
        Close([Math.Log(4), 0], interpreter[system["s"]]);
        Close([Math.Log(2.0 / 3), Math.Log(0.5)], interpreter[system["q"]]);
        Close([Math.Log(18) - 2, Math.Log(8) + 1], interpreter[system["p"]]);
    }

    [Fact]
    public void Numbers_with_many_zeros_are_printed_in_powers_of_ten()
    {
        (EquationSystem system, _) = Prepare("input x\ny = 25e12 * x^2 - 1e30 * x + x^3 / 2e20 + 1000000 * x^4");

        Assert.Equal("y = 25·10^12·x^2 − 10^30·x + (1/(2·10^20))·x^3 + 1000000·x^4", system.DefinitionOf(system["y"])!.ToString());
    }

    [Theory]
    [InlineData("abs({0} - 1)")]
    [InlineData("relu({0} - 1)")]
    [InlineData("max(2 * {0}, 1 - {0})")]
    public void Functions_that_read_their_argument_twice_nest_without_doubling(string function)
    {
        const int Depth = 20;
        string text = "input x\nf(s) = " + function.Replace("{0}", "s", StringComparison.Ordinal)
            + "\ny = " + string.Concat(Enumerable.Repeat("f(", Depth)) + "x" + new string(')', Depth);
        (EquationSystem system, Interpreter interpreter) = Prepare(text);

        Assert.InRange(system.Equations.Sum(equation => equation.Value.Weight), 1, 200 * Depth);
        double expected = 3;
        for (int level = 0; level < Depth; level++)
        {
            expected = function[0] switch { 'a' => Math.Abs(expected - 1), 'r' => Math.Max(expected - 1, 0), _ => Math.Max(2 * expected, 1 - expected) };
        }

        Close([expected], Run(system, interpreter, "y", ("x", [3])));
    }

    [Fact]
    public void Softmax_does_not_overflow_and_keeps_to_its_domain()
    {
        (EquationSystem system, Interpreter interpreter) = Prepare("input x[i:3, j:3]\np[i, j] = softmax(j where j <= i: x[i, j]);  l[i] = logsumexp(j: x[i, j])");
        double[] x = [1000, 5, 5, 1000, 1000, 5, 0, Math.Log(2), Math.Log(5)];
        Close([1, 0, 0, 0.5, 0.5, 0, 0.125, 0.25, 0.625], Run(system, interpreter, "p", ("x", x)));
        Close([1000, 1000 + Math.Log(2), Math.Log(8)], interpreter[system["l"]]);
    }

    [Fact]
    public void Lstm_steps_from_its_initial_state()
    {
        (EquationSystem system, Interpreter interpreter) = Prepare("""
            input x[i:batch, t:T<=9, j:2];  input h0[i, l:units]
            param W[j, g:4*units] ~ glorot;  param U[l, g] ~ orthogonal;  param b[g] = 0
            scan h[i, t, k:units] over t = h0[i, k];  scan c[i, t, k] over t = 0
            z[i, t, g] = x[i, t, j]*W[j, g] + sum(l: h[i, t-1, l]*U[l, g]) + b[g]
            c[i, t, k] = sigmoid(z[i, t, k+units])*c[i, t-1, k] + sigmoid(z[i, t, k])*tanh(z[i, t, k+2*units])
            h[i, t, k] = sigmoid(z[i, t, k+3*units])*tanh(c[i, t, k])
            """, new() { ["units"] = 1 }, ("batch", 1), ("T", 3));
        double[] x = Values(6), h0 = Values(1), w = Values(8), u = Values(4), b = Values(4);
        double h = h0[0], c = 0;
        var expected = new List<double>();
        for (int t = 0; t < 3; t++)
        {
            double[] z = [.. Enumerable.Range(0, 4).Select(g => (x[2 * t] * w[g]) + (x[(2 * t) + 1] * w[4 + g]) + (h * u[g]) + b[g])];
            c = (Sigmoid(z[1]) * c) + (Sigmoid(z[0]) * Math.Tanh(z[2]));
            h = Sigmoid(z[3]) * Math.Tanh(c);
            expected.Add(h);
        }

        Close(expected, Run(system, interpreter, "h", ("x", x), ("h0", h0), ("W", w), ("U", u), ("b", b)));
    }

    [Fact]
    public void A_backward_scan_runs_from_the_end()
    {
        (EquationSystem system, Interpreter interpreter) = Prepare("input x[t:T<=9]\nscan s[t] over -t = 10\ns[t] = x[t] + s[t+1] / 2", null, ("T", 3));
        Close([1 + ((2 + ((3 + 5.0) / 2)) / 2), 2 + ((3 + 5.0) / 2), 8], Run(system, interpreter, "s", ("x", [1, 2, 3])));
    }

    [Fact]
    public void Flatten_is_row_major_and_its_inverse_undoes_it()
    {
        (EquationSystem system, Interpreter interpreter) = Prepare(
            "input x[i:batch, h:2, w:3, c:2]\ny[i, flat(s...)] = x[i, s...]\nz[i, a:2, b:3, d:2] = y[i, 6*a + 2*b + d]", null, ("batch", 2));
        double[] x = Values(24);
        Close(x, Run(system, interpreter, "y", ("x", x)));
        Close(x, interpreter[system["z"]]);
    }

    [Fact]
    public void Concatenation_reads_each_part_in_its_range()
    {
        (EquationSystem system, Interpreter interpreter) = Prepare("""
            input a[i:batch, j:2];  input b[i, l:3]
            y[..., k:size(a,-1)+size(b,-1)] = [k < size(a,-1)] * a[..., pad(k)] + [k >= size(a,-1)] * b[..., pad(k-size(a,-1))]
            """, null, ("batch", 2));
        Close([1, 2, 5, 6, 7, 3, 4, 8, 9, 10], Run(system, interpreter, "y", ("a", [1, 2, 3, 4]), ("b", [5, 6, 7, 8, 9, 10])));
    }

    [Fact]
    public void Kinks_have_their_values()
    {
        (EquationSystem system, Interpreter interpreter) = Prepare("""
            input x[i:5]
            r[i] = relu(x[i]);  a[i] = abs(x[i]);  s[i] = sign(x[i]);  m[i] = max(x[i], 1);  n[i] = min(2, x[i]);  e[i] = max(x[i], x[i]^2)
            g[i] = [x[i] >= 0];  q[i] = [x[i] = 0];  d[i] = [x[i] != 0];  b[i] = [x[i] < 0 or x[i] > 1]
            """);
        double[] x = [-2, 0, 0.5, 1, 3];
        Close([0, 0, 0.5, 1, 3], Run(system, interpreter, "r", ("x", x)));
        Close([2, 0, 0.5, 1, 3], interpreter[system["a"]]);
        Close([-1, 0, 1, 1, 1], interpreter[system["s"]]);
        Close([1, 1, 1, 1, 3], interpreter[system["m"]]);
        Close([-2, 0, 0.5, 1, 2], interpreter[system["n"]]);
        Close([4, 0, 0.5, 1, 9], interpreter[system["e"]]);
        Close([0, 1, 1, 1, 1], interpreter[system["g"]]);
        Close([0, 1, 0, 0, 0], interpreter[system["q"]]);
        Close([1, 0, 1, 1, 1], interpreter[system["d"]]);
        Close([1, 0, 0, 0, 1], interpreter[system["b"]]);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
