using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests.Networks;
using DeriveGen.Symbolics.Text;
using DeriveGen.Testing;

namespace DeriveGen.Symbolics.Tests.Text;

/// <summary>What each construct of the language means, said in the language's plainest form: explicit sums, written extents, no packs, no kinks.</summary>
public class ConstructTests
{
    private static readonly EquationTextOptions s_layer = new()
    {
        Numbers = new Dictionary<string, double> { ["units"] = 2, ["yes"] = 1, ["no"] = 0, ["half"] = 0.5 },
        Formulas = new Dictionary<string, string> { ["relu6"] = "min(max(x, 0), 6)", ["last"] = "softmax(_: x)" },
    };

    /// <summary>The text, and the equations that it means.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        // Implicit sums.
        { "input x[i:batch, j:4]; param W[j, k:3] ~ he\nz[i, k] = x[i, j] * W[j, k]", "z[i:batch, k:3] = sum(j:4: x[i, j] * W[j, k])" },
        { "input x[i:3, j:3]\nz = x[i, i]", "z = sum(i:3: x[i, i])" },
        { "input x[i:3, j:4]; input v[j]\nz[i] = exp(x[i, j] * v[j])", "z[i:3] = exp(sum(j:4: x[i, j] * v[j]))" },
        { "input x[j:4]; input v[j]\nz = x[j] * exp(v[j])", "z = sum(j:4: x[j] * exp(v[j]))" },
        { "input x[j:4]; input v[j]\nz = x[j] / v[j]", "z = sum(j:4: x[j] * v[j]^(-1))" },
        { "input x[j:4]; input v[j]\nz = -(x[j] + v[j]) * v[j]", "z = (-1) * sum(j:4: (x[j] + v[j]) * v[j])" },
        { "input x[i:3, j:4]; param b[i] = 0\nz[i] = x[i, j] * x[i, j] + b[i]", "z[i:3] = sum(j:4: x[i, j]^(2)) + b[i]" },

        // Reductions.
        { "input x[i:batch, j:4]\nz = mean(i, j: x[i, j])", "z = (1/4) * sum(i:batch, j:4: batch^(-1) * x[i, j])" },
        { "input x[i:3, j:4]\nz[i] = max(j where j <= i: x[i, j])", "z[i:3] = max(j:4 where i + -1*j >= 0: x[i, j])" },
        { "input x[i:3, j:4]\nz[i] = min(j: x[i, j])", "zMaxNegative[i:3] = max(j:4: (-1) * x[i, j])\nz[i:3] = (-1) * zMaxNegative[i]" },
        { "input x[i:3, j:4]\nz[i] = sum(j where j < 1 or j > 2: x[i, j])", "z[i:3] = sum(j:4: [-1*j >= 0] * x[i, j]) + sum(j:4: [j - 3 >= 0] * x[i, j])" },
        { "input x[i:3, j:4]\nz[i] = mean(j where j < 2: x[i, j])", "zCount = sum(j:4: [-1*j + 1 >= 0])\nz[i:3] = sum(j:4: [-1*j + 1 >= 0] * zCount^(-1) * x[i, j])" },
        { "input x[i:3, j:4]\nz[i] = logsumexp(j: x[i, j])", "zMax[i:3] = max(j:4: x[i, j])\nzExp[i:3, j:4] = exp(x[i, j] + (-1) * zMax[i])\nzSum[i:3] = sum(j:4: zExp[i, j])\nz[i:3] = zMax[i] + log(zSum[i])" },
        { "input x[i:3, j:4]\nz[i, j] = logsoftmax(j: x[i, j])", "zMax[i:3] = max(j:4: x[i, j])\nzExp[i:3, j:4] = exp(x[i, j] + (-1) * zMax[i])\nzSum[i:3] = sum(j:4: zExp[i, j])\nz[i:3, j:4] = x[i, j] + (-1) * zMax[i] + (-1) * log(zSum[i])" },

        // Packs.
        { "input x[i:batch, t:5, j:4]; param W[j, k:3] ~ he\nz[..., k] = x[..., j] * W[j, k]", "z[i:batch, t:5, k:3] = sum(j:4: x[i, t, j] * W[j, k])" },
        { "input x[i:batch, c:4]\nm[c] = mean(...: x[..., c])", "m[c:4] = sum(i:batch: batch^(-1) * x[i, c])" },
        { "input x[i:batch, h:2, w:3]\ny[i, flat(s...)] = x[i, s...]", "y[i:batch, w_:6] = x[i, ((w_)/3), -3*((w_)/3) + w_]" },
        { "input x[i:batch, c:4]; target y[...]\nL = mean(...: (x[...] - y[...])^2)", "L = (1/4) * sum(i:batch, c:4: batch^(-1) * (x[i, c] + (-1) * y[i, c])^(2))" },

        // Positions.
        { "input x[i:batch, h:4]\nz[i, y:4] = x[i, pad(y-1)]", "z[i:batch, y:4] = [y - 1 >= 0] * x[i, y - 1]" },
        { "input x[h:4]\nz[y:4] = max(u:3: x[pad(y+u-1)])", "z[y:4] = max(u:3 where u + y - 1 >= 0 and -1*u + -1*y + 4 >= 0: x[u + y - 1])" },
        { "input x[h:8]\nz[y:4, k:2] = x[2*y+k]", "z[y:4, k:2] = x[k + 2*y]" },
        { "input x[h:2, w:4]\nz[y:8] = x[y/4, y % 4]", "z[y:8] = x[((y)/4), -4*((y)/4) + y]" },
        { "input tok[i:3] < 7; param E[v:7, d:2] ~ he\nz[i, d] = E[tok[i], d]", "z[i:3, d:2] = E[tok[i], d]" },
        { "input x[t:T<=9]\nz = x[size(t)-1]", "z = x[T - 1]" },
        { "input x[i:3, j:4]\nz[i] = sum(j where j <= i: x[i-j, j])", "z[i:3] = sum(j:4: [i + -1*j >= 0] * x[i + -1*j, j])" },

        { "half(n) = n / 2;  input x[h:8]\nz[y:half(size(h))] = x[y + max(half(size(h)) - 1, 0)]", "z[y:4] = x[y + 3]" },
        { "input x[h:8]\nz[y:8 - 5*[yes] - 2*[no or units = 3]] = x[y + [units > 1 and not no]]", "z[y:3] = x[y + 1]" },
        { "reach(n) = max(n - 1, 2);  input x[t:T<=9]\nz[y:T + 1] = x[pad(y - min(reach(3), 7))]", "z[y:T + 1] = [y - 2 >= 0] * x[y - 2]" },

        // Facts about numbers are checked and gone.
        { "input x[i:3]\nfact size(i) % 3 = 0;  fact 0 < half;  fact units >= 2 or no\nz[i] = x[i]", "z[i:3] = x[i]" },

        // Conditions as numbers.
        { "input x[i:3]\nz[i, j:3] = [i = j] * x[i]", "z[i:3, j:3] = [i + -1*j = 0] * x[i]" },
        { "input x[i:3]\nz[i] = [not i < 1] * x[i]", "z[i:3] = [i - 1 >= 0] * x[i]" },
        { "input x[i:3]\nz[i] = [0 < i <= 1] * x[i]", "z[i:3] = [i - 1 >= 0] * [-1*i + 1 >= 0] * x[i]" },
        { "input x[i:3]\nz[i] = [x[i] > 0.5]", "z[i:3] = step(x[i] + (-1/2))" },
        { "input x[i:3]\nz[i] = [x[i] >= 0.5]", "z[i:3] = 1 + (-1) * step((1/2) + (-1) * x[i])" },
        { "input x[i:3]; param b[i] = 0\nz[i] = x[i] + [no] * b[i] + [yes] * x[i]", "z[i:3] = 2 * x[i]" },
        { "input x[i:3, j:units]\nz[i] = sum(j where yes or j < 1: x[i, j])", "z[i:3] = sum(j:2: x[i, j])" },

        // Functions and kinks.
        { "input x[i:3]\nz[i] = max(x[i], 0)", "z[i:3] = x[i] * step(x[i])" },
        { "input x[i:3]\nz[i] = max(1, 2) * x[i]", "z[i:3] = 2 * x[i]" },
        { "input x[i:3]; input y[i]\nz[i] = max(x[i], y[i])", "z[i:3] = (1/2) * x[i] + (1/2) * y[i] + (1/2) * (x[i] + (-1) * y[i]) * (step(x[i] + (-1) * y[i]) + (-1) * step((-1) * x[i] + y[i]))" },
        { "input x[i:3, j:4]; input v[j]\nz[i] = relu(x[i, j] * v[j])", "zIn[i:3] = sum(j:4: x[i, j] * v[j])\nz[i:3] = zIn[i] * step(zIn[i])" },
        { "input x[i:3]\nf(a) = a * sigmoid(a)\nz[i] = f(x[i])", "z[i:3] = x[i] * sigmoid(x[i])" },
        { "input x[i:3, j:4]\nz[i, j] = last(x[i, j])", "zMax[i:3] = max(j:4: x[i, j])\nzExp[i:3, j:4] = exp(x[i, j] + (-1) * zMax[i])\nzSum[i:3] = sum(j:4: zExp[i, j])\nz[i:3, j:4] = zExp[i, j] * zSum[i]^(-1)" },
        { "input x[i:3]\nz[i] = x[i]^2 / sqrt(4 * half)", "z[i:3] = (1/2) * x[i]^(2) * 2^(1/2)" },
        { "input x[i:3]\nz[i] = 2^x[i]", "z[i:3] = exp(x[i] * log(2))" },
        { "input x[i:3]\nz[i] = pi * x[i] * batch", "z[i:3] = pi * x[i] * batch" },
        { "input x[i:3]\nz[i] = x[i] * i * size(i)", "z[i:3] = 3 * x[i] * i" },
        { "input x[i:3]\nz[i] = training * x[i]", "z[i:3] = x[i]" },

        // Contractions beside other factors, recurrences, states.
        { "input x[i:3, j:4]; input v[j]; input r[i]\nz[i] = r[i] * sum(j: x[i, j] * v[j])", "zIn[i:3] = sum(j:4: x[i, j] * v[j])\nz[i:3] = r[i] * zIn[i]" },
        { "input x[t:T<=9]; input a\nscan h[t] over t = a\nh[t] = x[t] + h[t-1]", "h[t:T] = x[t] + [t - 1 >= 0] * h[t - 1] + [-1*t >= 0] * a" },
        { "input x[t:4]\nscan h[t] over -t = 0\nh[t] = x[t] * h[t+1] + x[t]", "h[t:4] = [-1*t + 2 >= 0] * x[t] * h[t + 1] + x[t]" },
        { "input x[i:3]\nstate v[i] = 0\nv'[i] = half * v[i] + x[i]", "v'[i:3] = (1/2) * v[i] + x[i]" },

        // Statements under a condition on numbers that are known.
        { "input x[i:3] if yes\ninput x[i:4] if no\nz[i] = x[i] if yes and not no\nz = sum(i: x[i]) if not yes", "z[i:3] = x[i]" },
        { "input x[t:4]\nparam unused[t] if no\nscan h[t] over -t = 0 if 1 < units <= 2\nscan h[t] over t = 0 if units > 2\nh[t] = x[t] * h[t-1+2*yes]", "h[t:4] = [-1*t + 2 >= 0] * x[t] * h[t + 1]" },
        { "input x[i:3]\nz[i] = x[i] if half != 0.5 or units = 2 and last\nz[i] = 2*x[i] if [units >= 3]", "z[i:3] = x[i]" },

        // A paper's own characters, and lines that go on.
        { "input θ̄[i:3]; input Ж[i]\nz[i] = θ̄[i]\n  − 2·Ж[i]", "z[i:3] = θ̄[i] + (-2) * Ж[i]" },
        { "input x[i:3]  // a comment; with a semicolon\nz[i] = x[\n  i]\n    + 1", "z[i:3] = x[i] + 1" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_means_these_equations(string text, string equations)
    {
        using var culture = new HostileCulture();
        BoundText bound = EquationText.Bind(text, s_layer);
        Assert.DoesNotContain(bound.Problems, problem => problem.Descriptor.Severity == Severity.Error);
        string[] statements = ["input ", "target ", "label ", "param ", "state ", "scan ", "output ", "loss "];
        Assert.Equal(
            equations.Split('\n'),
            LanguagePrinter.Print(bound.Require()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !statements.Any(line.StartsWith)));
    }

    [Fact]
    public void Training_is_zero_in_evaluation() =>
        Assert.Contains("z[i:3] = 2 * x[i]", LanguagePrinter.Print(EquationText.Bind("input x[i:3]\nz[i] = training * x[i] + (1 - training) * 2 * x[i]", new() { Training = false }).Require()));

    [Fact]
    public void A_scan_is_a_block_of_all_that_takes_part()
    {
        EquationSystem system = TestNetworks.Find("lstm").System;
        ScanBlock scan = Assert.Single(system.Scans);
        Assert.Equal(["z", "I", "F", "O", "N", "c", "a", "h"], scan.Tensors.Select(tensor => tensor.Name));
        Assert.All(scan.TimeAxes, axis => Assert.Equal(0, axis));
    }

    [Fact]
    public void Initializers_are_kept()
    {
        BoundText bound = EquationText.Bind("input x[i:batch, j:4]; param W[j, k:3] ~ normal(0.02); param b[k] = 1/4\nz[i, k] = x[i, j] * W[j, k] + b[k]");
        Assert.Equal([new Initializer("normal", 0.02), new Initializer("constant", 0.25)], bound.Initializers.Values);
    }

    [Fact]
    public void Random_tensors_have_their_kinds()
    {
        EquationSystem system = EquationText.Bind("input x[i:batch, j:4]; random u[...]; gaussian e[i, j]\ny[...] = x[...] * [u[...] < 1/2] + e[...]").Require();
        Assert.Equal([TensorKind.Random, TensorKind.Gaussian], [system["u"].Kind, system["e"].Kind]);
        Assert.Equal(system["x"].Shape, system["u"].Shape);
    }

    /// <summary>The names of all test networks.</summary>
    public static TheoryData<string> Networks => TestNetworkTests.Names;

    [Theory]
    [MemberData(nameof(Networks))]
    public void What_is_printed_reads_back_as_the_same_system(string name)
    {
        using var culture = new HostileCulture();
        string printed = LanguagePrinter.Print(TestNetworks.Find(name).System);
        BoundText again = EquationText.Bind(printed);
        Assert.Empty(again.Problems);
        Assert.Equal(printed, LanguagePrinter.Print(again.Require()));
    }
}
