namespace DeriveGen.Generator.Tests.Oracle;

/// <summary>Emitted code against PyTorch, in both precisions.</summary>
public sealed class OracleTests
{
    public static TheoryData<string, string, Precision> Cases
    {
        get
        {
            var rows = new TheoryData<string, string, Precision>();
            foreach (OracleCase test in OracleCase.All)
            {
                rows.Add(test.Group, test.Name, Precision.Single);
                rows.Add(test.Group, test.Name, Precision.Double);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Emitted_code_computes_what_PyTorch_computes(string group, string name, Precision precision)
    {
        OracleCase test = OracleCase.All.Single(row => row.Group == group && row.Name == name);
        if (precision == Precision.Double)
        {
            OracleCheck<double>.Run(test, precision);
        }
        else
        {
            OracleCheck<float>.Run(test, precision);
        }
    }
    [Fact]
    public void An_error_is_noticed_wherever_it_is()
    {
        OracleCase test = OracleCase.All.Single(row => row.Group == "networks" && row.Name == "Digits");
        OracleAfter after = test.After!;
        OracleCheck<double>.Run(test, Precision.Double);

        Assert.All(
            [
                test with { Loss = test.Loss * (1 + 3e-9) },
                test with { Evaluation = test.Evaluation with { Loss = test.Evaluation.Loss * (1 - 3e-9) } },
                test with { Evaluation = test.Evaluation with { Output = Moved(test.Evaluation.Output, 3e-9) } },
                test with { Evaluation = test.Evaluation with { Output = Moved(test.Evaluation.Output, double.NaN) } },
                test with { Gradients = Moved(test.Gradients, 3e-9) },
                test with { Kept = Moved(test.Kept, -3e-9) },
                test with { Parameters = Moved(test.Parameters, 1e-6) },
                test with { After = after with { Parameters = Moved(after.Parameters, 3e-9) } },
                test with { After = after with { Evaluation = after.Evaluation with { Output = Moved(after.Evaluation.Output, 3e-9) } } },
                test with { Steps = test.Steps + 1 },
            ],
            wrong => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => OracleCheck<double>.Run(wrong, Precision.Double)));
    }

    private static IReadOnlyDictionary<string, OracleTensor> Moved(IReadOnlyDictionary<string, OracleTensor> tensors, double part) =>
        tensors.ToDictionary(pair => pair.Key, pair => pair.Key == tensors.Keys.First() ? Moved(pair.Value, part) : pair.Value);

    private static OracleTensor Moved(OracleTensor tensor, double part) =>
        tensor with { Values = [.. tensor.Values[..^1], tensor.Values[^1] + (part * tensor.Values.Max(Math.Abs))] };
}
