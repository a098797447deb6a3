using System.Globalization;
using DeriveGen.Compiler.Equations;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>A member that views a tensor.</summary>
internal sealed record MemberView(string Name, string Source, string[] Summary);

/// <summary>The members that show tensors, and the formulas in comments.</summary>
internal sealed class ShellMembers(ShellRequest request)
{
    /// <summary>A repetition that saves fewer lines stays written out.</summary>
    private const int FewestSaved = 12;

    private readonly NetworkEquations _network = request.Network;
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
            views.Add(new(CSharp.Identifier(name), $"Parameter({CSharp.Number(position)})", [$"{Shaped(tensor)}, {(learned ? "learned" : IsUpdated(tensor) ? "kept from step to step" : "frozen")}."]));
            if (learned)
            {
                string formula = CSharp.Comment(request.Derived.AdjointEquationOf(tensor).ToString());
                views.Add(new(CSharp.Identifier(name + "Bar"), $"Adjoint({CSharp.Number(position)})", [$"∂L/∂{Shaped(tensor)} of the last Gradient:", $"<c>{formula}</c>"]));
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
        .. Lines(_network.Training.Equations).Select(line => $"<c>{CSharp.Comment(line)}</c>"),
    ];

    /// <summary>For each parameter the formula of the Hessian times a direction.</summary>
    public string[] Products() => _network.Parameters.Select(parameter => CSharp.Comment(request.SecondOrder!.AdjointEquationOf(parameter.Tensor).ToString())).ToArray();

    /// <summary>Equations, one a line; those of repeated blocks once.</summary>
    private static IEnumerable<string> Lines(IEnumerable<Equation> equations) =>
        TextRun.Find(equations.Select(equation => equation.ToString()), FewestSaved).SelectMany(run => run.ForReading());

    /// <summary>The equation that defines a tensor, for a comment; the tensor's name where it is given.</summary>
    public string Formula(EquationSystem system, Tensor tensor) => CSharp.Comment(system.DefinitionOf(tensor)?.ToString() ?? tensor.ToString());

    /// <summary>The number of elements, symbolic sizes at their capacity.</summary>
    public static int Elements(Tensor tensor) => tensor.Shape.Aggregate(1, (product, extent) => product * extent.AtCapacity());

    private bool IsUpdated(Tensor state) => _network.Training.Updates.Concat(_network.Optimizer.Updates).Any(update => update.Target.NextOf == state);

    private static string Shaped(Tensor tensor) => CSharp.Comment(tensor.Rank == 0 ? tensor.Name : $"{tensor.Name}[{string.Join(", ", tensor.Shape)}]");
}
