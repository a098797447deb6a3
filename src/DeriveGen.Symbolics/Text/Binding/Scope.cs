namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>The indices, packs and function parameters that an expression can name, innermost first.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, BoundPosition> _letters = [];
    private readonly Dictionary<string, BoundPosition[]> _packs = [];
    private readonly Dictionary<string, BoundExpression> _arguments = [];

    /// <summary>The name of the last axis in a formula.</summary>
    public const string LastAxis = "_";

    /// <summary>The innermost product term.</summary>
    public TextSpan? Term
    {
        get => field ?? outer?.Term;
        init;
    }

    /// <summary>Every letter that can be named.</summary>
    public IEnumerable<string> Letters => _letters.Keys.Concat(outer?.Letters ?? []);

    /// <summary>What a letter stands for, or null.</summary>
    public BoundPosition? Letter(string name) => _letters.TryGetValue(name, out BoundPosition? position) ? position : outer?.Letter(name);

    /// <summary>What a pack stands for, or null.</summary>
    public BoundPosition[]? Pack(string name) => _packs.TryGetValue(name, out BoundPosition[]? positions) ? positions : outer?.Pack(name);

    /// <summary>What a function's parameter stands for, or null.</summary>
    public BoundExpression? Argument(string name) => _arguments.TryGetValue(name, out BoundExpression? value) ? value : outer?.Argument(name);

    /// <summary>Adds a letter for an index.</summary>
    public void Add(IndexSlot slot, TextSpan span) => _letters[slot.Name] = new BoundIndex(slot, span);

    /// <summary>Adds a letter for an index under another name.</summary>
    public void Add(string name, BoundPosition position) => _letters[name] = position;

    /// <summary>Adds a pack.</summary>
    public void AddPack(string name, BoundPosition[] positions) => _packs[name] = positions;

    /// <summary>Adds a function's parameter.</summary>
    public void AddArgument(string name, BoundExpression value) => _arguments[name] = value;
}
