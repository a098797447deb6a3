namespace DeriveGen.Symbolics.Expressions;

/// <summary>Visits what expressions are made of.</summary>
public static class Walk
{
    /// <summary>The tensors that are read, positions and guards included, in order of first appearance.</summary>
    public static IReadOnlyList<Tensor> Tensors(Polynomial polynomial)
    {
        var found = new TensorList();
        AddAccessed(polynomial, found);
        AddGathered(polynomial, found);
        return found.Tensors;
    }

    private static void AddAccessed(Polynomial polynomial, TensorList found)
    {
        foreach (Term term in polynomial.Terms)
        {
            foreach (Factor factor in term.Factors)
            {
                switch (factor.Atom)
                {
                    case Access access:
                        found.Add(access.Tensor);
                        break;
                    case Apply apply:
                        AddAccessed(apply.Argument, found);
                        break;
                    case Group group:
                        AddAccessed(group.Value, found);
                        break;
                    case Maximum maximum:
                        AddAccessed(maximum.Body, found);
                        break;
                }
            }
        }
    }

    private static void AddGathered(Polynomial polynomial, TensorList found)
    {
        foreach (Term term in polynomial.Terms)
        {
            AddGathered(term.Guards, found);
            foreach (Factor factor in term.Factors)
            {
                switch (factor.Atom)
                {
                    case Access access:
                        AddGathered(access.Positions, found);
                        break;
                    case Apply apply:
                        AddGathered(apply.Argument, found);
                        break;
                    case Group group:
                        AddGathered(group.Value, found);
                        break;
                    case Maximum maximum:
                        AddGathered(maximum.Guards, found);
                        AddGathered(maximum.Body, found);
                        break;
                    case IndexValue value:
                        AddGathered(value.Value, found);
                        break;
                }
            }
        }
    }

    private static void AddGathered(EquatableArray<Guard> guards, TensorList found)
    {
        foreach (Guard guard in guards)
        {
            AddGathered(guard.Argument, found);
        }
    }

    private static void AddGathered(EquatableArray<Affine> positions, TensorList found)
    {
        foreach (Affine position in positions)
        {
            AddGathered(position, found);
        }
    }

    private static void AddGathered(Affine affine, TensorList found)
    {
        foreach (AffineTerm term in affine.Terms)
        {
            switch (term.Atom)
            {
                case GatherAtom gather:
                    found.Add(gather.Tensor);
                    AddGathered(gather.Positions, found);
                    break;
                case FloorAtom floor:
                    AddGathered(floor.Dividend, found);
                    break;
            }
        }
    }

    /// <summary>Distinct tensors in order. Few are searched one by one; a set is made for more.</summary>
    private sealed class TensorList
    {
        private const int Few = 8;

        private HashSet<Tensor>? _seen;

        public List<Tensor> Tensors { get; } = [];

        public void Add(Tensor tensor)
        {
            if (_seen is null && Tensors.Count >= Few)
            {
                _seen = [.. Tensors];
            }

            if (_seen is null ? !Tensors.Contains(tensor) : _seen.Add(tensor))
            {
                Tensors.Add(tensor);
            }
        }
    }

    /// <summary>Every access, at any depth; gathers inside positions are not among them.</summary>
    public static IEnumerable<Access> Accesses(Polynomial polynomial) => Atoms(polynomial).OfType<Access>();

    /// <summary>Every atom, at any depth, outer ones first.</summary>
    public static IEnumerable<Atom> Atoms(Polynomial polynomial) =>
        polynomial.Terms.SelectMany(term => term.Factors).SelectMany(factor => Atoms(factor.Atom));

    /// <summary>The atom and every atom inside it.</summary>
    public static IEnumerable<Atom> Atoms(Atom atom) => atom switch
    {
        Apply apply => Atoms(apply.Argument).Prepend(atom),
        Group group => Atoms(group.Value).Prepend(atom),
        Maximum maximum => Atoms(maximum.Body).Prepend(atom),
        _ => [atom],
    };

    /// <summary>Every call of a function, at any depth; a step is none, it only chooses.</summary>
    public static IEnumerable<Atom> Functions(Polynomial polynomial) => Atoms(polynomial).Where(atom => atom is Apply { Function.Name: not "step" });

    /// <summary>Every index expression in it: positions and guards' arguments.</summary>
    public static IEnumerable<Affine> Affines(Polynomial polynomial)
    {
        foreach (Term term in polynomial.Terms)
        {
            foreach (Guard guard in term.Guards)
            {
                yield return guard.Argument;
            }

            foreach (Affine affine in term.Factors.SelectMany(factor => Affines(factor.Atom)))
            {
                yield return affine;
            }
        }
    }

    /// <summary>Every index expression in an atom.</summary>
    public static IEnumerable<Affine> Affines(Atom atom) => atom switch
    {
        Access access => access.Positions,
        Apply apply => Affines(apply.Argument),
        Group group => Affines(group.Value),
        Maximum maximum => maximum.Guards.Select(guard => guard.Argument).Concat(Affines(maximum.Body)),
        IndexValue value => [value.Value],
        _ => [],
    };

    /// <summary>Every condition, at any depth.</summary>
    public static IEnumerable<Guard> Guards(Polynomial polynomial) =>
        polynomial.Terms.SelectMany(term => term.Guards.Concat(term.Factors.SelectMany(factor => Guards(factor.Atom))));

    private static IEnumerable<Guard> Guards(Atom atom) => atom switch
    {
        Apply apply => Guards(apply.Argument),
        Group group => Guards(group.Value),
        Maximum maximum => maximum.Guards.Concat(Guards(maximum.Body)),
        _ => [],
    };

    /// <summary>Every read of an integer tensor in a position or a guard.</summary>
    public static IEnumerable<GatherAtom> Gathers(Polynomial polynomial) => Affines(polynomial).SelectMany(Gathers);

    /// <summary>Every read of an integer tensor in an index expression.</summary>
    public static IEnumerable<GatherAtom> Gathers(Affine affine) => affine.Terms.SelectMany(term => term.Atom switch
    {
        GatherAtom gather => gather.Positions.SelectMany(Gathers).Prepend(gather),
        FloorAtom floor => Gathers(floor.Dividend),
        _ => [],
    });

    /// <summary>The sum with every access replaced that <paramref name="replace"/> gives a polynomial for.</summary>
    /// <param name="polynomial">What is rewritten.</param>
    /// <param name="replace">The polynomial that takes an access' place, or null to keep it.</param>
    /// <param name="grouped">Whether a replacement of several terms stays one group beside other factors, instead of being distributed.</param>
    public static Polynomial Replace(Polynomial polynomial, Func<Access, Polynomial?> replace, bool grouped = true) =>
        ReplaceAtoms(polynomial, atom => atom is Access access ? replace(access) : null, grouped);

    /// <summary>The sum with every atom replaced that <paramref name="replace"/> gives a polynomial for; such an atom is not entered.</summary>
    /// <param name="polynomial">What is rewritten.</param>
    /// <param name="replace">The polynomial that takes an atom's place, or null to keep it and look inside.</param>
    /// <param name="grouped">Whether a replacement of several terms stays one group beside other factors, instead of being distributed.</param>
    public static Polynomial ReplaceAtoms(Polynomial polynomial, Func<Atom, Polynomial?> replace, bool grouped = true)
    {
        bool any = false;
        var result = new List<Term>();
        foreach (Term term in polynomial.Terms)
        {
            Polynomial product = Polynomial.Raw([new Term(term.Coefficient, term.Bound, [], term.Guards)]);
            bool changed = false;
            foreach (Factor factor in term.Factors)
            {
                if (Replace(factor.Atom, replace, grouped) is not { } value)
                {
                    product = Polynomial.Raw(product.Terms.Map(left => new Term(left.Coefficient, left.Bound, left.Factors.Add(factor), left.Guards)));
                    continue;
                }

                changed = true;
                bool distributes = factor.Exponent.IsOne && !(grouped && value.Terms.Length > 1 && term.Factors.Length > 1);
                Polynomial right = distributes ? value : Polynomial.Raw([new Term(1, [], [new Factor(new Group(value), factor.Exponent)], [])]);
                product = Polynomial.Raw(product.Terms.SelectMany(left => right.Terms.Select(other => Algebra.Build.Multiply(left, other))).ToEquatableArray());
            }

            any |= changed;
            result.AddRange(changed ? product.Terms : [term]);
        }

        return any ? Polynomial.Create(result) : polynomial;
    }

    private static Polynomial? Replace(Atom atom, Func<Atom, Polynomial?> replace, bool grouped)
    {
        if (replace(atom) is { } replacement)
        {
            return replacement;
        }

        switch (atom)
        {
            case Apply apply:
                Polynomial argument = ReplaceAtoms(apply.Argument, replace, grouped);
                return ReferenceEquals(argument, apply.Argument) ? null : Algebra.FunctionRules.Apply(apply.Function, argument);
            case Group group:
                Polynomial value = ReplaceAtoms(group.Value, replace, grouped);
                return ReferenceEquals(value, group.Value) ? null : value;
            case Maximum maximum:
                Polynomial body = ReplaceAtoms(maximum.Body, replace, grouped);
                return ReferenceEquals(body, maximum.Body) ? null : Algebra.Build.Maximum(maximum.Bound, maximum.Guards, body);
            default:
                return null;
        }
    }
}
