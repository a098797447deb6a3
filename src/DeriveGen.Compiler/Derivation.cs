using DeriveGen.Compiler.Documentation;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Claims;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler;

/// <summary>Equations and what is derived from them, for tests, notebooks and tools: parsed, differentiated, explained, and claims about them decided.</summary>
public sealed class Derivation
{
    private readonly string _text;

    private Derivation(string text, EquationSystem system)
    {
        (_text, System) = (text, system);
        Derived = Differentiation.Derive(system, [.. system.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter)], new DerivationOptions { Objective = Objective.Documentation });
    }

    /// <summary>The forward equations.</summary>
    public EquationSystem System { get; }

    /// <summary>The adjoints of every parameter, with the steps that lead to them.</summary>
    public DerivedSystem Derived { get; }

    /// <summary>Reads equations and derives the gradients of their loss.</summary>
    /// <param name="equations">The text, in the equation language; the equation without indices that no other one reads is the loss, else <c>loss L</c> names it.</param>
    /// <exception cref="FormatException">An equation has errors, all of which are listed with their lines, or there is no loss.</exception>
    public static Derivation Of(string equations)
    {
        BoundText bound = EquationText.Bind(equations);
        return bound.System is not { } system
            ? throw new FormatException(string.Join("\n", bound.Problems.Where(problem => problem.Descriptor.Severity == Severity.Error)
                .Select(problem => $"line {LineOf(equations, problem.Span.Start)}: {problem.Code}: {problem.Message}")))
            : system.Loss is null ? throw new FormatException("There is no loss to differentiate; an equation without indices is the loss, L = mean(i: …).")
            : new Derivation(equations, system);
    }

    /// <summary>The gradient of the loss by a tensor: <c>W̄[j,k] = Σi x[i,j]·z̄[i,k]</c>.</summary>
    /// <param name="tensor">The name of a parameter, an input, or a value between.</param>
    /// <exception cref="FormatException">There is no such tensor, or it holds whole numbers.</exception>
    public string Gradient(string tensor)
    {
        Tensor[] wanted = new ExplainOptions { WithRespectTo = [tensor] }.Tensors(System);
        DerivedSystem derived = Derived.AdjointOf.ContainsKey(wanted[0]) ? Derived : Differentiation.Derive(System, wanted, new DerivationOptions { Objective = Objective.Documentation });
        return derived.AdjointEquationOf(wanted[0]).ToString();
    }

    /// <summary>The page of the derivation.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="options">What is shown, and how; Markdown with every step by default.</param>
    /// <exception cref="FormatException">A tensor to differentiate by is not there.</exception>
    public string Explain(string title, ExplainOptions? options = null) => NetworkCompiler.Explain(title, System, options);

    /// <summary>Decides claims about the derivation, line by line.</summary>
    /// <param name="claims">Claims, one a line, in index notation, in matrices or in LaTeX; before them settings such as <c>convention C</c>.</param>
    /// <exception cref="FormatException">There is no claim, or a setting cannot be read; the message says where.</exception>
    public EquatableArray<ClaimVerdict> Check(string claims) => ClaimChecker.Check(ClaimsFile.Of(_text, claims));

    private static int LineOf(string text, int position) => 1 + text.Take(position).Count(letter => letter == '\n');
}
