using System.Globalization;
using DeriveGen.Compiler.Equations;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Compiler.Emission;

/// <summary>A member that views a tensor.</summary>
internal sealed record MemberView(string Name, string Source, string[] Summary);

/// <summary>The members that show tensors, and the formulas in comments.</summary>
internal sealed class ShellMembers(ShellRequest request, ElementType element)
{
    /// <summary>A repetition that saves fewer lines stays written out.</summary>
    private const int FewestSaved = 12;

    /// <summary>The most formulas of a member's tooltip; those of the class are not cut.</summary>
    private const int LongestTooltip = 16, Shortened = 4;

    private readonly NetworkEquations _network = request.Network;
    private readonly Dictionary<(Equation, int Examples), EquationCost> _costs = [];
    private readonly EquatableArray<ParameterDeclaration> _all = request.Network.Parameters.AddRange(request.Network.States);

    /// <summary>The number of learned numbers.</summary>
    public int ParameterCount => _network.Parameters.Sum(parameter => Elements(parameter.Tensor));

    /// <summary>The paths of the named layers and blocks that hold tensors, outer ones before their own.</summary>
    public IEnumerable<string> Paths => _all.Select(parameter => parameter.Layer).OfType<string>().SelectMany(MemberNames.Beginnings).Distinct();

    /// <summary>The views of the tensors of a layer, or of those without a named one.</summary>
    public MemberView[] Views(string? layer)
    {
        var views = new List<MemberView>();
        for (int position = 0; position < _all.Length; position++)
        {
            ParameterDeclaration declaration = _all[position];
            if (declaration.Layer != layer)
            {
                continue;
            }

            Tensor tensor = declaration.Tensor;
            string name = layer is null ? tensor.Name : tensor.Name.Substring(layer.Length + 1);
            bool learned = declaration.Gradient is not null;
            views.Add(new(CSharp.Identifier(name), $"Parameter({CSharp.Number(position)})", 
                [$"{Shaped(tensor)}, {(learned ? "learned" : IsUpdated(tensor) ? "kept from step to step" : "frozen")}: {Memory(tensor)}."]));
            if (learned)
            {
                Equation adjoint = request.Derived.AdjointEquationOf(tensor);
                views.Add(new(
                    CSharp.Identifier(name + "Bar"), $"Adjoint({CSharp.Number(position)})",
                    [$"∂L/∂{Shaped(tensor)} of the last Gradient:", Formula(adjoint), $"{Memory(tensor)}; {Operations([adjoint])}."]));
            }
        }

        return [.. views];
    }

    /// <summary>The lines of the file's header.</summary>
    public string[] Header()
    {
        const string Indent = "   ";
        var lines = new List<string>();
        void Section(string title, IEnumerable<Equation> equations)
        {
            foreach (string line in Lines(equations))
            {
                lines.Add(Indent + (title.Length > 0 ? title.PadRight(10) : new string(' ', 10)) + " " + line);
                title = string.Empty;
            }

            lines.Add(string.Empty);
        }

        Section("forward", request.Derived.Forward.Equations);
        Section("backward", request.Derived.Adjoints);
        if (request.SecondOrder is { } second)
        {
            Section("tangents", second.Adjoints);
        }

        lines.Add(string.Format(CultureInfo.InvariantCulture, "{0}{1}{2:N0} parameters, {3:N0} persistent and {4:N0} workspace elements, no allocation per step",
            Indent, "memory     ", ParameterCount, request.Schedules.Train.Storage.PersistentSize, request.Schedules.All.Max(schedule => schedule.Storage.WorkspaceSize)));
        return [.. lines];
    }

    /// <summary>The lines of the class's summary.</summary>
    public string[] Summary() =>
    [
        .. _network.Model.Summary is { Length: > 0 } summary ? [CSharp.Comment(summary)] : Array.Empty<string>(),
        .. Formulas(_network.Training.Equations, int.MaxValue),
        $"{EquationCost.Number(ParameterCount)} parameters, {Bytes(ParameterCount)}; {Bytes(request.Schedules.All.Max(schedule => schedule.Storage.WorkspaceSize))} of workspace. Forward and backward: {Operations(request.Derived.Forward.Equations.Concat(request.Derived.Adjoints))}.",
    ];

    /// <summary>What Predict computes: the formulas up to the outputs, their shapes and cost.</summary>
    public string[] Prediction()
    {
        Equation[] equations = Live(_network.Evaluation.Outputs);
        return
        [
            $"Computes {string.Join(", ", _network.Evaluation.Outputs.Select(Shaped))}:", .. Formulas(equations),
            $"{Operations(equations)} in {Bytes(request.Schedules.Predict.Storage.WorkspaceSize)} of workspace.",
        ];
    }

    /// <summary>The loss in evaluation mode, and its cost.</summary>
    public string[] Loss()
    {
        Equation[] equations = Live([_network.Evaluation.Loss!]);
        return ["The loss in evaluation mode:", .. Formulas(equations), $"{Operations(equations)} in {Bytes(request.Schedules.Loss!.Storage.WorkspaceSize)} of workspace."];
    }

    /// <summary>The adjoints, and the cost of the forward and the backward pass.</summary>
    public string[] Gradient() =>
    [
        "The loss in training mode, and the adjoint of every parameter:", .. Formulas(request.Derived.Adjoints),
        $"{Operations(request.Derived.Forward.Equations.Concat(request.Derived.Adjoints))} in {Bytes(request.Schedules.Gradient.Storage.WorkspaceSize)} of workspace.",
    ];

    /// <summary>The next values, and the cost of a step.</summary>
    public string[] Training() =>
    [
        "One step of training, the same bits as <c>Gradient</c> and then <c>Update</c>:", .. Formulas(Updates),
        $"{Operations(request.Derived.Forward.Equations.Concat(request.Derived.Adjoints).Concat(Updates))} in {Bytes(request.Schedules.Train.Storage.WorkspaceSize)} of workspace.",
    ];

    /// <summary>What an epoch is made of.</summary>
    public string[] Epoch() =>
    [
        $"Trains on every example once, in order, {(_network.Model.Settings.BatchSize == 1 ? "one" : CSharp.Number(_network.Model.Settings.BatchSize))} at a time: the same bits as the calls of <c>Train</c> in a loop. The last step takes what is left over.",
    ];

    /// <summary>The optimizer's formulas, and their cost.</summary>
    public string[] Updating() => ["Applies the optimizer to the adjoints of the last <c>Gradient</c>:", .. Formulas(Updates), $"{Operations(Updates)} on {Bytes(ParameterCount)} of parameters."];

    private EquatableArray<Equation> Updates => _network.Training.Updates.AddRange(_network.Optimizer.Equations).AddRange(_network.Optimizer.Updates);

    /// <summary>The evaluation equations that tensors need.</summary>
    private Equation[] Live(IEnumerable<Tensor> wanted)
    {
        HashSet<Tensor> needed = [.. wanted];
        foreach (Equation equation in _network.Evaluation.Equations.Reverse().Where(equation => needed.Contains(equation.Target)))
        {
            needed.UnionWith(equation.Reads);
        }

        return [.. _network.Evaluation.Equations.Where(equation => needed.Contains(equation.Target))];
    }

    /// <summary>Formulas, one a line; of a list that no tooltip has room for only the end, which is what the member is about.</summary>
    private static IEnumerable<string> Formulas(IEnumerable<Equation> equations, int most = LongestTooltip)
    {
        string[] lines = [.. Lines(equations).Select(line => $"<c>{CSharp.Comment(line)}</c>")];
        return lines.Length <= most ? lines : lines.Skip(lines.Length - Shortened).Prepend($"{lines.Length - Shortened} equations, and with them");
    }

    private static string Formula(Equation equation) => $"<c>{CSharp.Comment(equation.ToString())}</c>";

    private string Operations(IEnumerable<Equation> equations)
    {
        Equation[] all = [.. equations];
        string functions = EquationCost.Grown(all, _network.Examples, cost => cost.Functions, CostFor);
        return $"{EquationCost.Grown(all, _network.Examples, cost => cost.Operations, CostFor)} operations{(functions == "0" ? string.Empty : $", {functions} functions")}";
    }

    private EquationCost CostFor(Equation equation, int examples)
    {
        if (!_costs.TryGetValue((equation, examples), out EquationCost? cost))
        {
            _costs[(equation, examples)] = cost = EquationCost.For(equation, _network.Examples, examples);
        }

        return cost;
    }

    private string Memory(Tensor tensor) => Bytes(Elements(tensor));

    private string Bytes(int elements) => EquationCost.Number((long)elements * element.Bytes) + " bytes";

    /// <summary>For each parameter the formula of the Hessian times a direction.</summary>
    public string[] Products() => _network.Parameters.Select(parameter => CSharp.Comment(request.SecondOrder!.AdjointEquationOf(parameter.Tensor).ToString())).ToArray();

    /// <summary>Equations, one a line; those of repeated blocks once.</summary>
    private static IEnumerable<string> Lines(IEnumerable<Equation> equations) =>
        TextRun.Find(equations.Select(equation => equation.ToString()), FewestSaved, withRests: true).SelectMany(run => run.ForReading());

    /// <summary>The number of elements, symbolic sizes at their capacity.</summary>
    public static int Elements(Tensor tensor) => tensor.Shape.Aggregate(1, (product, extent) => checked(product * extent.AtCapacity()));

    private bool IsUpdated(Tensor state) => _network.Training.Updates.Concat(_network.Optimizer.Updates).Any(update => update.Target.NextOf == state);

    private static string Shaped(Tensor tensor) => CSharp.Comment(tensor.Rank == 0 ? tensor.Name : $"{tensor.Name}[{string.Join(", ", tensor.Shape)}]");
}
