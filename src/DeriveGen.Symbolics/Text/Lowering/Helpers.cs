using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Text.Lowering;

/// <summary>
/// The tensors that lowering adds to a text: the maximum, exponentials and sum of a softmax, arguments that are read twice.
/// They are the same in the system for training and in the one for evaluation.
/// </summary>
internal sealed class Helpers(TextInstance text)
{
    private readonly Dictionary<(object Node, string Role), Tensor> _tensors = [];
    private readonly HashSet<string> _names = [];

    /// <summary>The helper of <paramref name="node"/> in a role; its name is that of the equation that needs it and the role: <c>pMax</c>.</summary>
    public Tensor Tensor(object node, string role, TensorSymbol target, EquatableArray<IndexVar> indices)
    {
        if (!_tensors.TryGetValue((node, role), out Tensor? tensor))
        {
            tensor = new(text.Environment.FullName(Name(target.Name + role)), indices.Map(index => index.Extent), TensorKind.Forward)
            {
                AxisNames = indices.Map(index => index.Name),
            };
            _tensors[(node, role)] = tensor;
        }

        return tensor;
    }

    private string Name(string wanted)
    {
        string plain = wanted.Replace("'", "Next");
        string name = plain;
        for (int i = 2; text.Symbols.ContainsKey(name) || !_names.Add(name); i++)
        {
            name = plain + (char)('A' + i - 1);
        }

        return name;
    }
}
