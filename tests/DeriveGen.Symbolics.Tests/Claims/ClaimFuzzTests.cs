using System.Globalization;
using System.Text;
using DeriveGen.Symbolics.Claims;

namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>
/// Random files: words of the claims' language in any order, right claims with characters changed, bytes. Whatever comes, every line has a verdict
/// or the file a message, and a line that is proved stays right when it is written out anew. The environment variable DERIVEGEN_CLAIMS says how many
/// lines; a failing one is found again by its seed.
/// </summary>
public sealed class ClaimFuzzTests
{
    private const string Switch = "DERIVEGEN_CLAIMS";
    private const int Lines = 600, LinesOfFile = 60;

    private static readonly string[] s_words =
    [
        "dW2", "dW1", "A1", "Z1", "Z", "dZ", "dA1", "dX", "X", "b2", "db2", "ones", "𝟏", "m", "2", "1", "0.5", "(", ")", "[", "]", "{", "}", "'", "ᵀ", "^T", "∘", ".*", "⊗", "⊘", "./", "*", "/", "+", "-", "−", "=", "=", ",", ":", "^", "_",
        @"\frac{", @"\partial", @"\left(", @"\right)", @"\sum_{i}", @"\odot", @"\mathbf{W}", "Diag(", "relu'(", "exp(", "sum(i: ", "mean(k: ", "Σk", "[i,k]", "[h,k]", "[i,h]", "[j,h]", "[t[i] = k]", "∂L/∂W2", "δ", "W_{l+1}", "^{(2)}", "\t", "  ", "𝒳", "\u202E", "ᵀᵀ",
    ];

    private static readonly string[] s_right =
    [
        "dW2 = A1' * dZ", "dW2[j,k] = dZ[i,k]*A1[i,j]", "dX = dZ1 * W1'", "db2 = ones' * dZ", "dZ[i,k] = (PZ[i,k] - [t[i] = k])/m", "dZ1 = dA1 ∘ relu'(Z1)", "dA1[i,h] = Σk dZ[i,k]·W2[h,k]",
        @"\frac{\partial L}{\partial W_2} = A_1^\top \frac{\partial L}{\partial Z}", "dW1 = X' ((dZ W2') .* relu'(Z1))",
    ];

    [Fact]
    public void Every_line_has_a_verdict_and_every_file_an_answer()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable(Switch), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : Lines;
        for (int seed = 0; seed * LinesOfFile < count; seed++)
        {
            var random = new Random(seed);
            string[] lines = [.. Enumerable.Range(0, LinesOfFile).Select(_ => Line(random))];
            try
            {
                EquatableArray<ClaimVerdict> verdicts = ClaimChecker.Check(File(lines));
                Assert.Equal(lines.Count(line => line.Trim().Length > 0), verdicts.Length);
                foreach (ClaimVerdict verdict in verdicts.Where(verdict => verdict.Repair is not null && verdict.Kind is VerdictKind.Wrong or VerdictKind.Shape))
                {
                    Assert.DoesNotContain("__", verdict.ToString(), StringComparison.Ordinal);
                }
            }
            catch (FormatException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }
    }

    [Fact]
    public void Bytes_are_no_claims_file()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = new byte[random.Next(1, 5000)];
            random.NextBytes(bytes);
            string text = seed % 2 == 0 ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
            Assert.NotEmpty(Assert.Throws<FormatException>(() => ClaimChecker.Check(text)).Message);
            Assert.NotEmpty(Assert.Throws<FormatException>(() => ClaimChecker.Check($"```network\n{text.Replace('`', ' ')}\n```\n```claims\ndX = 1\n```")).Message);
        }
    }

    private static string File(string[] lines) => $"```network\n{ClaimNetworks.Classes}\n```\n```claims\n{string.Join("\n", lines)}\n```\n";

    private static string Line(Random random)
    {
        string line = random.Next(3) switch
        {
            0 => string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(1, 25)).Select(_ => s_words[random.Next(s_words.Length)])),
            1 => s_words[random.Next(12)] + " = " + string.Join(" ", Enumerable.Range(0, random.Next(1, 9)).Select(_ => s_words[random.Next(s_words.Length)])),
            _ => Changed(s_right[random.Next(s_right.Length)], random),
        };

        // A fence would end here, and a comment would hide what follows.
        return line.Replace("`", "", StringComparison.Ordinal).Replace("//", "/", StringComparison.Ordinal);
    }

    private static string Changed(string line, Random random)
    {
        var text = new StringBuilder(line);
        for (int change = random.Next(1, 4); change > 0 && text.Length > 0; change--)
        {
            int at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0: text.Remove(at, 1); break;
                case 1: text.Insert(at, s_words[random.Next(s_words.Length)]); break;
                case 2: text[at] = (char)random.Next(33, 0x2FF); break;
                default: text.Insert(at, text.ToString(0, random.Next(text.Length))); break;
            }
        }

        return text.ToString();
    }
}
