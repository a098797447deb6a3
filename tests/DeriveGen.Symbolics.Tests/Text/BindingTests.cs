using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Tests.Text;

/// <summary>What each construct of the language means.</summary>
public class BindingTests
{
    [Fact]
    public void A_letter_that_occurs_twice_in_a_product_is_summed()
    {
        EquationSystem system = EquationText.Bind(
            "input x[i:batch, j:4]; param W[j, k:3] ~ glorot; param b[k] = 0\nz[i, k] = x[i, j] * W[j, k] + b[k]").Require();
        Equation z = Assert.Single(system.Equations);
        Assert.Equal(["j"], z.Value.Terms[0].Bound.Select(index => index.Name));
        Assert.Equal(4, z.Value.Terms[0].Bound[0].Extent.Static);
        Assert.Equal(0, z.Value.Terms[1].Bound.Length);
    }
}
