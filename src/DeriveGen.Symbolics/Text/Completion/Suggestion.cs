namespace DeriveGen.Symbolics.Text.Completion;

/// <summary>What a suggested word is.</summary>
public enum SuggestionKind
{
    /// <summary>A word that begins or joins statements.</summary>
    Keyword,

    /// <summary>A tensor.</summary>
    Tensor,

    /// <summary>An index.</summary>
    Index,

    /// <summary>A function, a reduction, or a formula that is given as an argument.</summary>
    Function,

    /// <summary>A number that is known: a size, or a constructor parameter.</summary>
    Number,

    /// <summary>A list of names of layers, over which a text combines.</summary>
    List,

    /// <summary>A distribution by which a parameter begins.</summary>
    Initializer,
}

/// <summary>A word that may stand at a place of an equation text.</summary>
/// <param name="Text">The word.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Description">What it stands for: the statement that declares it, its extent, its derivative.</param>
public sealed record Suggestion(string Text, SuggestionKind Kind, string Description);

/// <summary>The words that may stand at a place.</summary>
/// <param name="Replaced">The word that is half typed there, or an empty span.</param>
/// <param name="Items">The words, the likeliest first.</param>
public sealed record Suggestions(TextSpan Replaced, EquatableArray<Suggestion> Items);
