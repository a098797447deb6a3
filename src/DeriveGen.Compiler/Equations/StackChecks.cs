using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Compiler.Equations;

/// <summary>What a stack has to fulfil beside the well-formedness of its texts.</summary>
internal static class StackChecks
{
    /// <summary>The name of the length of an input's first axis, where it differs from call to call.</summary>
    public static string? LengthOf(Declaration input) =>
        input.Arguments.Select(argument => argument is { Parameter: Declaration.Length, Value: ArgumentValue.String name } ? name.Value : null).FirstOrDefault(name => name is not null);

    private static int? LargestLength(Declaration input) =>
        input.Arguments.Select(argument => argument.Value).OfType<ArgumentValue.IntArray>().SelectMany(array => array.Values).Select(extent => (int?)extent).FirstOrDefault();

    /// <summary>A letter, then letters and digits, and no name that calls have for something else.</summary>
    private static bool IsSizeName(string name) => name.Length > 0 && char.IsLetter(name[0]) && name.All(char.IsLetterOrDigit) && name is not ("x" or "batch" or "examples" or "memory");

    /// <summary>The order and number of input, layers, clippers and optimizer.</summary>
    public static IEnumerable<Problem> Of(NetworkModel model)
    {
        Declaration[] inputs = [.. model.Declarations.Where(declaration => declaration.Role == DeclarationRole.Input)];
        foreach (Declaration second in inputs.GroupBy(Stack.NameOf).SelectMany(group => group.Skip(1)))
        {
            yield return Problem.Of(Descriptors.SeveralInputs, second, model.Name, Stack.NameOf(second));
        }

        foreach (Declaration input in inputs)
        {
            foreach (int extent in input.Arguments.Select(argument => argument.Value).OfType<ArgumentValue.IntArray>().SelectMany(array => array.Values).Where(extent => extent < 1))
            {
                yield return Problem.OfArgument(Descriptors.InputShape, input.Ordinal, "shape", extent.ToString(CultureInfo.InvariantCulture));
            }

            if (LengthOf(input) is { } length && (!IsSizeName(length) || inputs.Any(other => LengthOf(other) == length && LargestLength(other) != LargestLength(input)) || LargestLength(input) is null))
            {
                yield return Problem.OfArgument(Descriptors.InputLength, input.Ordinal, Declaration.Length, length);
            }
        }

        Declaration? first = model.Declarations.FirstOrDefault(declaration => declaration.Role is DeclarationRole.Input or DeclarationRole.Layer or DeclarationRole.Loss or DeclarationRole.Equations or DeclarationRole.Block);
        if (first?.Role is DeclarationRole.Layer or DeclarationRole.Loss or DeclarationRole.Block || (first?.Role == DeclarationRole.Equations && inputs.Length > 0))
        {
            yield return Problem.Of(Descriptors.NoInput, first.Ordinal, model.Name);
        }

        foreach (Declaration loss in model.Declarations.Where(declaration => declaration is { Role: DeclarationRole.Loss, Weight: < 0 }))
        {
            yield return Problem.OfArgument(Descriptors.NegativeWeight, loss, nameof(Declaration.Weight), loss.AttributeClass, loss.Weight.ToString("R", CultureInfo.InvariantCulture).Replace('-', '−'));
        }

        Declaration[] optimizers = [.. model.Declarations.Where(declaration => declaration.Role == DeclarationRole.Optimizer)];
        foreach (Declaration second in optimizers.Skip(1))
        {
            yield return Problem.Of(Descriptors.SeveralOptimizers, second.Ordinal, second.AttributeClass, optimizers[0].AttributeClass);
        }

        if (optimizers.FirstOrDefault(optimizer => optimizer.Ordinal != Declaration.NotWritten) is { } optimizer)
        {
            foreach (Declaration clipper in model.Declarations.Where(declaration => declaration.Role == DeclarationRole.Clipper && declaration.Ordinal > optimizer.Ordinal))
            {
                yield return Problem.Of(Descriptors.ClipperAfterOptimizer, clipper.Ordinal, clipper.AttributeClass, optimizer.AttributeClass);
            }
        }
    }

    /// <summary>Sizes are bounded, parameters and states have no axis that a call gives, names of tensors differ.</summary>
    public static bool OfStack(Stack stack, ProblemList problems)
    {
        foreach (Size size in stack.Sizes.All.Where(size => size.Capacity is null))
        {
            StackEntry entry = stack.Entries.First(entry => entry.Text.Symbols.Values.Any(symbol => symbol.Axes!.Any(axis => axis.Value!.Sizes.Contains(size))));
            problems.Add(Problem.Of(Descriptors.NoCapacity, entry.Declaration, size.Name));
        }

        var owners = new Dictionary<string, string>();
        foreach (TensorSymbol input in stack.Inputs)
        {
            owners[input.FullName] = "Input";
        }

        foreach (StackEntry entry in stack.Entries)
        {
            foreach (TensorSymbol symbol in entry.Text.Symbols.Values.Where(symbol => symbol.Tie is null))
            {
                if (owners.TryGetValue(symbol.FullName, out string? owner))
                {
                    problems.Add(Problem.Of(Descriptors.DuplicateTensor, entry.Declaration, owner, entry.Subject, symbol.FullName));
                }

                owners[symbol.FullName] = entry.Subject;
                if (symbol.Kind is TensorKind.Parameter or TensorKind.State
                    && symbol.Axes!.SelectMany(axis => axis.Value!.Sizes).FirstOrDefault(size => size.Capacity is not null) is { } size)
                {
                    problems.Add(size == stack.Examples
                        ? Problem.Of(Descriptors.LearnedPerExample, entry.Declaration.Ordinal, symbol.FullName, entry.Subject)
                        : Problem.Of(Descriptors.OpenParameter, entry.Declaration.Ordinal, symbol.FullName, entry.Subject, size.Name, size.Capacity!.Value.ToString(CultureInfo.InvariantCulture)));
                }
            }
        }

        return !problems.HasErrors;
    }

    /// <summary>What names the first member that leads to a declaration's tensors: itself, or the block around all others.</summary>
    private static Declaration Naming(NetworkModel model, Declaration declaration) =>
        declaration.Within.Length == 0 ? declaration : model.Declarations.First(block => block.Ordinal == declaration.Within[0] && block.Role == DeclarationRole.Block);

    /// <summary>Generated members clash neither with the class's own nor with each other, and <c>Keep</c> names tensors.</summary>
    public static void OfNames(Stack stack, LoweredStack lowered, EquatableArray<ParameterDeclaration> parameters, ProblemList problems)
    {
        NetworkModel model = stack.Model;
        var taken = new Dictionary<(string?, string), string>();
        foreach (string member in model.Members.Concat(GeneratedMembers.All).Append(model.Name))
        {
            taken[(null, member)] = "";
        }

        foreach (ParameterDeclaration parameter in parameters)
        {
            foreach ((string? owner, string member, string of) in MemberNames.Leading(parameter))
            {
                if (taken.TryGetValue((owner, member), out string? other) && other != of)
                {
                    StackEntry entry = stack.Entries.First(entry => entry.Text.Symbols.Values.Any(symbol => symbol.FullName == parameter.Tensor.Name));
                    problems.Add(owner is null && Naming(model, entry.Declaration) is { Name: { } name } named && MemberNames.Of(name) == member
                        ? Problem.OfArgument(Descriptors.NameOfMember, named, nameof(Declaration.Name), name, named.AttributeClass, model.Name, member)
                        : Problem.Of(Descriptors.MemberClash, entry.Declaration, owner is null ? model.Name : $"{model.Name}.{owner}", member, entry.Subject));
                }

                taken[(owner, member)] = of;
            }
        }

        foreach (string name in stack.KeptNames)
        {
            if (lowered.Find(name) is null && lowered.FindByAdjoint(name) is null)
            {
                string? nearest = Spelling.Nearest(name, lowered.Training.Tensors.Select(tensor => tensor.Name));
                problems.Add(Problem.OfArgument(Descriptors.UnknownKeep, Declaration.NotWritten, nameof(NetworkSettings.Keep), name, model.Name, Spelling.Hint(nearest))
                    .MendedBy(model.Settings.Keep, name, nearest));
            }
        }
    }
}
