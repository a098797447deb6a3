using System.Reflection;
using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Tests.Declarations;

/// <summary>Networks of the attribute classes themselves: their texts and constructor parameters, read by reflection and evaluated in double.</summary>
internal static class BuiltIn
{
    public static Declaration Input(params int[] shape) =>
        new(0, "Input", DeclarationRole.Input, "", TextOrigin.Network, [new("shape", new ArgumentValue.IntArray([.. shape]))]);

    /// <summary>A declaration as a user would write it; parameters that are not given have their defaults.</summary>
    public static Declaration Of<TAttribute>(params object[] given)
        where TAttribute : Attribute
    {
        Type type = typeof(TAttribute);
        IEnumerable<Argument> arguments = type.GetConstructors().Single().GetParameters().Select((parameter, position) =>
            new Argument(parameter.Name!, Value(position < given.Length ? given[position] : parameter.RawDefaultValue)));
        DeclarationRole role = typeof(LossAttribute).IsAssignableFrom(type) ? DeclarationRole.Loss
            : typeof(LayerAttribute).IsAssignableFrom(type) ? DeclarationRole.Layer
            : DeclarationRole.Optimizer;
        string text = type.GetCustomAttribute<EquationsAttribute>()!.Text;
        return new(0, type.Name[..^"Attribute".Length], role, text, TextOrigin.Metadata, arguments.ToEquatableArray());
    }

    public static NetworkEquations Network(params Declaration[] stack)
    {
        NetworkModel model = new("Tests", [], "Net", "public", new NetworkSettings(),
            stack.Select((declaration, ordinal) => declaration with { Ordinal = ordinal + 1 }).ToEquatableArray());
        (NetworkEquations? network, EquatableArray<Problem> problems) = Instantiation.Instantiate(model);
        Assert.Empty(problems);
        return network!;
    }

    /// <summary>Evaluates the network with values for tensors by name, and reads one tensor.</summary>
    public static double[] Evaluate(NetworkEquations network, int examples, string result, params (string Name, double[] Values)[] given)
    {
        Interpreter interpreter = new(new Dictionary<Size, int> { [network.Examples] = examples });
        foreach (Tensor tensor in network.Inputs.Concat(network.Targets).Concat(network.Parameters.Select(parameter => parameter.Tensor)))
        {
            interpreter[tensor] = given.Single(pair => pair.Name == tensor.Name).Values;
        }

        interpreter.Run(network.Evaluation);
        return interpreter[network.Evaluation[result]];
    }

    private static ArgumentValue Value(object? value) => value switch
    {
        null => new ArgumentValue.DoubleArray([]),
        double[] numbers => new ArgumentValue.DoubleArray([.. numbers]),
        int number => new ArgumentValue.Int(number),
        double number => new ArgumentValue.Double(number),
        bool flag => new ArgumentValue.Bool(flag),
        _ => new ArgumentValue.String((string)value),
    };
}
