using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Equations;

/// <summary>Losses and outputs that take a softmax or sigmoid of what is one already.</summary>
/// <remarks>Both are recognised by their equations, behind any number of copies: a softmax is lowered to e^(z − max z) over the sum of it.</remarks>
internal static class TwiceProbabilities
{
    private const string Normalised = "softmax";
    private const string Logistic = "sigmoid";

    /// <summary>The warnings, at what makes the first probabilities.</summary>
    public static IEnumerable<Problem> Of(NetworkEquations network)
    {
        Dictionary<Tensor, Equation> definitions = network.Training.Equations.ToDictionary(equation => equation.Target);
        ILookup<Tensor, TensorOrigin> origins = network.Origins.ToLookup(origin => origin.Tensor);
        foreach (TensorOrigin outer in network.Origins.Where(origin => origin.Declaration.Role == DeclarationRole.Loss || network.Training.Outputs.Contains(origin.Tensor)))
        {
            if (Squashed(outer.Tensor, definitions) is not var (second, taken) || taken is not { } argument)
            {
                continue;
            }

            TensorOrigin? inner = origins[argument].FirstOrDefault();
            while (Squashed(argument, definitions) is null && definitions.TryGetValue(argument, out Equation? copy) && copy.Value.AsAtom is Access copied)
            {
                argument = copied.Tensor;
                inner = origins[argument].FirstOrDefault() ?? inner;
            }

            if (inner is not null && Squashed(argument, definitions) is var (first, _))
            {
                string[] arguments = [inner.Subject, inner.Tensor.Name, first, outer.Declaration.Role == DeclarationRole.Loss ? outer.Subject : $"'{outer.Tensor.Name}'", second];
                yield return inner.Declaration.Origin == TextOrigin.Network ? inner.Problem(Descriptors.ProbabilitiesAsLogits, arguments)
                    : inner.Declaration.Arguments.FirstOrDefault(given => given is { IsDefault: false, Value: ArgumentValue.String formula } && formula.Value.Contains(first)) is { } activation
                        ? Problem.OfArgument(Descriptors.ProbabilitiesAsLogits, inner.Declaration, activation.Parameter, arguments)
                        : Problem.Of(Descriptors.ProbabilitiesAsLogits, inner.Declaration, arguments);
            }
        }
    }

    /// <summary>Whether a tensor is a softmax or a sigmoid, and of which tensor; null of what is more than one tensor as it stands.</summary>
    private static (string Function, Tensor? Argument)? Squashed(Tensor tensor, Dictionary<Tensor, Equation> definitions)
    {
        if (!definitions.TryGetValue(tensor, out Equation? definition))
        {
            return null;
        }

        if (definition.Value.AsAtom is Apply { Function.Name: Logistic } sigmoid)
        {
            return (Logistic, (sigmoid.Argument.AsAtom as Access)?.Tensor);
        }

        return Only(definition.Value) is { Coefficient.IsOne: true, Bound.Length: 0, Factors.Length: 2 } term && Quotient(term.Factors[0], term.Factors[1]) is var (above, below)
            && definitions.TryGetValue(above, out Equation? exponential) && exponential.Value.AsAtom is Apply { Function.Name: "exp" } apply
            && definitions.TryGetValue(below, out Equation? sum) && Only(sum.Value) is { Bound.Length: > 0, Factors.Length: 1 } sums && sums.Factors[0].Atom is Access summed && summed.Tensor == above
                ? (Normalised, Read(apply.Argument, definitions))
                : null;
    }

    private static Term? Only(Polynomial sum) => sum.Terms.Length == 1 ? sum.Terms[0] : null;

    /// <summary>What is divided, and by what.</summary>
    private static (Tensor Above, Tensor Below)? Quotient(Factor one, Factor other) => (one, other) switch
    {
        ({ Atom: Access above, Exponent.IsOne: true }, { Atom: Access below }) when (-other.Exponent).IsOne => (above.Tensor, below.Tensor),
        ({ Atom: Access below }, { Atom: Access above, Exponent.IsOne: true }) when (-one.Exponent).IsOne => (above.Tensor, below.Tensor),
        _ => null,
    };

    /// <summary>The one tensor in the exponent beside its own maximum.</summary>
    private static Tensor? Read(Polynomial exponent, Dictionary<Tensor, Equation> definitions)
    {
        Tensor[] read = [.. exponent.Tensors.Where(tensor => !(definitions.TryGetValue(tensor, out Equation? maximum) && maximum.Value.AsMaximum is not null))];
        return read.Length == 1 && exponent.Terms.Any(term => term is { Coefficient.IsOne: true, Factors.Length: 1 } && term.Factors[0].Atom is Access access && access.Tensor == read[0]) ? read[0] : null;
    }
}
