using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Claims;

/// <summary>A network's own derivation as a claims file: what somebody who made no error would have written.</summary>
public static class RightDerivation
{
    /// <summary>The file: the equations, then the adjoints layer by layer as matrices, as far as each is proved.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="equations">Its equations, in the equation language.</param>
    /// <param name="system">What they mean, with a loss.</param>
    /// <param name="convention">The convention of the matrices.</param>
    /// <exception cref="FormatException">Hardly one of the adjoints has a form as matrices.</exception>
    public static string Of(string name, string equations, EquationSystem system, MatrixConvention convention)
    {
        DerivedSystem derived = Differentiation.Derive(
            system, [.. system.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter)], new DerivationOptions { Objective = Objective.Documentation });
        var forms = new NetworkForms(system, derived, system.Sizes.FirstOrDefault(size => size.Name == SizeTable.Batch), convention);

        // One line for each adjoint: a second one would give the first away.
        string[] lines = [.. forms.LayerByLayer.Concat(forms.Equations.Skip(system.Equations.Length)).GroupBy(line => line.Split('=')[0]).Select(group => group.First())];

        // Per example where that makes a difference: of a loss that is a sum both are the same adjoints.
        foreach (string adjoints in new[] { "per-example", "total" })
        {
            string[] proved = [.. ClaimChecker.Check(File(lines)).Where(verdict => verdict.Kind == VerdictKind.Proved).Select(verdict => verdict.Claim)];
            if (proved.Length > lines.Length / 2)
            {
                return File(proved);
            }

            string File(string[] claims) => $"# {name}\n\n```network\n{equations.Trim()}\n```\n\n```claims\nconvention {convention}\nadjoints {adjoints}\n{string.Join("\n", claims)}\n```\n";
        }

        throw new FormatException($"{name} has hardly an adjoint that matrices can say; write a claims file and plant the error in that.");
    }
}
