using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Compiler.Model;

/// <summary>One declared network, as plain values: what the attributes of a class say, and nothing of the compiler that read them.</summary>
/// <remarks>
/// Two models are equal when their declarations are; no source position takes part, so that an edit elsewhere in the file
/// leaves the model as it was. A <see cref="Problem"/> refers back by attribute ordinal, argument and offset in the string.
/// </remarks>
/// <param name="Namespace">The class's namespace; empty in the global one.</param>
/// <param name="ContainingTypes">The types around the class, outermost first.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Accessibility">As it is written in C#: <c>public</c>, <c>internal</c>, …</param>
/// <param name="Settings">What <c>[Network]</c> says.</param>
/// <param name="Declarations">The stack, in source order.</param>
/// <param name="Summary">The first paragraph of the class's documentation, where it has one.</param>
/// <param name="Members">The names of the class's own members, which no generated member can have.</param>
public sealed record NetworkModel(
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string Name,
    string Accessibility,
    NetworkSettings Settings,
    EquatableArray<Declaration> Declarations,
    string? Summary = null,
    EquatableArray<string> Members = default)
{
    /// <summary>Among the <see cref="Members"/>, a constructor with the parameters of the generated one.</summary>
    public const string Constructor = ".ctor";

    /// <summary>The name with namespace and containing types, as C# writes it.</summary>
    public string FullName => string.Join(".", new[] { Namespace }.Where(part => part.Length > 0).Concat(ContainingTypes.Select(type => type.Name)).Append(Name));
}

/// <summary>A type around the network's class.</summary>
/// <param name="Keyword">As it is written in C#: <c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c>, <c>interface</c>.</param>
/// <param name="Name">The name, with type parameters where there are any.</param>
public sealed record ContainingType(string Keyword, string Name);

/// <summary>The number format of the emitted code.</summary>
public enum NetworkPrecision
{
    /// <summary>32 bits.</summary>
    Single,

    /// <summary>64 bits.</summary>
    Double,
}

/// <summary>What <c>[Network]</c> says.</summary>
/// <param name="BatchSize">The most examples of a call.</param>
/// <param name="Precision">The number format.</param>
/// <param name="Convention">How formulas are written.</param>
/// <param name="Threads">How many threads a step may use.</param>
/// <param name="Keep">The tensors to keep readable besides the needed ones, separated by commas.</param>
/// <param name="SelfCheck">Whether a double-precision check of the adjoints is emitted beside.</param>
/// <param name="Report">Whether a report on a call is emitted beside.</param>
/// <param name="SecondOrder">Whether the Hessian times a vector is emitted beside.</param>
public sealed record NetworkSettings(
    int BatchSize = 32,
    NetworkPrecision Precision = NetworkPrecision.Single,
    MatrixConvention Convention = MatrixConvention.R,
    int Threads = 1,
    string Keep = "",
    bool SelfCheck = false,
    bool Report = false,
    bool SecondOrder = false)
{
    /// <summary>More threads than this are a mistake: no machine that a step of a network would be shared on has so many processors.</summary>
    public const int MostThreads = 255;
}
