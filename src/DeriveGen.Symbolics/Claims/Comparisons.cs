using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Compares both sides of claims: at points, exactly, and by proof.</summary>
internal sealed class Comparisons(ClaimNetwork network, Vocabulary names, LayerRange layers)
{
    private readonly Prover _prover = new(network);
    private readonly Lazy<Points> _free = new(() => new Points(network, keepsFacts: false));
    private readonly Lazy<Points> _promised = new(() => new Points(network, keepsFacts: true));
    private readonly Lazy<Points> _held = new(() => new Points(network, keepsFacts: true, holdsParameters: true));
    private readonly Lazy<FieldPoint[]> _field = new(() => [new FieldPoint(network, 3), new FieldPoint(network, 7)]);

    /// <summary>Points with any values.</summary>
    public Points Free => _free.Value;

    /// <summary>Points where the facts hold.</summary>
    public Points Promised => _promised.Value;

    /// <summary>Points where parameters do not move.</summary>
    public Points Held => _held.Value;

    /// <summary>Whether both sides agree exactly at random points of a prime field.</summary>
    public bool AgreeExactly(ComparedSides sides) => _field.Value.All(point => point.AreEqual(sides.Right, sides.Left));

    /// <summary>Whether the equality is proved without the use of a fact.</summary>
    public bool IsProved(ComparedSides sides) => _prover.Proves(sides.Right.Value, sides.Left.Value);

    /// <summary>Whether the equality is proved where the facts hold.</summary>
    public bool IsProvedWithFacts(ComparedSides sides) => _prover.ProvesWithFacts(sides.Right.Value, sides.Left.Value) || IsProved(sides);

    /// <summary>Both sides in every layer that has the names.</summary>
    /// <exception cref="ShapeException">Matrices do not fit in some layer.</exception>
    /// <exception cref="ClaimException">No layer has the names.</exception>
    public List<(string Where, ComparedSides Sides)> Of(StatedClaim claim, Reading reading)
    {
        var compared = new List<(string, ComparedSides)>();
        ClaimException? missing = null;
        foreach (IReadOnlyDictionary<string, int> row in layers.Of(claim))
        {
            try
            {
                compared.Add((layers.Named(row), claim.Compare(network, names, reading, row)));
            }
            catch (ClaimException exception)
            {
                missing ??= exception;
            }
        }

        return compared.Count > 0 ? compared : throw missing ?? new ClaimException(default, "no layer has these names");
    }

    /// <summary>Whether a claim holds under a reading, and says more than 0 = 0.</summary>
    public bool Holds(StatedClaim claim, Reading reading) => Holds(claim, reading, Promised);

    /// <summary>Whether a claim holds at some points under a reading, and says more than 0 = 0.</summary>
    public bool Holds(StatedClaim claim, Reading reading, Points points)
    {
        try
        {
            return Of(claim, reading) is var compared && compared.All(pair => points.AreEqual(pair.Sides.Right, pair.Sides.Left)) && !compared.All(pair => IsZero(pair.Sides.Left));
        }
        catch (Exception exception) when (exception is ShapeException or ClaimException or ArithmeticException)
        {
            return false;
        }
    }

    private bool IsZero(Equation equation) => Promised.AreEqual(equation, equation with { Value = Polynomial.Zero });

    /// <summary>Whether a claim holds and says more than that its left side equals itself.</summary>
    public bool IsRight(StatedClaim claim, Reading reading)
    {
        try
        {
            return Of(claim, reading) is var compared
                && compared.All(pair => Promised.AreEqual(pair.Sides.Right, pair.Sides.Left))
                && !compared.Any(pair => pair.Sides.Right.Value.Equals(pair.Sides.Left.Value));
        }
        catch (Exception exception) when (exception is ShapeException or ClaimException or ArithmeticException)
        {
            return false;
        }
    }

    /// <summary>How many names and numbers a claim has; those of its definitions, too, where its matrices fit.</summary>
    public double Length(MatrixClaim claim, Reading reading)
    {
        const double WeightOfName = 3;
        int written = Leaves(claim.Right);
        try
        {
            return Math.Max(written, Of(claim, reading).Max(pair => pair.Sides.Right.Value.Weight) / WeightOfName);
        }
        catch (Exception exception) when (exception is ShapeException or ClaimException or ArithmeticException)
        {
            return written;
        }
    }

    private static int Leaves(ClaimExpression formula) => formula.Operands.Length == 0 ? 1 : formula.Operands.Sum(Leaves);

    /// <summary>Whether a claim is proved, where the facts hold.</summary>
    public bool IsProved(StatedClaim claim, Reading reading) => Of(claim, reading).All(pair =>
        IsProvedWithFacts(pair.Sides));
}
