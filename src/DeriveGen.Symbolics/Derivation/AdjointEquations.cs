using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>The adjoints' equations while they are optimised: an ordered list that can be looked up by tensor.</summary>
internal sealed class AdjointEquations
{
    private readonly List<Equation> _equations;
    private readonly HashSet<Tensor> _wanted;
    private readonly HashSet<Tensor> _scanned;

    /// <param name="equations">The equations in order of evaluation.</param>
    /// <param name="wanted">The adjoints that are asked for.</param>
    /// <param name="scanned">The adjoints that a scan computes step by step.</param>
    public AdjointEquations(IEnumerable<Equation> equations, IEnumerable<Tensor> wanted, IEnumerable<Tensor> scanned)
    {
        _equations = [.. equations];
        _wanted = [.. wanted];
        _scanned = [.. scanned];
    }

    /// <summary>The equations in order of evaluation.</summary>
    public IReadOnlyList<Equation> All => _equations;

    /// <summary>What the passes did.</summary>
    public List<Remark> Remarks { get; } = [];

    /// <summary>Whether the tensor must stay a tensor.</summary>
    public bool IsKept(Tensor tensor) => _wanted.Contains(tensor) || _scanned.Contains(tensor);

    /// <summary>Whether a scan computes the tensor.</summary>
    public bool IsScanned(Tensor tensor) => _scanned.Contains(tensor);

    /// <summary>The equation that defines the tensor, or null.</summary>
    public Equation? DefinitionOf(Tensor tensor) => _equations.Find(equation => ReferenceEquals(equation.Target, tensor));

    /// <summary>The other equations that read the tensor.</summary>
    public List<Equation> ReadersOf(Tensor tensor) =>
        _equations.FindAll(equation => !ReferenceEquals(equation.Target, tensor) && equation.Reads.Contains(tensor));

    /// <summary>Puts a rewritten equation in the place of the one that has the same target.</summary>
    public void Replace(Equation rewritten) => _equations[_equations.FindIndex(equation => ReferenceEquals(equation.Target, rewritten.Target))] = rewritten;

    /// <summary>Removes an equation.</summary>
    public void Remove(Equation equation) => _equations.Remove(equation);

    /// <summary>The polynomial with one tensor's equation written out.</summary>
    public static Polynomial WriteOut(Polynomial polynomial, Equation definition, Func<Polynomial, Polynomial>? form = null, bool grouped = false) =>
        Walk.Replace(
            polynomial,
            access => ReferenceEquals(access.Tensor, definition.Target) ? form is null ? definition.At(access.Positions) : form(definition.At(access.Positions)) : null,
            grouped);
}
