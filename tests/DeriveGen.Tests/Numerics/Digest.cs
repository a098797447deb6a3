using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeriveGen.Numerics;

namespace DeriveGen.Tests.Numerics;

/// <summary>What the vector functions give on this processor, in a few lines: started as a program, the test assembly prints them.</summary>
internal static class Digest
{
    private static void Main() => Console.WriteLine(Text());

    /// <summary>Whether multiply-adds are fused, then for each function a hash of its results and its largest error in single precision.</summary>
    public static string Text()
    {
        float[] singles = [.. Samples.Singles(4_000)];
        double[] doubles = [.. Samples.Doubles(4_000)];
        IEnumerable<string> lines = VectorFunction.All.Select(function =>
        {
            float[] single = Array.ConvertAll(singles, x => WithOneNaN(function.Single512(System.Runtime.Intrinsics.Vector512.Create(x))[9]));
            double[] twice = Array.ConvertAll(doubles, x => WithOneNaN(function.Double256(System.Runtime.Intrinsics.Vector256.Create(x))[2]));
            Worst worst = new(0);
            for (int i = 0; i < single.Length; i++)
            {
                worst.Note(singles[i], single[i], function.Exact(singles[i]), Units.OfSingle);
            }

            string hash = Convert.ToHexString(SHA256.HashData([.. MemoryMarshal.AsBytes<float>(single), .. MemoryMarshal.AsBytes<double>(twice)]));
            return string.Create(CultureInfo.InvariantCulture, $"{function.Name} {hash[..16]} {worst.Units:F3}");
        });
        return string.Join("\n", lines.Prepend(VectorMath.IsFused ? "fused" : "not fused"));
    }

    private static float WithOneNaN(float value) => float.IsNaN(value) ? float.NaN : value;

    private static double WithOneNaN(double value) => double.IsNaN(value) ? double.NaN : value;
}
