using DeriveGen.Symbolics.Claims;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Tests.Networks;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Tests.Claims;

/// <summary>An exercise has one error, where it says, and the checker finds that one.</summary>
public sealed class ExerciseTests
{
    public static TheoryData<string> Names => [.. TestNetworks.Seeds.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_first_wrong_line_is_the_planted_one(string name)
    {
        string right = Right(name, MatrixConvention.C);
        var planted = new HashSet<SlipKind>();
        foreach (SlipKind kind in Enum.GetValues<SlipKind>())
        {
            Exercise exercise;
            try
            {
                exercise = Exercise.Plant(right, kind, seed: 1 + (int)kind);
            }
            catch (FormatException impossible)
            {
                Assert.StartsWith($"No line takes an error of the kind {kind} that would show. There may be ones of the kinds", impossible.Message);
                continue;
            }

            planted.Add(exercise.Kind);
            Assert.Equal(kind, exercise.Kind);
            ClaimVerdict wrong = Assert.Single(ClaimChecker.Check(exercise.Text), verdict => !verdict.Holds);
            Assert.Equal(exercise.Line, wrong.Line);
            Assert.Equal(exercise.Verdict.ToString(), wrong.ToString());
            Assert.Equal(exercise.Right, right.Split('\n')[exercise.Line - 1]);

            // What the checker proposes instead is right.
            string[] lines = exercise.Text.Split('\n');
            lines[exercise.Line - 1] = wrong.Repair!;
            Assert.Null(ClaimChecker.FirstError(ClaimChecker.Check(string.Join('\n', lines))));
        }

        Assert.Subset(planted, new HashSet<SlipKind> { SlipKind.Transpose, SlipKind.Sign, SlipKind.Product, SlipKind.Factor });
    }

    /// <summary>A claim about what softmax is made of is for nobody who is not told what that is.</summary>
    [Fact]
    public void What_no_equation_names_is_said_before_the_claims()
    {
        Assert.Contains("\n\nHere `A2Max[i] = maxk Z2[i,k]`, `A2Exp[i,k] = exp(Z2[i,k] − A2Max[i])`, `A2Sum[i] = Σk A2Exp[i,k]`.\n\n```claims", Right("Seed003", MatrixConvention.R));
        Assert.DoesNotContain("Here", Right("Seed002", MatrixConvention.R));
    }

    /// <summary>Networks whose adjoints matrices cannot say, or only in part.</summary>
    public static TheoryData<string, string> Indexed => new()
    {
        { "convolution", """
            input X[i:batch, y:6, x:7, c:2];  param W[r:3, s:2, c, o:4] ~ he;  param b[o] = 0;  target T[i, u:4, v:6, o]
            Z[i, u, v, o] = sum(r, s, c: X[i, u+r, v+s, c] * W[r, s, c, o]) + b[o]
            A[i, u, v, o] = tanh(Z[i, u, v, o])
            L = sum(i, u, v, o: (A[i, u, v, o] - T[i, u, v, o])^2)
            """ },
        { "attention", """
            input X[i:6, c:4];  param Q[c, h:2, d:3] ~ glorot;  param K[c, h, d] ~ glorot;  target T[h, i, j:6]
            q[i, h, d] = X[i, c] * Q[c, h, d];  k[j, h, d] = X[j, c] * K[c, h, d]
            S[h, i, j] = q[i, h, d] * k[j, h, d]
            L = sum(h, i, j: (S[h, i, j] - T[h, i, j])^2)
            """ },
        { "layer norm", """
            input X[i:batch, d:5];  param g[d] = 1;  param W[d, e:5] ~ he;  target T[i, d]
            H[i, e] = X[i, d] * W[d, e]
            mu[i] = mean(e: H[i, e]);  c[i, e] = H[i, e] - mu[i];  v[i] = mean(e: c[i, e]^2);  r[i] = (v[i] + 0.001)^(-0.5)
            n[i, e] = c[i, e] * r[i];  Y[i, e] = n[i, e] * g[e]
            L = mean(i: sum(e: (Y[i, e] - T[i, e])^2))
            """ },
    };

    [Theory]
    [MemberData(nameof(Indexed))]
    public void Exercises_in_indices_have_one_error_in_the_notation_of_the_others(string name, string equations)
    {
        string right = RightDerivation.Of(name, equations, EquationText.Bind(equations).Require(), MatrixConvention.R);
        foreach (int seed in Enumerable.Range(1, 6))
        {
            Exercise exercise = Exercise.Plant(right, null, seed);

            Assert.Equal(exercise.Line, Assert.Single(ClaimChecker.Check(exercise.Text), verdict => !verdict.Holds).Line);
            string planted = exercise.Text.Split('\n')[exercise.Line - 1];
            Assert.Equal(exercise.Right.Contains('Σ', StringComparison.Ordinal), planted.Contains('Σ', StringComparison.Ordinal));
            Assert.DoesNotContain("Bar[", exercise.Verdict.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_parameters_there_is_no_exercise() => Assert.StartsWith(
        "net has no parameter", Assert.Throws<FormatException>(() => RightDerivation.Of("net", "", EquationText.Bind("input x[i:batch]; L = sum(i: x[i]^2)").Require(), MatrixConvention.R)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_seed_plants_the_same_error_again()
    {
        string right = Right("Seed001", MatrixConvention.R);

        Assert.Equal(Exercise.Plant(right, null, 5).Text, Exercise.Plant(right, null, 5).Text);
        Assert.True(Enumerable.Range(1, 8).Select(seed => Exercise.Plant(right, null, seed).Text).Distinct().Count() > 4);
    }

    [Fact]
    public void An_error_is_planted_only_where_there_is_none()
    {
        string wrong = Right("Seed001", MatrixConvention.C).Replace("Theta2ᵀ dz3", "dz3 Theta2", StringComparison.Ordinal);

        Assert.StartsWith(
            "An error can be planted only where there is none. The first line that does not hold is line", Assert.Throws<FormatException>(() => Exercise.Plant(wrong, null, 1)).Message);
    }

    private static string Right(string name, MatrixConvention convention)
    {
        TestNetwork network = TestNetworks.Find(name);
        return RightDerivation.Of(name, network.Text, network.System, convention);
    }
}
