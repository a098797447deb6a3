using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Rows that are 1 at a label and 0 elsewhere, as people write them: onehot(t), e_t, 1_t. Claims say it with indices.</summary>
internal static class OneHot
{
    private static readonly Regex s_words = new(@"(?<![\p{L}\p{Nd}])(?:one_?hot|OneHot|to_?categorical)(?![\p{L}\p{Nd}])", RegexOptions.IgnoreCase);
    private static readonly Regex s_signs = new(@"(?<![\p{L}\p{M}\p{Nd}_])(?<sign>[e1]|𝟏)_\{?(?<label>\p{L}[\p{L}\p{Nd}]*)(?![\p{L}\p{Nd}])");

    /// <summary>Says how a one-hot row is written, where a line has one.</summary>
    /// <param name="text">The line.</param>
    /// <param name="system">The network.</param>
    /// <exception cref="ClaimException">It has one.</exception>
    public static void Refuse(string text, EquationSystem system)
    {
        bool IsNamed(string name) => system.Tensors.Any(tensor => tensor.Name == name);
        Tensor? label = system.Tensors.FirstOrDefault(tensor => tensor is { IsInteger: true, Kind: TensorKind.Target or TensorKind.Input });
        Match? found = s_words.Matches(text).Cast<Match>().FirstOrDefault(word => !IsNamed(word.Value))
            ?? s_signs.Matches(text).Cast<Match>().FirstOrDefault(sign => !IsNamed(sign.Groups["sign"].Value) && system.Tensors.Any(tensor => tensor.IsInteger && tensor.Name == sign.Groups["label"].Value));
        if (found is not null)
        {
            string name = label?.Name ?? "t";
            throw new ClaimException(
                new(found.Index, found.Length), $"'{found.Value}' is no word of claims: write the line with indices, where [{name}[i] = k] is 1 at the label and 0 elsewhere, dz[i,k] = p[i,k] - [{name}[i] = k]");
        }
    }
}
