using System.Globalization;
using DeriveGen.Compiler.Kernels;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>
/// The call of a kernel whose points threads share. References cannot be captured by a lambda; so what the kernel takes is put into fields of
/// the library's <c>Operands</c>, and a static lambda, which is made once, takes it out again.
/// </summary>
/// <param name="split">What is shared.</param>
/// <param name="element">The number type.</param>
/// <param name="parameters">The kernel's parameters.</param>
/// <param name="arguments">What stands for them in the program.</param>
internal sealed class SharedCall(ThreadSplit split, ElementType element, IReadOnlyList<KernelParameter> parameters, IReadOnlyList<string> arguments)
{
    private readonly Dictionary<char, int> _used = new() { ['R'] = 0, ['W'] = 0, ['N'] = 0, ['S'] = 0 };

    /// <summary>The statement.</summary>
    /// <param name="threads">The variable with the threads.</param>
    /// <param name="kernel">The kernel, type arguments included.</param>
    /// <param name="count">The number of points.</param>
    /// <param name="countOf">An extent in the program.</param>
    public string Write(string threads, string kernel, string count, Func<Extent, string> countOf)
    {
        var given = new List<string>();
        var taken = new List<string>();
        foreach ((KernelParameter parameter, string argument) in parameters.Zip(arguments, (parameter, argument) => (parameter, argument)))
        {
            if (parameter.Kind is KernelParameterKind.From or KernelParameterKind.To)
            {
                taken.Add(argument);
                continue;
            }

            string field = Field(parameter);
            bool isReference = parameter.Kind == KernelParameterKind.Tensor;
            given.Add(field + " = " + argument);
            taken.Add((isReference ? "ref o." : "o.") + field);
        }

        return string.Join(
            "\n",
            $"{threads}.Run(",
            $"    {count}, {CSharp.Number(split.Multiple)}, {Least(countOf)},",
            $"    new() {{ {string.Join(", ", given)} }},",
            $"    static (in Operands<{element.Name}> o, nint from, nint to) => {kernel}({string.Join(", ", taken)}));");
    }

    /// <summary>The fewest points that are worth a thread; they depend on the sizes that are inside.</summary>
    private string Least(Func<Extent, string> countOf)
    {
        long work = split.Inner.Aggregate((long)split.Cost, (product, extent) => product * (extent.Static ?? 1));
        string[] sizes = [.. split.Inner.Where(extent => !extent.IsStatic).Select(countOf)];
        return sizes.Length == 0
            ? CSharp.Number((int)Math.Max(split.Multiple, (split.LeastWork + work - 1) / work))
            : $"Math.Max({CSharp.Number(split.Multiple)}, {CSharp.Number(split.LeastWork)} / ((nint){work.ToString(CultureInfo.InvariantCulture)} * {string.Join(" * ", sizes)}))";
    }

    private string Field(KernelParameter parameter)
    {
        (char letter, int most) = parameter.Kind switch
        {
            KernelParameterKind.Tensor when parameter.Declaration.StartsWith("ref int ", StringComparison.Ordinal) => ('W', ThreadSplits.MostWholes),
            KernelParameterKind.Tensor => ('R', ThreadSplits.MostReals),
            KernelParameterKind.Setting => ('S', ThreadSplits.MostSettings),
            KernelParameterKind.Size => ('N', ThreadSplits.MostSizes),
            _ => throw new InvalidOperationException($"Threads cannot share what takes {parameter.Declaration}."),
        };
        int number = _used[letter]++;
        return number < most ? letter + CSharp.Number(number)
            : throw new InvalidOperationException($"A step that threads share takes more than {most} of {parameter.Declaration}.");
    }
}
