using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Documentation;

/// <summary>
/// The equations of one layer or loss of a network alone. A layer is differentiated against the cotangent of its result, which
/// comes from whatever stands behind it, so that the page shows what the layer itself contributes and nothing else.
/// </summary>
/// <param name="System">What is differentiated.</param>
/// <param name="Examples">The size that counts the examples.</param>
/// <param name="Forward">The equations of the layer.</param>
/// <param name="Evaluation">Those of Predict and Loss, where they differ.</param>
/// <param name="Next">The next values of its states.</param>
/// <param name="Given">What it reads.</param>
/// <param name="Wanted">What of that has an adjoint.</param>
/// <param name="Result">The layer's result; null for a loss.</param>
internal sealed record ComponentExample(
    EquationSystem System,
    Size Examples,
    EquatableArray<Equation> Forward,
    EquatableArray<Equation> Evaluation,
    EquatableArray<Equation> Next,
    EquatableArray<Tensor> Given,
    EquatableArray<Tensor> Wanted,
    Tensor? Result)
{
    /// <summary>A loss of anything, to make a network of what has none.</summary>
    private const string AnyLoss = "L = sum(...: x[...])";

    /// <summary>The part of a network that a declaration stands for.</summary>
    public static ComponentExample Of(NetworkModel model, Declaration declaration)
    {
        NetworkModel example = Alone(model, declaration);
        NetworkEquations network = Require(UpTo(example, declaration, isIncluded: true));
        int before = Before(example, declaration) is { } prefix ? prefix.Training.Equations.Length - 1 : 0;
        bool isLoss = declaration.Role == DeclarationRole.Loss;
        EquatableArray<Equation> all = isLoss ? network.Training.Equations : network.Training.Equations.RemoveAt(network.Training.Equations.Length - 1);
        EquatableArray<Equation> own = WithoutOthers(all.Skip(before).ToEquatableArray());
        HashSet<Tensor> targets = [.. own.Select(equation => equation.Target)];
        HashSet<string> names = [.. targets.Select(tensor => tensor.Name)];
        EquatableArray<Tensor> given = own.SelectMany(equation => equation.Reads).Where(tensor => !targets.Contains(tensor)).Distinct().ToEquatableArray();
        EquatableArray<Equation> evaluation = network.Evaluation.Equations.Where(equation => names.Contains(equation.Target.Name)).ToEquatableArray();
        bool isSame = evaluation.Select(equation => equation.ToString()).SequenceEqual(own.Select(equation => equation.ToString()));
        EquationSystem alone = network.Training with
        {
            Tensors = network.Training.Tensors.Concat(given).Distinct().ToEquatableArray(),
            Equations = own,
            Scans = network.Training.Scans.Where(scan => scan.Tensors.All(targets.Contains)).ToEquatableArray(),
            Outputs = [],
            Updates = [],
        };
        Tensor? result = isLoss ? null : own[own.Length - 1].Target;
        return new(
            result is null ? alone : Against(alone, result),
            network.Examples,
            own,
            isSame ? [] : evaluation,
            network.Training.Updates,
            given,
            given.Where(tensor => !tensor.IsInteger && tensor.Kind is TensorKind.Input or TensorKind.Parameter).ToEquatableArray(),
            result);
    }

    /// <summary>A network of one matrix with the optimizer, and what is before it, of another.</summary>
    public static NetworkModel OfOneParameter(NetworkModel model)
    {
        Declaration product = new(0, "Product", DeclarationRole.Layer, "param W[j, k:2] ~ glorot\ny[..., k] = x[..., j] * W[j, k]", TextOrigin.Metadata, []);
        IEnumerable<Declaration> optimizer = model.Declarations.Where(other => other.Role is DeclarationRole.Optimizer or DeclarationRole.Clipper);
        return model with { Declarations = [model.Declarations.First(other => other.Role == DeclarationRole.Input), product, SumOf(), .. optimizer] };
    }

    /// <summary>The network's equations.</summary>
    /// <exception cref="ArgumentException">The declaration has problems.</exception>
    public static NetworkEquations Require(NetworkModel model) => Instantiation.Instantiate(model) is ({ } network, _)
        ? network
        : throw new ArgumentException(string.Join("\n", Instantiation.Instantiate(model).Problems), nameof(model));

    /// <summary>The equations with the results of other layers given from outside, so that each has an adjoint of its own.</summary>
    private static EquatableArray<Equation> WithoutOthers(EquatableArray<Equation> own)
    {
        HashSet<Tensor> targets = [.. own.Select(equation => equation.Target)];
        Dictionary<Tensor, Tensor> given = own.SelectMany(equation => equation.Reads).Distinct().Where(tensor => tensor.Kind == TensorKind.Forward && !targets.Contains(tensor))
            .ToDictionary(tensor => tensor, tensor => new Tensor(tensor.Name, tensor.Shape, TensorKind.Input) { AxisNames = tensor.AxisNames });
        Polynomial? FromOutside(Access access) => given.TryGetValue(access.Tensor, out Tensor? input) ? Polynomial.Of(new Access(input, access.Positions)) : null;
        return given.Count == 0 ? own : own.Map(equation => equation with { Value = Walk.Replace(equation.Value, FromOutside) });
    }

    /// <summary>The system with L = Σ ȳ·y, whose adjoint of y is ȳ.</summary>
    private static EquationSystem Against(EquationSystem system, Tensor result)
    {
        var cotangent = new Tensor(result.Name + "Bar", result.Shape, TensorKind.Target) { AdjointOf = result };
        IndexVar[] indices = [.. (system.DefinitionOf(result)?.Indices ?? []).Select(index => index.Fresh())];
        Polynomial product = Build.Multiply(Polynomial.Of(cotangent, indices.Select(Affine.Of)), Polynomial.Of(result, indices.Select(Affine.Of)));
        var loss = new Tensor("L", [], TensorKind.Forward);
        return system with
        {
            Equations = system.Equations.Add(new Equation(loss, [], Build.Sum([.. indices], product))),
            Tensors = system.Tensors.AddRange([cotangent, loss]),
            Loss = loss,
        };
    }

    /// <summary>The layer right behind an input of the shape that it reads, unless it reads others by name.</summary>
    private static NetworkModel Alone(NetworkModel model, Declaration declaration)
    {
        bool readsNames = declaration.Arguments.SelectMany(argument => TextsOf(argument.Value)).Any(text => model.Declarations.Any(other => other.Name == text));
        if (readsNames || declaration.From is not null || Before(model, declaration) is not { } before)
        {
            return model;
        }

        Tensor read = before.Training.Equations[before.Training.Equations.Length - 1].Reads.First(tensor => tensor.Kind is TensorKind.Forward or TensorKind.Input);
        if (read.Shape.Skip(1).Any(extent => !extent.IsStatic))
        {
            return model;
        }

        Declaration input = model.Declarations.First(other => other.Role == DeclarationRole.Input);
        EquatableArray<Argument> shape = input.Arguments.Map(argument => argument with { Value = new ArgumentValue.IntArray(read.Shape.Skip(1).Select(extent => extent.Static!.Value).ToEquatableArray()) });
        return model with { Declarations = [input with { Arguments = shape }, declaration] };
    }

    private static IEnumerable<string> TextsOf(ArgumentValue value) => value switch
    {
        ArgumentValue.String text => [text.Value],
        ArgumentValue.StringArray texts => texts.Values,
        _ => [],
    };

    /// <summary>The network in front of a layer; null where that is its input alone.</summary>
    private static NetworkEquations? Before(NetworkModel model, Declaration declaration) =>
        model.Declarations.First(other => other.Role != DeclarationRole.Input) == declaration ? null : Require(UpTo(model, declaration, isIncluded: false));

    private static Declaration SumOf() => new(0, "Sum", DeclarationRole.Loss, AnyLoss, TextOrigin.Metadata, []);

    private static NetworkModel UpTo(NetworkModel model, Declaration declaration, bool isIncluded)
    {
        IEnumerable<Declaration> before = model.Declarations.TakeWhile(other => other != declaration);
        Declaration optimizer = new(Declaration.NotWritten, "Descent", DeclarationRole.Optimizer, "p' = p - rate * g", TextOrigin.Metadata, [new("rate", new ArgumentValue.Double(0.1), true)]);
        IEnumerable<Declaration> stack = isIncluded ? before.Append(declaration) : before;
        return model with
        {
            Declarations = [.. declaration.Role == DeclarationRole.Loss && isIncluded ? stack : stack.Append(SumOf()), optimizer],
            Settings = model.Settings with { Keep = string.Empty },
        };
    }
}
