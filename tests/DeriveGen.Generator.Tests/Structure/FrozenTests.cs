using DeriveGen.Generator.Tests.Driver;

namespace DeriveGen.Generator.Tests.Structure;

/// <summary>A frozen parameter is saved, loaded and set, and nothing else is done with it.</summary>
public sealed class FrozenTests
{
    private const string Source = """
        [Network(BatchSize = 3), Input(4), Dense(5, Activation.Tanh, Frozen = true), Dense(3), Dense(2, Frozen = true, Name = "head"), SquaredError, Adam]
        public sealed partial class Net { public float Corner => W1[0, 0] + Head.W[0, 0] + W2_m[0, 0]; }

        [Network(BatchSize = 3), Input(4), Dense(2, Frozen = true), SquaredError, Adam]
        public sealed partial class Still;
        """;

    private static readonly UserProject s_project = UserProject.Of(Source);
    private static readonly LoadedProject s_loaded = new(s_project);
    private static readonly string[] s_frozen = ["W1", "b1", "head.W", "head.b"];

    private readonly float[] _x = [.. Enumerable.Range(1, 12).Select(i => MathF.Sin(i))], _target = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void It_has_no_adjoint_and_no_state_of_the_optimizer()
    {
        var network = s_loaded.Single("Net");
        Assert.Equal(["W2", "b2"], network.Parameters.Select(parameter => parameter.Name));
        Assert.Equal((5 * 3) + 3, network.ParameterCount);
        var source = s_project.Generate().Files["Net.g.cs"];
        Assert.All(["W1Bar", "b1Bar", "head.WBar", "W1.m", "head.W.v"], name => Assert.DoesNotContain($"\"{name}\"", source));
        Assert.DoesNotContain("W̄1", source);
        Assert.Contains("W̄2", source);
    }

    [Fact]
    public void Training_leaves_it_as_it_is()
    {
        var network = s_loaded.Single("Net");
        var before = s_frozen.ToDictionary(name => name, name => Values(network, name));
        var learned = Values(network, "W2");
        for (var step = 0; step < 3; step++)
        {
            network.Train(Batch<float>.Of(_x).With(_target));
        }

        Assert.All(s_frozen, name => Assert.Equal(before[name], Values(network, name)));
        Assert.NotEqual(learned, Values(network, "W2"));
        Assert.Contains(before["W1"], value => value != 0);
    }

    [Fact]
    public void It_is_set_saved_and_loaded()
    {
        var network = s_loaded.Single("Net");
        float[] values = [.. Enumerable.Range(0, 20).Select(i => (float)i)];
        network.SetParameter("W1", values);
        using var file = new MemoryStream();
        network.Save(file);
        var other = s_loaded.Single("Net");
        file.Position = 0;
        other.Load(file);

        Assert.Equal(values, Values(other, "W1"));
        Assert.Equal(network.Loss(Batch<float>.Of(_x).With(_target)), other.Loss(Batch<float>.Of(_x).With(_target)));
        var transposed = new float[20];
        other.ExportParameter("W1", Convention.C, transposed);
        Assert.Equal([0f, 5f, 10f, 15f], transposed[..4]);
    }

    [Fact]
    public void A_network_may_have_no_other()
    {
        var network = s_loaded.Single("Still");
        var before = network.Loss(Batch<float>.Of(_x).With(_target));
        Assert.Equal(before, network.Train(Batch<float>.Of(_x).With(_target)));
        Assert.Equal(before, network.Gradient(Batch<float>.Of(_x).With(_target)));
        network.Update();
        Assert.Equal(before, network.Loss(Batch<float>.Of(_x).With(_target)));
        Assert.Empty(network.Parameters);
    }

    private static float[] Values(INetwork<float> network, string name)
    {
        var values = new float[name switch { "W1" => 20, "b1" => 5, "W2" => 15, "head.W" => 6, _ => 2 }];
        network.CopyParameter(name, values);
        return values;
    }
}
