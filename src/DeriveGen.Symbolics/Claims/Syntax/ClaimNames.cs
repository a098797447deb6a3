namespace DeriveGen.Symbolics.Claims.Syntax;

/// <summary>What the reader of a claim has to know of the names in it: the same marks mean different things behind different names.</summary>
internal interface IClaimNames
{
    /// <summary>Whether the word is a function, so that a prime behind it is a derivative.</summary>
    bool IsFunction(string word);

    /// <summary>Whether the word alone names a tensor, so that a number above it is a power.</summary>
    bool IsTensor(string word);

    /// <summary>Whether some tensor is called so, with or without a layer.</summary>
    bool IsKnown(string word);

    /// <summary>Whether the letter counts layers.</summary>
    bool IsLayerLetter(string word);

    /// <summary>Whether the name is the loss, or a letter that stands for it.</summary>
    bool IsLoss(string word);
}
