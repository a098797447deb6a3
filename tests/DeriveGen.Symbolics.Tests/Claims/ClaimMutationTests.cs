using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Claims;
using Xunit.Abstractions;

namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>Right claims are found right; each of them with one slip is never called right, and nearly always mended.</summary>
public sealed class ClaimMutationTests(ITestOutputHelper output)
{
    private const string Dense = """
        input X[i:batch, j:4];  target T[i, k:3];  param W[j, k] ~ glorot;  param b[k] = 0
        Z[i, k] = X[i, j] * W[j, k] + b[k];  A[i, k] = sigmoid(Z[i, k])
        L = mean(i: sum(k: (A[i, k] - T[i, k])^2))
        """;

    private const string Convolution = """
        input X[i:batch, y:6, x:7, c:2];  param W[r:3, s:2, c, o:4] ~ he;  param b[o] = 0
        Z[i, u:4, v:6, o] = sum(r, s, c: X[i, u+r, v+s, c] * W[r, s, c, o]) + b[o]
        target T[i, u, v, o]
        L = sum(i, u, v, o: (Z[i, u, v, o] - T[i, u, v, o])^2)
        """;

    private const string BatchNorm = """
        input X[i:batch, d:5];  param g[d] = 1;  param b[d] = 0;  target T[i, d]
        mu[d] = mean(i: X[i, d]);  c[i, d] = X[i, d] - mu[d];  v[d] = mean(i: c[i, d]^2);  r[d] = (v[d] + 0.001)^(-0.5)
        h[i, d] = c[i, d] * r[d];  Y[i, d] = h[i, d] * g[d] + b[d]
        L = sum(i, d: (Y[i, d] - T[i, d])^2)
        """;

    private const string Gated = """
        input X[i:batch, j:4];  target T[i, k:3];  param W[j, k] ~ glorot;  param V[j, k] ~ glorot
        P[i, k] = X[i, j] * W[j, k];  Q[i, k] = X[i, j] * V[j, k];  S[i, k] = sigmoid(Q[i, k]);  H[i, k] = P[i, k] * S[i, k]
        L = mean(i: sum(k: (H[i, k] - T[i, k])^2))
        """;

    private const string Residual = """
        input X[i:batch, j:4];  target T[i, j];  param W[j, k:6] ~ glorot;  param V[k, j] ~ glorot
        Z[i, k] = X[i, j] * W[j, k];  A[i, k] = tanh(Z[i, k]);  Y[i, j] = X[i, j] + A[i, k] * V[k, j]
        L = mean(i: sum(j: (Y[i, j] - T[i, j])^2))
        """;

    private const string Bilinear = """
        input X[i:batch, j:4];  input Y[i, k:3];  target T[i];  param M[j, k] ~ glorot
        Q[i, k] = X[i, j] * M[j, k];  s[i] = Q[i, k] * Y[i, k]
        L = mean(i: (s[i] - T[i])^2)
        """;

    private const string Factored = """
        input X[i:batch, j:4];  target T[i, o:2];  param U[j, r:3] ~ glorot;  param V[r, o] ~ glorot
        H[i, r] = X[i, j] * U[j, r];  Z[i, o] = H[i, r] * V[r, o]
        L = sum(i, o: (Z[i, o] - T[i, o])^2)
        """;

    /// <summary>Network, settings, claims that hold.</summary>
    public static TheoryData<string, string, string[]> Rows => new()
    {
        { Dense, "", ["dW = Xᵀ dZ", "dZ = dA ∘ A ∘ (1 − A)", "dX = dZ Wᵀ", "db = 𝟏ᵀ dZ", "dA = (2/m) (A − T)"] },
        { ClaimNetworks.Seed000, "layers i = 1..3", ["dh_3 = z_3 − y", "dW_i = dh_i z_{i−1}ᵀ", "dz_i = W_{i+1}ᵀ dh_{i+1}", "dh_i = (W_{i+1}ᵀ dh_{i+1}) ∘ z_i ∘ (1 − z_i)"] },
        { ClaimNetworks.Seed001, "layers l = 1..3\nfunction φ", ["dTheta^l = dz^{l+1} (a^l)ᵀ", "db^l = dz^l", "dz^2 = (Theta^{2}ᵀ dz^3) ∘ φ'(z^2)"] },
        { ClaimNetworks.Seed002, "adjoints per-example\nfunction g\nlayers l = 1..2", ["dW_l = (1/m) dZ_l A_{l−1}ᵀ", "db_l = (1/m) dZ_l 𝟏", "dA_1 = W_2ᵀ dZ_2", "dZ_1 = dA_1 ∘ g'(Z_1)", "dZ_2 = A_2 − Y"] },
        { ClaimNetworks.Seed003, "adjoints per-example\nfunction g\nlayers l = 1..2", ["dW_l = (1/m) A_{l−1}ᵀ dZ_l", "dZ_1 = (dZ_2 W_2ᵀ) ∘ g'(Z_1)", "dW_1 = (1/m) A_0ᵀ ((dZ_2 W_2ᵀ) ∘ g'(Z_1))"] },
        { ClaimNetworks.Seed004, "function f\nlayers i = 1..3", ["ds_i = (W_{i+1}ᵀ ds_{i+1}) ∘ f'(s_i)", "dW_i = ds_i ⊗ z_{i−1}", "dz_3 = 2 (z_3 − y)"] },
        { Gated, "", ["dP = dH ∘ S", "dS = dH ∘ P", "dQ = dS ∘ S ∘ (1 − S)", "dW = Xᵀ dP", "dX = dP Wᵀ + dQ Vᵀ"] },
        { Residual, "", ["dA = dY Vᵀ", "dZ = (dY Vᵀ) ∘ (1 − A ∘ A)", "dX = dY + dZ Wᵀ", "dV = Aᵀ dY"] },
        { Factored, "", ["dV = Hᵀ dZ", "dU = Xᵀ (dZ Vᵀ)", "dH = dZ Vᵀ"] },
        { Bilinear, "", ["dM[j,k] = sum(i: ds[i]*X[i,j]*Y[i,k])", "dX[i,j] = sum(k: ds[i]*M[j,k]*Y[i,k])", "dQ[i,k] = ds[i]*Y[i,k]"] },
        { ClaimNetworks.LayerNorm, "", ["dg[d] = sum(i: dY[i,d]*hY[i,d])", "dhY[i,d] = dY[i,d]*g[d]", "dX[i,d] = rY[i]*(dhY[i,d] - mean(e: dhY[i,e]) - hY[i,d]*mean(e: dhY[i,e]*hY[i,e]))"] },
        { BatchNorm, "", ["dg[d] = sum(i: dY[i,d]*h[i,d])", "db[d] = sum(i: dY[i,d])", "dX[i,d] = g[d]*r[d]*(dY[i,d] - mean(q: dY[q,d]) - h[i,d]*mean(q: dY[q,d]*h[q,d]))"] },
        { ClaimNetworks.Attention, "", ["daP[h,i,j] = sum(d: daO[i,h,d]*v[j,h,d])", "dv[j,h,d] = sum(i: aP[h,i,j]*daO[i,h,d])", "dWq[c,h,d] = sum(i: X[i,c]*dq[i,h,d])", "daS[h,i,j] = aP[h,i,j]*(daP[h,i,j] - sum(u: daP[h,i,u]*aP[h,i,u]))"] },
        { Convolution, "", ["dW[r,s,c,o] = sum(i, u, v: X[i,u+r,v+s,c]*dZ[i,u,v,o])", "db[o] = sum(i, u, v: dZ[i,u,v,o])", "dZ[i,u,v,o] = 2*(Z[i,u,v,o] - T[i,u,v,o])"] },
        { ClaimNetworks.Classes, "", ["dW2 = A1ᵀ dZ", "dA1 = dZ W2ᵀ", "dZ1 = dA1 ∘ relu'(Z1)", "dZ[i,k] = (PZ[i,k] - [t[i] = k])/m"] },
    };

    /// <summary>Slips in matrix notation, and in index notation, each a pattern and what takes its place.</summary>
    private static readonly (string Kind, string Pattern, string Put)[] s_matrixSlips =
    [
        ("transpose dropped", "ᵀ", ""),
        ("transpose added", @"(?<=^|[ (])(d?[A-Za-zΘ]+(?:_\{[^}]*\}|_\d|_[a-z]|\^\{[^}]*\}|\^\d|\^[a-z])?)(?= |$|\))(?!ᵀ)", "$1ᵀ"),
        ("swap", @"^(\([^()]*\)|\S+) (\S+)$", "$2 $1"),
        ("Hadamard for product", @"(?<=[\w}ᵀ]) (?=d?[A-Za-zΘ])(?!m\))", " ∘ "),
        ("product for Hadamard", " ∘ ", " "),
        ("layer shifted", @"_\{([il])\+1\}", "_$1"),
        ("layer shifted", @"_\{([il])−1\}", "_$1"),
        ("factor", "^(.+)$", "2 ($1)"),
        ("sign", "^(.+)$", "−($1)"),
        ("mean forgotten", @"^\(1/m\) ", ""),
        ("term dropped", @" \+ .*$", ""),
        ("term's sign", @" \+ ", " − "),
        ("term's sign", @" − (?=[yTY])", " + "),
        ("derivative forgotten", @"(?<=[φgf]|relu)'", ""),
        ("operand of a derivative", @"(?<=dY )V", "W"),
        ("sum dropped", "𝟏ᵀ ", ""),
    ];

    private static readonly (string Kind, string Pattern, string Put)[] s_indexSlips =
    [
        ("indices exchanged", @"\[(\w),(\w)\]", "[$2,$1]"),
        ("indices exchanged", @"\[(\w),(\w),(\w)\]", "[$1,$3,$2]"),
        ("factor", "^(.+)$", "2*($1)"),
        ("sign", "^(.+)$", "-($1)"),
        ("term's sign", " - ", " + "),
        ("mean forgotten", "/m$", ""),
        ("tensor mistaken", @"\bh(?=\[)", "c"),
        ("tensor mistaken", @"\bhY(?=\[)", "cY"),
    ];

    /// <summary>The slips that leave the value as it was.</summary>
    private static readonly string[] s_harmless = ["db^l = dz^lᵀ", "dW_i = ds_iᵀ ⊗ z_{i−1}", "dW_i = ds_i ⊗ z_{i−1}ᵀ", "dz_3 = 2 (z_3ᵀ − y)", "dz_3 = 2 (z_3 − yᵀ)"];

    [Fact]
    public void Right_claims_are_right_and_slips_are_found_and_mended()
    {
        int networks = 0, mutants = 0, wrong = 0, mended = 0, larger = 0;
        var held = new List<string>();
        var failures = new List<string>();
        foreach (Row row in Rows.Select(Row.Of))
        {
            networks++;
            ClaimsFence Fence(IEnumerable<string> claims) => new(row.Network, 1, [.. row.Settings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Concat(claims).Select((text, number) => new ClaimLine(number + 1, text))]);
            foreach (ClaimVerdict verdict in ClaimChecker.Check(Fence(row.Claims)))
            {
                if (verdict.Kind != VerdictKind.Proved)
                {
                    failures.Add($"right, but: {verdict}\n  of {verdict.Claim}");
                }
            }

            (string Slip, string Right)[] made = [.. row.Claims.SelectMany(claim => Slips(claim).Select(slip => (slip, claim))).DistinctBy(pair => pair.slip).Where(pair => !row.Claims.Contains(pair.slip))];
            string[] slips = [.. made.Select(pair => pair.Slip)];
            ClaimVerdict[] verdicts = [.. ClaimChecker.Check(Fence(slips))];
            foreach (((string slip, string right), ClaimVerdict verdict) in made.Zip(verdicts).Where(pair => !pair.Second.Holds && pair.Second.Repair is not null))
            {
                int edit = Distance(slip, right), mend = Distance(slip, verdict.Repair!);
                if (mend > edit + 1)
                {
                    larger++;
                    output.WriteLine($"LARGER {edit} {mend}: {slip}   was {right}   repair {verdict.Repair}");
                }
            }
            List<(ClaimVerdict Verdict, string Repair)> repairs = [];
            foreach (ClaimVerdict verdict in verdicts)
            {
                mutants++;
                if (verdict.Holds)
                {
                    held.Add(verdict.Claim);
                    continue;
                }

                wrong++;
                if (verdict.Repair is { } repair)
                {
                    repairs.Add((verdict, repair));
                }
                else
                {
                    output.WriteLine($"not mended: {verdict}\n  of {verdict.Claim}");
                }
            }

            EquatableArray<ClaimVerdict> checkedAgain = ClaimChecker.Check(Fence(repairs.Select(repair => repair.Repair)));
            for (int i = 0; i < repairs.Count; i++)
            {
                bool isProved = checkedAgain[i].Kind == VerdictKind.Proved;
                mended += isProved ? 1 : 0;
                if (!isProved)
                {
                    output.WriteLine($"repair not proved: {repairs[i].Verdict}\n  of {repairs[i].Verdict.Claim}\n  {checkedAgain[i]}");
                }
            }
        }

        output.WriteLine($"{networks} networks, {mutants} slips, {wrong} of them wrong, {mended} mended, {larger} by a larger change");
        output.WriteLine(string.Join("\n", held));
        Assert.Empty(failures);
        Assert.Equal(s_harmless, held);
        Assert.True(networks >= 12 && mutants >= 300, $"{networks} networks, {mutants} slips");
        Assert.True(mended >= 0.95 * wrong, $"{mended} of {wrong} mended");
        Assert.True(larger <= 0.02 * wrong, $"{larger} of {wrong} mended by a larger change than the slip");
    }

    /// <summary>How many words and symbols one line has to lose and to gain to read as another, brackets aside: those that are not in their longest common part.</summary>
    private static int Distance(string line, string other)
    {
        string[] a = Words(line), b = Words(other);
        var common = new int[a.Length + 1, b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                common[i, j] = a[i - 1] == b[j - 1] ? common[i - 1, j - 1] + 1 : Math.Max(common[i - 1, j], common[i, j - 1]);
            }
        }

        return a.Length + b.Length - (2 * common[a.Length, b.Length]);
    }

    private static string[] Words(string line) => [.. Regex.Matches(line.Replace("-", "−", StringComparison.Ordinal).Replace("′", "'", StringComparison.Ordinal).Replace("Theta", "Θ", StringComparison.Ordinal), @"d?[\p{L}]+|\d+|[^\s(){}\[\],*]").Select(match => match.Value)];

    /// <summary>The claim with one slip, in every place where it can be made.</summary>
    private static IEnumerable<string> Slips(string claim)
    {
        int equals = claim.IndexOf(" = ", StringComparison.Ordinal);
        string left = claim[..(equals + 3)], right = claim[(equals + 3)..];
        foreach ((_, string pattern, string put) in claim.Contains('[') ? s_indexSlips : s_matrixSlips)
        {
            foreach (Match match in Regex.Matches(right, pattern))
            {
                yield return left + right[..match.Index] + match.Result(put) + right[(match.Index + match.Length)..];
            }
        }
    }

    private sealed record Row(string Network, string Settings, string[] Claims)
    {
        public static Row Of(object[] row) => new((string)row[0], (string)row[1], (string[])row[2]);
    }
}
