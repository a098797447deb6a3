using System.Globalization;
using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Names kernels for what they compute.</summary>
internal static class KernelNames
{
    /// <summary>A whole number.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many lanes so many vectors have.</summary>
    public static string Lanes(int vectors) => vectors switch { 0 => "0", 1 => "R.Count", _ => Number(vectors) + " * R.Count" };

    /// <summary>What a contraction starts from and ends with, in words: <c>Start_Relu_ColumnSum</c>.</summary>
    public static string Of(Contraction contraction)
    {
        List<string> words = contraction.Start is null ? [] : ["Start"];
        foreach (Statement statement in contraction.Epilogue)
        {
            if (statement.Kind == StatementKind.AccumulateLane)
            {
                words.Add("ColumnSum");
            }
            else if (statement.Target.NextOf is not null)
            {
                words.Add(statement.Target.NextOf.Kind == TensorKind.Parameter ? "Update" : "Next");
            }
            else
            {
                words.AddRange(Functions(statement));
            }
        }

        return string.Concat(words.Select(word => "_" + word));
    }

    /// <summary>
    /// Equations as the lines of a kernel's summary. As its parameters, tensors are called without the layers and blocks that they belong to,
    /// unless two would be called alike: a kernel serves all of them.
    /// </summary>
    public static IEnumerable<string> Formulas(IEnumerable<Equation> equations) => Formulas(equations.Select(TextPrinter.Print));

    /// <summary>The same for printed equations.</summary>
    public static IEnumerable<string> Formulas(IEnumerable<string> equations) => TensorNames.Shorten([.. equations], TensorNames.Last).Select(Kernel.Formula);

    private static IEnumerable<string> Functions(Statement statement) => Walk.Atoms(statement.Equation.Value).OfType<Apply>().Select(apply => apply.Function.Name switch
    {
        "step" when Walk.Accesses(statement.Equation.Value).Select(access => access.Tensor).Distinct().Count() == 1 => "Relu",
        "step" => "Mask",
        _ => FunctionTable.Methods[apply.Function.Name],
    }).Distinct();

    /// <summary>The names of at most three values that statements write, the last ones: what the loops are for.</summary>
    public static string Of(IReadOnlyList<Statement> statements)
    {
        List<string> stored = statements.Where(statement => statement.Stored)
            .Select(statement => NameScope.Identifier(NameScope.ShortHint(statement.Target))).Distinct().ToList();
        IEnumerable<string> last = stored.Skip(Math.Max(0, stored.Count - 3));
        return "Compute_" + string.Join("_", last);
    }
}
