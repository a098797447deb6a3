using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Compiler.Equations;

/// <summary>Reads <c>Share = "W = embed.E'"</c>, several separated by commas.</summary>
internal static class Ties
{
    /// <summary>The parameter, and whether it is transposed, that takes the place of each tied one.</summary>
    /// <remarks>A name is looked up in the block itself, then in what is around it.</remarks>
    public static Dictionary<string, (TensorSymbol Tensor, bool Transposed)> Of(Declaration declaration, StackScope scope, IEnumerable<StackEntry> earlier, ProblemList problems)
    {
        Dictionary<string, TensorSymbol> parameters = [];
        foreach (TensorSymbol symbol in earlier.SelectMany(entry => entry.Text.Symbols.Values).Where(symbol => symbol.IsParameter))
        {
            parameters[symbol.FullName] = symbol;
        }

        var ties = new Dictionary<string, (TensorSymbol, bool)>();
        foreach (string tie in (declaration.Share ?? "").Split(',', ';').Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            string[] sides = [.. tie.Split('=').Select(side => side.Trim())];
            string target = sides.Length == 2 ? sides[1].TrimEnd('\'') : "";
            TensorSymbol? tensor = Find(target, scope, parameters);
            string? nearest = tensor is null ? Spelling.Nearest(target, NamesIn(scope, parameters.Keys)) : null;
            string? fault = sides.Length != 2 || sides[0].Length == 0 || target.Length == 0 ? $"'{tie}' is not of the form 'own = other'"
                : tensor is null ? $"there is no earlier parameter '{target}'{Spelling.Hint(nearest)}"
                : null;
            if (fault is null)
            {
                ties[sides[0]] = Own(tensor!, sides[1].Length > target.Length);
            }
            else
            {
                problems.Add(Problem.OfArgument(Descriptors.BadShare, declaration, nameof(Declaration.Share), declaration.Share!, fault).MendedBy(declaration.Share!, target, nearest));
            }
        }

        return ties;
    }

    /// <summary>A parameter that is tied itself stands for the one that it is tied to.</summary>
    private static (TensorSymbol Tensor, bool Transposed) Own(TensorSymbol tensor, bool transposed) =>
        tensor.Tie is var (other, axes) ? (other, transposed ^ (axes.Length > 1 && axes[0] > 0)) : (tensor, transposed);

    private static TensorSymbol? Find(string name, StackScope? scope, Dictionary<string, TensorSymbol> parameters) => scope is null ? null
        : parameters.TryGetValue(scope.FullName(name), out TensorSymbol? found) ? found
        : Find(name, scope.Outer, parameters);

    private static IEnumerable<string> NamesIn(StackScope scope, IEnumerable<string> names) =>
        names.Select(name => scope.IsBlock && name.StartsWith(scope.Path + ".", StringComparison.Ordinal) ? name.Substring(scope.Path.Length + 1) : name);
}
