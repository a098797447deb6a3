using DeriveGen.Generator.Tests.Driver;

namespace DeriveGen.Generator.Tests.Structure;

/// <summary>How several inputs, targets and outputs are given and got.</summary>
public sealed class OutputTests
{
    private const string TwoHeads = """
        [Network(BatchSize = 4)]
        [Input(3, Name = "memory")] [Dense(6, Activation.Tanh, Name = "trunk")]
        [Input(2)] [Dense(6, Name = "side")] [Add("trunk", "side", Name = "sum")]
        [Dense(4, Name = "kind")] [Dense(2, From = "sum", Name = "place")]
        [SoftmaxCrossEntropy(From = "kind", Name = "classes")] [MeanSquaredError(From = "place", Weight = 0.25)]
        public sealed partial class TwoHeads
        {
            public float[][] Outputs(float[] memory, float[] x)
            {
                var only = Predict(memory, x).ToArray();
                var first = Predict(memory, x, out var second).ToArray();
                var ofPredictor = CreatePredictor().Predict(memory, x, out var secondOfPredictor);
                return [only, first, ofPredictor.ToArray(), second.ToArray(), secondOfPredictor.ToArray()];
            }

            public float[] Losses(float[] memory, float[] x, int[] labels, float[] target) =>
                [Loss(memory, x, labels, target), Gradient(memory_: memory, x: x, classes_t: labels, y7: target)];
        }
        """;

    private static readonly LoadedProject s_project = new(UserProject.Of(TwoHeads));

    private readonly float[] _memory = Numbers(3 * 3), _x = Numbers(3 * 2), _target = Numbers(3 * 2);
    private readonly int[] _labels = [3, 0, 2];

    [Fact]
    public void Predict_hands_out_every_output_and_the_first_alone()
    {
        var network = s_project.Single("TwoHeads");
        float[][] outputs = ((dynamic)network).Outputs(_memory, _x);

        Assert.Equal(3 * 4, outputs[0].Length);
        Assert.Equal(3 * 2, outputs[3].Length);
        Assert.All(Enumerable.Range(0, 3), row => Assert.Equal(1, outputs[0][(4 * row)..(4 * row + 4)].Sum(), 1e-5));
        Assert.Equal(outputs[0], outputs[1]);
        Assert.Equal(outputs[0], outputs[2]);
        Assert.Equal(outputs[3], outputs[4]);
    }

    [Fact]
    public void Outputs_behind_the_first_are_kept_for_those_who_know_the_network_by_its_interface()
    {
        var network = s_project.Single("TwoHeads");
        float[][] outputs = ((dynamic)network).Outputs(_memory, _x);

        network.Predict(Batch<float>.Of(_memory).With(_x));
        var kept = new float[3 * 2];
        network.Read("place.y", kept);
        Assert.Equal(outputs[3], kept);
    }

    [Fact]
    public void Inputs_come_in_the_order_in_which_they_stand_then_targets_in_that_of_the_losses()
    {
        var network = s_project.Single("TwoHeads");
        float[] losses = ((dynamic)network).Losses(_memory, _x, _labels, _target);

        Assert.Equal(losses[0], network.Loss(Batch<float>.Of(_memory).With(_x).With(_labels).With(_target)));
        Assert.Equal(losses[0], losses[1]);
        float[][] outputs = ((dynamic)network).Outputs(_memory, _x);
        var expected = -_labels.Select((label, row) => Math.Log(outputs[0][4 * row + label])).Average()
            + 0.25 * outputs[3].Zip(_target, (value, target) => Math.Pow(value - target, 2)).Average();
        Assert.Equal(expected, losses[0], 1e-5);
    }

    [Fact]
    public void A_wrong_length_is_told_by_the_name_of_the_argument()
    {
        var network = s_project.Single("TwoHeads");
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => network.Predict(Batch<float>.Of(_memory).With(_memory))).ParamName);
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => MathF.Sin(i * i))];
}
