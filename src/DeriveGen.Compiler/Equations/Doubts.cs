using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

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

    private const string Unconnected = "no equation leads from there to the loss";

    /// <summary>Tensors with their extents: <c>'W1[64, 32]' and 'b1[32]'</c>.</summary>
    private static string Joined(IEnumerable<Tensor> tensors) =>
        string.Join(" and ", tensors.Select(tensor => tensor.Rank == 0 ? $"'{tensor.Name}'" : $"'{tensor.Name}[{string.Join(", ", tensor.Shape)}]'"));
}
