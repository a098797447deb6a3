namespace DeriveGen.Symbolics.Notation;

/// <summary>How matrices lie: whether rows or columns are examples, and which axis of a weight matrix stands first. Never what is computed.</summary>
public enum MatrixConvention
{
    /// <summary>Rows are examples, weights are inputs by outputs: Z = A W + 1 b.</summary>
    R,

    /// <summary>Columns are examples, weights are outputs by inputs: Z = W A + b 1ᵀ.</summary>
    C,

    /// <summary>Columns are examples, weights are inputs by outputs: Z = wᵀ A + b 1ᵀ.</summary>
    Cw,

    /// <summary>Rows are examples, weights are outputs by inputs: Z = A Wᵀ + 1 b.</summary>
    P,
}

/// <summary>What the conventions say.</summary>
public static class MatrixConventions
{
    /// <summary>Whether rows are examples.</summary>
    public static bool RowsAreExamples(this MatrixConvention convention) => convention is MatrixConvention.R or MatrixConvention.P;

    /// <summary>Whether weights are inputs by outputs.</summary>
    public static bool WeightsAreInputFirst(this MatrixConvention convention) => convention is MatrixConvention.R or MatrixConvention.Cw;

    /// <summary>The convention in words.</summary>
    public static string Describe(this MatrixConvention convention) =>
        $"{convention}: {(convention.RowsAreExamples() ? "rows" : "columns")} are examples and a weight matrix is {(convention.WeightsAreInputFirst() ? "n_in × n_out" : "n_out × n_in")}";
}
