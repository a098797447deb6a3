namespace DeriveGen.Symbolics.Claims;

/// <summary>Looks for the smallest change that makes a claim right, slip by slip.</summary>
internal sealed class RepairSearch(Comparisons comparisons, Vocabulary names)
{
    private const int MostCandidates = 4000;

    /// <summary>Longer claims have more candidates, and each takes longer: the search ends earlier by the square of the length. In characters.</summary>
    private const int UsualLength = 100;

    /// <summary>The cheapest repair that is right, proved ones before others.</summary>
    public Repair? Smallest(MatrixClaim claim, Reading reading)
    {
        var seen = new HashSet<string> { claim.ToString() };
        List<Repair> ring = [new(claim, 0, default, "")];
        double longer = Math.Max(1, (double)claim.ToString().Length / UsualLength);
        int tried = 0, most = (int)(MostCandidates / (longer * longer));
        for (int depth = 0; depth < 3; depth++)
        {
            List<Repair> next = [];
            foreach (Repair from in ring)
            {
                foreach (Repair edit in Repairs.Of(from.Claim, names))
                {
                    if (next.Count > 50 * most)
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

                if (++tried > most)
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
                return right.FirstOrDefault(repair => comparisons.IsProved(repair.Claim, reading)) ?? right[0];
            }

            if (tried > most)
            {
                return null;
            }

            ring = next;
        }

        return null;
    }
}
