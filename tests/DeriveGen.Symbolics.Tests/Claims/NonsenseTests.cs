using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Claims;

namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>What nobody means is answered like everything else, in bounded work: by a verdict, or by a message that says what is too much.</summary>
public sealed class NonsenseTests
{
    /// <summary>What the claim is, the claim, how its verdict begins.</summary>
    public static TheoryData<string, string, string> Lines => new()
    {
        { "a chain of 81 matrices", "dA1 = A1" + Times(40, " A1' A1"), "wrong: it differs by up to 1 of the largest value" },
        { "a chain of 60 matrices in brackets", "dW2 = " + Times(12, "(A1' dZ dZ' A1) ") + "A1' dZ", "wrong: " },
        { "brackets, 9000 deep", "dW2 = " + Times(4500, "(") + "A1" + Times(4500, ")"), "unreadable: the line has more than 600 words and symbols" },
        { "fractions, 60 deep", "dW2 = " + Times(70, @"\frac{1}{") + "1" + Times(70, "}"), "unreadable: brackets are nested more than 60 deep" },
        { "a high power", "dA1 = A1^∘99999", "wrong: it is no finite number" },
        { "a number to a high power", "dW2 = 2^99999999 A1' dZ", "unreadable: a number in it does not exist" },
        { "powers of powers", "dA1[i,h] = 9^9^9^9*A1[i,h]", "unreadable: " },
        { "a long number", "dW2 = " + Times(9000, "9") + " A1' dZ", "unreadable: the number has more than 30 digits" },
        { "many derivatives", "dA1 = relu" + Times(500, "'") + "(Z1)", "unreadable: relu is differentiated 500 times; more than 4 times none is" },
        { "many derivatives of elements", "dA1[i,h] = tanh" + Times(30, "'") + "(Z1[i,h])", "unreadable: tanh is differentiated 30 times; more than 4 times none is" },
        { "a high layer", "dW_{99999999} = A1", "unreadable: 'dW_{99999999}' is not known here" },
        { "a layer beyond whole numbers", "dW_{99999999999999999999} = A1", "unreadable: " },
        { "a long sum that is not needed", "dA1[i,h] = sum(z:99999999: A1[i,h])", "wrong: " },
        { "a long sum", "dA1[i,h] = sum(z:99999999: A1[i,h]*[z = h])", "unreadable: the sums of the line run over more than 1000000 products" },
        { "sums, 300 deep", "dA1[i,h] = " + Times(300, "sum(k: ") + "dZ[i,k]" + Times(300, ")"), "unreadable: the claim has more than 100 brackets" },
        { "a product of 14 sums", "dA1[i,h] = " + string.Join("*", Enumerable.Range(0, 14).Select(k => $"sum(k{(char)('a' + k)}: dZ[i,k{(char)('a' + k)}])")), "wrong: " },
        { "a product of 40 sums of matrices", "dA1 = " + string.Join(" ∘ ", Enumerable.Repeat("(A1 + dA1)", 40)), "wrong: " },
        { "40 functions of each other", "dA1[i,h] = " + Times(40, "exp(") + "A1[i,h]" + Times(40, ")"), "wrong: it is no finite number" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_has_a_verdict(string what, string claim, string verdict)
    {
        ClaimVerdict found = Assert.Single(Check(ClaimNetworks.Classes, claim));

        Assert.True(found.Verdict.StartsWith(verdict, StringComparison.Ordinal), $"{what}: {found.Verdict}");
        Assert.DoesNotContain("__", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Definitions_of_definitions_are_written_out_to_a_bounded_length()
    {
        string[] lines = [.. Enumerable.Range(1, 40).Select(k => k == 1 ? "b1x = A1" : $"b{k}x = b{k - 1}x ∘ b{k - 1}x"), "dA1 = b40x"];

        EquatableArray<ClaimVerdict> verdicts = Check(ClaimNetworks.Classes, lines);

        Assert.Equal(lines.Length, verdicts.Length);
        Assert.Contains(verdicts, verdict => verdict.Verdict == "unreadable: with its definitions written out the line has more than 3000 words and symbols");
        Assert.Equal(VerdictKind.Unreadable, verdicts[^1].Kind);
    }

    /// <summary>Settings and networks: the claims fence's first line or the network, how the message begins.</summary>
    public static TheoryData<string, string, string> Files => new()
    {
        { ClaimNetworks.Classes, "layers l = 1..1000000000", "Line 10: 'l = 1..1000000000' is no range of layers" },
        { ClaimNetworks.Classes, "layers l = 9..1", "Line 10: 'l = 9..1' is no range of layers" },
        { ClaimNetworks.Classes, new string('x', 1_000_000), "The file has" },
        { ClaimNetworks.Classes, new string('(', 100_000), "Line 10 has 100000 characters; a claim has at most 10000." },
        { "L = " + Times(100_000, "("), "dx = 1", "Line 2: DG0104: the statement that begins with 'L' has more than" },
        { "L = " + Times(100_000, "-") + "1", "dx = 1", "Line 2: DG0104: the statement that begins with 'L' has more than" },
        { "input X[i:batch, j:99999999999999999999]\nL = mean(i: sum(j: X[i,j]))", "dX = 1", "Line 2: DG0144: '99999999999999999999' is not a whole number" },
        { Doubling(30), "dW = 1", "Line 3: DG0104: the statement that begins with 'f0' has more than 1000 calls of functions in it, written out" },
        { "input X[i:batch]\nL = mean(i: X[i]^999999999)", "dX = 1", "Line 3: DG0167: " },
        { "\u0001\u0002\u0003", "dX = 1", "Line 2: DG0100: " },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_cannot_be_meant_is_refused(string network, string claims, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Check(network, claims)).Message);

    [Fact]
    public void Huge_extents_are_no_more_work_than_small_ones() =>
        Assert.Equal(VerdictKind.Proved, Assert.Single(Check("input X[i:2000000, j:2000000]\nL = sum(i, j: X[i,j]^2)", "dX = 2 X")).Kind);

    [Fact]
    public void Twenty_thousand_broken_lines_have_a_verdict_each() =>
        Assert.All(Check(ClaimNetworks.Classes, [.. Enumerable.Repeat("((((", 20_000)]), verdict => Assert.Equal(VerdictKind.Unreadable, verdict.Kind));

    [Fact]
    public void A_power_of_a_number_has_a_bounded_length()
    {
        Assert.Equal(new Rational(1024, 59049), new Rational(-2, 3).Power(10) * 1);
        Assert.Equal(1, new Rational(-1, 1).Power(2_000_000_000).ToDouble());
        Assert.Throws<OverflowException>(() => new Rational(2, 1).Power(2_000_000_000));
        Assert.Throws<OverflowException>(() => new Rational(2, 1).Power(int.MinValue));
    }

    /// <summary>A function that calls the one before twice, and so on: written out, 2ⁿ calls.</summary>
    private static string Doubling(int count) =>
        string.Join("\n", Enumerable.Range(0, count).Select(k => k == 0 ? "f0(x) = x*x" : $"f{k}(x) = f{k - 1}(x) + f{k - 1}(2*x)"))
        + $"\ninput X[i:batch, j:3];  param W[j] ~ he\nY[i] = f{count - 1}(X[i,j]*W[j])\nL = mean(i: Y[i])";

    private static string Times(int count, string text) => string.Concat(Enumerable.Repeat(text, count));

    private static EquatableArray<ClaimVerdict> Check(string network, params string[] lines) =>
        ClaimChecker.Check($"```network\n{network}\n```\n```claims\n{string.Join("\n", lines)}\n```\n");
}
