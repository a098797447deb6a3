using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>What a kernel's parameter stands for.</summary>
internal enum KernelParameterKind
{
    /// <summary>The element of a tensor whose indices are all 0, by reference.</summary>
    Tensor,

    /// <summary>A symbolic size.</summary>
    Size,

    /// <summary>A number given at run time.</summary>
    Setting,

    /// <summary>The value of an index of a loop around the kernel.</summary>
    Index,

    /// <summary>What tells one network's random numbers from another's.</summary>
    Seed,

    /// <summary>The number of the call that draws random numbers.</summary>
    Draw,

    /// <summary>The first point of a part that a thread computes.</summary>
    From,

    /// <summary>The point behind the last one of a part.</summary>
    To,
}

/// <summary>A parameter of a kernel.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Thing">The <see cref="Tensor"/> or <see cref="Size"/>.</param>
/// <param name="Declaration">The parameter as declared.</param>
internal sealed record KernelParameter(KernelParameterKind Kind, object Thing, string Declaration);

/// <summary>A kernel while it is written: its names, its parameters in order of first use, and its text.</summary>
/// <param name="storage">Where the tensors lie.</param>
/// <param name="element">The number type.</param>
/// <param name="straight">The straight line that the text is a part of; null where it is a method of its own.</param>
internal sealed class KernelMethod(StorageTable storage, ElementType element, StraightLine? straight = null)
{
    private List<KernelParameter> _parameters = [];

    /// <summary>The number type.</summary>
    public ElementType Element { get; } = element;

    /// <summary>Where the tensors lie.</summary>
    public StorageTable Storage { get; } = storage;

    /// <summary>The identifiers.</summary>
    public NameScope Names { get; private init; } = straight?.Names ?? new();

    /// <summary>The straight line that the text is a part of; null where it is a method of its own.</summary>
    public StraightLine? Straight { get; } = straight;

    /// <summary>The parameters so far.</summary>
    public IReadOnlyList<KernelParameter> Parameters => _parameters;

    /// <summary>The body.</summary>
    public CodeWriter Body { get; set; } = new(0);

    /// <summary>The index whose points threads share: the kernel computes some of them. Null where it computes all.</summary>
    public IndexVar? Shared { get; private set; }

    /// <summary>The first point of the part, as an index that stands still.</summary>
    public IndexVar? From { get; private set; }

    /// <summary>The name of the point behind the last one of the part.</summary>
    public string To { get; private set; } = string.Empty;

    /// <summary>The same kernel for expressions in double precision, whose text and parameters are this one's.</summary>
    public KernelMethod InDouble() => new(Storage, ElementType.Double, Straight) { _parameters = _parameters, Names = Names, Body = Body };

    /// <summary>The kernel computes a part of the points of an index only.</summary>
    public void Share(IndexVar index)
    {
        (Shared, From) = (index, new IndexVar("from", index.Extent));
        Parameter(KernelParameterKind.From, From, "from", "nint");
        To = Parameter(KernelParameterKind.To, KernelParameterKind.To, "to", "nint");
    }

    /// <summary>The reference to a tensor's first element; a next value is known by the name of what it replaces.</summary>
    public string Reference(Tensor tensor)
    {
        Tensor stored = Storage.BaseOf(tensor);
        string type = IsWholeNumber(stored) ? "int" : Element.Name;
        return Parameter(KernelParameterKind.Tensor, stored, NameScope.ShortHint(stored), "ref " + type);
    }

    /// <summary>The name of a size.</summary>
    public string SizeName(Size size) => Parameter(KernelParameterKind.Size, size, size.Name, "nint");

    /// <summary>The name of a number given at run time.</summary>
    public string Setting(Tensor setting) => Parameter(KernelParameterKind.Setting, setting, setting.Name, Element.Name);

    /// <summary>The name of an index whose loop is around the kernel.</summary>
    public string Index(IndexVar index) => Parameter(KernelParameterKind.Index, index, index.Name, "nint");

    /// <summary>The name of the seed of random numbers.</summary>
    public string Seed() => Parameter(KernelParameterKind.Seed, KernelParameterKind.Seed, "seed", "ulong");

    /// <summary>The name of the number of the call.</summary>
    public string Draw() => Parameter(KernelParameterKind.Draw, KernelParameterKind.Draw, "draw", "ulong");

    /// <summary>Whether a tensor is stored as <see cref="int"/>: only the caller's whole numbers are.</summary>
    public bool IsWholeNumber(Tensor tensor) => tensor.IsInteger && Storage[tensor].Region == Region.Argument;

    private string Parameter(KernelParameterKind kind, object thing, string hint, string type)
    {
        if (Straight is not null)
        {
            return Straight.NameOf(kind, thing);
        }

        string name = Names.NameOf(thing, hint);
        if (!_parameters.Any(parameter => parameter.Thing.Equals(thing)))
        {
            _parameters.Add(new(kind, thing, type + " " + name));
        }

        return name;
    }
}
