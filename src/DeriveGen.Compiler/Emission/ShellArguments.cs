using DeriveGen.Compiler.Equations;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>The arguments of the emitted calls: how they are declared, documented, checked, and passed on.</summary>
internal sealed class ShellArguments(NetworkEquations network, ElementType element)
{
    /// <summary>The local variable that holds the number of examples.</summary>
    public const string Examples = "examples";

    /// <summary>What else the emitted calls have a variable or parameter for.</summary>
    private static readonly HashSet<string> s_taken = [Examples, "memory", "loss", "accumulate", "learningRate", "twin", "most", "trial", "always", "total", "first", "sum"];

    /// <summary>The parameter or variable of a tensor that the caller gives or gets.</summary>
    public static string NameOf(Tensor tensor) => s_taken.Contains(tensor.Name) ? tensor.Name + "_" : CSharp.Identifier(tensor.Name);

    /// <summary>Inputs, then targets.</summary>
    private IEnumerable<Tensor> All => network.Inputs.Concat(network.Targets);

    /// <summary>The inputs and sizes as parameters.</summary>
    public string DeclareInputs(string qualifier) => Declare(network.Inputs, qualifier);

    /// <summary>The inputs, targets and sizes as parameters.</summary>
    public string DeclareAll(string qualifier) => Declare(All, qualifier);

    /// <summary>The names of inputs and sizes.</summary>
    public string InputNames => Names(network.Inputs);

    /// <summary>The names of inputs, targets and sizes.</summary>
    public string AllNames => Names(All);

    /// <summary>Inputs and sizes taken out of a batch that has to have no more.</summary>
    public string InputsOf(string batch) => OutOf(network.Inputs, batch);

    /// <summary>Inputs, targets and sizes taken out of a batch that has to have no more.</summary>
    public string AllOf(string batch) => OutOf(All, batch);

    /// <summary>Whether the data of many batches can be handed over together: every tensor has its examples in front, or none.</summary>
    public bool HasEpoch => Counted is not null && All.All(tensor => PerExample(tensor) is not null || !tensor.Shape.Any(extent => extent.Sizes.Contains(network.Examples)));

    /// <summary>What calls that are made for their own sake count down: the examples, or a bound of these and of every size.</summary>
    public string TrialCount => network.Sizes.Length == 0 ? Examples : "most";

    /// <summary>The largest of these numbers.</summary>
    public int TrialMost => network.Sizes.Select(size => size.Capacity!.Value).Append(MostExamples).Max();

    /// <summary>The statements that make arguments for such a call.</summary>
    public string[] Trial() =>
    [
        .. network.Sizes.Length == 0 ? [] : network.Sizes.Select(size => (CSharp.Identifier(size.Name), size.Capacity!.Value)).Prepend((Examples, MostExamples))
            .Select(((string Name, int Most) size) => $"int {size.Name} = global::System.Math.Min(most, {CSharp.Number(size.Most)});"),
        .. All.Select(tensor => $"var {NameOf(tensor)} = new {(tensor.IsInteger ? "int" : element.Name)}[{CSharp.Length(tensor.Shape, Local)}];"),
    ];

    private int MostExamples => Counted is null ? 1 : network.Model.Settings.BatchSize;

    /// <summary>The tensors of one batch out of those of an epoch.</summary>
    public string Batch => string.Join(", ", All.Select(tensor => PerExample(tensor) is { } length ? $"{NameOf(tensor)}.Slice(first{Times(length)}, {Examples}{Times(length)})" : NameOf(tensor))
        .Concat(network.Sizes.Select(size => CSharp.Identifier(size.Name))));

    /// <summary>The parameters' documentation.</summary>
    public string[] Document(bool withTargets, bool ofEpoch = false) => (withTargets ? All : network.Inputs).Select(tensor =>
            $"<param name=\"{NameOf(tensor).TrimStart('@')}\">{CSharp.Comment(Describe(tensor, ofEpoch))}</param>")
        .Concat(network.Sizes.Select(size => $"<param name=\"{CSharp.Identifier(size.Name).TrimStart('@')}\">The size {size.Name}, from 1 to {size.Capacity}.</param>"))
        .ToArray();

    /// <summary>The statements that check the inputs and count the examples.</summary>
    public string[] CheckInputs()
    {
        var lines = network.Sizes.Select(size =>
            $"Arguments.RequireSize(nameof({CSharp.Identifier(size.Name)}), {CSharp.Identifier(size.Name)}, {size.Capacity});").ToList();
        Tensor? counted = Counted;
        lines.Add(counted is null
            ? $"const int {Examples} = 1;"
            : $"int {Examples} = Arguments.Examples(nameof({NameOf(counted)}), {NameOf(counted)}.Length, {PerExample(counted)}, most);");
        foreach (Tensor tensor in network.Inputs)
        {
            lines.AddRange(Check(tensor, withLength: tensor != counted));
        }

        return [.. lines];
    }

    /// <summary>The statements that check the targets.</summary>
    public string[] CheckTargets() => network.Targets.SelectMany(tensor => Check(tensor, withLength: true)).ToArray();

    /// <summary>The statements by which the memory remembers the sizes of the call.</summary>
    public string[] Remember() =>
        [$"memory.Sizes[0] = {Examples};", .. network.Sizes.Select((size, position) => $"memory.Sizes[{position + 1}] = {CSharp.Identifier(size.Name)};")];

    /// <summary>A call of a program.</summary>
    /// <param name="kernels">The class of the kernels.</param>
    /// <param name="program">The program.</param>
    /// <param name="memory">The variable with the regions.</param>
    /// <param name="reference">How a caller's tensor is passed, by its name.</param>
    public string Call(string kernels, EmittedProgram program, string memory = "memory", Func<string, string>? reference = null)
    {
        reference ??= name => $"ref MemoryMarshal.GetReference({name})";
        IEnumerable<string> passed = program.Parameters.Select(parameter => parameter.Role switch
        {
            ParameterRole.Persistent => $"ref {memory}.Persistent",
            ParameterRole.Workspace => $"ref {memory}.Workspace",
            ParameterRole.Argument => reference(NameOf(parameter.Tensor!)),
            ParameterRole.Size => Local(parameter.Size!),
            ParameterRole.Setting => Setting(parameter.Tensor!),
            ParameterRole.Seed => "memory.Seed",
            ParameterRole.LossSum => "ref losses",
            ParameterRole.Threads => memory + ".Threads",
            ParameterRole.Place => $"ref Unsafe.Add(ref {memory}.{parameter.Place.Region}, {CSharp.Number(parameter.Place.Origin)})",
            _ => "(ulong)memory.Draws",
        });
        return $"{kernels}.{program.Method}({string.Join(", ", passed)})";
    }

    /// <summary>The variable of a size.</summary>
    public string Local(Size size) => size == network.Examples ? Examples : CSharp.Identifier(size.Name);

    /// <summary>The statements that copy a call's tensors for use in a lambda, reals as double precision ones.</summary>
    public string[] Copies() => All.Select(tensor => tensor.IsInteger
        ? $"int[] {Copy(tensor)} = {NameOf(tensor)}.ToArray();"
        : $"double[] {Copy(tensor)} = GradientCheck.ToDouble({NameOf(tensor)});").ToArray();

    /// <summary>The name of a tensor's copy.</summary>
    public static string Copy(Tensor tensor) => Copy(NameOf(tensor));

    /// <summary>The name of a copy.</summary>
    public static string Copy(string name) => name.TrimStart('@') + "Copy";

    private string Setting(Tensor setting)
    {
        if (setting.Name == "step")
        {
            return "memory.Step + 1";
        }

        SettingDeclaration declaration = network.Settings.First(row => ReferenceEquals(row.Tensor, setting));
        string value = element.Literal(declaration.Default);
        return setting.Name == "rate" ? $"learningRate ?? {value}" : value;
    }

    private IEnumerable<string> Check(Tensor tensor, bool withLength)
    {
        string name = NameOf(tensor);
        if (withLength)
        {
            yield return $"Arguments.RequireLength(nameof({name}), {name}.Length, {CSharp.Length(tensor.Shape, Local)});";
        }

        if (tensor.Range is { } range)
        {
            yield return $"Arguments.RequireRange(nameof({name}), {name}, {CSharp.Extent(range, Local)});";
        }
    }

    private string Declare(IEnumerable<Tensor> tensors, string qualifier) => string.Join(", ", tensors
        .Select(tensor => $"{qualifier}ReadOnlySpan<{(tensor.IsInteger ? "int" : element.Name)}> {NameOf(tensor)}")
        .Concat(network.Sizes.Select(size => "int " + CSharp.Identifier(size.Name))));

    private string Names(IEnumerable<Tensor> tensors) =>
        string.Join(", ", tensors.Select(tensor => NameOf(tensor)).Concat(network.Sizes.Select(size => CSharp.Identifier(size.Name))));

    private string OutOf(IEnumerable<Tensor> tensors, string batch) => string.Join(", ", tensors
        .Select((tensor, position) => $"{(position == 0 ? $"{batch}.Require({tensors.Count()}, {network.Sizes.Length})" : batch)}.{(tensor.IsInteger ? "WholeNumbers" : "Reals")}({position})")
        .Concat(network.Sizes.Select((_, position) => $"{batch}.Sizes[{position}]")));

    /// <summary>The input whose length says how many examples there are.</summary>
    private Tensor? Counted => network.Inputs.FirstOrDefault(tensor => PerExample(tensor) is not null);

    /// <summary>The number of elements of one example, where the examples are in front.</summary>
    private string? PerExample(Tensor tensor) => tensor.Rank > 0 && tensor.Shape[0].AsSize == network.Examples ? CSharp.Length(tensor.Shape.Skip(1), Local) : null;

    private static string Times(string length) => length == "1" ? string.Empty : " * " + (length.Contains(' ') ? "(" + length + ")" : length);

    private string Describe(Tensor tensor, bool ofEpoch)
    {
        string shape = tensor.Rank == 0 ? "One number" : string.Join(" × ", tensor.Shape.Select(extent =>
            extent.AsSize == network.Examples ? ofEpoch ? "All examples" : $"1 to {network.Examples.Capacity} examples" : extent.ToString()));
        return tensor.Range is { } range ? $"{shape}, row-major; whole numbers from 0 to {range} − 1." : $"{shape}, row-major.";
    }
}
