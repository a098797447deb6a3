using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Fuzzing;

/// <summary>
/// Random windows over one or two axes: strides, dilation, padding, reversal, mixed radix, nearest neighbours, scattering;
/// summed with weights or maximised. The adjoints need every form of collapsing a delta.
/// </summary>
public sealed class AffineAccessFuzzing
{
    private static readonly DerivationOptions[] s_options =
    [
        DerivationOptions.Default,
        DerivationOptions.Default,
        new() { Objective = Objective.Documentation },
        new() { Fold = false, Lemmas = false, ZeroTest = false, Stabilise = false, Lift = false, Optimise = false },
    ];

    [Fact]
    public void Adjoints_of_random_windows_agree_with_differences() => Fuzz.Run(Fuzz.Cases(1000), seed =>
    {
        var random = new Random(seed);
        var system = new SystemBuilder();
        (EquationSystem equations, Tensor[] wanted) = random.Next(8) == 0 ? Scattered(system, random) : Windowed(system, random);
        DerivedSystem derived = Differentiation.Derive(equations, wanted, s_options[seed % s_options.Length]);
        return Directional.Problem(derived, wanted, seed, offset: 1.5);
    });

    /// <summary>One axis: where the window at y reads x.</summary>
    private sealed record Axis(IndexVar Window, IndexVar Offset, int Extent, Affine Position)
    {
        public IEnumerable<Guard> Guards => [Guard.AtLeast(Position, 0), Guard.AtLeast(Extent - 1, Position)];
    }

    internal static (EquationSystem System, Tensor[] Wanted) Windowed(SystemBuilder system, Random random)
    {
        Axis[] axes = Enumerable.Range(0, random.Next(1, 3)).Select(axis => RandomAxis(axis, random)).ToArray();
        IndexVar[] windows = [.. axes.Select(axis => axis.Window)], offsets = [.. axes.Select(axis => axis.Offset)];
        Tensor x = system.Parameter("x", axes.Select(axis => (Extent)axis.Extent)), w = system.Parameter("w", offsets.Select(offset => offset.Extent));
        Polynomial read = x.At(axes.Select(axis => axis.Position)), weight = w.At(offsets.Select(Affine.Of));
        Guard[] guards = [.. axes.SelectMany(axis => axis.Guards)];
        bool isMaximum = random.Next(3) == 0;
        if (isMaximum && guards.Any(guard => guard.Decide() == false))
        {
            throw new UnfitException();
        }

        Polynomial value = isMaximum ? Build.Maximum(offsets, guards.Where(guard => guard.Decide() is null), read)
            : (random.Next(3) switch { 0 => read.Times(weight), 1 => read.Times(weight, read), _ => Build.Call("tanh", read).Times(weight) }).Where(guards).SumOver(offsets);
        Tensor y = system.Define("y", windows, value);
        Tensor loss = system.Define("L", [], Build.Call("sin", y.At(windows.Select(Affine.Of))).SumOver(windows));
        return (system.Build(loss), isMaximum ? [x] : [x, w]);
    }

    private static Axis RandomAxis(int axis, Random random)
    {
        int stride = random.Next(1, 4), dilation = random.Next(1, 3), padding = random.Next(3), extent = random.Next(3, 9), width = random.Next(1, 4), count = random.Next(1, 5);
        IndexVar y = new("y" + axis, count), u = new("u" + axis, width);
        Affine position = random.Next(6) switch
        {
            0 or 1 => (Affine.Of(y) * stride) + (Affine.Of(u) * dilation) - padding,
            2 => (Affine.Of(y) * stride) - (Affine.Of(u) * dilation) + padding,
            3 => (Affine.Of(y) * width) + u,
            4 => (Affine.Of(y) * -stride) - u + (extent - 1),
            _ => ((Affine.Of(y) * dilation) + u).FloorDivide(stride),
        };
        return new(y, u, extent, position);
    }

    /// <summary>y[p] = Σx,u δ[p, s·x + u − a]·x[x]·w[u], as in a transposed convolution.</summary>
    internal static (EquationSystem System, Tensor[] Wanted) Scattered(SystemBuilder system, Random random)
    {
        int stride = random.Next(1, 4), padding = random.Next(2);
        IndexVar p = new("p", random.Next(3, 10)), i = new("x", random.Next(2, 5)), u = new("u", random.Next(1, 5));
        Tensor x = system.Parameter("x", i.Extent), w = system.Parameter("w", u.Extent);
        Guard delta = Guard.Delta(p, (Affine.Of(i) * stride) + u - padding);
        Tensor y = system.Define("y", [p], x.At(i).Times(w.At(u)).Where(delta).SumOver(i, u));
        return (system.Build(system.Define("L", [], Build.Call("sin", y.At(p)).SumOver(p))), [x, w]);
    }
}
