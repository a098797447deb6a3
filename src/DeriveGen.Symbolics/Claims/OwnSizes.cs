using System.Globalization;
using System.Text.RegularExpressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>
/// Claims that write an extent as a number, 1/6 for a mean over six: they are true of the network as it stands, and of no other size. Where such a
/// line fails at sizes that differ, it is decided again at the network's own.
/// </summary>
/// <param name="own">The network at its own sizes.</param>
/// <param name="settings">The settings.</param>
internal sealed class OwnSizes(Lazy<ClaimNetwork> own, ClaimSettings settings)
{
    private readonly List<ClaimLine> _definitions = [];
    private ClaimSession? _session;

    /// <summary>The verdict at the network's own sizes, where the line holds there and not elsewhere; null where the first verdict stands.</summary>
    /// <param name="line">The line.</param>
    /// <param name="verdict">The verdict at sizes that differ.</param>
    public ClaimVerdict? Confirm(ClaimLine line, ClaimVerdict verdict)
    {
        if (verdict.Kind == VerdictKind.Definition)
        {
            _definitions.Add(line);
            _session?.Decide(line);
            return null;
        }

        if (verdict.Holds || Extents(line.Text) is not { Length: > 0 } extents)
        {
            return null;
        }

        if (_session is null)
        {
            _session = new ClaimSession(own.Value, settings, () => own.Value);
            _definitions.ForEach(definition => _session.Decide(definition));
        }

        ClaimVerdict again = _session.Decide(line);
        return again.Holds ? again with { Explanation = again.Explanation.Add($"It holds because {string.Join(" and ", extents)} is an extent of the network; at other sizes it does not.") } : null;
    }

    /// <summary>The numbers of a line that are extents of the network.</summary>
    private int[] Extents(string line)
    {
        HashSet<int> numbers = [.. Regex.Matches(line, @"(?<![\p{L}\p{Nd}_.^{])\d{1,6}(?![\p{Nd}.])").Cast<Match>().Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).Where(number => number > 1)];
        return numbers.Count == 0 ? [] : [.. own.Value.System.Tensors.SelectMany(tensor => tensor.Shape).Select(extent => extent.Static).OfType<int>().Where(numbers.Contains).Distinct().OrderBy(extent => extent)];
    }
}
