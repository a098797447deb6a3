using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Kernels;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Compiler.Tests.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Tests.Emission;

/// <summary>Kernels that are written once for several steps.</summary>
public sealed class StepDescriptionTests
{
    private const string Deep = """
        input x[i:batch, j:16];  label t[i] < 16
        param W1[j, k:16] ~ he;  param W2[j, k:16] ~ he;  param W3[j, k:16] ~ he;  param W4[j, l:24] ~ he;  param W5[l, k] ~ he
        a1[i,k] = relu(x[i,j] * W1[j,k])
        a2[i,k] = relu(a1[i,j] * W2[j,k])
        a3[i,k] = relu(a2[i,j] * W3[j,k])
        a4[i,l] = relu(a3[i,j] * W4[j,l])
        z5[i,k] = a4[i,l] * W5[l,k]
        p[i,k]  = softmax(k: z5[i,k]);  output p[i,k]
        L       = -mean(i: log(p[i, t[i]]))
        """;

    public static TheoryData<string> Names => [.. Systems.Keys];

    private static Dictionary<string, Func<EquationSystem>> Systems { get; } = new()
    {
        ["deep"] = () => EquationText.Bind(Deep, new EquationTextOptions { BatchCapacity = 32 }).Require(),
        ["long and short sums of large rows"] = () => EquationText.Bind("""
            input x[i:batch, j:16];  target t[i, m:10]
            param W1[j, k:128] ~ he;  param W2[k, l:128] ~ he;  param W3[l, m] ~ he
            a1[i, k] = relu(x[i, j] * W1[j, k])
            a2[i, l] = relu(a1[i, k] * W2[k, l])
            L        = mean(i: sum(m: (a2[i, l] * W3[l, m] - t[i, m])^2))
            """, new EquationTextOptions { BatchCapacity = 2048 }).Require(),
        ["mlp"] = () => Networks.Mlp(),
        ["convolution"] = () => Networks.Convolution(),
        ["strided convolution"] = () => Networks.StridedConvolution(),
        ["layer norm"] = () => Networks.LayerNorm(),
        ["batch norm"] = () => Networks.BatchNorm(),
        ["attention"] = () => Networks.Attention(),
        ["tied embedding"] = () => Networks.TiedEmbedding(),
        ["both directions"] = () => ScanNetworks.Of("both directions"),
    };

    /// <summary>What is written once is what would be written each time.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void TheTextIsTheOneOfStepsThatAreWrittenEachTime(string name)
    {
        foreach (int threads in new[] { 1, 4 })
        {
            EmissionRequest request = Request(name, threads);
            Assert.Equal(KernelEmitter.Emit(request, new KernelTable(request.ClassName, remembers: false)).Source, KernelEmitter.Emit(request).Source);
        }
    }

    [Fact]
    public void ALongSumAsksForTheRowsThatItsEndReads() => Assert.Contains("VectorMath.Prefetch(", KernelEmitter.Emit(Request("long and short sums of large rows", threads: 1)).Source, StringComparison.Ordinal);

    [Fact]
    public void StepsThatDifferInNamesAloneHaveOneDescription()
    {
        Schedule schedule = Build("deep", threads: 1).Train;
        Dictionary<string, string> descriptions = schedule.Forward.OfType<Contraction>()
            .ToDictionary(step => step.Epilogue.Length > 0 ? step.Epilogue[^1].Target.Name : step.Core.Target.Name, step => StepDescription.Of(step, schedule.Storage)!.Text);
        Assert.Equal(descriptions["a2"], descriptions["a3"]);
        Assert.NotEqual(descriptions["a3"], descriptions["a4"]);
    }

    private static EmissionRequest Request(string name, int threads) =>
        new("NetKernels", ElementType.Single, Build(name, threads).All.SelectMany(EmissionRequest.ProgramsOf).ToEquatableArray());

    private static NetworkSchedules Build(string name, int threads) => Scheduler.Build(Oracle.Request(Systems[name]()) with { Threads = threads });
}
