using DeriveGen.Compiler.Emission;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

// Powers: short ones as products and a root, all others as one function.
internal sealed partial class ExpressionPrinter
{
    private Code PowerOf(Atom atom, Rational exponent)
    {
        Code power = Power(Print(atom), exponent);
        return !exponent.IsOne && _repeated?.Contains(KeyOfPower(atom, exponent)) == true ? Named(power) : power;
    }

    private static string KeyOfPower(Atom atom, Rational exponent) => atom.Key + "^" + exponent;

    private Code Power(Code value, Rational exponent)
    {
        if (exponent.IsOne)
        {
            return value;
        }

        if (!(2 * exponent).IsInteger || exponent > 8)
        {
            return LongPower(value, exponent);
        }

        Code name = Named(value);
        Code? power = null;
        int whole = (int)exponent.Floor();
        for (int i = 0; i < whole; i++)
        {
            power = power is { } product ? Code.Multiply(product, name) : name;
        }

        if (exponent.IsInteger)
        {
            return power!.Value;
        }

        Code root = name.IsLanes
            ? Call("Sqrt", name)
            : new Code(Element.Name + ".Sqrt(" + name.Text + ")", false, Binding.Primary);
        return power is { } rest ? Code.Multiply(rest, root) : root;
    }

    /// <summary>A power that is no short product: by its logarithm, that of the magnitude where the exponent is whole.</summary>
    private Code LongPower(Code value, Rational exponent)
    {
        double rounded = Element.Round(exponent.ToDouble());
        Code high = new(Element.Literal(rounded), false, Binding.Primary), low = new(Element.Literal(exponent.Beyond(rounded)), false, Binding.Primary);
        if (!exponent.IsInteger)
        {
            return Power(value, high, low);
        }

        Code name = Named(value);
        Code magnitude = name.IsLanes
            ? new(place.LaneType + ".Larger(" + name.Text + ", " + Code.Negate(name).Text + ")", true, Binding.Primary)
            : new(Element.Name + ".Abs(" + name.Text + ")", false, Binding.Primary);
        Code power = Power(magnitude, high, low);
        if (exponent.Numerator.IsEven)
        {
            return power;
        }

        power = Named(power);
        return Choose(name, power, Code.Negate(power));
    }

    /// <summary>value^(exponent + low).</summary>
    private Code Power(Code value, Code exponent, Code low)
    {
        bool lanes = value.IsLanes || exponent.IsLanes;
        IEnumerable<string> operands = new[] { value, exponent, low }.Select(operand => lanes ? AsLanes(operand).Text : operand.Text);
        return new((lanes ? place.LaneType : "VectorMath") + ".Power(" + string.Join(", ", operands) + ")", lanes, Binding.Primary);
    }

    private Code Function(Apply apply) => PowerForm.In(apply) is { } power
        ? Power(Print(power.Base), Print(power.Exponent), Zero)
        : Call(FunctionTable.Methods[apply.Function.Name], Print(apply.Argument));

    private static double ConstantPower(Factor factor)
    {
        double value = factor.Atom is Root root ? root.Radicand.ToDouble() : ((NamedConstant)factor.Atom).Value;
        return Math.Pow(value, factor.Exponent.ToDouble());
    }
}
