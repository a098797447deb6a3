using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Decides claims, line by line.</summary>
public static class ClaimChecker
{
    /// <summary>The verdicts on every claim of a file, in order of its lines.</summary>
    /// <param name="markdown">The text of a claims file.</param>
    /// <exception cref="FormatException">The file has no claims, a network of it has errors, or a setting cannot be read; the message says where.</exception>
    public static EquatableArray<ClaimVerdict> Check(string markdown) => ClaimsFile.Read(markdown).SelectMany(fence => Check(fence)).ToEquatableArray();

    /// <summary>The verdicts on one fence.</summary>
    /// <exception cref="FormatException">The network has errors, or a setting cannot be read.</exception>
    public static EquatableArray<ClaimVerdict> Check(ClaimsFence fence)
    {
        (ClaimSession session, IEnumerable<ClaimLine> claims) = Open(fence);
        return claims.Select(session.Decide).ToEquatableArray();
    }

    /// <summary>The session of a fence before its first claim, and the claims.</summary>
    /// <exception cref="FormatException">The network has errors, or a setting cannot be read.</exception>
    internal static (ClaimSession Session, IEnumerable<ClaimLine> Claims) Open(ClaimsFence fence)
    {
        var settings = new ClaimSettings();
        int first = 0;
        for (; first < fence.Lines.Length; first++)
        {
            try
            {
                if (settings.With(fence.Lines[first].Text) is not { } extended)
                {
                    break;
                }

                settings = extended;
            }
            catch (FormatException exception)
            {
                throw new FormatException($"Line {fence.Lines[first].Number}: {exception.Message}");
            }
        }

        ClaimNetwork network = Network(fence, settings);
        return (new(network, settings, () => ClaimNetwork.Read(fence.Network, settings.Functions).Network!), fence.Lines.Skip(first));
    }

    /// <summary>The first line that does not hold, in words; null where every line holds.</summary>
    public static string? FirstError(EquatableArray<ClaimVerdict> verdicts) =>
        verdicts.FirstOrDefault(verdict => !verdict.Holds) is { } wrong ? $"The first line that does not hold is line {wrong.Line}: {wrong.Claim}" : null;

    /// <summary>The network with pairwise distinct sizes, or with its own where those do not fit it.</summary>
    private static ClaimNetwork Network(ClaimsFence fence, ClaimSettings settings)
    {
        // Other sizes may hide what is wrong with its own.
        EquatableArray<TextProblem> problems = EquationText.Bind(fence.Network, new() { Unknown = ClaimNetwork.Unknown(settings.Functions) }).Problems;
        if (problems.All(problem => problem.Descriptor.Severity != Severity.Error))
        {
            ClaimNetwork? resized = DistinctSizes.Apply(fence.Network) is var (text, letters) ? ClaimNetwork.Read(text, settings.Functions, letters).Network : null;
            if ((resized ?? ClaimNetwork.Read(fence.Network, settings.Functions).Network) is { } network)
            {
                return network;
            }
        }

        TextProblem? problem = problems.FirstOrDefault(problem => problem.Descriptor.Severity == Severity.Error);
        int line = problem is null ? 0 : fence.Network.Take(Math.Min(problem.Span.Start, fence.Network.Length)).Count(c => c == '\n');
        throw new FormatException(problem is null
            ? $"Line {fence.NetworkLine}: the network has no loss; an equation without indices is the loss, L = mean(i: …)."
            : $"Line {fence.NetworkLine + line}: {problem.Code}: {problem.Message}");
    }
}
