using DeriveGen.Symbolics.Text;
using DeriveGen.Testing;

namespace DeriveGen.Symbolics.Tests.Text;

/// <summary>Every way to go wrong, with the place marked by «», the code and the message.</summary>
public class ProblemTests
{
    /// <summary>The code, the text with its marked place, the message.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "DG0100", "input x[i:batch]\ny[i] = x[i] «$» + 1", "'$' has no meaning in equations: remove it" },
        { "DG0101", "input x[i:batch]\ny[i] = x[i] +«»", "expected an expression, but found the end of the text" },
        { "DG0101", "input x[i:batch]\ny[i] = (x[i]\n«z»[i] = 2", "expected ')', but found 'z'" },
        { "DG0101", "label t[i:batch]«»", "expected '<' and the number of classes, but found the end of the statement" },
        { "DG0102", "input x[i:batch]\ny[i] = 2 «x»[i]", "'x' follows '2' without an operator: for the product write '*' between them" },
        { "DG0103", "input x[i:batch]\nL = «mean»(x[i])", "mean does not say over which index it runs: write mean(j: …)" },
        { "DG0104", "input x[i:batch]\ny[i] = " + new string('(', 100) + "«(»x[i]", "the statement that begins with 'y' has more than 100 brackets, each inside the one before: give a part of it an equation of its own, and read that tensor here" },
        { "DG0120", "input x[i:batch]\nz[i] = x[i]^2\ny[i] = «zz»[i]", "'zz' is not known here; did you mean 'z'?: declare it, or define it by an equation above" },
        { "DG0121", "input x[i:batch]\ny[i] = «sigmoit»(x[i])", "there is no function 'sigmoit'; did you mean 'sigmoid'?: define it, 'sigmoit(x) = …', or use one of exp, log, sqrt, tanh, sigmoid, softplus, erf, relu, abs, sign, sin, cos, step" },
        { "DG0121", "input x[i:batch]\nf(a) = «f»(a)\ny[i] = f(x[i])", "there is no function 'f'; a function cannot call itself: define it, 'f(x) = …', or use one of exp, log, sqrt, tanh, sigmoid, softplus, erf, relu, abs, sign, sin, cos, step" },
        { "DG0121", "input x[i:batch, j:3]\ny[i] = «summ»(j: x[i, j])", "there is no function 'summ'; did you mean 'sum'?: define it, 'summ(x) = …', or use one of exp, log, sqrt, tanh, sigmoid, softplus, erf, relu, abs, sign, sin, cos, step" },
        { "DG0122", "input x[i:batch]\ny[i] = x[i]\n«y»[i] = 2*x[i]", "'y' is defined twice: each tensor has one declaration and one equation; choose another name" },
        { "DG0122", "input x[i:batch]\nparam «x»[i] = 0", "'x' is defined twice: each tensor has one declaration and one equation; choose another name" },
        { "DG0123", "input x[i:batch, j:4]\ny[i] = «x[i]»", "x[batch, 4] has 2 axes, but is written with 1 index: write one index for each axis" },
        { "DG0123", "input x[i:batch, j:4]\ny[i, j] = x[i, j] + «x»", "x[batch, 4] has 2 axes, but is written with 0 indices: write one index for each axis" },
        { "DG0124", "input x[i:batch]\ny[i] = «i»[0] * x[i]", "'i' is an index, so it has no elements: remove the brackets" },
        { "DG0125", "input x[i:batch]\ny[i] = «z»[i]\nz[i] = x[i]", "'z' is read before its equation: move its equation up; where it reads its own past, declare 'scan z[…] over t = 0'" },
        { "DG0126", "input x[i:batch]\ny[i] = x[i]\n«y»'[i] = x[i]", "'y' has no next value: declare 'state y[…] = 0'" },
        { "DG0127", "param W[j:3, k:4] ~ «glorto»", "there is no initializer 'glorto'; did you mean 'glorot'?: use glorot, he, lecun, orthogonal, normal(s), uniform(a), or '= constant'" },
        { "DG0128", "input x[i:batch]\ny[i] = x[i] * [«u» <= i]", "the index 'u' is not in scope: write it on the left side, or sum over it" },
        { "DG0129", "input x[i:batch]\n«x»[i] = 3", "'x' is an input, so no equation can define it: choose another name" },
        { "DG0130", "param W[j:3] ~ «normal»", "normal takes one argument, but is given 0 arguments" },
        { "DG0130", "input x[i:batch]\ny[i] = «exp(x[i], 2)»", "exp takes 1 argument, but is given 2 arguments" },
        { "DG0132", "input x[i:batch]\nz[i] = x[i]\ny[i] = 2*x[i] if «x[0]» > 0", "'x[0]' is not a constant: write a number, or a constructor parameter" },
        { "DG0132", "input x[i:batch]\nparam b[k:3] = «x»", "'x' is not a constant: write a number, or a constructor parameter" },
        { "DG0134", "input x[i:batch]\nparam «b»[k:3] = 0\ny[i] = x[i]", "the parameter 'b' is not read by any equation: remove it, or read it" },
        { "DG0152", "input x[i:batch, j:4];  param W[j, k:4] ~ he\nz[i, k] = x[i, j] * «W[k, j]»", "'W[j, k]' is only read as W[k, j], which fits only because both axes have the extent 4: write W[j, k], or declare it as W[k, j]; where both extents are one, give one of them as size(…) of the other" },
        { "DG0152", "input x[i:batch, h:8, w:8]\ny[i, h, w] = 2 * «x[i, w, h]»", "'x[i, h, w]' is only read as x[i, w, h], which fits only because both axes have the extent 8: write x[i, h, w], or declare it as x[i, w, h]; where both extents are one, give one of them as size(…) of the other" },
        { "DG0136", "input x[i:batch]\ny[i] = sum(a in «layers»: a[i])", "'layers' is no list of names: a list is a constructor parameter of the type string[]; 'before' stands between two items of one list" },
        { "DG0140", "input x[i:batch, j:5];  param W[n:4, k:3] ~ he\nz[i, k] = sum(m: x[i, m] * W[«m», k])", "the index 'm' runs over 5 in x[batch, 5], but axis 1 of W[4, 3] has extent 4: declare axis 1 of W with the extent 5" },
        { "DG0141", "input x[i:batch, j:5];  param W[«j:4», k:3] ~ he", "the index 'j' is declared with extent 5 and with extent 4: write j:5, or use another letter for one of them" },
        { "DG0141", "input x[i:batch, «j:6»];  param W[j:5, k:3] ~ he;  param b[j:5] = 0", "the index 'j' is declared with extent 5 and with extent 6: write j:5, or use another letter for one of them" },
        { "DG0142", "input x[i:batch, j:5]\nz[i, «k»] = x[i, 0]", "the extent of 'k' cannot be inferred: write it where the index first stands, k:extent" },
        { "DG0142", "input x[«i», j:5];  target y[i, k:3]\nparam W[j, k] ~ he\nL = mean(i: sum(k: (x[i, j] * W[j, k] - y[i, k])^2))", "the extent of 'i' cannot be inferred: write it where the index first stands, i:batch where it counts the examples" },
        { "DG0143", "input x[i:batch, j:5];  param W[k:3, j] ~ he\nz[i, k] = x[i, j] * W[«j», k]", "j ranges over 0…4, but axis 1 of W[3, 5] over 0…2: exchange the indices, W[k, j]" },
        { "DG0143", "input x[i:batch, j:5];  param W[n:4, k:3] ~ he\nz[i, k] = x[i, j] * W[«j», k]", "j ranges over 0…4, but axis 1 of W[4, 3] over 0…3: declare axis 1 of W with the extent 5" },
        { "DG0143", "input x[i:batch, h:28]\nz[i, y:28] = sum(u:3: x[i, «y+u-1»])", "y+u-1 ranges over −1…28, but axis 2 of x[batch, 28] over 0…27: write pad(y+u-1) to read 0 outside, or make the extents agree" },
        { "DG0143", "input x[i:batch, t:T]\nz[i] = x[i, «4»]", "4 ranges over 4…4, but axis 2 of x[batch, T] over 0…T−1: write pad(4) to read 0 outside, or make the extents agree" },
        { "DG0143", "input p[i:batch, k:9];  label t[i] < 10\nL = mean(i: p[i, «t[i]»])", "t[i] ranges over 0…9, but axis 2 of p[batch, 9] over 0…8: write pad(t[i]) to read 0 outside, or make the extents agree" },
        { "DG0144", "input x[i:batch, k:units]\nparam W[k, h:«unitts»] ~ he", "'unitts' is not a whole number that is known here; did you mean 'units'?: an extent is made of numbers, whole parameters of the layer, sizes such as T<=128, size(j) and size(a, -1)" },
        { "DG0145", "param b[«k:2-2»] = 0", "the extent of 'k' is 0: every extent is from 1 to 2147483647" },
        { "DG0146", "y[«...»] = 3", "it is not known which axes '...' stands for: write the indices one by one" },
        { "DG0147", "input x[i:batch, j:3];  input v[i]\ny[...] = x[...] + «v[...]»", "'...' stands for 2 axes in x[batch, 3], but for 1 axis in v[batch]: write the indices one by one" },
        { "DG0148", "input x[i:batch, j:3]\ny[i] = x[i, «0.5»]", "'0.5' cannot stand in an index position: positions are made of indices, whole numbers, sizes and tensors of whole numbers, with + - * / %" },
        { "DG0149", "input x[i:batch, j:3];  input t[i]\ny[i] = x[i, «t[i]»]", "'t' is read as a position, but its values are real: declare it with a bound, 'input t[…] < N' or 'label t[…] < N'; in a stack only what [Input(…)] declares can be whole numbers" },
        { "DG0150", "input x[i:batch, j:9]\ny[i, k:3] = sum(l:3: x[i, «k*l»])", "the product of two indices is not affine: one of the two is a number" },
        { "DG0160", "input x[i:batch, j:3]\ny[i] = x[i, «j»]", "the index 'j' occurs once and is not on the left side: write sum(j: …)" },
        { "DG0160", "input x[i:batch, j:3];  param W[j, k:2] ~ he\nz[i, k] = x[i, «jj»] * W[j, k]", "the index 'jj' occurs once and is not on the left side; did you mean 'j'?: write sum(jj: …)" },
        { "DG0160", "input x[i:batch, j:3];  param W[j, k:2] ~ he\nz[i, k] = x[i, j] * W[«l», k]", "the index 'l' occurs once and is not on the left side: write sum(l: …)" },
        { "DG0160", "input x[i:batch, j:3];  param W[j, k:2] ~ he\nz[i, k] = x[i, «j»] * W[0, k]", "the index 'j' occurs once and is not on the left side: write sum(j: …)" },
        { "DG0161", "input x[i:batch, j:3]\ny[i] = softmax(«j»: x[i, j])", "softmax keeps its index, but 'j' is neither on the left side nor summed around it: write 'j' on the left side" },
        { "DG0162", "input x[i:batch, j:3]\ny[i] = max(j where «j < 1 or j > 1»: x[i, j])", "the condition of max is not a conjunction of comparisons of indices: use 'and' alone, and compare indices" },
        { "DG0163", "input x[i:batch, j:3]\ny[i, j] = x[i, j] * («j < 1»)", "a condition is not a number: write it in brackets, [a < b], to get 1 or 0" },
        { "DG0164", "input x[i:batch]\ny[i] = x[i] + «y[i]»", "the equation of 'y' reads 'y', by way of itself: declare 'scan y[…] over t = 0' and read it at t-1" },
        { "DG0165", "input x[t:T]\nscan h[t] over t = 0\n«z» = h[0]\nh[t] = x[t] + z * h[t-1]", "'z' takes part in the recurrence over 't', but has no index 't': give it the index" },
        { "DG0166", "input x[t:T]\nscan «h»[t] over t = 0\nh[t] = x[t] * h[t]", "'h' reads 'h' at t, a step that is not computed yet: read t-1" },
        { "DG0167", "input x[i:batch]\ny[i] = «x[i] / 0»", "this is not a real number: A rational number cannot have the denominator 0." },
        { "DG0168", "input x[i:batch, k:3]\n«fact sum(k: x[i, k]) + 1 = 1»\nL = mean(i, k: x[i, k])", "the left side of the fact has 2 terms: bring all but one to the right side" },
        { "DG0169", "input x[i:batch]\ny[i] = x[i]\nloss «y»", "the loss y has indices: take the mean over the examples, mean(i: …)" },
        { "DG0170", "input x[i:batch]\ny[i, «i»] = x[i]", "'i' cannot stand on the left side: it stands there twice: write plain indices, each once" },
        { "DG0171", "input x[i:batch, j:6]\n«fact size(j) % 4 = 0»\nL = mean(i, j: x[i, j])", "'fact size(j) % 4 = 0' does not hold, as size(j) is 6: give numbers and an input for which it does" },
        { "DG0171", "input x[i:batch, j:6]\n«fact size(j) > 7 or size(j) < 5»\nL = mean(i, j: x[i, j])", "'fact size(j) > 7 or size(j) < 5' does not hold, as size(j) is 6: give numbers and an input for which it does" },
        { "DG0172", "input x[i:batch, j:6]\n«fact x[0, 0] < 2»\nL = mean(i, j: x[i, j])", "it is not known whether 'fact x[0, 0] < 2' holds: compare numbers, parameters of the layer and sizes; a promise about tensors is an equation" },
        { "DG0175", "input x[i:batch] «param» b = 0\ny[i] = x[i] + b", "the statement that begins with 'param' stands in the line of another one: write ';' before it, or a new line" },
        { "DG0173", "input x[i:batch];  target y[i]\nL = mean(i: (x[i] - y[i])^2)\n«right» = mean(i: [x[i] > y[i]])", "'L' and 'right' are scalars that no other equation reads, and nothing says which of them is the loss: write 'loss L' for the one to differentiate, or add them up in one equation" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_problem_has_its_code_its_place_and_its_remedy(string code, string marked, string message)
    {
        using var culture = new HostileCulture();
        int start = marked.IndexOf('«'), end = marked.IndexOf('»') - 1;
        TextProblem problem = Assert.Single(EquationText.Bind(marked.Replace("«", "").Replace("»", "")).Problems);
        Assert.Equal($"{code} at {start}+{end - start}: {message}", problem.ToString());
    }

    [Theory]
    [InlineData("DG0121", "x * «sigmod»(x)")]
    [InlineData("DG0101", "x *«»")]
    [InlineData("DG0120", "x + «b»")]
    [InlineData("DG0120", "«b»[i] * x")]
    [InlineData("DG0167", "«sqrt(-2)» * x")]
    public void A_formula_s_problem_lies_in_its_own_string(string code, string marked)
    {
        int start = marked.IndexOf('«'), length = marked.IndexOf('»') - 1 - start;
        TextProblem problem = Assert.Single(EquationText.Bind(
            "input x[i:batch]; input b[i]\ny[i] = activation(x[i])", new() { Formulas = new Dictionary<string, string> { ["activation"] = marked.Replace("«", "").Replace("»", "") } }).Problems);
        Assert.Equal((code, "activation", start, length), (problem.Code, problem.Parameter, problem.Span.Start, problem.Span.Length));
    }

    [Fact]
    public void Nesting_without_end_is_a_problem_and_no_overflow()
    {
        foreach (string deep in new[] { new string('(', 100_000), new string('-', 100_000) + "x[i]", string.Concat(Enumerable.Repeat("x[i] + ", 100_000)) + "1", string.Concat(Enumerable.Repeat("exp(", 100_000)) })
        {
            Assert.Equal("DG0104", EquationText.Bind("input x[i:batch]\ny[i] = " + deep).Problems[0].Code);
        }
    }

    [Fact]
    public void One_statement_s_problem_does_not_hide_the_next_one_s_nor_repeat_itself()
    {
        BoundText bound = EquationText.Bind("input x[i:batch]\ny[i] = x[i] +\nz[i] = y[i] * 2\nw[i] = x[i] + q");
        Assert.Equal(["DG0101", "DG0120"], bound.Problems.Select(problem => problem.Code));
        Assert.Null(bound.System);
    }

    /// <summary>Read the other way round on purpose, or with other letters.</summary>
    [Theory]
    [InlineData("param W[j:4, k:4]\nL = sum(j, k: (W[j, k] - W[k, j])^2)")]                              // both ways
    [InlineData("param W[j:4, k:size(j)]\ninput x[i:batch, j]\nz[i, k] = x[i, j] * W[k, j]")]           // one extent
    [InlineData("param W[j:4, k:4]\ninput x[i:batch, j]\nh[i, k] = x[i, j] * W[j, k]\ny[i, j] = h[i, k] * W[j, k]")]
    [InlineData("param W[a:4, b:4]\ninput x[i:batch, j:4]\nz[i, k] = x[i, j] * W[k, j]")]               // letters of its own
    [InlineData("input x[i:batch, h:8, w:8]\ny[i, w, h] = x[i, h, w]")]                                 // a transposition, of any extents
    public void Nothing_is_made_of_equal_extents_that_are_meant(string text) => Assert.Empty(EquationText.Bind(text).Problems);

    /// <summary>What other languages write: one problem that says what to write instead, and its mend.</summary>
    [Theory]
    [InlineData("y[i] = x[i] «@» x[i]", "a product of matrices is written with its indices, x[i, j] * W[j, k], which sums over j")]
    [InlineData("y[i] = x[i] «**» 2", "write '^' for a power", "y[i] = x[i] ^ 2")]
    [InlineData("y[i] = «pow»(x[i] + 1, 2)", "write a^b for pow(a, b)", "y[i] = (x[i] + 1)^2")]
    [InlineData("y[i] = 2 * «ln»(x[i] + 1)", "write log, the natural logarithm", "y[i] = 2 * log(x[i] + 1)")]
    [InlineData("y[i] = 2 * «square»(x[i])", "write x^2", "y[i] = 2 * x[i]^2")]
    [InlineData("y[i] = x[i] > 0 «?» x[i] : 0", "write a condition in brackets, [a > b] * c + [a <= b] * d, or max(a, b)")]
    [InlineData("y[i] = (x[i] > 0) «?» x[i] : 0", "write a condition in brackets, [a > b] * c + [a <= b] * d, or max(a, b)")]
    [InlineData("y[i] = x[i] «>» 0", "a comparison is a number only in brackets, [a < b], which is 1 or 0")]
    [InlineData("y[i] = [x[i] > 0«&&»x[i] < 1]", "write 'and'", "y[i] = [x[i] > 0 and x[i] < 1]")]
    [InlineData("y[i] = [x[i] > 0 «||» x[i] < -1]", "write 'or'", "y[i] = [x[i] > 0 or x[i] < -1]")]
    [InlineData("y[i] = [«!»(x[i] > 0)]", "write 'not'", "y[i] = [not (x[i] > 0)]")]
    [InlineData("y[i] = 0.5«f» * x[i]", "numbers have no suffix", "y[i] = 0.5 * x[i]")]
    [InlineData("y[i] «==» x[i]", "write '=' for an equation", "y[i] = x[i]")]
    [InlineData("y[i] «:=» x[i]", "write '=' for an equation", "y[i] = x[i]")]
    [InlineData("y[i] «+=» x[i]", "each tensor has one equation, which says all of it")]
    [InlineData("«let» y[i] = x[i]", "an equation begins with its name", " y[i] = x[i]")]
    [InlineData("«parameter» b = 0;  y[i] = x[i] + b", "write 'param'", "param b = 0;  y[i] = x[i] + b")]
    [InlineData("«parm» b = 0;  y[i] = x[i] + b", "write 'param'", "param b = 0;  y[i] = x[i] + b")]
    [InlineData("«b»[k:3] ~ he;  y[i] = x[i] + sum(k: b[k])", "a parameter begins with 'param', param b", "param b[k:3] ~ he;  y[i] = x[i] + sum(k: b[k])")]
    [InlineData("input v[i, j:2];  y[i] = sum(j: v[i«][»j])", "all indices stand in one pair of brackets, x[i, j]", "input v[i, j:2];  y[i] = sum(j: v[i, j])")]
    [InlineData("input v«(»i)", "axes stand in brackets, x[i, j]")]
    [InlineData("«#» a comment\ny[i] = x[i]", "a comment begins with '//'", "// a comment\ny[i] = x[i]")]
    public void What_is_written_so_elsewhere_has_its_form_here(string marked, string remedy, string? mended = null)
    {
        const string Before = "input x[i:batch]\n";
        int start = Before.Length + marked.IndexOf('«'), length = marked.IndexOf('»') - 1 - marked.IndexOf('«');
        string text = Before + marked.Replace("«", "").Replace("»", "");
        TextProblem problem = Assert.Single(EquationText.Bind(text).Problems);
        Assert.Equal($"DG0174 at {start}+{length}: '{text.Substring(start, length)}' is not written so in equations: {remedy}", problem.ToString());
        if (mended is not null)
        {
            Mend mend = Assert.Single(problem.Mends);
            string changed = text[..mend.Span.Start] + mend.Text + text[mend.Span.End..];
            Assert.Equal(Before + mended, changed);
            Assert.Empty(EquationText.Bind(changed).Problems);
        }
    }

    /// <summary>What other equations read is not the loss, nor is an output; that the next value of a state reads it says nothing.</summary>
    [Theory]
    [InlineData("a = mean(i: x[i]^2)\nb = mean(i: x[i])\nc = a + b", "c")]
    [InlineData("b = mean(i: x[i])\ny[i] = x[i] - b\nL = mean(i: y[i]^2)", "L")]
    [InlineData("L = mean(i: x[i]^2)\nb = mean(i: x[i])\ny[i] = x[i] - b", "L")]
    [InlineData("L = mean(i: x[i]^2)\nb = mean(i: x[i]);  output b", "L")]
    [InlineData("state s = 0\nL = mean(i: x[i]^2)\ns' = 0.9*s + 0.1*L", "L")]
    [InlineData("L = mean(i: x[i]^2);  loss L\nb = mean(i: x[i])", "L")]
    [InlineData("L = mean(i: x[i]^2)\ny[i] = L * x[i]", "L")]
    public void The_loss_is_the_scalar_that_nothing_reads(string text, string loss) => Assert.Equal(loss, EquationText.Bind("input x[i:batch]\n" + text).Require().Loss!.Name);

    [Fact]
    public void Every_kind_of_problem_of_a_text_by_itself_has_a_case()
    {
        string[] elsewhere = ["DG0131", "DG0133", "DG0135", "DG0137", "DG0151", "DG0174"];
        Assert.Equal(TextErrors.All.Select(row => row.Id).Except(elsewhere), Cases.Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));
    }
}
