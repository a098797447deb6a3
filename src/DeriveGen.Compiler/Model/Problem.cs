using System.Text.RegularExpressions;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Model;

/// <summary>Something wrong with a declaration, said without a source position: the analyzer maps it to one.</summary>
/// <param name="Code">The row of <see cref="Descriptors"/>.</param>
/// <param name="Ordinal">The declaration's <see cref="Declaration.Ordinal"/>, or <see cref="Declaration.NotWritten"/> for the class itself.</param>
/// <param name="Argument">The constructor parameter or property it is about, <see cref="EquationText"/> for the equations, or null for the whole attribute.</param>
/// <param name="Offset">Where it begins inside the string, in characters.</param>
/// <param name="Length">How many characters it spans; 0 where it is not inside a string.</param>
/// <param name="Arguments">What fills the holes of the message.</param>
public sealed record Problem(string Code, int Ordinal, string? Argument, int Offset, int Length, EquatableArray<string> Arguments)
{
    /// <summary>The <see cref="Argument"/> of a problem inside the equations.</summary>
    public const string EquationText = "equations";

    /// <summary>The <see cref="Declaration.Within"/> of the declaration: empty for one of the network itself.</summary>
    public EquatableArray<int> Within { get; init; } = [];

    /// <summary>The changes of the string it is in, any one of which may be what was meant.</summary>
    public EquatableArray<Mend> Mends { get; init; } = [];

    /// <summary>A problem with a whole attribute.</summary>
    public static Problem Of(Descriptor descriptor, Declaration declaration, params string[] arguments) =>
        Of(descriptor, declaration.Ordinal, arguments) with { Within = declaration.Within };

    /// <summary>A problem with one argument of an attribute.</summary>
    public static Problem OfArgument(Descriptor descriptor, Declaration declaration, string argument, params string[] arguments) =>
        OfArgument(descriptor, declaration.Ordinal, argument, arguments) with { Within = declaration.Within };

    /// <summary>A problem with a whole attribute of the network.</summary>
    public static Problem Of(Descriptor descriptor, int ordinal, params string[] arguments) => new(descriptor.Id, ordinal, null, 0, 0, [.. arguments]);

    /// <summary>A problem with one argument of an attribute of the network.</summary>
    public static Problem OfArgument(Descriptor descriptor, int ordinal, string argument, params string[] arguments) =>
        new(descriptor.Id, ordinal, argument, 0, 0, [.. arguments]);

    /// <summary>The same, mended by another name in the argument's string.</summary>
    /// <param name="text">The string.</param>
    /// <param name="name">The name in it.</param>
    /// <param name="nearest">The other; null where there is none.</param>
    public Problem MendedBy(string text, string name, string? nearest)
    {
        // Names stand between commas, equal signs and quotes: the first that is not a part of a longer one.
        Match found = Regex.Match(text, @"(?<![\w.])" + Regex.Escape(name) + @"(?![\w.])", RegexOptions.CultureInvariant);
        return nearest is null || !found.Success ? this : this with { Mends = [new(new(found.Index, found.Length), nearest)] };
    }

    /// <summary>The row of the table.</summary>
    public Descriptor Descriptor => Descriptors.Find(Code);

    /// <summary>What is wrong and what to do.</summary>
    public string Message => Descriptor.Format(Arguments);

    /// <inheritdoc/>
    public override string ToString() => Code + " " + Message;
}
