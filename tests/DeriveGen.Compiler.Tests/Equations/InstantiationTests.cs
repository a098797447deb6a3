using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Tests.Equations;

/// <summary>From declarations to equations.</summary>
public class InstantiationTests
{
    private static string[] Names(IEnumerable<Tensor> tensors) => [.. tensors.Select(tensor => tensor.Name)];

    [Fact]
    public void Tensors_of_the_nth_layer_carry_n_and_those_of_the_only_loss_do_not()
    {
        NetworkEquations network = Declared.Equations(Declared.Input(64), Declared.Dense(32, "max(x, 0)"), Declared.Dense(10), Declared.SoftmaxCrossEntropy, Declared.Sgd);
        Assert.Equal(["W1", "b1", "W2", "b2"], network.Parameters.Select(parameter => parameter.Tensor.Name));
        Assert.Equal(["z1", "y1", "z2", "y2", "pMax", "pExp", "pSum", "p", "L"], Names(network.Training.Equations.Select(equation => equation.Target)));
        Assert.Equal(["x"], Names(network.Inputs));
        Assert.Equal(["t"], Names(network.Targets));
        Assert.Equal(["p"], Names(network.Training.Outputs));
        Assert.Equal("L", network.Training.Loss!.Name);
        Assert.Equal(10, network.Targets[0].Range!.Static);
        Assert.Equal(32, network.Examples.Capacity);
    }

    [Fact]
    public void A_name_that_ends_in_a_digit_gets_an_underscore()
    {
        Declaration layer = Declared.Layer("Twice", "param W1[j, k:3] ~ he;  y[..., k] = x[..., j] * W1[j, k]");
        Assert.Equal("W1_1", Declared.Equations(Declared.Input(4), layer, Declared.SquaredError, Declared.Sgd).Parameters[0].Tensor.Name);
    }

    [Fact]
    public void A_named_layer_s_tensors_carry_its_name()
    {
        NetworkEquations network = Declared.Equations(Declared.Input(4), Declared.Dense(3) with { Name = "head" }, Declared.SquaredError, Declared.Sgd);
        Assert.Equal(["head.W", "head.b"], network.Parameters.Select(parameter => parameter.Tensor.Name));
        Assert.Equal("head", network.Parameters[0].Layer);
    }

    [Fact]
    public void A_parameter_under_a_false_constant_is_not_allocated()
    {
        NetworkEquations network = Declared.Equations(Declared.Input(4), Declared.Dense(3, bias: false), Declared.SquaredError, Declared.Sgd);
        Assert.Equal(["W1"], network.Parameters.Select(parameter => parameter.Tensor.Name));
    }

    [Fact]
    public void From_reads_an_earlier_layer_and_a_string_names_one()
    {
        Declaration add = Declared.Layer("Add", "y[...] = a[...] + b[...]", ("a", "one"), ("b", "two"));
        NetworkEquations network = Declared.Equations(
            Declared.Input(4), Declared.Dense(3) with { Name = "one" }, Declared.Dense(3) with { Name = "two", From = "x" }, add, Declared.SquaredError, Declared.Sgd);
        Equation sum = network.Training.Equations.Single(equation => equation.Target.Name == "y3");
        Assert.Equal(["one.y", "two.y"], Names(sum.Reads));
        Assert.Equal(["x", "two.W", "two.b"], Names(network.Training.DefinitionOf(network.Training["two.z"])!.Reads));
    }

    [Fact]
    public void Share_ties_a_parameter_to_the_transpose_of_another()
    {
        NetworkEquations network = Declared.Equations(
            Declared.Input(4), Declared.Dense(3) with { Name = "code" }, Declared.Dense(4) with { Share = "W = code.W'" }, Declared.SquaredError, Declared.Sgd);
        Assert.Equal(["code.W", "code.b", "b2"], network.Parameters.Select(parameter => parameter.Tensor.Name));
        Access tied = Walk.Accesses(network.Training.DefinitionOf(network.Training["z2"])!.Value).Single(access => access.Tensor.Name == "code.W");
        Assert.Equal(["k", "j"], tied.Positions.Select(position => position.ToString()));
    }

    [Fact]
    public void A_stack_that_begins_with_an_embedding_takes_whole_numbers()
    {
        Declaration embedding = Declared.Layer("Embedding", "param E[v:count, d:width] ~ normal(0.02);  y[..., d] = E[x[...], d]", ("count", 50), ("width", 8));
        NetworkEquations network = Declared.Equations(Declared.Input(16), embedding, Declared.Dense(50), Declared.SoftmaxCrossEntropy, Declared.Sgd);
        Assert.Equal(50, network.Inputs[0].Range!.Static);
        Assert.Equal([32, 16], network.Targets[0].Shape.Select(extent => extent.AtCapacity()));
    }

    [Fact]
    public void An_array_of_numbers_is_a_constant_tensor()
    {
        Declaration scale = Declared.Layer("Scale", "y[..., k] = x[..., k] * gains[k] + gains[1]", ("gains", new[] { 1, 0.25, 3 }));
        NetworkEquations network = Declared.Equations(Declared.Input(3), scale, Declared.SquaredError, Declared.Sgd);
        Assert.Equal("y1[i,k] = x[i,k]·gains1[k] + (1/4)", network.Training.DefinitionOf(network.Training["y1"])!.ToString());
        Assert.Equal("1, 1/4, 3", string.Join(", ", Assert.Single(network.Constants).Numbers));
        Assert.Empty(network.Parameters);
        Assert.Empty(network.States);
    }

    [Fact]
    public void Whole_numbers_of_an_array_make_extents_and_positions()
    {
        Declaration cut = Declared.Layer("Cut", "input x[i, h, c];  y[i, u:crop[1]-crop[0], c] = x[i, u + crop[0], c]", ("crop", new[] { 2, 5 }));
        NetworkEquations network = Declared.Equations(Declared.Input(6, 2), cut, Declared.Loss("Small", "L = mean(...: x[...]^2)"), Declared.Sgd);
        Assert.Equal("y1[i,u,c] = x[i,u+2,c]", network.Training.DefinitionOf(network.Training["y1"])!.ToString());
        Assert.Equal("batch, 3, 2", string.Join(", ", network.Training["y1"].Shape));
        Assert.Empty(network.Constants);
    }

    [Fact]
    public void An_array_that_is_not_given_can_stand_under_a_bracket()
    {
        Declaration scale = Declared.Layer("Scale", "y[..., k] = x[..., k] * ([gains] * gains[k] + [not gains] * 2)", ("gains", Array.Empty<double>()));
        NetworkEquations network = Declared.Equations(Declared.Input(3), scale, Declared.SquaredError, Declared.Sgd);
        Assert.Equal("y1[i,k] = 2·x[i,k]", network.Training.DefinitionOf(network.Training["y1"])!.ToString());
        Assert.Empty(network.Constants);
    }

    [Fact]
    public void Evaluation_folds_training_and_shares_the_given_tensors()
    {
        Declaration dropout = Declared.Layer("Dropout", """
            random u[...]
            y[...] = training * x[...] * [u[...] >= rate] / (1-rate) + (1-training) * x[...]
            """, ("rate", 0.25));
        NetworkEquations network = Declared.Equations(Declared.Input(4), Declared.Dense(3), dropout, Declared.SquaredError, Declared.Sgd);
        Assert.Contains(network.Training.Tensors, tensor => tensor.Kind == TensorKind.Random);
        Assert.DoesNotContain(network.Evaluation.Tensors, tensor => tensor.Kind == TensorKind.Random);
        Assert.Same(network.Training["W1"], network.Evaluation["W1"]);
        Assert.Same(network.Training["y2"], network.Evaluation["y2"]);
    }

    [Fact]
    public void Several_losses_are_added_with_their_weights()
    {
        NetworkEquations network = Declared.Equations(Declared.Input(4), Declared.Dense(3),
            Declared.SquaredError, Declared.Loss("Small", "L = mean(...: x[...]^2)") with { Weight = 0.5 }, Declared.Sgd);
        Assert.Equal("L = L2 + (1/2)·L3", network.Training.Equations[^1].ToString());
        Assert.Same(network.Training.Loss, network.Training.Equations[^1].Target);
    }

    [Fact]
    public void The_optimizer_is_instantiated_for_each_parameter()
    {
        NetworkEquations network = Declared.Equations(Declared.Input(4), Declared.Dense(3), Declared.SquaredError, Declared.Sgd);
        Assert.Equal(["W1'", "b1'"], Names(network.Optimizer.Updates.Select(update => update.Target)));
        Assert.Equal(["W1", "b1"], Names(network.Optimizer.Updates.Select(update => update.Target.NextOf!)));
        Assert.Equal(["W1", "rate", "W1Bar"], Names(network.Optimizer.Updates[0].Reads));
        SettingDeclaration rate = network.Settings.Single(setting => setting.Tensor.Name == "rate");
        Assert.Equal(0.01, rate.Default);
        Assert.Same(network.Parameters[0].Gradient, network.Optimizer.Updates[0].Reads[2]);
    }

    [Fact]
    public void An_optimizer_keeps_states_for_each_parameter()
    {
        Declaration adam = Declared.Optimizer("Adam", """
            state m = 0;  state v = 0
            m' = beta1*m + (1-beta1)*g;  v' = beta2*v + (1-beta2)*g^2
            p' = p - rate * (m' / (1-beta1^step)) / (sqrt(v' / (1-beta2^step)) + epsilon)
            """, ("rate", 0.001), ("beta1", 0.9), ("beta2", 0.999), ("epsilon", 1e-8));
        NetworkEquations network = Declared.Equations(Declared.Input(4), Declared.Dense(3), Declared.SquaredError, adam);
        Assert.Equal(["W1.m", "W1.v", "b1.m", "b1.v"], network.States.Select(state => state.Tensor.Name));
        Assert.Equal(["W1.m'", "W1.v'", "W1'", "b1.m'", "b1.v'", "b1'"], Names(network.Optimizer.Updates.Select(update => update.Target)));
        Assert.Equal([4, 3], network.States[0].Tensor.Shape.Select(extent => extent.Static!.Value));
    }

    [Fact]
    public void A_clipper_stands_before_the_optimizer_and_sums_over_all_parameters()
    {
        Declaration clip = Declared.Clipper("ClipByNorm", "g' = g * min(1, limit / sqrt(sum(all: g^2)))", ("limit", 2.0));
        NetworkEquations network = Declared.Equations(Declared.Input(4), Declared.Dense(3), Declared.SquaredError, clip, Declared.Sgd);
        Equation norm = network.Optimizer.Equations[0];
        Assert.Equal(0, norm.Target.Rank);
        Assert.Equal(["W1Bar", "b1Bar"], Names(norm.Reads));
        Assert.Equal(["W1Bar'", "b1Bar'"], Names(network.Optimizer.Equations.Skip(1).Select(equation => equation.Target)));
        Assert.Contains("W1Bar'", Names(network.Optimizer.Updates[0].Reads));
    }

    [Fact]
    public void Equations_alone_keep_their_names_and_their_output_is_what_the_loss_reads_beside_the_target()
    {
        NetworkEquations network = Declared.Equations(Declared.Text("""
            input x[i:batch, j:4];  target y[i, k:3];  param W[j, k] ~ glorot
            z[i, k] = x[i, j] * W[j, k]
            L = mean(i: sum(k: (z[i, k] - y[i, k])^2))
            """), Declared.Sgd);
        Assert.Equal(["x"], Names(network.Inputs));
        Assert.Equal(["y"], Names(network.Targets));
        Assert.Equal(["z"], Names(network.Training.Outputs));
        Assert.Equal(WeightForm.InputFirst, network.Parameters[0].Form);
    }

    /// <summary>The last equation is the loss, and no prediction can be made of it.</summary>
    [Fact]
    public void A_loss_in_equations_behind_layers_hands_out_what_it_reads_beside_the_target()
    {
        NetworkEquations network = Declared.Equations(
            Declared.Input(4), Declared.Dense(3), Declared.Text("input x[i, k];  target t[i, k];  L = mean(i: sum(k: x[i, k] * t[i, k]))"), Declared.Sgd);

        Assert.Equal(["y1"], Names(network.Training.Outputs));
    }

    [Fact]
    public void A_scalar_that_a_layer_computes_for_itself_is_no_loss()
    {
        Declaration layer = Declared.Layer("Scaled", "s = mean(...: x[...]^2)\ny[..., k] = x[..., k] / sqrt(s + 1)");
        Declaration text = Declared.Text("target y[i, k]\nL = mean(i: sum(k: (x[i, k] - y[i, k])^2))");
        Assert.Equal("L2", Declared.Equations(Declared.Input(4), layer, text, Declared.Sgd).Training.Loss!.Name);
    }

    [Fact]
    public void Equations_between_layers_are_a_layer()
    {
        NetworkEquations network = Declared.Equations(Declared.Input(4), Declared.Dense(3), Declared.Text("s[i, k] = x[i, k]^2"), Declared.Dense(2), Declared.SquaredError, Declared.Sgd);
        Assert.Equal(["z1", "y1", "s2", "z3", "y3", "L"], Names(network.Training.Equations.Select(equation => equation.Target)));
    }

    [Fact]
    public void Columns_are_recognised_by_the_summed_axis()
    {
        NetworkEquations network = Declared.Equations(Declared.Text("""
            input x[j:4, i:batch];  target y[k:3, i];  param W[k, j] ~ glorot
            z[k, i] = W[k, j] * x[j, i];  output z[k, i]
            L = mean(i: sum(k: (z[k, i] - y[k, i])^2))
            """), Declared.Sgd);
        Assert.Equal(WeightForm.OutputFirst, network.Parameters[0].Form);
    }

    [Fact]
    public void Layers_of_states_are_updated_while_training_alone()
    {
        Declaration count = Declared.Layer("Count", "state c[k] = 0;  y[..., k] = x[..., k] + c[k];  c'[k] = c[k] + 1");
        NetworkEquations network = Declared.Equations(Declared.Input(4), Declared.Dense(3), count, Declared.SquaredError, Declared.Sgd);
        Assert.Equal("c2'", Assert.Single(network.Training.Updates).Target.Name);
        Assert.Equal(0, network.Evaluation.Updates.Length);
        Assert.Equal("c2", Assert.Single(network.States).Tensor.Name);
    }

    [Fact]
    public void A_string_names_the_layer_whose_sizes_and_elements_are_read()
    {
        Declaration concat = Declared.Layer("Concat", """
            y[..., k:size(a,-1)+size(b,-1)] = [k < size(a,-1)] * a[..., pad(k)] + [k >= size(a,-1)] * b[..., pad(k-size(a,-1))]
            """, ("a", "one"), ("b", "two"));
        NetworkEquations network = Declared.Equations(
            Declared.Input(4), Declared.Dense(3) with { Name = "one" }, Declared.Dense(5) with { Name = "two", From = "x" }, concat, Declared.SquaredError, Declared.Sgd);
        Assert.Equal(8, network.Training["y3"].Shape[1].Static);
    }

    [Fact]
    public void Axes_that_come_in_give_a_layer_s_letters_their_extents()
    {
        Declaration convolution = Declared.Layer("Conv", """
            input x[i, h, w, c]
            param W[r:kernel, s:kernel, c, o:filters] ~ he;  param b[o] = 0
            z[i, u:(size(h)+2*padding-kernel)/stride+1, v:(size(w)+2*padding-kernel)/stride+1, o]
                = sum(r, s, c: x[i, pad(stride*u+r-padding), pad(stride*v+s-padding), c] * W[r, s, c, o]) + b[o]
            """, ("filters", 8), ("kernel", 3), ("stride", 2), ("padding", 1));
        Declaration flatten = Declared.Layer("Flat", "y[i, flat(s...)] = x[i, s...]");
        NetworkEquations network = Declared.Equations(Declared.Input(28, 28, 3), convolution, flatten, Declared.Dense(10), Declared.SoftmaxCrossEntropy, Declared.Sgd);
        Assert.Equal([3, 3, 3, 8], network.Parameters[0].Tensor.Shape.Select(extent => extent.Static!.Value));
        Assert.Equal([14, 14, 8], network.Training["z1"].Shape.Skip(1).Select(extent => extent.Static!.Value));
        Assert.Equal(14 * 14 * 8, network.Training["y2"].Shape[1].Static);
        Assert.Equal(14 * 14 * 8, network.Training["W3"].Shape[0].Static);
    }

    [Fact]
    public void A_clipper_s_clipper_reads_what_the_first_one_made()
    {
        Declaration clip = Declared.Clipper("Clip", "g' = max(min(g, limit), -limit)", ("limit", 2.0));
        NetworkEquations network = Declared.Equations(Declared.Input(4), Declared.Dense(3, bias: false), Declared.SquaredError, clip, clip, Declared.Sgd);
        Assert.Equal(["W1Bar'", "W1Bar''"], Names(network.Optimizer.Equations.Select(equation => equation.Target)));
        Assert.Equal(["W1Bar'"], Names(network.Optimizer.Equations[1].Reads));
    }

    [Fact]
    public void A_recurrent_layer_keeps_its_block()
    {
        Declaration recurrent = Declared.Layer("Rnn", """
            input x[i, t, j]
            param W[j, k:units] ~ glorot;  param U[l:units, k] ~ orthogonal
            scan h[i, t, k] over t = 0
            h[i, t, k] = tanh(x[i, t, j]*W[j, k] + sum(l: h[i, t-1, l]*U[l, k]))
            """, ("units", 6));
        NetworkEquations network = Declared.Equations(Declared.Input(9, 4), recurrent, Declared.Loss("Last", "input x[i, t, k]; target y[i, k]\nL = mean(i: sum(k: (x[i, size(t)-1, k] - y[i, k])^2))"), Declared.Sgd);
        Assert.Equal(["h1"], Names(Assert.Single(network.Training.Scans).Tensors));
        Assert.Equal([1], network.Training.Scans[0].TimeAxes);
    }
}
