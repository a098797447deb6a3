using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Claims;

/// <summary>A network's own derivation as a claims file: what somebody who made no error would have written.</summary>
public static class RightDerivation
{
    /// <summary>A longer line is no exercise for a reader.</summary>
    private const int LongestLine = 160;

    /// <summary>The file: the equations, what a function like softmax is made of where an adjoint of it is claimed, then the adjoints layer by layer, as matrices where they can be said so and in indices where not, as far as each is proved.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="equations">Its equations, in the equation language.</param>
    /// <param name="system">What they mean, with a loss.</param>
    /// <param name="convention">The convention of the matrices.</param>
    /// <exception cref="FormatException">There is no parameter, or no adjoint is both short and proved.</exception>
    public static string Of(string name, string equations, EquationSystem system, MatrixConvention convention)
    {
        Tensor[] parameters = [.. system.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter && !tensor.IsInteger)];
        if (parameters.Length == 0)
        {
            throw new FormatException($"{name} has no parameter to differentiate by; declare one, param W[j, k].");
        }

        DerivedSystem derived = Differentiation.Derive(system, parameters, new DerivationOptions { Objective = Objective.Documentation });
        var forms = new NetworkForms(system, derived, system.Sizes.FirstOrDefault(size => size.Name == SizeTable.Batch), convention);
        IEnumerable<string> matrices = forms.LayerByLayer.Concat(forms.Equations.Skip(system.Equations.Length));
        IEnumerable<string> indexed = Differentiation.Derive(system, parameters, new() { Stabilise = false, Lift = false, Optimise = false }).Adjoints.Select(equation => equation.ToString());

        // Per example where that makes a difference: of a loss that is a sum both are the same adjoints.
        foreach ((IEnumerable<string> all, string adjoints) in new[] { (matrices, "per-example"), (matrices, "total"), (indexed, "total") })
        {
            // One line for each adjoint: a second one would give the first away. All in the notation of a planted one.
            string[] lines = [.. all.Select(line => IndexClaim.Read(line)?.ToString() ?? line).Where(line => line.Length <= LongestLine).GroupBy(line => line.Split('=', '[')[0].Trim()).Select(group => group.First())];
            string[] proved = lines.Length == 0 ? [] : [.. ClaimChecker.Check(File(lines)).Where(verdict => verdict.Kind == VerdictKind.Proved).Select(verdict => verdict.Claim)];
            if (proved.Length > lines.Length / 2)
            {
                return File(proved);
            }

            string File(string[] claims) => $"# {name}\n\n```network\n{equations.Trim()}\n```\n\n{Parts(equations, system, claims)}```claims\nconvention {convention}\nadjoints {adjoints}\n{string.Join("\n", claims)}\n```\n";
        }

        throw new FormatException($"{name} has hardly an adjoint that is short enough for an exercise; write a claims file and plant the error in that.");
    }

    /// <summary>The tensors that no equation names and that claims do, in a sentence: <c>Here ASum[i] = Σk AExp[i,k].</c></summary>
    private static string Parts(string equations, EquationSystem system, string[] claims)
    {
        bool IsNamed(Equation equation) => Regex.IsMatch(equations, $@"(?<![\p{{L}}\p{{Nd}}_]){Regex.Escape(equation.Target.Name)}(?![\p{{L}}\p{{Nd}}_])");
        Equation[] parts = [.. system.Equations.Where(equation => !IsNamed(equation))];
        bool areClaimed = parts.Any(part => claims.Any(claim => claim.Contains(part.Target.Name)));
        return areClaimed ? $"Here {string.Join(", ", parts.Select(part => $"`{part}`"))}.\n\n" : string.Empty;
    }
}
