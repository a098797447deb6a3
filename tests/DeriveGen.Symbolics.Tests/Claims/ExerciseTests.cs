using DeriveGen.Symbolics.Claims;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Tests.Networks;

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

    [Fact]
    public void Claims_in_index_notation_alone_take_none() => Assert.StartsWith("No line takes an error: claims in matrix notation do", Assert.Throws<FormatException>(() => Exercise.Plant("""
        ```network
        input x[i:batch, j:4];  target t[i, k:3];  param W[j, k] ~ glorot
        z[i, k] = x[i, j] * W[j, k]
        L = mean(i: sum(k: (z[i, k] - t[i, k])^2))
        ```
        ```claims
        dW[j,k] = sum(i: x[i,j]*dz[i,k])
        ```
        """, null, 1)).Message);

    private static string Right(string name, MatrixConvention convention)
    {
        TestNetwork network = TestNetworks.Find(name);
        return RightDerivation.Of(name, network.Text, network.System, convention);
    }
}
