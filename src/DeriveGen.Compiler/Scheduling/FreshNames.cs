using System.Globalization;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Names for tensors that a pass introduces, which no other tensor of the equations has.</summary>
/// <param name="equations">The equations.</param>
internal sealed class FreshNames(IEnumerable<Equation> equations)
{
    private readonly HashSet<string> _names = [.. equations.SelectMany(equation => equation.Reads.Append(equation.Target)).Select(tensor => tensor.Name)];

    /// <summary>The name itself, or with a number where it is taken.</summary>
    public string Of(string name)
    {
        string fresh = name;
        for (int number = 2; !_names.Add(fresh); number++)
        {
            fresh = name + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        return fresh;
    }
}
