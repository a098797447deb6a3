using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;

namespace DeriveGen.Compiler.Tests.Equations;

/// <summary>What texts combine over lists of names is what one would write out.</summary>
public class ListTests
{
    private static readonly string[] s_names = ["one", "two", "three"];

    private static Declaration[] Branches(params Declaration[] joined) =>
    [
        Declared.Input(4), Declared.Dense(2) with { Name = "one" }, Declared.Dense(2) with { Name = "two" }, Declared.Dense(2) with { Name = "three" },
        .. joined, Declared.SquaredError, Declared.Sgd,
    ];

    private static string Written(string text, params (string Name, object Value)[] arguments)
    {
        NetworkEquations network = Declared.Equations(Branches(Declared.Layer("Join", text, arguments)));
        return network.Training.DefinitionOf(network.Training["y4"])!.ToString();
    }

    [Theory]
    [InlineData("sum(a in layers: a[i, k])",                            "one.y[i,k] + two.y[i,k] + three.y[i,k]")]
    [InlineData("mean(a in layers: a[i, k])",                           "(one.y[i,k] + two.y[i,k] + three.y[i,k]) / 3")]
    [InlineData("product(a in layers: a[i, k])",                        "one.y[i,k] * two.y[i,k] * three.y[i,k]")]
    [InlineData("max(a in layers: a[i, k])",                            "max(max(one.y[i,k], two.y[i,k]), three.y[i,k])")]
    [InlineData("min(a in layers: a[i, k])",                            "min(min(one.y[i,k], two.y[i,k]), three.y[i,k])")]
    [InlineData("2 * sum(a in layers: a[i, j] * a[i, j]) * x[i, k]",    "2 * (one.y[i,j] * one.y[i,j] + two.y[i,j] * two.y[i,j] + three.y[i,j] * three.y[i,j]) * x[i,k]")]
    [InlineData("sum(a in layers: sum(b before a: b[i, k]) * a[i, k])", "one.y[i,k] * two.y[i,k] + (one.y[i,k] + two.y[i,k]) * three.y[i,k]")]
    [InlineData("sum(f in formulas: f(one.y[i, k]))",                   "tanh(one.y[i,k]) + 2 * one.y[i,k]")]
    [InlineData("sum(j: sum(a in layers: a[i, j])) * x[i, k]",          "sum(j: one.y[i,j] + two.y[i,j] + three.y[i,j]) * x[i,k]")]
    public void A_combination_is_written_out(string combined, string plain)
    {
        // A string parameter stands for each layer that the plain text names.
        (string, object)[] each = [("a1", "one"), ("a2", "two"), ("a3", "three")];
        string Each(string text) => text.Replace("one.y", "a1").Replace("two.y", "a2").Replace("three.y", "a3");

        Assert.Equal(
            Written("y[i, k:2] = " + Each(plain), each),
            Written("y[i, k:2] = " + Each(combined), [("layers", s_names), ("formulas", (string[])["tanh(x)", "2 * x"]), .. each]));
    }

    [Fact]
    public void Extents_combine_too()
    {
        NetworkEquations network = Declared.Equations(Branches(Declared.Layer("Join", "y[i, k:sum(a in layers: size(a, -1))] = sum(a in layers: a[i, pad(k - sum(b before a: size(b, -1)))])", ("layers", s_names))));
        Assert.Equal("y4[batch, 6]", network.Training["y4"] + "[" + string.Join(", ", network.Training["y4"].Shape) + "]");
    }

    [Fact]
    public void More_names_than_a_text_can_hold_are_a_problem_and_no_overflow()
    {
        Problem problem = Declared.Problem(Declared.Input(4), Declared.Layer("Join", "y[...] = sum(a in layers: a[...])", ("layers", Enumerable.Repeat("x", 5000).ToArray())), Declared.SquaredError, Declared.Sgd);
        Assert.Equal("DG0137", problem.Code);
    }
}
