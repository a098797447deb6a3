using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Names kernels for what they compute.</summary>
internal static class KernelNames
{
    /// <summary>The names of at most three values that statements write, the last ones: what the loops are for.</summary>
    public static string Of(IReadOnlyList<Statement> statements)
    {
        List<string> stored = statements.Where(statement => statement.Stored)
            .Select(statement => NameScope.Identifier(NameScope.Hint(statement.Target))).Distinct().ToList();
        IEnumerable<string> last = stored.Skip(Math.Max(0, stored.Count - 3));
        return "Compute_" + string.Join("_", last);
    }
}
