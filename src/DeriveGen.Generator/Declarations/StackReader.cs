using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.Declarations;

/// <summary>What the attributes of a network's or block's class declare.</summary>
/// <param name="Written">Those that mean something here, in source order.</param>
/// <param name="Declarations">What could be read of them.</param>
/// <param name="Problems">What could not.</param>
/// <param name="HasErrors">Whether C# itself has an error to report about one of them.</param>
internal sealed record ReadStack(IReadOnlyList<WrittenAttribute> Written, IReadOnlyList<Declaration> Declarations, IReadOnlyList<Problem> Problems, bool HasErrors);

/// <summary>Reads the attributes of a class as a stack, and what the blocks in it consist of.</summary>
/// <param name="compilation">Problems can be pointed at in its source alone.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class StackReader(Compilation compilation, CancellationToken cancellation)
{
    private const int MostRepetitions = 1000;

    private readonly List<INamedTypeSymbol> _around = [];

    /// <summary>The stack of a network's class.</summary>
    public ReadStack Read(INamedTypeSymbol type)
    {
        cancellation.ThrowIfCancellationRequested();
        var attributes = WrittenAttributes.Of(type, cancellation);
        List<WrittenAttribute> written = [.. attributes.Where(attribute => attribute.Role is not null)];
        bool hasErrors = attributes.Any(attribute => attribute.HasErrors);

        // What C# has an error to report about is left out; the others are read for what is wrong with each by itself.
        var read = written.Where(attribute => !attribute.HasErrors).Select(attribute => attribute.Role == DeclarationRole.Block ? Block(attribute) : Plain(attribute)).ToList();
        IEnumerable<Problem> parts = written.FirstOrDefault(attribute => attribute.Part != written[0].Part) is { } elsewhere
            ? [Problem.Of(Descriptors.SeveralParts, elsewhere.Ordinal, type.Name)]
            : [];
        return new(
            written,
            [.. read.Select(one => one.Declaration).OfType<Declaration>()],
            [.. parts, .. read.SelectMany(one => one.Problems)],
            hasErrors || read.Any(one => one.HasErrors));
    }

    /// <summary>The stack of a block's class, with what no block may hold.</summary>
    public ReadStack ReadBlock(INamedTypeSymbol block)
    {
        _around.Add(block);
        var stack = Read(block);
        _around.RemoveAt(_around.Count - 1);
        IEnumerable<Problem> misplaced =
            from attribute in stack.Written
            let fault = Misplaced(attribute.Role!.Value)
            where fault is not null
            select Problem.Of(Descriptors.NotInBlock, attribute.Ordinal, AttributeClassReader.ShortName(attribute.Attribute.AttributeClass!), block.Name, fault);
        IEnumerable<Problem> empty = stack.Written.Any(attribute => IsPart(attribute.Role!.Value))
            ? []
            : [Problem.Of(Descriptors.EmptyBlock, Declaration.NotWritten, block.Name)];
        return stack with { Problems = [.. stack.Problems, .. misplaced, .. empty] };
    }

    /// <summary>Whether something takes part in computing what comes out of a stack.</summary>
    public static bool IsPart(DeclarationRole role) => role is DeclarationRole.Layer or DeclarationRole.Loss or DeclarationRole.Equations or DeclarationRole.Block;

    /// <summary>What an attribute declares, null beside the problems that stand in the way; and whether C# has errors inside.</summary>
    private sealed record ReadAttribute(Declaration? Declaration, IEnumerable<Problem> Problems, bool HasErrors);

    private ReadAttribute Plain(WrittenAttribute attribute)
    {
        var (declaration, problems) = DeclarationReader.Read(attribute, compilation);
        return new(declaration, problems, HasErrors: false);
    }

    private ReadAttribute Block(WrittenAttribute attribute)
    {
        var (declaration, problems) = DeclarationReader.Read(attribute, compilation);
        var name = attribute.Attribute.AttributeClass!.TypeArguments[0].Name;
        if (AttributeClasses.BlockOf(attribute.Attribute) is not { } block)
        {
            return new(null, problems.Add(Problem.Of(Descriptors.NoBlock, attribute.Ordinal, name)), HasErrors: false);
        }

        if (_around.Contains(block, SymbolEqualityComparer.Default))
        {
            return new(null, problems.Add(Problem.Of(Descriptors.BlockInItself, attribute.Ordinal, name)), HasErrors: false);
        }

        if (declaration?.Arguments[0] is { Value: ArgumentValue.Int { Value: < 1 or > MostRepetitions } count, Parameter: var parameter })
        {
            problems = problems.Add(Problem.OfArgument(
                Descriptors.RepeatCount, attribute.Ordinal, parameter, name, count.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        var stack = ReadBlock(block);
        problems = problems.AddRange(stack.Problems.Select(problem => problem with { Within = [attribute.Ordinal, .. problem.Within] }));
        return new(declaration is null ? null : declaration with { AttributeClass = name, Body = stack.Declarations.Select(inner => Inside(inner, attribute.Ordinal)).ToEquatableArray() }, problems, stack.HasErrors);
    }

    private static Declaration Inside(Declaration declaration, int ordinal) => declaration with
    {
        Within = [ordinal, .. declaration.Within],
        Body = declaration.Body.Map(inner => Inside(inner, ordinal)),
    };

    private static string? Misplaced(DeclarationRole role) => role switch
    {
        DeclarationRole.Input => "what comes into a block is called x in it",
        DeclarationRole.Loss => "a loss belongs to the network",
        DeclarationRole.Optimizer or DeclarationRole.Clipper => "what updates the parameters belongs to the network",
        _ => null,
    };
}
