using DeriveGen.Symbolics.Claims;

namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>
/// The displayed lines of the five posts that hold a derivative, typed as they stand there. Those that state a gradient are claims and have a verdict; the
/// others are steps or notations on the way, and the message says which. Left out are forward equations, lines in macros of the post's own, and
/// differentials written as functions of two arguments, dE[z, dz].
/// </summary>
public sealed class PostLineTests
{
    private static readonly Dictionary<string, (string Network, string Settings)> s_posts = new()
    {
        ["000"] = (ClaimNetworks.Seed000, "layers i = 1..3\nnames x = z_0\n\\hat{y} = z_L"),
        ["001"] = (ClaimNetworks.Seed001, "layers l = 1..3\nfunction φ\nnames delta^l = dz_l"),
        ["003"] = (ClaimNetworks.Seed003, "adjoints per-example\nfunction g\nlayers l = 1..2"),
        ["004"] = (ClaimNetworks.Seed004, "function f\nlayers i = 1..3, n = 2\nnames k_i = ds_i\n\\hat{y} = z_3"),
        ["binary"] = (ClaimNetworks.Binary, ""),
        ["one layer"] = ("input X[i:batch, j:4];  target y[i];  param W[j] ~ glorot\nh[i] = X[i, j] * W[j];  z[i] = sigmoid(h[i])\nJ = -sum(i: y[i] * log(z[i]) + (1 - y[i]) * log(1 - z[i]))", ""),
    };

    /// <summary>Post, line, verdict. In 003 the last activation is the softmax: what is said of g is said of the layer before.</summary>
    public static TheoryData<string, string, VerdictKind> Claims => new()
    {
        { "000", @"dJ/d\hat{y} = (\hat{y} - y)/(\hat{y}(1-\hat{y}))", VerdictKind.Shape },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-1)}} = \underbrace{\left( a^{(L)} - y^{(i)} \right)}_{\delta^{(L)}} \odot \frac{\partial a^{(L)}}{\partial \Theta^{(L-1)}}", VerdictKind.Shape },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-1)}} = \delta^{(L)} \odot \frac{\partial z^{(L)}}{\partial \Theta^{(L-1)}}", VerdictKind.Shape },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-1)}} = \delta^{(L)} \odot \left( a^{(L-1)} \right)^\top", VerdictKind.Shape },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-2)}} = \underbrace{\left( a^{(L)} - y^{(i)} \right)}_{\delta^{(L)}} \odot \frac{\partial a^{(L)}}{\partial \Theta^{(L-2)}}", VerdictKind.Shape },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-2)}} = \delta^{(L)} \odot \frac{\partial z^{(L)}}{\partial \Theta^{(L-2)}}", VerdictKind.Shape },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-2)}} = \underbrace{\delta^{(L)} \odot \Theta^{(L-1)} \odot \varphi' \left(z^{(L-1)} \right)}_{\delta^{(L-1)}} \odot \frac{\partial z^{(L-1)}}{\partial \Theta^{(L-2)}}", VerdictKind.Shape },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-2)}} = \delta^{(L-1)} \odot \left( a^{(L-2)} \right)^\top", VerdictKind.Shape },
        { "003", @"dZ_{\quad \, p}^{[l](i)} \stackrel{\text{def}}{=}\frac{\partial \mathcal{L^{(i)}}}{\partial Z^{[l](i)}_{\quad \,p}}", VerdictKind.Proved },
        { "003", @"\frac{\partial \mathcal{J}}{\partial W^{[l]}_{jk}} =\frac{1}{m} \sum_{i}^m dZ_{\quad \,k}^{[l](i)} A^{[l-1](i)}_{\quad\quad\, j}", VerdictKind.Proved },
        { "003", @"\frac{\partial \mathcal{J}}{\partial \mathbf{W}^{[l]}} =\frac{1}{m} (\mathbf{A}^T)^{[l-1]} \mathbf{dZ}^{[l]}", VerdictKind.Proved },
        { "003", @"\frac{\partial \mathcal{J}}{\partial \mathbf{W}^{[l]}} =\frac{1}{m} (\mathbf{A}^T)^{[l-1]} \frac{\partial \mathcal{L^{(i)}}}{\partial \mathbf{Z}^{[l]}}", VerdictKind.Shape },
        { "003", @"\frac{\partial \mathcal{J}}{\partial (\mathbf{W}^T)^{[l]}} =\frac{1}{m} (\mathbf{dZ}^T)^{[l]} \mathbf{A}^{[l-1]}", VerdictKind.Proved },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \frac{\partial \mathcal{L^{(i)}}}{\partial Z^{[l](i)}_{\quad \,p}}", VerdictKind.Proved },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q}\sum_{r=1}^{n_{l}}W^{[l+1]}_{rq}g'\left(Z^{[l](i)}_{\quad\, r}\right)\delta_{rp}", VerdictKind.Proved },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q} W^{[l+1]}_{pq}g'\left(Z^{[l](i)}_{\quad\, p}\right)", VerdictKind.Proved },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} W^{[l+1]}_{pq}dZ^{[l+1](i)}_{\quad \quad\,q} \times g'\left(Z^{[l](i)}_{\quad\, p}\right)", VerdictKind.Proved },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \left(\sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \quad\,q} (W^T)^{[l+1]}_{qp} \right)\times g'\left(Z^{[l](i)}_{\quad\, p}\right)", VerdictKind.Proved },
        { "003", @"\mathbf{dZ}^{[l]} = \left(\mathbf{dZ}^{[l+1]} (\mathbf{W}^T)^{[l+1]} \right) \circ g'\left(\mathbf{Z}^{[l]}\right)", VerdictKind.Proved },
        { "003", @"dA^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q}\sum_{r=1}^{n_{l}}W^{[l+1]}_{rq}\delta_{rp}", VerdictKind.Proved },
        { "003", @"dA^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q} W^{[l+1]}_{pq}", VerdictKind.Proved },
        { "003", @"dA^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} W^{[l+1]}_{pq}dZ^{[l+1](i)}_{\quad \quad\,q}", VerdictKind.Proved },
        { "003", @"dA^{[l](i)}_{\quad \,p} = \left(\sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \quad\,q} (W^T)^{[l+1]}_{qp} \right)", VerdictKind.Proved },
        { "003", @"\mathbf{dA}^{[l]} = \mathbf{dZ}^{[l+1]} (\mathbf{W}^T)^{[l+1]}", VerdictKind.Proved },
        { "003", @"\mathbf{dZ}^{[l]} = \mathbf{dA}^{[l]} \circ g'\left(\mathbf{Z}^{[l]}\right)", VerdictKind.Wrong },
        { "003", @"\frac{\partial \mathcal{J}}{\partial \mathbf{b}^{[l]}_{\quad\, p}} =\frac{1}{m}\sum_{i=1}^m \sum_{k=1}^{n_l}\mathbf{dZ}^{[l](i)}_{\quad\,k}\delta_{kp}", VerdictKind.Proved },
        { "003", @"\frac{\partial \mathcal{J}}{\partial \mathbf{b}^{[l]}_{\quad\, p}} =\frac{1}{m}\sum_{i=1}^m \mathbf{dZ}^{[l](i)}_{\quad\,p}", VerdictKind.Proved },
        { "003", @"\mathbf{db}^{[l]}= \frac{1}{m}\sum_{i=1}^m \mathbf{dZ}^{[l](i)}", VerdictKind.Proved },
        { "003", @"\frac{\partial \mathcal{J}}{\partial \mathbf{W}^{[l]}} =\frac{1}{m} (\mathbf{A}^T)^{[l-1]}\left[\left(\mathbf{dZ}^{[l+1]} (\mathbf{W}^T)^{[l+1]} \right) \circ g'\left(\mathbf{Z}^{[l]}\right)\right]", VerdictKind.Proved },
        { "003", @"\frac{\partial \mathcal{J}}{\partial \mathbf{W}^{[l]}} =\frac{1}{m} (\mathbf{A}^T)^{[l-1]}\left[\mathbf{dA}^{[l]}\circ g'\left(\mathbf{Z}^{[l]}\right)\right]", VerdictKind.Wrong },
        { "003", @"\mathbf{dZ}^{[l]} =\mathbf{dA}^{[l]}\circ g'\left(\mathbf{Z}^{[l]}\right)\quad \text{activation backwards}", VerdictKind.Wrong },
        { "003", @"\mathbf{dW}^{[l]} =\frac{1}{m} (\mathbf{A}^T)^{[l-1]} \mathbf{dZ}^{[l]}\quad \text{compute grad contrib}", VerdictKind.Proved },
        { "003", @"\mathbf{db}^{[l]}= \frac{1}{m}\sum_{i=1}^m \mathbf{dZ}^{[l](i)} \text{compute bias grad contrib}", VerdictKind.Proved },
        { "003", @"\mathbf{dA}^{[l-1]} = \mathbf{dZ}^{[l]} (\mathbf{W}^T)^{[l]} \quad \text{linear backwards}", VerdictKind.Proved },
        { "003", @"\frac{\partial \mathcal{L}}{\partial \mathbf{A}^{[L]}}=-\frac{1}{\mathbf{A}^{[L]}}\mathbf{Y}", VerdictKind.Shape },
        { "004", @"\frac{\partial(MSE)}{\partial W_{n+1}} = 2(\hat{y}-y)f'(W_{n+1}z_n) z_n = k_n z_n", VerdictKind.Shape },
        { "004", @"\frac{\partial(MSE)}{\partial W_n} = k_n (W_{n+1}\circ f'(W_n z_{n-1}))\otimes z_{n-1} = k_{n-1}\otimes z_{n-1}", VerdictKind.Shape },
        { "004", @"\frac{\partial (MSE)}{\partial W_i} = k_i \otimes z_{i-1}", VerdictKind.Proved },
        { "004", @"dz_i=f'(W_iz_{i-1})\circ dW_iz_{i-1}+f'(W_iz_{i-1})\circ W_idz_{i-1}", VerdictKind.Tangent },
        { "004", @"\frac{\partial MSE}{\partial z_i}=W_{i+1}^T\frac{\partial MSE(z_{i+1})}{\partial z_{i+1}}\circ f'(W_{i+1}z_i)", VerdictKind.Shape },
        { "004", @"\frac{\partial MSE}{\partial W_i}=W_{i+1}^T\frac{\partial MSE(z_{i+1})}{\partial z_{i+1}}\circ f'(W_{i+1}z_i)\circ f'(W_iz_{i-1})z_{i-1}^T", VerdictKind.Shape },
        { "004", @"\frac{\partial MSE(z_n)}{\partial z_n}=2(\hat{y}-y)f'(W_{n+1}z_n)W_{n+1}=k", VerdictKind.Shape },
        { "binary", @"\frac{\partial \mathcal{L}}{\partial Y}=-\frac{Y}{\hat{Y}}+\frac{1-Y}{1-\hat{Y}}", VerdictKind.Wrong },
        { "one layer", @"\frac{\partial{J(W)}}{\partial{W}} = \mathbf{X}^T (\mathbf{z}-\mathbf{y})", VerdictKind.Proved },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_line_that_states_a_gradient_has_a_verdict(string post, string line, VerdictKind verdict) => Assert.Equal(verdict, Decide(post, line).Kind);

    /// <summary>Post, line, what is said of it: a Jacobian or an operator ∂/∂W within a formula, a gradient of one example alone, an element of a product, an update.</summary>
    public static TheoryData<string, string, string> Steps => new()
    {
        { "000", @"\frac{\partial{J}}{\partial{W_L}} = \frac{\partial{J}}{\partial{\mathbf{z}_L}} \frac{\partial{\mathbf{z}_L}}{\partial{\mathbf{h}_L}} \frac{\partial{\mathbf{h}_L}}{\partial{W_L}}", "is a Jacobian" },
        { "000", @"\frac{\partial{J(W)}}{\partial{W}} = \mathbf{X}^T (\mathbf{z}-\mathbf{y})", "W is no tensor of the network" },
        { "000", @"W = W - \alpha \frac{\partial{J(W)}}{\partial{W}}", "'W' is not known here" },
        { "000", @"\frac{\partial{J}}{\partial{W_{L-1}}} = \frac{\partial{J}}{\partial{\mathbf{z}_L}} \frac{\partial{\mathbf{z}_L}}{\partial{\mathbf{h}_L}} \frac{\partial{\mathbf{h}_L}}{\partial{\mathbf{z}_{L-1}}} \frac{\partial{\mathbf{z}_{L-1}}}{\partial \mathbf{h}_{L-1}} \frac{\partial \mathbf{h}_{L-1}}{\partial W_{L-1}}", "is a Jacobian" },
        { "001", @"\nabla_\Theta J =  \frac{\partial J}{\partial \Theta^{(1)}}", "is no element" },
        { "001", @"\Theta^{(l)} \leftarrow \Theta^{(l)} - \eta \frac{\partial}{\partial \Theta^{(l)}} \left[ \frac{1}{m} \sum_{i=1}^{m} J^{(i)} \right]", "is a step on the way" },
        { "001", @"\Theta^{(l)} \leftarrow \Theta^{(l)} - \frac{\eta}{m} \sum_{i=1}^{m} \frac{\partial J^{(i)}}{\partial \Theta^{(l)}}", "an equals sign was expected" },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-1)}} = \frac{\partial}{\partial \Theta^{(L-1)}} \left[ \frac{1}{2} \left( a^{(L)} - y^{(i)} \right)^2 \right]", "is a step on the way" },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-1)}} = \delta^{(L)} \odot \frac{\partial}{\partial \Theta^{(L-1)}} \left( \Theta^{(L-1)} \cdot a^{(L-1)} + b^{(L)} \right)", "is a step on the way" },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-2)}} = \frac{\partial}{\partial \Theta^{(L-2)}} \left[ \frac{1}{2} \left( a^{(L)} - y^{(i)} \right)^2 \right]", "is a step on the way" },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-2)}} = \delta^{(L)} \odot \frac{\partial}{\partial \Theta^{(L-2)}} \left( \Theta^{(L-1)} \cdot a^{(L-1)} + b^{(L)} \right)", "is a step on the way" },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-2)}} = \delta^{(L)} \odot \Theta^{(L-1)} \odot \frac{\partial}{\partial \Theta^{(L-2)}} \left( a^{(L-1)} + b^{(L)} \right)", "is a step on the way" },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-2)}} = \delta^{(L)} \odot \Theta^{(L-1)} \odot \frac{\partial}{\partial \Theta^{(L-2)}} \left[ \varphi \left(z^{(L-1)} \right) + b^{(L)} \right]", "is a step on the way" },
        { "001", @"\frac{\partial J^{(i)}}{\partial \Theta^{(L-2)}} = \delta^{(L-1)} \odot \frac{\partial}{\partial \Theta^{(L-2)}} \left[ \Theta^{(L-2)} \cdot a^{(L-2)} + b^{(L-1)} \right]", "is a step on the way" },
        { "003", @"\frac{\partial \mathcal{J}}{\partial W^{[l]}_{jk}}=\frac{1}{m}\frac{\partial}{\partial W^{[l]}_{jk}}\left( \sum_{i}^m \mathcal{L^{(i)}}(\mathbf{W}) \right)", "is a step on the way" },
        { "003", @"\frac{\partial \mathcal{J}}{\partial W^{[l]}_{jk}} =\frac{1}{m} \sum_{i}^m \frac{\partial \mathcal{L^{(i)}}(\mathbf{W}) }{\partial W^{[l]}_{jk}}\quad \text{by linearity of the derivative}", "the extent of 'i' cannot be inferred" },
        { "003", @"dW_{jk}^{[l](i)} \stackrel{\text{def}}{=}\frac{\partial \mathcal{L^{(i)}}(\mathbf{W}) }{\partial W^{[l]}_{jk}}", "has no axis of examples for the letter i" },
        { "003", @"dW_{jk}^{[l](i)} =\sum_{p=1}^{n_1} \frac{\partial \mathcal{L}^{(i)}}{\partial Z_{\quad \, p}^{[l](i)}}\frac{\partial Z_{\quad \, p}^{[l](i)}}{\partial W^{[l]}_{jk}}", "has no axis of examples for the letter i" },
        { "003", @"dW_{jk}^{[l](i)} =\sum_{p=1}^{n_1} dZ_{\quad \,p}^{[l](i)} \frac{\partial Z_{\quad \, p}^{[l](i)}}{\partial W^{[l]}_{jk}}", "has no axis of examples for the letter i" },
        { "003", @"dW_{jk}^{[l](i)} =\sum_{p=1}^{n_1} dZ_{\quad \,p}^{[l](i)} \frac{\partial }{\partial W^{[l]}_{jk}}\left[\sum_{q=1}^{n_{l-1}}A^{[l-1](i)}_{\quad\quad\, q}W^{[l]}_{qp}+\mathbf{b}^{[l](i)}_{\quad\, p} \right]", "is a step on the way" },
        { "003", @"dW_{jk}^{[l](i)} =\sum_{p=1}^{n_1} dZ_{\quad \,p}^{[l](i)} \left[\sum_{q=1}^{n_{l-1}}A^{[l-1](i)}_{\quad\quad\, q}\frac{\partial W^{[l]}_{qp}}{\partial W^{[l]}_{jk}} \right]\quad \text{linearity of deriv}", "has no axis of examples for the letter i" },
        { "003", @"dW_{jk}^{[l](i)} =\sum_{p=1}^{n_1} dZ_{\quad \,p}^{[l](i)} \left[\sum_{q=1}^{n_{l-1}}A^{[l-1](i)}_{\quad\quad\, q}\times \delta_{qj}\times \delta_{pk}\right]", "has no axis of examples for the letter i" },
        { "003", @"dW_{jk}^{[l](i)} = dZ_{\quad \,k}^{[l](i)} A^{[l-1](i)}_{\quad\quad\, j}", "has no axis of examples for the letter i" },
        { "003", @"\frac{\partial \mathcal{J}}{\partial W^{[l]}_{jk}} =\frac{1}{m} \sum_{i}^m dW_{jk}^{[l](i)}", "has no axis of examples for the letter i" },
        { "003", @"\frac{\partial \mathcal{J}}{\partial W^{[l]}_{jk}} =\frac{1}{m} \sum_{i}^m (A^T)^{[l-1](j)}_{\quad\quad\, i} dZ_{\quad \,\,k}^{[l](i)} \quad \text{taking transpose}", "has no element-wise meaning" },
        { "003", @"\frac{\partial \mathcal{J}}{\partial W^{[l]}_{jk}} =\frac{1}{m} \left((A^T)^{[l-1]} dZ^{[l]}\right)_{jk}", "is neither a layer, a transpose nor a power" },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} \frac{\partial \mathcal{L}^{(i)}}{\partial Z^{[l+1](i)}_{\quad\quad\, q}}\frac{\partial Z^{[l+1](i)}_{\quad\quad\, q}}{\partial Z^{[l](i)}_{\quad \,p} }", "has no element-wise meaning" },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q}\frac{\partial Z^{[l+1](i)}_{\quad\quad\, q}}{\partial Z^{[l](i)}_{\quad \,p} }", "has no element-wise meaning" },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q}\frac{\partial}{\partial Z^{[l](i)}_{\quad \,p} }\left[\sum_{r=1}^{n_{l}}A^{[l](i)}_{\quad\, r}W^{[l+1]}_{rq}+\mathbf{b}^{[l+1](i)}_{\quad\quad\, q} \right]", "is a step on the way" },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q}\sum_{r=1}^{n_{l}}W^{[l+1]}_{rq}\frac{\partial A^{[l](i)}_{\quad\, r}}{\partial Z^{[l](i)}_{\quad \,p} }", "has no element-wise meaning" },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q}\sum_{r=1}^{n_{l}}W^{[l+1]}_{rq}\frac{\partial \left(g\left(Z^{[l](i)}_{\quad\, r}\right)\right)}{\partial Z^{[l](i)}_{\quad \,p} }", "has no element-wise meaning" },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q}\sum_{r=1}^{n_{l}}W^{[l+1]}_{rq}g'\left(Z^{[l](i)}_{\quad\, r}\right)\frac{\partial Z^{[l](i)}_{\quad\, r}}{\partial Z^{[l](i)}_{\quad \,p} }", "has no element-wise meaning" },
        { "003", @"dZ^{[l](i)}_{\quad \,p} = \left(dZ^{[l+1]} (W^T)^{[l+1]} \right)^{(i)}_{\quad p} \times g'\left(Z^{[l](i)}_{\quad\, p}\right)", "is neither a layer, a transpose nor a power" },
        { "003", @"dA^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} \frac{\partial \mathcal{L}^{(i)}}{\partial Z^{[l+1](i)}_{\quad\quad\, q}}\frac{\partial Z^{[l+1](i)}_{\quad\quad\, q}}{\partial A^{[l](i)}_{\quad \,p} }", "has no element-wise meaning" },
        { "003", @"dA^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q}\frac{\partial Z^{[l+1](i)}_{\quad\quad\, q}}{\partial A^{[l](i)}_{\quad \,p} }", "has no element-wise meaning" },
        { "003", @"dA^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q}\frac{\partial}{\partial A^{[l](i)}_{\quad \,p} }\left[\sum_{r=1}^{n_{l}}A^{[l](i)}_{\quad\, r}W^{[l+1]}_{rq}+\mathbf{b}^{[l+1](i)}_{\quad\quad\, q} \right]", "is a step on the way" },
        { "003", @"dA^{[l](i)}_{\quad \,p} = \sum_{q=1}^{n_{l+1}} dZ^{[l+1](i)}_{\quad \,q}\sum_{r=1}^{n_{l}}W^{[l+1]}_{rq}\frac{\partial A^{[l](i)}_{\quad\, r}}{\partial A^{[l](i)}_{\quad \,p} }", "has no element-wise meaning" },
        { "003", @"dA^{[l](i)}_{\quad \,p} = \left(dZ^{[l+1]} (W^T)^{[l+1]} \right)^{(i)}_{\quad p}", "is neither a layer, a transpose nor a power" },
        { "003", @"\frac{\partial \mathcal{L}}{\partial \mathbf{Z}}=\frac{\partial \mathcal{L}}{\partial \mathbf{A}} \frac{\partial \mathbf{A}}{\partial \mathbf{Z}}", "Z is no tensor of the network" },
        { "003", @"\frac{\partial \mathcal{J}}{\partial \mathbf{b}^{[l]}_{\quad\, p}}= \frac{1}{m}\sum_{i=1}^m \frac{\partial \mathcal{L^{(i)}}}{\partial \mathbf{b}^{[l]}_{\quad\, p}}", "the extent of 'i' cannot be inferred" },
        { "003", @"\frac{\partial \mathcal{J}}{\partial \mathbf{b}^{[l]}_{\quad\, p}} =\frac{1}{m}\sum_{i=1}^m \sum_{k=1}^{n_l}\frac{\partial \mathcal{L^{(i)}}}{\partial \mathbf{Z}^{[l](i)}_{\quad\, k}}\frac{\partial\mathbf{Z}^{[l](i)}_{\quad\, k}}{\partial \mathbf{b}^{[l]}_{\quad\, p}}", "has no element-wise meaning" },
        { "004", @"\frac{\partial MSE}{\partial z_i}=W_{i+1}^T\dots W_n^Tk\circ f'(W_nz_{n-1})\circ\dots\circ f'(W_{i+1}z_i)", "'dots' is not known here" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_line_on_the_way_is_told_what_it_is(string post, string line, string message)
    {
        ClaimVerdict verdict = Decide(post, line);

        Assert.Equal(VerdictKind.Unreadable, verdict.Kind);
        Assert.Contains(message, verdict.Verdict, StringComparison.Ordinal);
    }

    private static ClaimVerdict Decide(string post, string line) =>
        ClaimChecker.Check($"```network\n{s_posts[post].Network}\n```\n```claims\n{s_posts[post].Settings}\n{line}\n```\n")[^1];
}
