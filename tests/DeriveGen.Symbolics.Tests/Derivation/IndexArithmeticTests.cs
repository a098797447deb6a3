using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>Accesses whose positions are computed: what gathers forward comes back through the inverse of its index map.</summary>
public sealed class IndexArithmeticTests
{
    [Theory]
    [InlineData("flatten", "input x[i:batch, h:2, w:3, c:2]\ny[i, k:12] = x[i, k / 6, k / 2 % 3, k % 2]", "x̄[i,h,w,c] = ȳ[i,6·h+2·w+c]")]
    [InlineData("unflatten", "input x[i:batch, k:12]\ny[i, h:2, w:3, c:2] = x[i, 6*h + 2*w + c]", "x̄[i,k] = ȳ[i,⌊k/6⌋,⌊k/2⌋−3·⌊k/6⌋,k−2·⌊k/2⌋]")]
    [InlineData("pixel shuffle", "input x[i:batch, h:2, w:2, c:4]\ny[i, u:4, v:4] = x[i, u / 2, v / 2, 2 * (u % 2) + v % 2]", "")]
    [InlineData("upsample", "input x[i:batch, k:3]\ny[i, u:6] = x[i, u / 2]", "x̄[i,k] = Σu [2·k ≤ u]·[u ≤ 2·k+1]·ȳ[i,u]")]
    [InlineData("roll", "input x[i:batch, k:5]\ny[i, u:5] = x[i, (u + 1) % 5]", "x̄[i,k] = ȳ[i,k−5·⌊(k+4)/5⌋+4]")]
    [InlineData("concatenate", "input a[i:batch, k:3];  input x[i, l:4]\ny[i, u:7] = [u < 3] * a[i, pad(u)] + [u >= 3] * x[i, pad(u-3)]", "x̄[i,l] = ȳ[i,l+3]")]
    [InlineData("overlapping windows", "input x[i:batch, k:7]\ny[i, u:3, v:3] = x[i, 2*u + v]", "x̄[i,k] = Σu [2·u ≤ k]·[k ≤ 2·u+2]·ȳ[i,u,k−2·u]")]
    [InlineData("windows side by side", "input x[i:batch, k:9]\ny[i, u:3, v:3] = x[i, 3*u + v]", "x̄[i,k] = ȳ[i,⌊k/3⌋,k−3·⌊k/3⌋]")]
    [InlineData("strided", "input x[i:batch, k:9]\ny[i, u:3] = x[i, 3*u + 1]", "x̄[i,k] = [3 | k+2]·[1 ≤ k]·ȳ[i,⌊(k+2)/3⌋−1]")]
    [InlineData("reversed, and twice", "input x[i:batch, k:5]\ny[i, u:3] = x[i, 4 - u] * x[i, u]", "")]
    [InlineData("diagonal, column and row", "input x[i:5, j:5]\ny[i] = x[i, i] * x[i, 0] + x[2, i]", "")]
    [InlineData("one-hot sum", "input x[i:batch, k:4];  label t[i] < 4\ny[i] = sum(k where k = t[i]: x[i, k])", "x̄[i,k] = δ[t[i],k]·ȳ[i]")]
    [InlineData("gather of rows", "input x[v:6, d:3];  label t[i:batch] < 6\ny[i, d] = x[t[i], d]", "x̄[v,d] = Σi δ[t[i],v]·ȳ[i,d]")]
    public void TheAdjointGoesBackThroughTheMap(string name, string text, string expected)
    {
        string indices = text.Substring(text.LastIndexOf("y[", StringComparison.Ordinal) + 2);
        indices = string.Join(", ", indices[..indices.IndexOf(']')].Split(',').Select(index => index.Split(':')[0].Trim()));
        EquationSystem system = EquationText.Bind($"{text}\nL = sum({indices}: sin(y[{indices}])^2 * (1 + i))").Require();
        Tensor x = system["x"];

        DerivedSystem derived = Gradients.Check(system, new DerivationOptions { Optimise = false }, x);
        Gradients.Check(system, x);

        Assert.True(expected.Length == 0 || derived.Formula(x) == expected, $"{name}: {derived.Formula(x)}");
    }

    [Fact]
    public void ATransposedConvolutionRunsOverTheTapsThatHit()
    {
        EquationSystem system = EquationText.Bind("""
            input x[n:batch, c:3, z:5]
            param W[c, o:2, v:4] ~ he
            a[n, o, p:10] = sum(c, z, v where 2*z+v-1 = p: x[n, c, z] * W[c, o, v])
            L = mean(n: sum(o, p: a[n, o, p]^2))
            """).Require();

        DerivedSystem derived = Gradients.Check(system, system["x"], system["W"]);

        Assert.StartsWith("a[n,o,p] = Σc,z [2·z ≤ p+1]·[p ≤ 2·z+2]·x[n,c,z]·W[c,o,p−2·z+1]", derived.Forward.ToString(), StringComparison.Ordinal);
    }
}
