using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// The parameters and states of a straight line that goes through many examples: they are read before the first one, stay in variables
/// from one example to the next, and are written back behind the last one.
/// </summary>
/// <param name="storage">Where the tensors lie.</param>
/// <param name="rowType">The type of a row.</param>
/// <param name="tensors">The tensors that the holes of the line at hand stand for.</param>
internal sealed class CarriedValues(StorageTable storage, string rowType, IReadOnlyList<Tensor> tensors)
{
    private readonly Dictionary<StraightPlace, (Code Variable, ProgramLine Store)> _variables = [];
    private readonly List<StraightPlace> _changed = [];
    private readonly List<ProgramLine> _loads = [];

    /// <summary>The statements before the first example.</summary>
    public IReadOnlyList<ProgramLine> Loads => _loads;

    /// <summary>The statements behind the last example.</summary>
    public IEnumerable<ProgramLine> Stores => _changed.Select(place => _variables[place].Store);

    /// <summary>Whether rows and elements were asked for that share memory, so that not all of them can be in variables.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The variable of a place, or the element of one that has it; null where the place does not last.</summary>
    public Code? Read(KernelMethod method, StraightAccess access, string hint)
    {
        StraightPlace place = access.Place;
        if (storage[place.Tensor].Region != Region.Persistent)
        {
            return null;
        }

        if (_variables.TryGetValue(place, out (Code Variable, ProgramLine Store) known))
        {
            return known.Variable;
        }

        StraightPlace[] others = [.. _variables.Keys.Where(place.Overlaps)];
        if (others.Length == 1 && others[0].IsRow && !place.IsRow)
        {
            StraightPlace row = others[0];
            return new($"{rowType}.At({_variables[row].Variable.Text}, {Rows.Number(place.First - row.First)})", false, Binding.Primary);
        }

        HasFailed |= others.Length > 0;
        var variable = new Code(method.Names.Fresh(hint), access.Load.IsLanes, Binding.Primary);
        _loads.Add(new($"{access.Type} {variable.Text} = {access.Load.Text};", [.. tensors], null));
        _variables[place] = (variable, new(access.Store(variable.Text), [.. tensors], null));
        return variable;
    }

    /// <summary>The statement that gives a variable its value for the next example; null where the place has none.</summary>
    public string? Write(StraightAccess access, string value)
    {
        if (!_variables.TryGetValue(access.Place, out (Code Variable, ProgramLine Store) known))
        {
            HasFailed |= _variables.Keys.Any(access.Place.Overlaps);
            return null;
        }

        if (!_changed.Contains(access.Place))
        {
            _changed.Add(access.Place);
        }

        return known.Variable.Text + " = " + value + ";";
    }
}
