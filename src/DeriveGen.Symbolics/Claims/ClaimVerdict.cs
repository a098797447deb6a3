using System.Globalization;
using System.Text;

namespace DeriveGen.Symbolics.Claims;

/// <summary>What a claim turned out to be.</summary>
public enum VerdictKind
{
    /// <summary>It holds, and that is proved.</summary>
    Proved,

    /// <summary>It holds at every point that was tried; no proof was found.</summary>
    Equal,

    /// <summary>It names something for the lines below.</summary>
    Definition,

    /// <summary>It is a multiple of what is right.</summary>
    Scaled,

    /// <summary>It is right when matrices lie in another convention.</summary>
    OtherConvention,

    /// <summary>It is right when adjoints are per example, or total.</summary>
    OtherAdjoints,

    /// <summary>It is right when dX is the differential of X.</summary>
    Tangent,

    /// <summary>Matrices in it do not fit.</summary>
    Shape,

    /// <summary>Its values are wrong.</summary>
    Wrong,

    /// <summary>It is no formula, or speaks of something unknown.</summary>
    Unreadable,
}

/// <summary>The verdict on one line of claims.</summary>
/// <param name="Line">The line in the file, from 1.</param>
/// <param name="Claim">The line.</param>
/// <param name="Kind">What it turned out to be.</param>
/// <param name="Verdict">The verdict in words: <c>proved</c>, <c>scaled by m</c>, <c>shape: …</c>.</param>
public sealed record ClaimVerdict(int Line, string Claim, VerdictKind Kind, string Verdict)
{
    /// <summary>Sentences that explain it.</summary>
    public EquatableArray<string> Explanation { get; init; } = [];

    /// <summary>The smallest change that makes the line right, as the line's new text; null where it holds or none was found.</summary>
    public string? Repair { get; init; }

    /// <summary>Whether the line holds as it stands.</summary>
    public bool Holds => Kind is VerdictKind.Proved or VerdictKind.Equal or VerdictKind.Definition;

    /// <summary><c>LINE: VERDICT</c> with the explanation under it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Line.ToString(CultureInfo.InvariantCulture)).Append(": ").Append(Verdict);
        foreach (string sentence in Explanation)
        {
            text.Append("\n  ").Append(sentence);
        }

        return Repair is null ? text.ToString() : text.Append("\n  repair: ").Append(Repair).ToString();
    }
}
