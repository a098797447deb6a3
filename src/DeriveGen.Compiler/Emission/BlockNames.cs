using DeriveGen.Compiler.Kernels;

namespace DeriveGen.Compiler.Emission;

/// <summary>
/// What tensors are called in a loop over the blocks of a network: without the name of the block, which is another one each time, and
/// <c>next</c> for the block whose turn it is after that.
/// </summary>
internal sealed class BlockNames
{
    private const string Next = "next.";

    private readonly string[] _blocks;   // in the order of their turns; none where the repeated statements are no blocks
    private readonly bool _endsInNone;

    private BlockNames(string[] blocks, bool endsInNone)
    {
        _blocks = blocks;
        _endsInNone = endsInNone;
    }

    /// <summary>What a reader must know of the names and formulas that the loop shows.</summary>
    public string Explanation => _blocks.Length == 0
        ? "Names and formulas are those of the first time."
        : $"Names and formulas are those of the block at hand, {_blocks[0]} first and {_blocks[_blocks.Length - 1]} last{(_endsInNone ? ", where the last time is no block's" : string.Empty)}; next is the block after it.";

    /// <summary>
    /// The blocks of a repetition: what most tensors' names begin with, if it is another block each time. A time that ends early may be no
    /// block's, where what the blocks begin with stands once more behind them.
    /// </summary>
    public static BlockNames Of(IReadOnlyList<ProgramLine> lines, Repetition repetition)
    {
        string?[] blocks = new string?[repetition.Turns];
        HashSet<string> members = [.. NamesOf(lines, repetition, 0).Select(MemberOf).OfType<string>()];
        for (int time = 0; time < blocks.Length; time++)
        {
            blocks[time] = BlockOf(NamesOf(lines, repetition, time).Where(name => MemberOf(name) is { } member && members.Contains(member)));
        }

        bool endsInNone = repetition.Rest > 0 && blocks[blocks.Length - 1] is null;
        string[] known = [.. blocks.OfType<string>()];
        bool areBlocks = known.Length == blocks.Length - (endsInNone ? 1 : 0) && known.Distinct().Count() == known.Length;
        return areBlocks ? new(known, endsInNone) : new([], false);
    }

    /// <summary>The name of a tensor in the loop.</summary>
    public string Shorten(string name) => _blocks.Length == 0 || BlockOf(name) is not { } block ? name
        : block == _blocks[0] ? name.Substring(block.Length + 1)
        : block == _blocks[1] ? Next + name.Substring(block.Length + 1)
        : name;

    /// <summary>The comments of the statements.</summary>
    public string?[] Comments(IReadOnlyList<ProgramLine> lines, Repetition repetition)
    {
        string?[] comments = [.. lines.Skip(repetition.Start).Take(repetition.Period).Select(line => line.Comment)];
        string[] shortened = TensorNames.Shorten([.. comments.Select(comment => comment ?? string.Empty)], Shorten);
        return [.. comments.Select((comment, number) => comment is null ? null : shortened[number])];
    }

    /// <summary>The block that most tensors of one time belong to; null where none does.</summary>
    private static string? BlockOf(IEnumerable<string> names) =>
        names.Select(BlockOf).OfType<string>().GroupBy(block => block).OrderByDescending(block => block.Count()).FirstOrDefault()?.Key;

    private static IEnumerable<string> NamesOf(IReadOnlyList<ProgramLine> lines, Repetition repetition, int time) => lines
        .Skip(repetition.Start + (time * repetition.Period)).Take(time < repetition.Count ? repetition.Period : repetition.Rest)
        .SelectMany(line => line.Tensors).Select(NameScope.Hint);

    private static string? BlockOf(string name) => name.IndexOf('.') is var dot and > 0 ? name.Substring(0, dot) : null;

    /// <summary>What a tensor is called within its block.</summary>
    private static string? MemberOf(string name) => BlockOf(name) is { } block ? name.Substring(block.Length + 1) : null;
}
