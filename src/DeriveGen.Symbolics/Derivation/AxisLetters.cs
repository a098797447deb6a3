using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>
/// Names the indices of an adjoint after the tensor's own axes: as declared, else as in the equation that defines it, else
/// as in the first equation that reads it.
/// </summary>
internal sealed class AxisLetters(EquationSystem system)
{
    private const char Prime = '′';
    private const string Letters = "ijklmnpqrstuvw";

    private readonly Dictionary<Tensor, EquatableArray<IndexVar>> _indices = [];

    /// <summary>The free indices of every expression for the adjoint of <paramref name="tensor"/>.</summary>
    public EquatableArray<IndexVar> Of(Tensor tensor)
    {
        if (!_indices.TryGetValue(tensor, out EquatableArray<IndexVar> indices))
        {
            _indices[tensor] = indices = Name(tensor);
        }

        return indices;
    }

    /// <summary>The equation with new indices, primed where their names are among <paramref name="taken"/>.</summary>
    public static Equation Apart(Equation equation, EquatableArray<IndexVar> taken)
    {
        EquatableArray<IndexVar> indices = Apart(equation.Indices, taken);
        Polynomial value = Polynomial.Raw(equation.At(indices.Map(Affine.Of)).Terms.Map(term => Rename(term, index => Apart(index, taken))));
        return equation with { Indices = indices, Value = value };
    }

    /// <summary>New indices, primed where their names are among <paramref name="taken"/>.</summary>
    public static EquatableArray<IndexVar> Apart(EquatableArray<IndexVar> indices, EquatableArray<IndexVar> taken) => indices.Map(index => Apart(index, taken));

    /// <summary>Takes the primes off summed indices; a printer sets them again where they are needed.</summary>
    public static Polynomial WithoutPrimes(Polynomial polynomial) => polynomial.Terms.Any(term => term.Bound.Any(IsPrimed))
        ? Polynomial.Raw(polynomial.Terms.Map(term => Rename(term, index => IsPrimed(index) ? index.Renamed(index.Name.TrimEnd(Prime)) : index)))
        : polynomial;

    private static IndexVar Apart(IndexVar index, EquatableArray<IndexVar> taken)
    {
        string name = index.Name;
        while (taken.Any(other => other.Name == name))
        {
            name += Prime;
        }

        return index.Renamed(name);
    }

    private static bool IsPrimed(IndexVar index) => index.Name.Length > 0 && index.Name[index.Name.Length - 1] == Prime;

    private static Term Rename(Term term, Func<IndexVar, IndexVar> rename)
    {
        EquatableArray<IndexVar> bound = term.Bound.Map(rename);
        Term body = term.Substitute(new Substitution(term.Bound, bound));
        return new Term(term.Coefficient, bound, body.Factors, body.Guards);
    }

    private EquatableArray<IndexVar> Name(Tensor tensor)
    {
        var names = new List<string>();
        for (int axis = 0; axis < tensor.Rank; axis++)
        {
            string name = Letter(tensor, axis) ?? Letters.Select(letter => letter.ToString()).First(letter => !names.Contains(letter));
            while (names.Contains(name))
            {
                name += Prime;
            }

            names.Add(name);
        }

        return names.Zip(tensor.Shape, (name, extent) => new IndexVar(name, extent)).ToEquatableArray();
    }

    private string? Letter(Tensor tensor, int axis)
    {
        if (tensor.AxisNames.Length == tensor.Rank)
        {
            return tensor.AxisNames[axis];
        }

        return system.DefinitionOf(tensor) is { } definition
            ? definition.Indices[axis].Name
            : system.Equations.Where(equation => equation.Reads.Contains(tensor))
                .SelectMany(equation => Walk.Accesses(equation.Value))
                .Where(access => ReferenceEquals(access.Tensor, tensor))
                .Select(access => access.Positions[axis].AsIndex?.Name.TrimEnd(Prime))
                .FirstOrDefault(name => name is not null);
    }
}
