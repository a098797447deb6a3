using DeriveGen.Compiler.Emission;

namespace DeriveGen.Compiler.Kernels;

/// <summary>The variables that hold values used more than once. A variable is known as long as its block lasts, and in the blocks inside the outermost.</summary>
/// <param name="method">The kernel that is written; the outermost block is the one that is open now.</param>
internal sealed class NamedValues(KernelMethod method)
{
    private readonly (CodeWriter, int) _outermost = (method.Body, method.Body.Depth);
    private readonly Dictionary<((CodeWriter, int) Scope, string Value), Code> _names = [];

    /// <summary>The variable of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="hint">What the variable's name begins with.</param>
    /// <param name="declare">Declares a variable of the given name.</param>
    public Code NameOf(Code value, string hint, Func<string, Code, Code> declare)
    {
        (CodeWriter, int) scope = (method.Body, method.Body.Depth);
        if (!_names.TryGetValue((scope, value.Text), out Code name) && !_names.TryGetValue((_outermost, value.Text), out name))
        {
            _names[(scope, value.Text)] = name = declare(method.Names.Fresh(hint), value);
        }

        return name;
    }
}
