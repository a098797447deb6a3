using CsCheck;
using DeriveGen.Symbolics.Expressions;
using Size = DeriveGen.Symbolics.Expressions.Size;

namespace DeriveGen.Symbolics.Tests.Expressions;

/// <summary>Interval arithmetic on plain expressions is exact.</summary>
public sealed class AffineBoundsTests
{
    private const int Capacity = 3;

    private static readonly Gen<int> s_coefficient = Gen.Int[-3, 3];

    /// <summary>c + Σ aᵢ·i + s·n against every value of the indices and of the size n, which one of the indices runs to.</summary>
    [Fact]
    public void TheLeastNumberOfAPlainExpressionIsReached() =>
        Gen.Select(s_coefficient, s_coefficient, s_coefficient, s_coefficient, Gen.Int[1, 4], Gen.Int[0, 2]).Sample(
            (constant, first, second, ofSize, extent, more) =>
            {
                var size = new Size("n", Capacity);
                Affine length = Affine.Of(new SizeAtom(size));
                var plain = new IndexVar("i", extent);
                var sized = new IndexVar("j", Extent.Of(length + more));
                Affine expression = (Affine.Of(plain) * first) + (Affine.Of(sized) * second) + (length * ofSize) + constant;

                int least = int.MaxValue;
                for (int n = 1; n <= Capacity; n++)
                {
                    for (int i = 0; i < extent; i++)
                    {
                        for (int j = 0; j < n + more; j++)
                        {
                            least = Math.Min(least, constant + (first * i) + (second * j) + (ofSize * n));
                        }
                    }
                }

                Assert.Equal(least, AffineBounds.LeastNumber(expression));
            });

    [Fact]
    public void WhatASizeWithoutCapacityLowersHasNoLeastNumber()
    {
        Affine length = Affine.Of(new SizeAtom(new Size("n")));
        Assert.Null(AffineBounds.LeastNumber(length * -1));
        Assert.Equal(3, AffineBounds.LeastNumber(length + 2));
    }

    [Fact]
    public void TwoSizesAreBoundedOneByOne()
    {
        Affine n = Affine.Of(new SizeAtom(new Size("n", 5))), m = Affine.Of(new SizeAtom(new Size("m", 7)));
        Assert.Equal(1 - 7, AffineBounds.LeastNumber(n - m));
    }
}
