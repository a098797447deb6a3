using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>The outputs behind the first, which a second form of <c>Predict</c> hands out beside it.</summary>
internal sealed class ShellOutputs(NetworkEquations network, ElementType element)
{
    private readonly EquatableArray<Tensor> _others = network.Evaluation.Outputs.Skip(1).ToEquatableArray();

    /// <summary>Whether there are any.</summary>
    public bool Any => _others.Length > 0;

    /// <summary>Them as further parameters, empty where there are none.</summary>
    public string Declare(string qualifier) => string.Concat(_others.Select(output => $", out {qualifier}ReadOnlySpan<{element.Name}> {ShellArguments.NameOf(output)}"));

    /// <summary>Them as further arguments.</summary>
    public string Pass => string.Concat(_others.Select(output => ", out " + ShellArguments.NameOf(output)));

    /// <summary>Arguments that drop them.</summary>
    public string Discard => string.Concat(_others.Select(_ => ", out _"));

    /// <summary>The parameters' documentation.</summary>
    public string[] Document() => _others.Select(output =>
        $"<param name=\"{ShellArguments.NameOf(output).TrimStart('@')}\">{CSharp.Comment(output.Name)}, {CSharp.Comment(string.Join(" × ", output.Shape))}, row-major. Valid until the next call on this object.</param>").ToArray();

    /// <summary>The statements that hand them out of a schedule's results.</summary>
    public string[] Assign(Schedule predict, ShellArguments arguments) => _others.Select((output, position) =>
        $"{ShellArguments.NameOf(output)} = memory.Output({CSharp.Number(predict.Storage[predict.Results[position + 1]].Origin)}, {CSharp.Length(output.Shape, arguments.Local)});").ToArray();
}
