using System.Xml.Linq;
using DeriveGen.Reports;
using DeriveGen.Testing;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>Networks that do not train, each in its own way, and what their reports say.</summary>
public sealed class ReportTests
{
    private static readonly float[] s_inputs = [.. Enumerable.Range(0, 8 * 6).Select(i => MathF.Sin(i))], s_targets = [.. Enumerable.Range(0, 8 * 2).Select(i => MathF.Cos(3 * i))];

    [Fact]
    public void A_healthy_network_has_no_findings()
    {
        TrainingReport report = Report("[Dense(16, Activation.Tanh)] [Dense(2)] [MeanSquaredError] [Sgd(0.05)]");

        Assert.Empty(report.Findings);
        Assert.StartsWith("loss ", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("Nothing that keeps the network from training was found.", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_tensor_that_is_not_finite_is_named_with_its_equation()
    {
        // e^200 is beyond single precision, and what is behind it is a quotient of infinities.
        TrainingReport report = Report("[Dense(4)] [Activate(\"exp(200 + x)\")] [Dense(2)] [MeanSquaredError] [Sgd]");

        Finding finding = Assert.Single(report.Findings);
        Assert.Equal((FindingKind.NotFinite, "y2"), (finding.Kind, finding.Tensor));
        Assert.Contains("y2 is the first that is not finite, in 32 of its elements: y2[i,k] = exp(", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_that_are_not_finite_are_told_from_what_is_computed() => Assert.Contains(
        "look at the inputs", Report("[Dense(2)] [MeanSquaredError] [Sgd]", inputs: [float.NaN, .. s_inputs[1..]]).Findings.Single().Message, StringComparison.Ordinal);

    [Fact]
    public void Dead_units_are_counted()
    {
        TrainingReport report = Report("[Dense(10, Activation.Relu, Name = \"hidden\")] [Dense(2)] [MeanSquaredError] [Sgd(0.01)]", network =>
        {
            network.SetParameter("hidden.b", [.. Enumerable.Range(0, 10).Select(unit => unit < 7 ? -100f : 100f)]);
        });

        Finding finding = report.Findings.First();
        Assert.Equal(FindingKind.DeadUnits, finding.Kind);
        Assert.Contains("7 of 10 units of ", finding.Message, StringComparison.Ordinal);
        Assert.Equal((10, 7, 0), report.Tensors.Where(row => row.Units > 0).Select(row => (row.Units, row.Dead, row.Saturated)).Single());
    }

    [Theory]
    [InlineData("Activation.Tanh", 6)]
    [InlineData("Activation.Sigmoid", 9)]
    [InlineData("\"x / (1 + abs(x))\"", 40)]
    public void Saturated_units_are_counted_for_any_function(string activation, float bias)
    {
        TrainingReport report = Report($"[Dense(10, {activation}, Name = \"hidden\")] [Dense(2)] [MeanSquaredError] [Sgd(0.01)]", network =>
        {
            network.SetParameter("hidden.b", [.. Enumerable.Range(0, 10).Select(unit => unit < 6 ? bias : 0)]);
        });

        Assert.Contains(report.Findings, finding => finding.Kind == FindingKind.SaturatedUnits && finding.Message.StartsWith("6 of 10 units of ", StringComparison.Ordinal));
    }

    [Fact]
    public void Gradients_that_vanish_are_followed_to_the_input()
    {
        TrainingReport report = Report(string.Concat(Enumerable.Repeat("[Dense(6, Activation.Sigmoid)] ", 12)) + "[Dense(2)] [MeanSquaredError] [Sgd(0.01)]");

        Assert.Contains(report.Findings, finding => finding.Kind == FindingKind.VanishingGradient);
    }

    [Fact]
    public void Gradients_that_explode_are_followed_to_the_input()
    {
        TrainingReport report = Report(string.Concat(Enumerable.Repeat("[Dense(6, Activation.LeakyRelu)] ", 8)) + "[Dense(2)] [MeanSquaredError] [Sgd(1e-30)]", network =>
        {
            foreach (ParameterDescription parameter in network.Parameters.Where(parameter => parameter.Shape is [6, 6]))
            {
                network.SetParameter(parameter.Name, [.. Enumerable.Range(0, 36).Select(i => 9 + MathF.Sin(i))]);
            }
        });

        Assert.Contains(report.Findings, finding => finding.Kind == FindingKind.ExplodingGradient);
    }

    [Theory]
    [InlineData("1e-9", FindingKind.SmallUpdate)]
    [InlineData("1e3", FindingKind.LargeUpdate)]
    public void A_rate_that_is_far_off_shows_in_the_steps(string rate, FindingKind kind) =>
        Assert.Contains(Report($"[Dense(8, Activation.Tanh)] [Dense(2)] [MeanSquaredError] [Sgd({rate})]").Findings, finding => finding.Kind == kind);

    [Fact]
    public void A_parameter_that_nothing_reaches_is_named()
    {
        TrainingReport report = Report("[Dense(5, Activation.Relu, Name = \"hidden\")] [Dense(2, Name = \"head\")] [MeanSquaredError] [Sgd(0.01)]", network => network.SetParameter("head.W", new float[10]));

        Assert.Contains(report.Findings, finding => finding is { Kind: FindingKind.NoGradient, Tensor: "hidden.W" });
    }

    [Fact]
    public void Sizes_are_those_of_the_tensors_and_the_step_is_the_optimizers()
    {
        object network = Create("[Dense(4, Activation.Tanh)] [Dense(2)] [MeanSquaredError] [Adam(0.01)]");
        var trained = (INetwork<float>)network;
        TrainingReport report = Report(network, s_inputs, s_targets);
        float[] before = Copy(trained, "W1", 24);

        float loss = trained.Train(Batch<float>.Of(s_inputs).With(s_targets));

        float[] after = Copy(trained, "W1", 24);
        ParameterReport row = report.Parameters.Single(parameter => parameter.Name == "W1");
        Assert.Equal(loss, report.Loss, 1e-5);
        Assert.Equal(Size(before), row.Size, 1e-6);
        Assert.Equal(Size([.. after.Zip(before, (a, b) => a - b)]) / Size(before), row.Update!.Value, 1e-4);
    }

    [Fact]
    public void A_report_changes_nothing()
    {
        object network = Create("[Dense(4, Activation.Tanh)] [Dropout(0.5)] [Dense(2)] [MeanSquaredError] [Adam(0.01)]"), other = Create("[Dense(4, Activation.Tanh)] [Dropout(0.5)] [Dense(2)] [MeanSquaredError] [Adam(0.01)]");
        float[] Losses(INetwork<float> trained, Action<int> between) => [.. Enumerable.Range(0, 5).Select(step =>
        {
            between(step);
            return trained.Train(Batch<float>.Of(s_inputs).With(s_targets));
        })];

        Assert.Equal(Losses((INetwork<float>)other, _ => { }), Losses((INetwork<float>)network, _ => Report(network, s_inputs, s_targets)));
    }

    [Fact]
    public void The_picture_has_a_row_for_each_tensor_and_parameter()
    {
        TrainingReport report = Report("[Dense(16, Activation.Tanh)] [Dense(2)] [MeanSquaredError] [Sgd(0.05)]");

        XElement picture = XElement.Parse(report.ToSvg());
        string[] words = [.. picture.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.All(report.Tensors.Select(row => row.Name).Concat(report.Parameters.Select(row => row.Name)), name => Assert.Contains(name, words));
        Assert.DoesNotContain("href", report.ToSvg(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Conv2D(3, 3, padding: 1)] [BatchNorm] [Activate(Activation.Relu)] [MaxPool2D(2, 2)] [Flatten] [Dense(2)]", "[Input(4, 4, 1)]", 16)]
    [InlineData("[Lstm(5)] [Flatten] [Dense(2)]", "[Input(4, 3)]", 12)]
    [InlineData("[LayerNorm] [MultiHeadAttention(2)] [Flatten] [Dense(2)]", "[Input(3, 4)]", 12)]
    public void Any_network_reports(string layers, string input, int width)
    {
        object network = Create($"{layers} [MeanSquaredError] [Adam]", input);
        TrainingReport report = Report(network, [.. Enumerable.Range(0, 8 * width).Select(i => MathF.Sin(i))], s_targets);

        Assert.Empty(report.Findings.Where(finding => finding.Kind == FindingKind.NotFinite));
        Assert.All(report.Parameters, row => Assert.True(double.IsFinite(row.AdjointSize)));
    }

    [Fact]
    public void The_readme_shows_what_is_printed()
    {
        string section = File.ReadAllText(Repository.PathOf("README.md")).Split("## A network that does not train")[1];
        string declared = section.Split("```csharp\n")[1].Split("```")[0].TrimEnd().TrimEnd(';');
        object network = LoadedNetworks.Of(declared + "{ public DeriveGen.Reports.TrainingReport Of(float[] x, float[] t) => Report(x, t); }").Create<float>("Regression", 1);
        ((INetwork<float>)network).SetParameter("hidden.b", [.. Enumerable.Range(0, 10).Select(unit => unit < 7 ? -100f : 0)]);

        Assert.Equal(section.Split("```text\n")[1].Split("```")[0], Report(network, s_inputs, s_targets) + "\n");
    }

    private static TrainingReport Report(string layers, Action<INetwork<float>>? prepare = null, float[]? inputs = null)
    {
        object network = Create(layers);
        prepare?.Invoke((INetwork<float>)network);
        return Report(network, inputs ?? s_inputs, s_targets);
    }

    private static object Create(string layers, string input = "[Input(6)]") => LoadedNetworks.Of(
        $"[Network(BatchSize = 8, Report = true)] {input} {layers} public sealed partial class Net {{ public DeriveGen.Reports.TrainingReport Of(float[] x, float[] t) => Report(x, t); }}").Create<float>("Net", 3);

    private static TrainingReport Report(object network, float[] inputs, float[] targets) => (TrainingReport)network.GetType().GetMethod("Of")!.Invoke(network, [inputs, targets])!;

    private static float[] Copy(INetwork<float> network, string name, int count)
    {
        float[] values = new float[count];
        network.CopyParameter(name, values);
        return values;
    }

    private static double Size(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value) / values.Length);
}
