using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Computes a local derivative beside the value that shares its functions. With <c>Y = Z·(1 + tanh(Z))</c> the adjoint is <c>Z̄ = Ȳ·F(Z)</c>, and F
/// has the same tanh: F(Z) becomes a tensor of its own, which the backward pass reads instead of Z.
/// </summary>
internal sealed class LocalDerivatives
{
    private readonly HashSet<Tensor> _scanned;
    private readonly FreshNames _names;
    private readonly Dictionary<Tensor, EquatableArray<IndexVar>> _indices = [];

    /// <summary>For each tensor the functions of its elements that the forward pass computes, and which equation is the first to do so.</summary>
    private readonly Dictionary<Tensor, Dictionary<string, int>> _computed = [];

    private LocalDerivatives(EquatableArray<Equation> forward, EquatableArray<Equation> adjoints, EquatableArray<ScanBlock> scans)
    {
        _names = new(forward.Concat(adjoints));
        _scanned = [.. scans.SelectMany(scan => scan.Tensors)];
        HashSet<Tensor> made = [.. forward.Select(equation => equation.Target).Where(tensor => !_scanned.Contains(tensor))];
        for (int number = 0; number < forward.Length; number++)
        {
            foreach (Atom function in _scanned.Contains(forward[number].Target) ? [] : Walk.Functions(forward[number].Value))
            {
                if (OneElement.Of([new(function, 1)]) is { } element && made.Contains(element.Tensor))
                {
                    Dictionary<string, int> functions = _computed.TryGetValue(element.Tensor, out Dictionary<string, int>? known) ? known : _computed[element.Tensor] = [];
                    string key = AtCanonicalIndices(Polynomial.Of(function), element).Key;
                    if (!functions.ContainsKey(key))
                    {
                        functions[key] = number;
                    }
                }
            }
        }
    }

    /// <summary>The equations of both passes with such derivatives in tensors of their own.</summary>
    /// <param name="forward">The forward equations.</param>
    /// <param name="adjoints">The equations of the adjoints.</param>
    /// <param name="scans">Recurrences among both, whose tensors are left alone.</param>
    public static (EquatableArray<Equation> Forward, EquatableArray<Equation> Adjoints) Keep(
        EquatableArray<Equation> forward, EquatableArray<Equation> adjoints, EquatableArray<ScanBlock> scans)
    {
        var derivatives = new LocalDerivatives(forward, adjoints, scans);
        List<Equation> after = [.. adjoints];
        var found = new List<Derivative>();
        foreach (Tensor tensor in derivatives._computed.Keys)
        {
            List<int> readers = [.. Enumerable.Range(0, after.Count).Where(number => after[number].Reads.Contains(tensor))];
            if (derivatives.Of(tensor, readers.ConvertAll(number => after[number])) is not { } derivative)
            {
                continue;
            }

            found.Add(derivative);
            for (int number = 0; number < readers.Count; number++)
            {
                after[readers[number]] = derivative.Readers[number];
            }
        }

        IEnumerable<Equation> before = forward.SelectMany((equation, number) => found.Where(derivative => derivative.Behind == number).Select(derivative => derivative.Equation).Prepend(equation));
        return (before.ToEquatableArray(), after.ToEquatableArray());
    }

    /// <summary>
    /// The one derivative by which the readers need a tensor; null where they need it otherwise, where the forward pass computes none of the
    /// derivative's functions, or where a step of the tensor keeps other factors out, as 0 times infinity would not.
    /// </summary>
    private Derivative? Of(Tensor tensor, List<Equation> readers)
    {
        var uses = new Dictionary<Term, Use>();
        foreach (Term term in readers.SelectMany(reader => reader.Value.Terms))
        {
            List<Factor> part = [.. term.Factors.Where(factor => OneElement.Of([factor]) is { } element && ReferenceEquals(element.Tensor, tensor))];
            if (part.Count == 0)
            {
                continue;
            }

            bool isKeptOut = part.Count < term.Factors.Length && part.Any(factor => factor.Atom is Apply { Function.Name: "step" });
            if (isKeptOut || OneElement.Of(part) is not { } element)
            {
                return null;
            }

            uses[term] = new(part, element, AtCanonicalIndices(Polynomial.Create(new Term(1, [], part.ToEquatableArray(), [])), element));
        }

        if (readers.Any(reader => _scanned.Contains(reader.Target)) || uses.Values.Select(use => use.Value.Key).Distinct().Count() != 1)
        {
            return null;
        }

        Polynomial value = uses.Values.First().Value;
        List<int> shared = [.. Walk.Functions(value).Select(function => Polynomial.Of(function).Key).Where(_computed[tensor].ContainsKey).Select(key => _computed[tensor][key])];
        if (shared.Count == 0)
        {
            return null;
        }

        var target = new Tensor(_names.Of(tensor.Name + "Slope"), tensor.Shape, TensorKind.Temporary);
        Term Read(Term term) => !uses.TryGetValue(term, out Use? use) ? term
            : new(term.Coefficient, term.Bound, term.Factors.Where(factor => !use.Part.Contains(factor)).Append(new(new Access(target, use.Element.Positions), 1)).ToEquatableArray(), term.Guards);
        List<Equation> rewritten = readers.ConvertAll(reader => reader with { Value = Polynomial.Create(reader.Value.Terms.Select(Read)) });
        return rewritten.Any(reader => reader.Reads.Contains(tensor)) ? null : new(new(target, _indices[tensor], value), shared.Min(), rewritten);
    }

    private Polynomial AtCanonicalIndices(Polynomial value, Access element)
    {
        EquatableArray<IndexVar> indices = _indices.TryGetValue(element.Tensor, out EquatableArray<IndexVar> known)
            ? known : _indices[element.Tensor] = element.Tensor.Shape.Map(extent => new IndexVar("q", extent));
        return value.Substitute(OneElement.To(indices, element));
    }

    /// <summary>What a term needs a tensor for.</summary>
    /// <param name="Part">The factors that are a function of one element.</param>
    /// <param name="Element">The element.</param>
    /// <param name="Value">The factors' product, at the indices that all such products have.</param>
    private sealed record Use(List<Factor> Part, Access Element, Polynomial Value);

    /// <summary>A local derivative.</summary>
    /// <param name="Equation">Its equation.</param>
    /// <param name="Behind">The forward equation behind which that stands.</param>
    /// <param name="Readers">The equations that read it instead of what it is a function of.</param>
    private sealed record Derivative(Equation Equation, int Behind, List<Equation> Readers);
}
