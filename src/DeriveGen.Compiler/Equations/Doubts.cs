using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Compiler.Equations;

/// <summary>What compiles and is probably not meant so: warnings that need the equations of the whole network, or its adjoints.</summary>
public static class Doubts
{
    /// <summary>The warnings, in order of declaration; of what every repetition of a block has, the first.</summary>
    /// <param name="network">The network.</param>
    /// <param name="derived">The adjoints of its parameters.</param>
    public static EquatableArray<Problem> Of(NetworkEquations network, DerivedSystem derived)
    {
        var problems = new ProblemList();
        problems.AddRange(UnreadInputs(network));
        problems.AddRange(DeadParameters(network, derived));
        problems.AddRange(PartlyRead.Of(network));
        problems.AddRange(TwiceProbabilities.Of(network));
        problems.AddRange(UnstableLogarithms(network, derived));
        return problems.ToArray();
    }

    /// <summary>Inputs and targets that lead nowhere: neither outputs nor losses read them, nor what is kept, nor the next values of states.</summary>
    private static IEnumerable<Problem> UnreadInputs(NetworkEquations network)
    {
        HashSet<Tensor> read = [.. Sources(network.Training, network), .. Sources(network.Evaluation, network)];
        return network.Origins
            .Where(origin => origin.Tensor.Kind is TensorKind.Input or TensorKind.Target && !read.Contains(origin.Tensor))
            .Select(origin => origin.Problem(
                Descriptors.UnreadInput, origin.Subject, network.Model.Name, origin.Tensor.Kind == TensorKind.Input ? "input" : "target", origin.Tensor.Name));
    }

    private static IEnumerable<Tensor> Sources(EquationSystem system, NetworkEquations network) => ActiveTensors.Sources(
        system, [.. system.Outputs, .. system.Loss is { } loss ? [loss] : Array.Empty<Tensor>(), .. network.Kept, .. network.KeptAdjoints, .. system.Updates.SelectMany(update => update.Reads)]);

    /// <summary>
    /// Parameters whose adjoint is 0 as an identity: each at its name, those of a layer that leads nowhere together at the layer. What a
    /// layer of a library adds and another one takes away, a bias before a normalisation, is no mistake of the network's.
    /// </summary>
    private static IEnumerable<Problem> DeadParameters(NetworkEquations network, DerivedSystem derived)
    {
        HashSet<Tensor> read = ActiveTensors.Sources(network.Training, [network.Training.Loss!]);
        bool IsDead(TensorOrigin origin) => origin.Tensor.Kind == TensorKind.Parameter && derived.AdjointOf.ContainsKey(origin.Tensor) && derived.AdjointEquationOf(origin.Tensor).Value.IsZero;
        foreach (IGrouping<string, TensorOrigin> owned in network.Origins.GroupBy(origin => origin.Subject))
        {
            TensorOrigin[] dead = [.. owned.Where(IsDead)];
            if (dead.Length > 0 && dead[0].Declaration.Role != DeclarationRole.Equations && !owned.Any(origin => read.Contains(origin.Tensor)))
            {
                yield return Problem.Of(Descriptors.DeadParameter, dead[0].Declaration, owned.Key, Joined(dead.Select(origin => origin.Tensor)), Unconnected);
                continue;
            }

            foreach (TensorOrigin origin in dead.Where(origin => origin.Declaration.Origin != TextOrigin.Metadata))
            {
                yield return origin.Problem(
                    Descriptors.DeadParameter, owned.Key, Joined([origin.Tensor]), read.Contains(origin.Tensor) ? "the loss is the same whatever value it has" : Unconnected);
            }
        }
    }

    /// <summary>Logarithms that the user wrote, and that are evaluated as written although they fail far from where they should.</summary>
    private static IEnumerable<Problem> UnstableLogarithms(NetworkEquations network, DerivedSystem derived)
    {
        foreach (UnstableLogarithm found in UnstableLogarithm.All(derived.Forward))
        {
            if (OriginOf(found.Target, network, derived.Forward) is { Span: { } name, Declaration: { Origin: not TextOrigin.Metadata } declaration } origin)
            {
                string Number(double value) => double.IsInfinity(value) ? "any number" : value.ToString("G5", CultureInfo.InvariantCulture).Replace('-', '−');
                TextSpan[] calls = CallsIn(declaration.Text, name, "log");
                TextSpan place = calls.Length == 1 ? calls[0] : name;
                yield return (origin with { Span = place }).Problem(Descriptors.UnstableLogarithm, origin.Subject, origin.Tensor.Name,
                    found.Variable.Name, found.Single > 0 ? "above" : "below", Number(found.Single), Number(found.Double));
            }
        }
    }

    /// <summary>Where a tensor stands; of one that a pass introduced, the first that is computed from it.</summary>
    private static TensorOrigin? OriginOf(Tensor tensor, NetworkEquations network, EquationSystem forward) =>
        network.Origins.FirstOrDefault(origin => origin.Tensor == tensor)
        ?? (forward.Equations.FirstOrDefault(equation => equation.Reads.Contains(tensor) && equation.Target != tensor) is { } reader ? OriginOf(reader.Target, network, forward) : null);

    /// <summary>Where a function is called in the equation whose name stands at a place.</summary>
    private static TextSpan[] CallsIn(string text, TextSpan name, string function) =>
    [
        .. StatementParser.Parse(text).Statements.OfType<EquationSyntax>().Where(equation => equation.Name.Span == name).SelectMany(equation => SyntaxWalk.All(equation.Value))
            .OfType<CallSyntax>().Where(call => call.Function.Text == function).Select(call => call.Span),
    ];

    private const string Unconnected = "no equation leads from there to the loss";

    /// <summary>Tensors with their extents: <c>'W1[64, 32]' and 'b1[32]'</c>.</summary>
    private static string Joined(IEnumerable<Tensor> tensors) =>
        string.Join(" and ", tensors.Select(tensor => tensor.Rank == 0 ? $"'{tensor.Name}'" : $"'{tensor.Name}[{string.Join(", ", tensor.Shape)}]'"));
}
