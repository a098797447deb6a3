using System.Xml.Linq;
using DeriveGen.Symbolics.Notation.Typesetting;

namespace DeriveGen.Symbolics.Tests.Notation;

/// <summary>Printed lines as they are set on paper.</summary>
public sealed class TypesettingTests
{
    [Theory]
    [InlineData("W̄1[j,k] = (1/m)·Σi x[i,j]·z̄[i,k]", @"\bar{W}_{j,k}^{(1)}=\frac{1}{m}\cdot\sum_{i}x_{i,j}\cdot\bar{z}_{i,k}")]
    [InlineData("dW2 = (1/batch) A1ᵀ dZ2", @"dW^{(2)}=\frac{1}{\mathit{batch}}\,A^{(1)\top}\,dZ^{(2)}")]
    [InlineData("dZ1 = (dZ2 W2ᵀ) ∘ (1 − A1^∘2)", @"dZ^{(1)}=(dZ^{(2)}\,W^{(2)\top})\circ(1-(A^{(1)})^{\circ2})")]
    [InlineData("Σo′,m h̄3[o′,m]·∂h3[o′,m]/∂W3[o,q]", @"\sum_{o^{\prime},m}\bar{h}_{o^{\prime},m}^{(3)}\cdot\frac{\partial h_{o^{\prime},m}^{(3)}}{\partial W_{o,q}^{(3)}}")]
    [InlineData("∂/∂h[q] (σ(h[q]))", @"\frac{\partial}{\partial h_{q}}\,(\sigma(h_{q}))")]
    [InlineData("(2^(1/2)/(2·π^(1/2)))·exp(−x^2)", @"\frac{2^{\frac{1}{2}}}{2\cdot\pi^{\frac{1}{2}}}\cdot\exp(-x^{2})")]
    [InlineData("[z[i] > 0]·δ[i,j]·maxk [k ≤ i]z[k]", @"[z_{i}>0]\cdot\delta_{i,j}\cdot\max_{k}[k\le i]z_{k}")]
    [InlineData("dh1 = dW1 z0/‖z0‖²", @"dh^{(1)}=dW^{(1)}\,z^{(0)}/\|z^{(0)}\|{}^2")]
    [InlineData("(z − t)ᵀ ⊘ 𝟏ᵀ", @"(z-t)^{\top}\oslash\mathbf{1}^{\top}")]
    [InlineData("Ẇ + W̄̇ + ŷ", @"\dot{W}+\dot{\bar{W}}+\hat{y}")]
    [InlineData("max(a_b, softplus(x)) + dx_1", @"\max(\mathit{a\_b},\operatorname{softplus}(x))+\mathit{dx}^{(1)}")]
    [InlineData("block1.attention.Wq[c,h] + block1.m1", @"\mathit{block1.attention.Wq}_{c,h}+\mathit{block1.m}^{(1)}")]
    [InlineData("⌊(i+1)/2⌋ ≤ 1e−8", @"\lfloor(i+1)/2\rfloor\le1e-8")]
    public void Reads_well_in_LaTeX(string line, string latex) => Assert.Equal(latex, Latex.Print(Formula.Read(line)));

    [Fact]
    public void Any_text_has_a_layout()
    {
        var random = new Random(17);
        const string Characters = "abdWzΣσδ∂𝟏maxlog0123[](){}⌊⌋^^_/·,,−+=<>&|‖ᵀ²∘⊘′̄̇ŷ  \\$%#~中\uD835é";
        for (int i = 0; i < 3000; i++)
        {
            string line = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Characters[random.Next(Characters.Length)]));
            Formula formula = Formula.Read(line);

            Assert.All(Latex.Print(formula), letter => Assert.InRange(letter, ' ', '~'));
            Assert.Equal("math", XElement.Parse(MathMl.Print(line)).Name.LocalName);
        }
    }

    [Fact]
    public void Deep_brackets_are_read_once() => Assert.Contains("x", Latex.Print(Formula.Read(new string('(', 2000) + "x" + new string(')', 2000))), StringComparison.Ordinal);
}
