using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Text;
using DeriveGen.Testing;

namespace DeriveGen.Compiler.Tests.Equations;

/// <summary>What can be wrong with a stack: the code, the declaration, the argument, and the message with the layer, both extents and the remedy.</summary>
public class StackProblemTests
{
    private static Declaration Add => Declared.Layer("Add", "y[...] = a[...] + b[...]", ("a", "one"), ("b", "two"));

    private static void Check(Problem problem, string code, int ordinal, string? argument, string message)
    {
        using var culture = new HostileCulture();
        Assert.Equal((code, ordinal, argument, message), (problem.Code, problem.Ordinal, problem.Argument, problem.Message));
    }

    [Fact]
    public void A_layer_that_gets_other_axes_than_it_reads() => Check(
        Declared.Problem(Declared.Input(64), Declared.Layer("Pool", "input x[i, h, w, c]\ny[i, c] = mean(h, w: x[i, h, w, c])"), Declared.SquaredError, Declared.Sgd),
        "DG0151", 2, "equations",
        "Pool (layer 1): x comes in with 2 axes, but the layer reads 4 axes: x[batch, 64] as x[i, h, w, c]: let an input have these axes, [Input(h, w, c)], or put a layer before it that makes them, such as [Reshape] of a row");

    [Fact]
    public void Branches_of_different_widths() => Check(
        Declared.Problem(Declared.Input(4), Declared.Dense(3) with { Name = "one" }, Declared.Dense(5) with { Name = "two", From = "x" }, Add, Declared.SquaredError, Declared.Sgd),
        "DG0140", 4, "equations",
        "Add (layer 3): the index 'k' runs over 3 in one.y[batch, 3], but axis 2 of two.y[batch, 5] has extent 5: make the two extents equal, or use another index");

    [Fact]
    public void A_problem_in_a_formula_lies_in_the_argument()
    {
        Problem problem = Declared.Problem(Declared.Input(4), Declared.Dense(3, "x * sigmod(x)"), Declared.SquaredError, Declared.Sgd);
        Assert.Equal(("DG0121", 2, "activation", 4, 6), (problem.Code, problem.Ordinal, problem.Argument, problem.Offset, problem.Length));
        Assert.StartsWith("Dense (layer 1): there is no function 'sigmod'; did you mean 'sigmoid'?", problem.Message);
    }

    [Fact]
    public void A_problem_in_equations_has_its_offset()
    {
        Problem problem = Declared.Problem(Declared.Input(4), Declared.Layer("Odd", "y[..., k] = x[..., k] + bias"), Declared.SquaredError, Declared.Sgd);
        Assert.Equal(("DG0120", "equations", 24, 4), (problem.Code, problem.Argument, problem.Offset, problem.Length));
    }

    [Fact]
    public void A_string_that_names_no_layer() => Check(
        Declared.Problem(Declared.Input(4), Declared.Dense(3) with { Name = "one" }, Declared.Dense(3) with { Name = "tow" }, Add, Declared.SquaredError, Declared.Sgd),
        "DG0133", 4, "b", "Add (layer 3): 'b' is read as the output of the layer 'two', which no earlier layer is named; did you mean 'tow'?: give the layer Name = \"two\"");

    [Fact]
    public void A_layer_s_input_has_another_name() => Check(
        Declared.Problem(Declared.Input(4), Declared.Layer("Odd", "input v[i, j]\ny[i, j] = v[i, j]"), Declared.SquaredError, Declared.Sgd),
        "DG0131", 2, "equations", "Odd (layer 1): a layer's input is called x, not 'v': write 'input x[…]'");

    [Fact]
    public void No_input() => Check(
        Declared.Problem(Declared.Dense(3), Declared.SquaredError, Declared.Sgd), "DG0010", 1, null,
        "the stack of 'Net' has no [Input(…)] before its first layer: write [Input(features)], [Input(height, width, channels)], or for tokens [Input(length)]");

    [Fact]
    public void Two_inputs() => Check(
        Declared.Problem(Declared.Input(4), Declared.Input(5), Declared.SquaredError, Declared.Sgd), "DG0011", 2, null,
        "'Net' has two inputs called 'x': give one of them a Name");

    [Fact]
    public void An_input_without_elements() => Check(
        Declared.Problem(Declared.Input(4, 0), Declared.SquaredError, Declared.Sgd), "DG0014", 1, "shape",
        "the input has the size 0: every size is at least 1; the number of examples is not written");

    [Fact]
    public void Two_optimizers() => Check(
        Declared.Problem(Declared.Input(4), Declared.SquaredError, Declared.Sgd, Declared.Sgd), "DG0012", 4, null,
        "Sgd is a second optimizer beside Sgd: keep one of them");

    [Fact]
    public void A_clipper_behind_the_optimizer() => Check(
        Declared.Problem(Declared.Input(4), Declared.SquaredError, Declared.Sgd, Declared.Clipper("Clip", "g' = g")), "DG0013", 4, null,
        "Clip stands behind the optimizer Sgd, where the gradients are already used: move Clip before Sgd");

    [Fact]
    public void No_loss() => Check(
        Declared.Problem(Declared.Input(4), Declared.Dense(3), Declared.Sgd), "DG0020", Declaration.NotWritten, null,
        "'Net' has no loss: add a loss such as [SoftmaxCrossEntropy], or 'loss L' in its equations");

    [Fact]
    public void From_names_no_layer() => Check(
        Declared.Problem(Declared.Input(4), Declared.Dense(3) with { Name = "code" }, Declared.Dense(3) with { From = "cod" }, Declared.SquaredError, Declared.Sgd),
        "DG0021", 3, "From", "Dense (layer 2) reads the layer 'cod', which no earlier layer is named; did you mean 'code'?: give the layer Name = \"cod\"");

    [Fact]
    public void Two_layers_of_one_name() => Check(
        Declared.Problem(Declared.Input(4), Declared.Dense(3) with { Name = "a" }, Declared.Layer("Twice", "y[...] = 2 * x[...]") with { Name = "a" }, Declared.SquaredError, Declared.Sgd),
        "DG0022", 3, "Name", "two layers are named 'a': rename one of them");

    [Fact]
    public void Two_tensors_of_one_name() => Check(
        Declared.Problem(Declared.Text("input x[i:batch, j:4];  y1[i, j] = 2 * x[i, j]"), Declared.Layer("Twice", "y[...] = 2 * x[...]"), Declared.SquaredError, Declared.Sgd),
        "DG0023", 2, null, "Equations and Twice (layer 1) both have a tensor 'y1': give one of the layers a Name");

    [Fact]
    public void Share_names_no_parameter() => Check(
        Declared.Problem(Declared.Input(4), Declared.Dense(3) with { Name = "code" }, Declared.Dense(4) with { Share = "W = code.V'" }, Declared.SquaredError, Declared.Sgd),
        "DG0024", 3, "Share", "Share = \"W = code.V'\" cannot be followed: there is no earlier parameter 'code.V'; did you mean 'code.W'?: write \"W = embed.E\", or \"W = embed.E'\" for the transpose");

    [Fact]
    public void No_single_output() => Check(
        Declared.Problem(Declared.Text("input x[i:batch];  target y[i];  a[i] = 2 * x[i];  b[i] = 3 * x[i];  L = mean(i: a[i] * b[i] * y[i])"), Declared.Sgd),
        "DG0025", Declaration.NotWritten, null,
        "it is not clear what Predict of 'Net' returns: the loss does not read one tensor beside the target: write 'output p[i, k]' for the tensor meant");

    [Fact]
    public void A_size_without_a_largest_value() => Check(
        Declared.Problem(Declared.Text("input x[t:T];  target y[t];  param a = 1;  z[t] = a * x[t];  L = mean(t: (z[t] - y[t])^2)"), Declared.Sgd),
        "DG0026", 1, null, "the size T has no largest value: write T<=128, with the largest value that occurs");

    [Fact]
    public void A_layer_that_defines_nothing() => Check(
        Declared.Problem(Declared.Input(4), Declared.Layer("Nothing", "f(a) = a"), Declared.SquaredError, Declared.Sgd),
        "DG0028", 2, null, "the equations of Nothing (layer 1) define nothing: its last equation is its output");

    [Fact]
    public void Keep_names_no_tensor() => Check(
        Declared.Problem(Declared.Model(Declared.Input(4), Declared.Dense(3), Declared.SquaredError, Declared.Sgd) with { Settings = new NetworkSettings(Keep: "z1, xBar, z2") }),
        "DG0029", Declaration.NotWritten, "Keep", "Keep names 'z2', which no tensor of 'Net' is called; did you mean 'z1'?: write names of tensors, separated by commas");

    [Fact]
    public void A_member_of_the_class_is_in_the_way() => Check(
        Declared.Problem(Declared.Model(Declared.Input(4), Declared.Dense(3), Declared.SquaredError, Declared.Sgd) with { Members = ["W1Bar"] }),
        "DG0030", 2, null, "'Net' already has a member 'W1Bar', which is also the name of a tensor of Dense (layer 1): rename the member, or give the layer a Name");

    [Fact]
    public void An_unread_parameter_is_a_warning()
    {
        (NetworkEquations? equations, EquatableArray<Problem> problems) = Instantiation.Instantiate(
            Declared.Model(Declared.Input(4), Declared.Layer("Twice", "param W[k:3] = 0;  y[...] = 2 * x[...]"), Declared.SquaredError, Declared.Sgd));
        Assert.NotNull(equations);
        Assert.Equal(Severity.Warning, Assert.Single(problems).Descriptor.Severity);
        Assert.Empty(equations.Parameters);
    }

    [Fact]
    public void Every_message_has_as_many_holes_as_it_needs() => Assert.All(Descriptors.All, row =>
        Assert.DoesNotContain("{", row.Format([.. Enumerable.Range(0, 9).Select(i => "a")])));
}
