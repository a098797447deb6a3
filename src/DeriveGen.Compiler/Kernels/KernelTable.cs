using System.Globalization;
using System.Text;
using DeriveGen.Compiler.Emission;

namespace DeriveGen.Compiler.Kernels;

/// <summary>A kernel as it is emitted.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Summary">What it computes, a line each, as <see cref="Prose"/> or <see cref="Formula"/> writes it.</param>
/// <param name="Signature">Its parameters as declared.</param>
/// <param name="Body">Its text.</param>
/// <param name="IsInlined">Whether it is a part of its callers' loops.</param>
internal sealed record Kernel(string Name, IReadOnlyList<string> Summary, string Signature, string Body, bool IsInlined)
{
    /// <summary>
    /// Whether it stays a method of its own: a tile, which the runtime would make a part of a short method that calls it, with its registers in
    /// memory; and a kernel that threads call through a delegate, which would be compiled again with all of the kernel inside it.
    /// </summary>
    public bool StaysApart { get; init; }

    /// <summary>Whether it uses a type of packed numbers.</summary>
    public bool Uses(char laneType)
    {
        for (int at = 0; (at = Body.IndexOf(laneType + ".", at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (at == 0 || !(char.IsLetterOrDigit(Body[at - 1]) || Body[at - 1] == '_'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A formula as a line of a summary.</summary>
    public static string Formula(string formula) => "<c>" + Prose(formula) + "</c>";

    /// <summary>A sentence as a line of a summary.</summary>
    public static string Prose(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}

/// <summary>The kernel that was written for a step, to be called by every step with the same description.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Parameters">Its parameters. What they stand for is known by its number in the description.</param>
internal sealed record DescribedKernel(string Name, IReadOnlyList<DescribedParameter> Parameters)
{
    /// <summary>The parameters, standing for what another step with the same description has.</summary>
    public IEnumerable<KernelParameter> ParametersFor(StepDescription description) =>
        Parameters.Select(described => described.Number is int number ? described.Parameter with { Thing = description.Things[number] } : described.Parameter);
}

/// <summary>A kernel's parameter, and the number in the description of what it stands for; null where that is the same for all steps.</summary>
internal sealed record DescribedParameter(KernelParameter Parameter, int? Number);

/// <summary>
/// The kernels of a class. Two whose texts are equal up to the choice of names are one method: twelve blocks of a network add calls, not
/// kernels.
/// </summary>
/// <param name="className">The class.</param>
/// <param name="remembers">Whether what has been written for one description is taken for the next; tests compare with what is written each time.</param>
internal sealed class KernelTable(string className, bool remembers = true)
{
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, string> _written = [];
    private readonly HashSet<string> _used = [];
    private readonly List<Kernel> _kernels = [];
    private readonly Dictionary<string, DescribedKernel> _described = [];
    private bool _onHalfRegisters;

    /// <summary>The kernels, in the order of their first use.</summary>
    public IReadOnlyList<Kernel> Kernels => _kernels;

    /// <summary>The kernel of a step with this description; null where none was written.</summary>
    public DescribedKernel? Find(StepDescription description) => remembers && _described.TryGetValue(description.Text, out DescribedKernel? kernel) ? kernel : null;

    /// <summary>Remembers the kernel of a step.</summary>
    public void Add(StepDescription description, DescribedKernel kernel) => _described[description.Text] = kernel;

    /// <summary>
    /// The types of packed numbers that the kernels use, as type parameters of the class: <c>R</c>, a register of the machine; <c>H</c>, one of at
    /// most 32 bytes; <c>V</c>, 64 bytes of a row, and <c>N</c>, 32 bytes, in one register or in several.
    /// </summary>
    public IReadOnlyList<char> LaneTypes => [.. "RHVN".Where(type => _onHalfRegisters || _kernels.Exists(kernel => kernel.Uses(type)))];

    /// <summary>What is written before a kernel's name to call it on registers of at most 32 bytes.</summary>
    public string OnHalfRegisters()
    {
        _onHalfRegisters = true;
        return className + "<H, H, V, N>.";
    }

    /// <summary>Reserves a method's name.</summary>
    public void Reserve(string name) => _used.Add(name);

    /// <summary>Adds a kernel, unless one with the same text is there.</summary>
    /// <param name="name">What it should be called.</param>
    /// <param name="summary">What it computes.</param>
    /// <param name="signature">Its parameters.</param>
    /// <param name="body">Its text.</param>
    /// <param name="names">The identifiers that it chose.</param>
    /// <param name="isInlined">Whether it is a part of its callers' loops.</param>
    /// <param name="staysApart">Whether it is never a part of its callers.</param>
    /// <returns>The method's name.</returns>
    public string Add(string name, IReadOnlyList<string> summary, string signature, string body, NameScope names, bool isInlined = false, bool staysApart = false)
    {
        string canonical = Canonical(signature + "|" + body, [.. names.Identifiers]);
        if (!_names.TryGetValue(canonical, out string? existing))
        {
            _names[canonical] = existing = Unused(name);
            _kernels.Add(new(existing, summary, signature, body, isInlined) { StaysApart = staysApart });
        }

        return existing;
    }

    /// <summary>A method's name, written where none was that had the same description but for the choice of names.</summary>
    /// <param name="description">Everything that the method's text is made from.</param>
    /// <param name="names">The identifiers that were chosen for the description.</param>
    /// <param name="write">Adds the method, and gives its name.</param>
    public string Once(string description, NameScope names, Func<string> write)
    {
        string canonical = Canonical(description, [.. names.Identifiers]);
        if (!remembers || !_written.TryGetValue(canonical, out string? name))
        {
            _written[canonical] = name = write();
        }

        return name;
    }

    /// <summary>The text with the chosen names numbered in the order of their first use.</summary>
    private static string Canonical(string text, HashSet<string> chosen)
    {
        Dictionary<string, int> numbers = [];
        StringBuilder canonical = new(text.Length);
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = start + 1;
            if (!IsLetter(text[start]))
            {
                canonical.Append(text[start]);
                continue;
            }

            while (end < text.Length && (IsLetter(text[end]) || char.IsDigit(text[end])))
            {
                end++;
            }

            string name = text.Substring(start, end - start);
            if (!chosen.Contains(name))
            {
                canonical.Append(name);
                continue;
            }

            if (!numbers.TryGetValue(name, out int number))
            {
                numbers[name] = number = numbers.Count;
            }

            canonical.Append('#').Append(number);
        }

        return canonical.ToString();
    }

    private static bool IsLetter(char character) => character == '_' || char.IsLetter(character);

    /// <summary>A name that no other method has.</summary>
    public string Unused(string name)
    {
        string result = name;
        for (int number = 2; !_used.Add(result); number++)
        {
            result = name + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        return result;
    }
}
