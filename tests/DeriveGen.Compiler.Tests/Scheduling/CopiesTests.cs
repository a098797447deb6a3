using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Tests;
using static DeriveGen.Symbolics.Tests.SystemBuilder;

namespace DeriveGen.Compiler.Tests.Scheduling;

public sealed class CopiesTests
{
    private readonly SystemBuilder _net = new();
    private readonly IndexVar _i = Index("i", 3), _k = Index("k", 3);

    [Fact]
    public void A_copy_of_a_copy_is_looked_through()
    {
        Tensor z = _net.Input("z", 3, 3);
        Tensor y = _net.Define("y", [_i, _k], z.At(_i, _k)), x = _net.Define("x", [_i, _k], y.At(_i, _k));
        _net.Define("s", [_i, _k], 2 * x.At(_i, _k));

        Assert.Equal("s[i,k] = 2·z[i,k]", Last());
    }

    [Fact]
    public void A_transpose_is_no_copy()
    {
        Tensor z = _net.Input("z", 3, 3);
        Tensor y = _net.Define("y", [_i, _k], z.At(_k, _i));
        _net.Define("s", [_i, _k], 2 * y.At(_i, _k));

        Assert.Equal("s[i,k] = 2·y[i,k]", Last());
    }

    private string Last() => Copies.LookThrough(_net.Build().Equations).Last().ToString();
}
