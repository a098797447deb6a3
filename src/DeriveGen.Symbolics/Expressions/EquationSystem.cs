using System.Text;

namespace DeriveGen.Symbolics.Expressions;

/// <summary>A network: its tensors, the equations that define them in order of evaluation, and the loss.</summary>
public sealed record EquationSystem
{
    /// <summary>Every tensor, given and defined, in order of declaration.</summary>
    public EquatableArray<Tensor> Tensors { get; init; } = [];

    /// <summary>The equations. Each reads only given tensors, tensors defined before it, or those of its own scan.</summary>
    public EquatableArray<Equation> Equations { get; init; } = [];

    /// <summary>The recurrent blocks among the equations.</summary>
    public EquatableArray<ScanBlock> Scans { get; init; } = [];

    /// <summary>The user's promises.</summary>
    public EquatableArray<Fact> Facts { get; init; } = [];

    /// <summary>The scalar to differentiate, where there is one.</summary>
    public Tensor? Loss { get; init; }

    /// <summary>What a prediction returns.</summary>
    public EquatableArray<Tensor> Outputs { get; init; } = [];

    /// <summary>The equations of next values: states and parameters after the step, all read before any is written.</summary>
    public EquatableArray<Equation> Updates { get; init; } = [];

    /// <summary>The symbolic sizes of the tensors, in order of first appearance.</summary>
    public IEnumerable<Size> Sizes => Tensors.SelectMany(tensor => tensor.Shape).SelectMany(extent => extent.Sizes).Distinct();

    /// <summary>The equation that defines <paramref name="tensor"/>, or null.</summary>
    public Equation? DefinitionOf(Tensor tensor) => Equations.FirstOrDefault(equation => ReferenceEquals(equation.Target, tensor));

    /// <summary>The scan that defines <paramref name="tensor"/>, or null.</summary>
    public ScanBlock? ScanOf(Tensor tensor) => Scans.FirstOrDefault(scan => scan.Tensors.IndexOf(tensor) >= 0);

    /// <summary>The tensor named <paramref name="name"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Tensor this[string name] => Tensors.FirstOrDefault(tensor => tensor.Name == name)
        ?? throw new KeyNotFoundException($"There is no tensor '{name}'. There are: {string.Join(", ", Tensors)}.");

    /// <summary>One equation a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (Equation equation in Equations.Concat(Updates))
        {
            text.Append(equation).Append('\n');
        }

        return text.ToString();
    }
}
