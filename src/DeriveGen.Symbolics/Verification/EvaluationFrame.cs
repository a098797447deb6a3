using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Verification;

/// <summary>Turns expressions into closures over an array of index values.</summary>
/// <param name="elements">Where the elements of tensors are found.</param>
/// <param name="branch">Takes every choice on which the value depends: the place of each greatest value, the value of each step.</param>
public sealed class EvaluationFrame(IElements elements, Action<int>? branch = null)
{
    private readonly Dictionary<IndexVar, int> _slots = [];
    private int[] _indices = new int[8];

    /// <summary>The place of an index' value.</summary>
    public int Slot(IndexVar index)
    {
        if (!_slots.TryGetValue(index, out int slot))
        {
            _slots[index] = slot = _slots.Count;
            Array.Resize(ref _indices, Math.Max(_indices.Length, 2 * _slots.Count));
        }

        return slot;
    }

    /// <summary>The value in a place.</summary>
    public int Get(int slot) => _indices[slot];

    /// <summary>Gives the index in a place a value.</summary>
    public void Set(int slot, int value) => _indices[slot] = value;

    /// <summary>The sum of the terms.</summary>
    public Func<double> Compile(Polynomial polynomial)
    {
        Func<double>[] terms = polynomial.Terms.Select(Compile).ToArray();
        return () =>
        {
            double sum = 0;
            foreach (Func<double> term in terms)
            {
                sum += term();
            }

            return sum;
        };
    }

    /// <summary>The greatest value. A value greater than those before it announces its position.</summary>
    /// <param name="maximum">What is maximised.</param>
    /// <param name="found">Takes the number of a bound index and its value there.</param>
    public Func<double> Maximum(Maximum maximum, Action<int, int> found)
    {
        int[] slots = maximum.Bound.Select(Slot).ToArray();
        Func<bool>[] guards = maximum.Guards.Select(Compile).ToArray();
        Func<double> body = Compile(maximum.Body);
        int[] extents = maximum.Bound.Select(index => index.Extent.Evaluate(elements.SizeOf)).ToArray();
        return () =>
        {
            double best = double.NegativeInfinity;
            int place = -1, winner = -1;
            ForEach(slots, extents, 0, () =>
            {
                place++;
                if (!guards.All(guard => guard()))
                {
                    return;
                }

                double value = body();

                // A NaN wins and stays, so that a NaN in a forward value reaches the loss.
                if (double.IsNaN(best) || !(value > best || double.IsNaN(value)))
                {
                    return;
                }

                best = value;
                winner = place;
                for (int axis = 0; axis < slots.Length; axis++)
                {
                    found(axis, _indices[slots[axis]]);
                }
            });
            branch?.Invoke(winner);
            return best;
        };
    }

    private Func<double> Compile(Term term)
    {
        double coefficient = term.Coefficient.ToDouble();
        Func<bool>[] guards = term.Guards.Select(Compile).ToArray();

        // Steps first: where one is 0 the term is 0, whatever the others are.
        (Func<double> Value, double Exponent, bool IsStep)[] factors = term.Factors
            .OrderBy(factor => factor.Atom is Apply { Function.Name: "step" } ? 0 : 1)
            .Select(factor => (Compile(factor.Atom), factor.Exponent.ToDouble(), factor.Atom is Apply { Function.Name: "step" })).ToArray();
        double Product()
        {
            foreach (Func<bool> guard in guards)
            {
                if (!guard())
                {
                    return 0;
                }
            }

            double product = coefficient;
            foreach ((Func<double> value, double exponent, bool isStep) in factors)
            {
                double factor = value();
                if (isStep && factor == 0)
                {
                    return 0;
                }

                product *= exponent == 1 ? factor : exponent == -1 ? 1 / factor : exponent == 0.5 ? Math.Sqrt(factor) : Math.Pow(factor, exponent);
            }

            return product;
        }

        if (term.Bound.Length == 0)
        {
            return Product;
        }

        int[] slots = term.Bound.Select(Slot).ToArray();
        int[] extents = term.Bound.Select(index => index.Extent.Evaluate(elements.SizeOf)).ToArray();
        return () =>
        {
            double sum = 0;
            ForEach(slots, extents, 0, () => sum += Product());
            return sum;
        };
    }

    private Func<double> Compile(Atom atom)
    {
        switch (atom)
        {
            case Access access:
                return elements.Reader(access.Tensor, access.Positions.Select(Compile).ToArray());
            case Apply apply:
                Func<double> argument = Compile(apply.Argument);
                Func<double, double> function = apply.Function.Evaluate;
                if (branch is not null && apply.Function == ScalarFunction.Step)
                {
                    return () =>
                    {
                        double value = function(argument());
                        branch((int)value);
                        return value;
                    };
                }

                return () => function(argument());
            case Group group:
                return Compile(group.Value);
            case SizeValue size:
                return () => elements.SizeOf(size.Size);
            case IndexValue index:
                Func<int> value = Compile(index.Value);
                return () => value();
            case NamedConstant constant:
                return () => constant.Value;
            case Root root:
                double radicand = root.Radicand.ToDouble();
                return () => radicand;
            default:
                throw new ArgumentException($"{atom} may stand only alone, as a whole right side.", nameof(atom));
        }
    }

    /// <summary>A condition.</summary>
    public Func<bool> Compile(Guard guard)
    {
        Func<int> argument = Compile(guard.Argument);
        return () => guard.Holds(argument());
    }

    /// <summary>An index expression.</summary>
    public Func<int> Compile(Affine affine)
    {
        (Func<int> Atom, int Coefficient)[] terms = affine.Terms.Select(term => (Compile(term.Atom), term.Coefficient)).ToArray();
        int constant = affine.Constant;
        return () =>
        {
            int sum = constant;
            foreach ((Func<int> atom, int coefficient) in terms)
            {
                sum += coefficient * atom();
            }

            return sum;
        };
    }

    private Func<int> Compile(AffineAtom atom)
    {
        switch (atom)
        {
            case IndexAtom index:
                int slot = Slot(index.Index);
                return () => _indices[slot];
            case SizeAtom size:
                return () => elements.SizeOf(size.Size);
            case GatherAtom gather:
                Func<double> element = elements.Reader(gather.Tensor, gather.Positions.Select(Compile).ToArray());
                return () => (int)element();
            case FloorAtom floor:
                Func<int> dividend = Compile(floor.Dividend);
                return () => Affine.FloorDivide(dividend(), floor.Divisor);
            default:
                throw new ArgumentException($"Unknown index atom {atom.GetType().Name}.", nameof(atom));
        }
    }

    private void ForEach(int[] slots, int[] extents, int depth, Action body)
    {
        if (depth == slots.Length)
        {
            body();
            return;
        }

        for (int i = 0; i < extents[depth]; i++)
        {
            _indices[slots[depth]] = i;
            ForEach(slots, extents, depth + 1, body);
        }
    }
}
