using System.Text.RegularExpressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Shortens the names of tensors in printed formulas: <c>block4.mlp.W[j,k]</c> is <c>W[j,k]</c> to who knows which one is meant.</summary>
internal static class TensorNames
{
    // A dotted name, or one that is followed by its indices; what stands between brackets by itself is an index.
    private static readonly Regex s_name = new(@"(?<![\p{L}\p{M}\p{Nd}_.])[\p{L}_][\p{L}\p{M}\p{Nd}_]*((\.[\p{L}_][\p{L}\p{M}\p{Nd}_]*)+|(?=′?\[))", RegexOptions.CultureInvariant);

    /// <summary>A name without the layers and blocks that it belongs to.</summary>
    public static string Last(string name) => name.Substring(name.LastIndexOf('.') + 1);

    /// <summary>Formulas with shorter names, except where two names would become one.</summary>
    /// <param name="formulas">The formulas.</param>
    /// <param name="shorten">Gives the shorter name.</param>
    public static string[] Shorten(string[] formulas, Func<string, string> shorten)
    {
        ILookup<string, string> names = formulas.SelectMany(formula => s_name.Matches(formula).Cast<Match>().Select(match => match.Value)).Distinct().ToLookup(shorten);
        string Short(string name) => shorten(name) is var other && names[other].Count() == 1 ? other : name;
        return [.. formulas.Select(formula => s_name.Replace(formula, match => Short(match.Value)))];
    }
}
