using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DeriveGen.Testing;

namespace DeriveGen.Generator.Tests.Oracle;

/// <summary>A network, what it is given, and what PyTorch computed from the same numbers; <c>tests/oracle</c> writes them.</summary>
/// <param name="Name">What the case is about.</param>
/// <param name="Stack">The attributes below <c>[Network]</c>.</param>
/// <param name="BatchSize">The most examples of a call.</param>
/// <param name="Inputs">The inputs in the order of their declaration.</param>
/// <param name="Evaluation">Output and loss in evaluation mode.</param>
/// <param name="Loss">The loss in training mode.</param>
internal sealed record OracleCase(string Name, string Stack, int BatchSize, IReadOnlyList<OracleArgument> Inputs, OracleEvaluation Evaluation, double Loss)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Converters = { new OracleTensorConverter() },
    };

    /// <summary>The group of cases that it is written with.</summary>
    [JsonIgnore]
    public string Group { get; private init; } = "";

    /// <summary>Blocks and attribute classes that the stack uses; in both the network's name stands as <c>{class}</c>.</summary>
    public string Classes { get; init; } = "";

    /// <summary>The symbolic sizes of the call, but for the number of examples, in the order of their declaration.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [];

    /// <summary>The targets in the order of their declaration.</summary>
    public IReadOnlyList<OracleArgument> Targets { get; init; } = [];

    /// <summary>The values of all parameters, in their declared shapes.</summary>
    public IReadOnlyDictionary<string, OracleTensor> Parameters { get; init; } = OracleTensor.None;

    /// <summary>The values of the states that do not begin as they are declared.</summary>
    public IReadOnlyDictionary<string, OracleTensor> States { get; init; } = OracleTensor.None;

    /// <summary>The gradients of all parameters.</summary>
    public IReadOnlyDictionary<string, OracleTensor> Gradients { get; init; } = OracleTensor.None;

    /// <summary>Further tensors after a gradient, by the names that are kept; the adjoint of an input is one.</summary>
    public IReadOnlyDictionary<string, OracleTensor> Kept { get; init; } = OracleTensor.None;

    /// <summary>The names of the further tensors, as the network declares them.</summary>
    public string Keep { get; init; } = "";

    /// <summary>The seed of what the network draws.</summary>
    public int Seed { get; init; }

    /// <summary>The direction by which the Hessian of the training loss is multiplied; none where no second derivatives are compared.</summary>
    public IReadOnlyDictionary<string, OracleTensor> Direction { get; init; } = OracleTensor.None;

    /// <summary>The product.</summary>
    public IReadOnlyDictionary<string, OracleTensor> Curvature { get; init; } = OracleTensor.None;

    /// <summary>The number of steps of training.</summary>
    public int Steps { get; init; }

    /// <summary>What is there after the steps.</summary>
    public OracleAfter? After { get; init; }

    /// <summary>The row of the table of differences that says why PyTorch's own function was not used.</summary>
    public string? Differs { get; init; }

    /// <summary>The relative error in single precision, where it is not the usual one.</summary>
    public double? Tolerance { get; init; }

    /// <summary>Why it is not.</summary>
    public string? Why { get; init; }

    /// <summary>All cases, group by group.</summary>
    public static IReadOnlyList<OracleCase> All { get; } =
    [
        .. Directory.GetFiles(Repository.PathOf("tests", "oracle", "cases"), "*.json").Order(StringComparer.Ordinal).SelectMany(file =>
            JsonSerializer.Deserialize<OracleCase[]>(File.ReadAllText(file), s_options)!
                .Select(test => test with { Group = Path.GetFileNameWithoutExtension(file) })),
    ];

    /// <summary>The declaration of a class of a name in a precision.</summary>
    public string Declaration(string name, Precision precision) => string.Create(CultureInfo.InvariantCulture, $$"""
        [Network(BatchSize = {{BatchSize}}, Precision = Precision.{{precision}}, Keep = "{{Keep}}"{{(Direction.Count > 0 ? ", SecondOrder = true" : "")}})]
        {{Stack}}
        public sealed partial class {class};
        {{Classes}}
        """).Replace("{class}", name, StringComparison.Ordinal);
}

/// <summary>Output and loss of an evaluation.</summary>
internal sealed record OracleEvaluation(OracleTensor Output, double Loss);

/// <summary>What is there after the last step.</summary>
internal sealed record OracleAfter(IReadOnlyDictionary<string, OracleTensor> Parameters, OracleEvaluation Evaluation)
{
    /// <summary>The states of the layers.</summary>
    public IReadOnlyDictionary<string, OracleTensor> States { get; init; } = OracleTensor.None;
}

/// <summary>An input or a target: real numbers or whole ones.</summary>
internal sealed record OracleArgument
{
    /// <summary>The real numbers; null where there are whole ones.</summary>
    public OracleTensor? Reals { get; init; }

    /// <summary>The whole numbers; null where there are real ones.</summary>
    public OracleTensor? WholeNumbers { get; init; }
}
