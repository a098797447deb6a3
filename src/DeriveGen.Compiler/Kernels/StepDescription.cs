using System.Globalization;
using System.Text;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// Everything of a step that its kernel is written from, as a text in which tensors, indices and sizes are numbered in the order of their first
/// appearance. Two steps with one text have one kernel: of a network's equal layers, and of the programs that share them, one is written.
/// </summary>
internal sealed class StepDescription
{
    private readonly StorageTable _storage;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<object, int> _numbers = [];
    private readonly List<object> _things = [];
    private bool _hasSlices;

    private StepDescription(StorageTable storage) => _storage = storage;

    /// <summary>The text.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>The tensors, indices and sizes by their numbers.</summary>
    public IReadOnlyList<object> Things => _things;

    /// <summary>The description of a contraction or a nest; null for other steps, and for what reads slices, whose place moves with the time.</summary>
    /// <param name="step">The step.</param>
    /// <param name="storage">Where its tensors lie. Where in the arena is left out: kernels are given references.</param>
    public static StepDescription? Of(Step step, StorageTable storage)
    {
        var description = new StepDescription(storage);
        switch (step)
        {
            case Contraction contraction:
                description.Write(contraction);
                break;
            case Nest nest:
                description.Write(nest);
                break;
            default:
                return null;
        }

        if (description._hasSlices)
        {
            return null;
        }

        description.WriteSplit(step.Split);
        description.WriteOrder();
        description.Text = description._text.ToString();
        return description;
    }

    /// <summary>The number of a tensor, an index or a size; null where the step has none such.</summary>
    public int? NumberOf(object thing) => _numbers.TryGetValue(thing, out int number) ? number : null;

    private void Write(Contraction contraction)
    {
        Add("contraction ").Add(contraction.Stored ? "stored " : "register ").Add(contraction.Tile.ToString());
        Write(contraction.Core);
        Write(contraction.A);
        Write(contraction.B);
        if (contraction.Pairs is { } pairs)
        {
            Add(" pairs ").Add(pairs.Steps);
            Write(pairs.Row);
            Write(pairs.Tap);
            Write(pairs.B);
        }

        if (contraction.Start is { } start)
        {
            Add(" from ");
            Write(start);
        }

        foreach (Statement statement in contraction.Epilogue)
        {
            Write(statement);
        }
    }

    private void Write(Nest nest)
    {
        Add("nest ");
        Write(nest.Outer);
        foreach (Statement statement in nest.Body)
        {
            Write(statement);
        }
    }

    private void WriteSplit(ThreadSplit? split)
    {
        if (split is null)
        {
            return;
        }

        Add(" split ").Add(split.Axis).Add(",").Add(split.Multiple);
    }

    /// <summary>Sums are printed in the order of the numbers that tell indices, tensors and sizes apart; so that order belongs to the text.</summary>
    private void WriteOrder()
    {
        Add(" order ");
        foreach (object thing in _things.OrderBy(thing => thing is Tensor).ThenBy(Id))
        {
            Add(_numbers[thing]).Add(",");
        }
    }

    private static int Id(object thing) => thing switch
    {
        Tensor tensor => tensor.Id,
        IndexVar index => index.Id,
        _ => ((Size)thing).Id,
    };

    private void Write(Statement statement)
    {
        Add("\n").Add((int)statement.Kind).Add(statement.Stored ? "stored " : "register ");
        if (statement.Lane is { } lane)
        {
            Write(lane);
        }

        Write(statement.Equation);
    }

    private void Write(Equation equation)
    {
        Write(equation.Target);
        Write(equation.Indices);
        foreach (Tensor argument in equation.ArgMax)
        {
            Add(" at ");
            Write(argument);
        }

        Add(" = ");
        Write(equation.Value);
    }

    private void Write(Polynomial value)
    {
        foreach (Term term in value.Terms)
        {
            Add(" + ").Add(term.Coefficient.ToString());
            Write(term.Bound);
            foreach (Factor factor in term.Factors)
            {
                Add("·");
                Write(factor.Atom);
                Add("^").Add(factor.Exponent.ToString());
            }

            Write(term.Guards);
        }
    }

    private void Write(EquatableArray<Guard> guards)
    {
        foreach (Guard guard in guards)
        {
            Add(" if").Add((int)guard.Kind).Add(",").Add(guard.Modulus).Add(" ");
            Write(guard.Argument);
        }
    }

    private void Write(Atom atom)
    {
        switch (atom)
        {
            case Access access:
                Write(access.Tensor);
                Write(access.Positions);
                break;
            case Apply apply:
                Add(apply.Function.Name).Add("(");
                Write(apply.Argument);
                Add(")");
                break;
            case Group group:
                Add("(");
                Write(group.Value);
                Add(")");
                break;
            case SizeValue size:
                Write(size.Size);
                break;
            case IndexValue index:
                Add("@");
                Write(index.Value);
                break;
            case Maximum maximum:
                Add("max");
                Write(maximum.Bound);
                Write(maximum.Guards);
                Add("(");
                Write(maximum.Body);
                Add(")");
                break;
            default:
                // Constants: their text is their value.
                Add(atom.Key);
                break;
        }
    }

    private void Write(EquatableArray<Affine> positions)
    {
        Add("[");
        foreach (Affine position in positions)
        {
            Write(position);
            Add(",");
        }

        Add("]");
    }

    private void Write(Affine value)
    {
        foreach (AffineTerm term in value.Terms)
        {
            Add(term.Coefficient).Add("*");
            switch (term.Atom)
            {
                case IndexAtom index:
                    Write(index.Index);
                    break;
                case SizeAtom size:
                    Write(size.Size);
                    break;
                case GatherAtom gather:
                    Write(gather.Tensor);
                    Write(gather.Positions);
                    break;
                default:
                    var floor = (FloorAtom)term.Atom;
                    Add("(");
                    Write(floor.Dividend);
                    Add("/").Add(floor.Divisor).Add(")");
                    break;
            }
        }

        Add("+").Add(value.Constant);
    }

    private void Write(EquatableArray<IndexVar> indices)
    {
        Add("<");
        foreach (IndexVar index in indices)
        {
            Write(index);
        }

        Add(">");
    }

    private void Write(IndexVar index)
    {
        if (IsNew(index))
        {
            Add(":");
            Write(index.Extent.Value);
        }
    }

    private void Write(Size size)
    {
        if (IsNew(size))
        {
            Add(":").Add(size.Least).Add("..").Add(size.Capacity?.ToString(CultureInfo.InvariantCulture) ?? string.Empty);
        }
    }

    private void Write(Tensor tensor)
    {
        if (!IsNew(tensor))
        {
            return;
        }

        _hasSlices |= _storage.SliceOf(tensor) is not null;
        Add(":").Add((int)tensor.Kind).Add(tensor.NextOf is { } old ? "next of " + (int)old.Kind : string.Empty);
        foreach (Extent extent in tensor.Shape)
        {
            Add("x");
            Write(extent.Value);
        }

        if (tensor.Range is { } range)
        {
            Add(" below ");
            Write(range.Value);
        }

        if (!_hasSlices && _storage.Has(tensor))
        {
            Storage storage = _storage[tensor];
            Add(" in ").Add((int)storage.Region).Add(storage.IsDense ? "dense" : string.Empty).Add(storage.Strides.ToString())
                .Add(storage.HaloLow.ToString()).Add(storage.HaloHigh.ToString()).Add(storage.Size).Add(storage.Panels?.ToString() ?? string.Empty);
        }

        Tensor stored = _storage.BaseOf(tensor);
        if (!ReferenceEquals(stored, tensor))
        {
            Add(" as ");
            Write(stored);
        }

        Add(";");
    }

    /// <summary>Writes the number of a thing; whether it appears for the first time.</summary>
    private bool IsNew(object thing)
    {
        bool isNew = !_numbers.TryGetValue(thing, out int number);
        if (isNew)
        {
            _numbers[thing] = number = _things.Count;
            _things.Add(thing);
        }

        Add(thing is Tensor ? "t" : thing is IndexVar ? "i" : "s").Add(number);
        return isNew;
    }

    private StepDescription Add(string text)
    {
        _text.Append(text);
        return this;
    }

    private StepDescription Add(int number)
    {
        _text.Append(number.ToString(CultureInfo.InvariantCulture));
        return this;
    }
}
