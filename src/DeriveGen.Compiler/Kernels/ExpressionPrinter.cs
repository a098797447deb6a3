using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// Prints polynomials as C#, for one number and for lanes with the same operations in the same order: terms without a product first, then
/// a chain of fused multiply-adds; in a term the factors that do not read the innermost index are multiplied first. So a statement has
/// the same bits wherever it is fused and whether or not it runs along lanes.
/// </summary>
/// <param name="method">The kernel that is written.</param>
/// <param name="place">Where the expression is evaluated.</param>
internal sealed partial class ExpressionPrinter(KernelMethod method, Place place)
{
    private readonly Addressing _addressing = new(method);
    private readonly LaneMasks _masks = new(method);
    private readonly NamedValues _named = new(method);
    private HashSet<string> _shared = [];   // the parts that several expressions have
    private HashSet<string>? _repeated;     // those, and the parts that the expression at hand has more than once

    private ElementType Element => method.Element;

    /// <summary>The type of packed numbers.</summary>
    public string LaneType => place.LaneType;

    private Code Zero => new(Element.Zero, false, Binding.Primary);

    /// <summary>The value; helping statements are written before it. What it has twice, as a function with the same argument, is computed once.</summary>
    public Code Print(Polynomial polynomial)
    {
        if (_repeated is not null)
        {
            return PrintSum(polynomial);
        }

        _repeated = [.. _shared, .. Repeated([polynomial])];
        Code value = PrintSum(polynomial);
        _repeated = null;
        return value;
    }

    /// <summary>Computes a part once that several expressions of a block have, as a function with the same argument.</summary>
    /// <param name="expressions">All that is printed, into the block in which the printer was made.</param>
    public void Share(IEnumerable<Polynomial> expressions) => _shared = Repeated(expressions);

    /// <summary>What is worth a name because it comes again: functions, sums in parentheses, powers that are products. What is inside of them is not met twice.</summary>
    private static HashSet<string> Repeated(IEnumerable<Polynomial> expressions)
    {
        HashSet<string> met = [], again = [];
        bool IsNew(string part)
        {
            bool isNew = met.Add(part);
            if (!isNew)
            {
                again.Add(part);
            }

            return isNew;
        }

        void Visit(Polynomial polynomial)
        {
            foreach (Factor factor in polynomial.Terms.SelectMany(term => term.Factors))
            {
                Rational exponent = factor.Exponent.Abs();
                bool isNew = exponent.IsOne || IsNew(KeyOfPower(factor.Atom, exponent));

                // A step has no name, it only chooses.
                if (isNew && OneElement.Inside(factor.Atom) is { } inside && (StepChoice.IsStep(factor.Atom) || IsNew(factor.Atom.Key)))
                {
                    Visit(inside);
                }
            }
        }

        foreach (Polynomial expression in expressions)
        {
            Visit(expression);
        }

        return again;
    }

    private Code PrintSum(Polynomial polynomial)
    {
        if (polynomial.IsZero)
        {
            return Zero;
        }

        if (StepChoice.In(polynomial) is { } choice)
        {
            return Choose(choice);
        }

        List<Product> products = polynomial.Terms.Select(Print).ToList();
        Code? sum = null;
        foreach (Product plain in products.Where(product => product.Right is null))
        {
            sum = sum is not { } value
                ? plain.IsNegative ? Code.Negate(plain.Left) : plain.Left
                : Add(value, plain.Left, plain.IsNegative);
        }

        foreach (Product product in products.Where(product => product.Right is not null))
        {
            sum = sum is { } value ? MultiplyAdd(product.Left, product.Right!.Value, value) : Multiply(product.Left, product.Right!.Value);
        }

        return sum!.Value;
    }

    /// <summary>The value as lanes, one number in all of them if it does not depend on the lane.</summary>
    public Code PrintLanes(Polynomial polynomial) => AsLanes(Print(polynomial));

    /// <summary>A number in all lanes.</summary>
    public Code AsLanes(Code code) => code.IsLanes || place.Lane is null
        ? code
        : new(code.Text == Element.Zero ? place.LaneType + ".Zero" : place.LaneType + ".Create(" + code.Text + ")", true, Binding.Primary);

    /// <summary>a·b + c.</summary>
    public Code MultiplyAdd(Code a, Code b, Code c)
    {
        bool lanes = a.IsLanes || b.IsLanes || c.IsLanes;
        string[] operands = new[] { a, b, c }.Select(operand => lanes ? AsLanes(operand).Text : operand.Text).ToArray();
        return new((lanes ? place.LaneType : "VectorMath") + ".MultiplyAdd(" + string.Join(", ", operands) + ")", lanes, Binding.Primary);
    }

    /// <summary>a + b or a − b.</summary>
    public Code Add(Code a, Code b, bool subtract = false)
    {
        (a, b) = Align(a, b);
        return Code.Add(a, b, subtract);
    }

    /// <summary>The value of <paramref name="then"/> where the guards hold, else <paramref name="otherwise"/>.</summary>
    public Code Choose(IEnumerable<Guard> guards, Code then, Code otherwise)
    {
        List<string> conditions = [];
        string? mask = null;
        foreach (Guard guard in guards)
        {
            if (IsScalar(guard))
            {
                conditions.Add(_addressing.Print(guard));
            }
            else
            {
                string lanes = _masks.Print(guard, place, access => Named(Load(access), NameScope.ShortHint(access.Tensor)).Text);
                mask = mask is null ? lanes : mask + " & " + lanes;
            }
        }

        Code chosen = mask is null ? then : Select(mask, then, otherwise);
        if (conditions.Count == 0)
        {
            return chosen;
        }

        (chosen, otherwise) = Align(chosen, otherwise);
        return new(string.Join(" && ", conditions) + " ? " + chosen.At(Binding.Sum) + " : " + otherwise.At(Binding.Sum), chosen.IsLanes, Binding.Choice);
    }

    /// <summary>The sum with one more term, which has no bound index: a multiply-add where the term is a product.</summary>
    public Code Accumulate(Code sum, Term term)
    {
        HashSet<string>? around = _repeated;
        _repeated ??= _shared;
        Product product = Print(term);
        _repeated = around;
        return product.Right is { } right ? MultiplyAdd(product.Left, right, sum) : Add(sum, product.Left, product.IsNegative);
    }

    /// <summary>Whether a guard is the same for all lanes.</summary>
    public bool IsScalar(Guard guard) => place.Lane is null || !guard.Argument.Indices.Contains(place.Lane) || LaneSupport.IsUniform(guard, place.Lane, Element.Lanes);

    /// <summary>Declares a variable.</summary>
    public Code Declare(string name, Code value)
    {
        method.Body.Line((value.IsLanes ? place.LaneType : Element.Name) + " " + name + " = " + value.Text + ";");
        return new(name, value.IsLanes, Binding.Primary);
    }

    /// <summary>A product as the two operands of a multiply-add, or one value that is added as it is.</summary>
    private sealed record Product(Code Left, Code? Right, bool IsNegative);

    private Product Print(Term term)
    {
        if (term.Bound.Length > 0)
        {
            return new(new SmallReduction(method, this).Sum(term), null, false);
        }

        return term.Guards.Length == 0 && !term.Factors.Any(factor => StepChoice.IsStep(factor.Atom))
            ? Multiply(term.Coefficient, term.Factors)
            : new(Guarded(term), null, false);
    }

    /// <summary>A term with conditions; what it needs is computed only where the conditions allow to read it.</summary>
    private Code Guarded(Term term)
    {
        List<Guard> scalars = term.Guards.Where(IsScalar).ToList();
        if (scalars.Count == 0)
        {
            return Choose(term.Guards, Stepped(term), Zero);
        }

        CodeWriter outside = method.Body;
        method.Body = new CodeWriter(outside.Depth + 1);
        Code value = Stepped(term);
        CodeWriter inside = method.Body;
        method.Body = outside;
        if (inside.IsEmpty)
        {
            return Choose(term.Guards, value, Zero);
        }

        value = Choose(term.Guards.Where(guard => !scalars.Contains(guard)), value, Zero);
        string name = method.Names.Fresh("term");
        Declare(name, value.IsLanes ? AsLanes(Zero) : Zero);
        outside.Open("if (" + string.Join(" && ", scalars.Select(_addressing.Print)) + ")");
        outside.Append(inside);
        outside.Line(name + " = " + value.Text + ";");
        outside.Close();
        return new(name, value.IsLanes, Binding.Primary);
    }

    /// <summary>The factors of a term, its guards left out; a step chooses between the others' product and 0.</summary>
    private Code Stepped(Term term)
    {
        Code value = Value(Multiply(term.Coefficient, term.Factors.Where(factor => !StepChoice.IsStep(factor.Atom)).ToEquatableArray()));
        foreach (Factor step in term.Factors.Where(factor => StepChoice.IsStep(factor.Atom)))
        {
            value = StepTimes(Print(((Apply)step.Atom).Argument), value);
        }

        return value;
    }

    /// <summary>[x > 0]·value.</summary>
    private Code StepTimes(Code x, Code value) => Choose(x, value, Zero);

    private Code Choose(StepChoice choice)
    {
        Code above = Print(choice.Above), below = Print(choice.Below);
        return Choose(Print(choice.Argument), above, below);
    }

    /// <summary>One value above 0, another from 0 down, with the comparison's operands pinned: NaN chooses the first, and neither touches the other.</summary>
    private Code Choose(Code x, Code above, Code below)
    {
        if (x.IsLanes)
        {
            return Select(x.At(Binding.Sum) + " <= " + AsLanes(Zero).Text, below, above);
        }

        (below, above) = Align(below, above);
        return new(x.At(Binding.Sum) + " <= " + Element.Zero + " ? " + below.At(Binding.Sum) + " : " + above.At(Binding.Sum), above.IsLanes, Binding.Choice);
    }

    private Code Select(string mask, Code whenSet, Code otherwise) =>
        new(place.LaneType + ".Select(" + mask + ", " + AsLanes(whenSet).Text + ", " + AsLanes(otherwise).Text + ")", true, Binding.Primary);

    /// <summary>The number and the factors that do not read the innermost index, then the others.</summary>
    private Product Multiply(Rational coefficient, EquatableArray<Factor> product)
    {
        // A batch of one example at most: an average over it multiplies by 1.
        List<Factor> factors = product.Where(factor => factor.Atom is not SizeValue { Size.Capacity: 1 }).ToList();
        List<Factor> constants = factors.Where(factor => factor.Atom is NamedConstant or Root).ToList();
        List<Factor> outer = factors.Where(factor => !constants.Contains(factor) && !IsInner(factor)).ToList();
        List<Factor> inner = factors.Where(IsInner).ToList();
        double number = constants.Aggregate(coefficient.ToDouble(), (value, factor) => value * ConstantPower(factor));

        Code? scale = Quotient(outer, Math.Abs(number) == 1 ? null : new Code(Element.Literal(Math.Abs(number)), false, Binding.Primary));
        bool negative = number < 0;
        if (inner.Count == 0)
        {
            return new(scale ?? new Code(Element.Literal(1), false, Binding.Primary), null, negative);
        }

        if (scale is { } factorOutside)
        {
            return new(negative ? Code.Negate(factorOutside) : factorOutside, Quotient(inner, null), false);
        }

        if (inner.Count == 1 || inner.Any(factor => factor.Exponent.Sign < 0))
        {
            return new(Quotient(inner, null)!.Value, null, negative);
        }

        Code left = Quotient(inner.Take(inner.Count - 1).ToList(), null)!.Value;
        return new(negative ? Code.Negate(left) : left, Quotient(inner.Skip(inner.Count - 1).ToList(), null), false);
    }

    /// <summary>The factors with positive exponents over the others; null where there is nothing.</summary>
    private Code? Quotient(List<Factor> factors, Code? first)
    {
        Code? numerator = first;
        foreach (Factor factor in factors.Where(factor => factor.Exponent.Sign > 0))
        {
            Code power = PowerOf(factor.Atom, factor.Exponent);
            numerator = numerator is { } value ? Multiply(value, power) : power;
        }

        Code? denominator = null;
        foreach (Factor factor in factors.Where(factor => factor.Exponent.Sign < 0))
        {
            Code power = PowerOf(factor.Atom, -factor.Exponent);
            denominator = denominator is { } value ? Multiply(value, power) : power;
        }

        if (denominator is not { } below)
        {
            return numerator;
        }

        (Code above, below) = Align(numerator ?? new Code(Element.Literal(1), false, Binding.Primary), below);
        return Code.Divide(above, below);
    }

    private Code Print(Atom atom) => atom switch
    {
        Access { Tensor.Kind: TensorKind.Setting } access => new(method.Setting(access.Tensor), false, Binding.Primary),
        Access access => place.InRegister(access) ?? Load(access),
        Apply apply when StepChoice.IsStep(apply) => StepTimes(Print(apply.Argument), new Code(Element.Literal(1), false, Binding.Primary)),
        Apply apply when _repeated?.Contains(apply.Key) == true => Named(Function(apply)),
        Apply apply => Function(apply),
        Group group when _repeated?.Contains(group.Key) == true => Named(Print(group.Value)),
        Group group => Print(group.Value),
        SizeValue size => new("(" + Element.Name + ")" + method.SizeName(size.Size), false, Binding.Signed),
        IndexValue index => Print(index),
        NamedConstant constant => new(Element.Literal(constant.Value), false, Binding.Primary),
        Root root => new(Element.Literal(root.Radicand.ToDouble()), false, Binding.Primary),
        _ => throw new ArgumentException($"{atom} may stand only alone, as a whole right side.", nameof(atom)),
    };

    private Code Load(Access access)
    {
        if (place.Lane is not null && access.Indices.Contains(place.Lane))
        {
            return place.Load(access) ?? throw new InvalidOperationException($"{access} is not a row along {place.Lane}.");
        }

        return access.Tensor.IsInteger
            ? new("(" + Element.Name + ")" + _addressing.Element(access.Tensor, access.Positions), false, Binding.Signed)
            : _addressing.Read(access.Tensor, access.Positions);
    }

    private Code Print(IndexValue index)
    {
        if (place.Lane is null || index.Value.CoefficientOf(place.Lane) is not int coefficient || coefficient == 0)
        {
            return new("(" + Element.Name + ")(" + _addressing.Print(index.Value) + ")", false, Binding.Signed);
        }

        Affine rest = index.Value - (Affine.Of(place.Lane) * coefficient);
        var lanes = new Code(place.LaneType + ".Iota(" + place.First + ")", true, Binding.Primary);
        Code value = coefficient == 1 ? lanes : Multiply(new Code(Element.Literal(coefficient), false, Binding.Primary), lanes);
        return rest.AsConstant == 0 ? value : Add(value, new Code("(" + Element.Name + ")(" + _addressing.Print(rest) + ")", false, Binding.Signed));
    }

    private Code Call(string function, Code argument) =>
        new((argument.IsLanes ? place.LaneType : "VectorMath") + "." + function + "(" + argument.Text + ")", argument.IsLanes, Binding.Primary);

    private Code Multiply(Code a, Code b)
    {
        (a, b) = Align(a, b);
        return Code.Multiply(a, b);
    }

    private (Code A, Code B) Align(Code a, Code b) => a.IsLanes || b.IsLanes ? (AsLanes(a), AsLanes(b)) : (a, b);

    private Code Value(Product product)
    {
        Code value = product.Right is { } right ? Multiply(product.Left, right) : product.Left;
        return product.IsNegative ? Code.Negate(value) : value;
    }

    /// <summary>A name for a value that is used more than once, known as long as its scope lasts.</summary>
    private Code Named(Code value, string hint = "u")
    {
        if (value.Text.All(character => char.IsLetterOrDigit(character) || character == '_'))
        {
            return value;
        }

        return _named.NameOf(value, hint, Declare);
    }

    private bool IsInner(Factor factor) => place.Pivot is { } pivot && factor.Atom.Indices.Contains(pivot);
}
