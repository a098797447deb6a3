namespace DeriveGen.Symbolics.Claims;

/// <summary>Looks for the smallest change that makes a claim right, slip by slip.</summary>
internal sealed class RepairSearch(Comparisons comparisons, Vocabulary names)
{
    /// <summary>As many candidates are tried for a short line, fewer for a long one: to read one takes time that grows with its third power.</summary>
    private const double MostCandidates = 4000, ShortLine = 10;
    private const double MostProducts = 3e7;
    private const int MostKept = 100_000;

    /// <summary>The cheapest repair that is right, proved ones before others.</summary>
    public Repair? Smallest(MatrixClaim claim, Reading reading)
    {
        var seen = new HashSet<string> { claim.ToString() };
        List<Repair> ring = [new(claim, 0, default, "")];
        double tried = 0, effort = Math.Max(1, Math.Pow(comparisons.Length(claim, reading) / ShortLine, 3));
        double most = comparisons.Promised.Products + MostProducts;
        for (int depth = 0; depth < 3; depth++)
        {
            List<Repair> next = [];
            foreach (Repair from in ring)
            {
                foreach (Repair edit in Repairs.Of(from.Claim, names))
                {
                    if (next.Count > MostKept)
                    {
                        break;
                    }

                    if (seen.Add(edit.Claim.ToString()))
                    {
                        next.Add(edit with { Cost = from.Cost + edit.Cost, What = from.What.Length == 0 ? edit.What : from.What + ", " + edit.What });
                    }
                }
            }

            next.Sort((a, b) => a.Cost - b.Cost);
            List<Repair> right = [];
            foreach (Repair candidate in next)
            {
                if (right.Count > 0 && candidate.Cost > right[0].Cost)
                {
                    break;
                }

                if ((tried += effort) > MostCandidates || comparisons.Promised.Products > most)
                {
                    break;
                }

                if (comparisons.IsRight(candidate.Claim, reading))
                {
                    right.Add(candidate);
                }
            }

            if (right.Count > 0)
            {
                // Of changes of one size the one that leaves least to read: 2 (A B) without its 2, not half of it.
                right = [.. right.OrderBy(repair => repair.Claim.Right.Carried().ToString().Length)];
                return right.FirstOrDefault(repair => comparisons.IsProved(repair.Claim, reading)) ?? right[0];
            }

            if (tried > MostCandidates || comparisons.Promised.Products > most)
            {
                return null;
            }

            ring = next;
        }

        return null;
    }
}
