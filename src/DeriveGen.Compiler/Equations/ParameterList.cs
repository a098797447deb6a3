using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Compiler.Equations;

/// <summary>The parameters and states of a stack, with how they begin.</summary>
internal static class ParameterList
{
    /// <summary>The learned tensors that either system reads; a parameter under a false constant alone is not among them.</summary>
    public static EquatableArray<ParameterDeclaration> Of(Stack stack, LoweredStack lowered)
    {
        Equation[] equations = [.. lowered.Training.Equations.Concat(lowered.Evaluation.Equations)];
        return lowered.Training.Tensors.Where(tensor => tensor.Kind == TensorKind.Parameter).Select(tensor =>
        {
            (StackEntry entry, TensorSymbol symbol) = Declaring(stack, tensor);
            var gradient = new Tensor(tensor.Name + "Bar", tensor.Shape, TensorKind.Adjoint) { AdjointOf = tensor, AxisNames = tensor.AxisNames };
            return new ParameterDeclaration(tensor, Begin(symbol), entry.Layer, gradient, FormOf(tensor, equations));
        }).ToEquatableArray();
    }

    /// <summary>The states of the layers, and the parameters that are not learned, which are states that nothing changes.</summary>
    public static IEnumerable<ParameterDeclaration> StatesOf(Stack stack, LoweredStack lowered)
    {
        Equation[] equations = [.. lowered.Training.Equations.Concat(lowered.Evaluation.Equations)];
        return stack.Entries.SelectMany(entry => entry.Text.Symbols.Values
            .Where(symbol => symbol.Kind == TensorKind.State && symbol.Tie is null && lowered.Find(symbol.FullName) is not null)
            .Select(symbol => new ParameterDeclaration(symbol.Tensor, Begin(symbol), entry.Layer, null, symbol.IsFrozen ? FormOf(symbol.Tensor, equations) : WeightForm.None)));
    }

    /// <summary>How a parameter or state begins.</summary>
    public static Beginning Begin(TensorSymbol symbol) => new(symbol.Initializer!.Distribution, symbol.Initializer.Value);

    private static (StackEntry Entry, TensorSymbol Symbol) Declaring(Stack stack, Tensor tensor) => stack.Entries
        .SelectMany(entry => entry.Text.Symbols.Values, (entry, symbol) => (entry, symbol))
        .First(pair => pair.symbol.Kind == TensorKind.Parameter && pair.symbol.Tie is null && pair.symbol.FullName == tensor.Name);

    /// <summary>The axis of a matrix that the first equation reading it sums is its input.</summary>
    private static WeightForm FormOf(Tensor tensor, Equation[] equations)
    {
        if (tensor.Rank != 2 || Array.Find(equations, equation => equation.Reads.Contains(tensor)) is not { } equation)
        {
            return WeightForm.None;
        }

        foreach (Term term in equation.Value.Terms)
        {
            foreach (Access access in term.Factors.Select(factor => factor.Atom).OfType<Access>().Where(access => access.Tensor == tensor))
            {
                bool[] summed = [.. access.Positions.Select(position => position.AsIndex is { } index && term.Bound.IndexOf(index) >= 0)];
                return (summed[0], summed[1]) switch { (true, false) => WeightForm.InputFirst, (false, true) => WeightForm.OutputFirst, _ => WeightForm.None };
            }
        }

        return WeightForm.None;
    }
}
