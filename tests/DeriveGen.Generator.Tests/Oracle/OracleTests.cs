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
}
