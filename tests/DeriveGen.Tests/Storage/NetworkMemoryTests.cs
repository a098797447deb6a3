using System.Runtime.CompilerServices;
using DeriveGen.Storage;

namespace DeriveGen.Tests.Storage;

public sealed class NetworkMemoryTests
{
    [Fact]
    public void Parameters_and_states_go_in_and_out_by_name()
    {
        NetworkMemory<float> memory = Memory();
        memory.SetParameter("W", [1, 2, 3, 4, 5, 6]);
        memory.SetParameter("m", [7]);
        float[] w = new float[6], m = new float[1];
        memory.CopyParameter("W", w);
        memory.CopyParameter("m", m);
        Assert.Equal([1, 2, 3, 4, 5, 6], w);
        Assert.Equal([7], m);

        memory.ExportParameter("W", Convention.P, w);
        Assert.Equal([1, 4, 2, 5, 3, 6], w);
        memory.ImportParameter("W", Convention.R, w);
        Assert.Equal(w, memory.Parameter(0).ToArray());
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        NetworkMemory<float> memory = Memory();
        Assert.Contains("There are: W, m.", Assert.Throws<ArgumentException>(() => memory.CopyParameter("V", new float[1])).Message);
        Assert.Contains("There are: W.", Assert.Throws<ArgumentException>(() => memory.CopyGradient("m", new float[1])).Message);
        Assert.Contains("Write [Network(Keep = \"y\")]; kept are: z.", Assert.Throws<ArgumentException>(() => memory.Read("y", new float[1])).Message);
        Assert.Contains("Did you mean 'z'? Kept are: z.", Assert.Throws<ArgumentException>(() => memory.Read("Z", new float[1])).Message);
    }

    [Fact]
    public void Reading_by_name_allocates_nothing()
    {
        NetworkMemory<float> memory = Memory();
        memory.Sizes[0] = 2;
        memory.HasGradient = true;
        float[] values = new float[6];
        void ReadAll()
        {
            memory.Read("z", values);
            memory.CopyParameter("W", values);
            memory.CopyGradient("W", values);
        }

        ReadAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Adjoints_are_there_after_a_gradient_only()
    {
        NetworkMemory<float> memory = Memory();
        Assert.Throws<InvalidOperationException>(() => memory.CopyGradient("W", new float[6]));
        Assert.Throws<InvalidOperationException>(() => memory.Adjoint(0));
        memory.HasGradient = true;
        memory.CopyGradient("W", new float[6]);
        Assert.Equal("W[2, 3]", memory.Adjoint(0).ToString());
    }

    [Fact]
    public void A_kept_tensor_has_the_sizes_of_the_last_call()
    {
        NetworkMemory<float> memory = Memory();
        Assert.Throws<InvalidOperationException>(() => memory.Read("z", new float[6]));
        memory.Sizes[0] = 2;
        for (int place = 0; place < 12; place++)
        {
            Unsafe.Add(ref memory.Workspace, place) = place;
        }

        float[] z = new float[6];
        memory.Read("z", z);
        Assert.Equal([0, 1, 2, 4, 5, 6], z);
        Assert.Throws<ArgumentException>(() => memory.Read("z", new float[9]));
    }

    [Fact]
    public void A_file_brings_back_parameters_states_and_the_number_of_updates()
    {
        NetworkMemory<float> saved = Memory(), loaded = Memory();
        saved.SetParameter("W", [1, 2, 3, 4, 5, 6]);
        saved.SetParameter("m", [7]);
        saved.Step = 41;
        saved.Draws = 57;
        using MemoryStream stream = new();
        saved.Save(stream);
        stream.Position = 0;
        loaded.Load(stream);
        Assert.Equal((41, 57, 7f), (loaded.Step, loaded.Draws, loaded.Parameter(1)[0]));
        Assert.Equal(saved.Parameter(0).ToArray(), loaded.Parameter(0).ToArray());
    }

    [Fact]
    public void Tensors_of_the_workspace_go_in_and_out_behind_one_another()
    {
        NetworkMemory<float> memory = Memory();
        TensorLayout[] layouts = [new("W", [2, 3], 0, [4, 1]), new("b", [], 12), new("T", [2, 2], 8, [1, 2])];
        float[] read = new float[11];

        memory.SetWorkspace(layouts, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        memory.CopyWorkspace(layouts, read);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], read);
        Assert.Equal([1, 2, 3, 0, 4, 5, 6, 0, 8, 10, 9, 11, 7], memory.Output(0, 13).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.SetWorkspace(layouts, new float[10]));
        Assert.Equal(new float[6], memory.Parameter(0).ToArray());
    }

    [Fact]
    public void A_file_that_does_not_fit_changes_not_even_the_number_of_updates()
    {
        NetworkMemory<float> memory = Memory();
        memory.Step = 3;
        Assert.Throws<InvalidDataException>(() => memory.Load(new MemoryStream([1, 2, 3])));
        Assert.Equal(3, memory.Step);
    }

    [Fact]
    public void A_predictor_shares_the_parameters_and_has_its_own_workspace()
    {
        NetworkMemory<float> network = Memory();
        PredictorMemory<float> predictor = new(network, 8);
        Assert.True(Unsafe.AreSame(ref network.Persistent, ref predictor.Persistent));
        Assert.False(Unsafe.AreSame(ref network.Workspace, ref predictor.Workspace));
        Unsafe.Add(ref predictor.Workspace, 5) = 3;
        Assert.Equal([0, 3, 0], predictor.Output(4, 3).ToArray());
    }

    /// <summary>A weight matrix in rows of 4, a state, the matrix' adjoint; a workspace with z[examples, 3] in rows of 4.</summary>
    private static NetworkMemory<float> Memory() => new(
        new NetworkLayout(32, 16)
        {
            Parameters = [new("W", [2, 3], 0, [4, 1], MatrixForm.InputFirst), new("m", [1], 8)],
            Adjoints = [new("W", [2, 3], 16)],
            Kept = [new KeptTensor(new("z", [4, 3], 32, [4, 1]), [0, -1])],
        },
        sizes: 1);
}
