using System.Diagnostics;
using System.Globalization;
using DeriveGen.Numerics;

namespace DeriveGen.Tests.Numerics;

/// <summary>The same functions in processes that see a lesser processor.</summary>
public sealed class ProcessorTests
{
    [Fact]
    public void Without_512_bit_instructions_the_bits_are_the_same() => Assert.Equal(Digest.Text(), DigestWith("DOTNET_EnableAVX512", "DOTNET_EnableAVX512F"));

    [Fact]
    public void Without_fused_multiply_add_the_errors_stay_small()
    {
        string[] lines = DigestWith("DOTNET_EnableAVX2", "DOTNET_EnableFMA", "DOTNET_EnableAVX512", "DOTNET_EnableAVX512F").Split('\n');
        Assert.Equal(VectorFunction.All.Count + 1, lines.Length);
        if (VectorMath.IsFused && System.Runtime.Intrinsics.X86.X86Base.IsSupported)
        {
            Assert.Equal("not fused", lines[0]);
        }

        // Without it every step of a polynomial rounds twice.
        Assert.All(lines.Skip(1), line => Assert.True(double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) <= 4, line));
    }

    private static string DigestWith(params string[] switchedOff)
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(Digest).Assembly.Location]) { RedirectStandardOutput = true };
        foreach (string name in switchedOff)
        {
            start.Environment[name] = "0";
        }

        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text.Trim().ReplaceLineEndings("\n");
    }
}
