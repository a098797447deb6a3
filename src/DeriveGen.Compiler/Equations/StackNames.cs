using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Text.Binding;
using DeriveGen.Symbolics.Text.Completion;

namespace DeriveGen.Compiler.Equations;

/// <summary>What the equations of a network can name of what stands before them.</summary>
public static class StackNames
{
    /// <summary>The tensors and layers before a declaration with their shapes, as far as what is before it has no errors; what comes in is x.</summary>
    /// <param name="model">The declaration of the network.</param>
    /// <param name="ordinal">The position of the text among its attributes.</param>
    public static EquatableArray<Suggestion> Before(NetworkModel model, int ordinal)
    {
        var stack = new Stack(model with { Declarations = model.Declarations.Where(declaration => declaration.Ordinal < ordinal && declaration.Ordinal != Declaration.NotWritten).ToEquatableArray() }, new ProblemList());
        stack.BindAll();
        IEnumerable<KeyValuePair<string, TensorSymbol>> incoming = stack.Output is { } last ? [new(TextInstance.IncomingName, last)] : [];
        return
        [
            .. incoming.Concat(stack.Known.Where(known => !known.Key.Contains('.'))).Select(known => new Suggestion(known.Key, SuggestionKind.Tensor, known.Value.Shown)),
            .. stack.Sizes.All.Select(size => new Suggestion(size.Name, SuggestionKind.Number, "a size that calls give")),
        ];
    }
}
