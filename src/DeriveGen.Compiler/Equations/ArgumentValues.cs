using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Compiler.Equations;

/// <summary>What equations read of the constructor arguments of their declaration.</summary>
internal static class ArgumentValues
{
    /// <summary>Numbers, strings and lists of strings, the strings of a list also one by one.</summary>
    public static Dictionary<string, ParameterValue> ParametersOf(Declaration declaration)
    {
        var parameters = new Dictionary<string, ParameterValue>();
        foreach (Argument argument in declaration.Arguments.Where(argument => TableOf(argument.Value) is null))
        {
            parameters[argument.Parameter] = ValueOf(argument.Value);
            EquatableArray<string> items = argument.Value is ArgumentValue.StringArray array ? array.Values : [];
            for (int position = 0; position < items.Length; position++)
            {
                parameters[ListExpansion.NameOf(argument.Parameter, position)] = new ParameterValue.Text(items[position]);
            }
        }

        return parameters;
    }

    /// <summary>Arrays of numbers.</summary>
    public static IReadOnlyDictionary<string, EquatableArray<Rational>> TablesOf(Declaration declaration) => declaration.Arguments
        .Where(argument => TableOf(argument.Value) is not null).ToDictionary(argument => argument.Parameter, argument => TableOf(argument.Value)!.Value);

    private static ParameterValue ValueOf(ArgumentValue value) => value switch
    {
        ArgumentValue.Int number => new ParameterValue.Number(number.Value),
        ArgumentValue.Bool flag => new ParameterValue.Number(flag.Value ? 1 : 0),
        ArgumentValue.Double number when !double.IsNaN(number.Value) && !double.IsInfinity(number.Value) => new ParameterValue.Number(Rational.FromDouble(number.Value)),
        ArgumentValue.String text => new ParameterValue.Text(text.Value),
        ArgumentValue.StringArray array => new ParameterValue.List(array.Values),
        _ => new ParameterValue.Missing(),
    };

    private static EquatableArray<Rational>? TableOf(ArgumentValue value) => value switch
    {
        ArgumentValue.IntArray array => array.Values.Map(number => (Rational)number),
        ArgumentValue.DoubleArray array => array.Values.Map(Rational.FromDouble),
        _ => null,
    };
}
