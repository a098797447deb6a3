
namespace DeriveGen.Symbolics.Expressions;

/// <summary>What a guard asks of its argument.</summary>
public enum GuardKind
{
    /// <summary>It is 0: a Kronecker delta.</summary>
    Equal,

    /// <summary>It is at least 0: an Iverson bracket.</summary>
    NonNegative,

    /// <summary>The modulus divides it.</summary>
    Divides,
}

/// <summary>A condition on indices that multiplies a term by 1 or 0.</summary>
public sealed class Guard : IEquatable<Guard>
{
    private string? _key;

    private Guard(GuardKind kind, Affine argument, int modulus)
    {
        Kind = kind;
        Argument = argument;
        Modulus = modulus;
    }

    /// <summary>What is asked.</summary>
    public GuardKind Kind { get; }

    /// <summary>Of what.</summary>
    public Affine Argument { get; }

    /// <summary>The divisor of a <see cref="GuardKind.Divides"/> guard, else 0.</summary>
    public int Modulus { get; }

    /// <summary>The canonical text; guards are equal when their keys are.</summary>
    public string Key => _key ??= KeyWith(null);

    /// <summary>δ[a, b] = [a = b].</summary>
    public static Guard Delta(Affine a, Affine b) => new(GuardKind.Equal, Primitive(a - b, GuardKind.Equal), 0);

    /// <summary>[a ≥ b].</summary>
    public static Guard AtLeast(Affine a, Affine b) => new(GuardKind.NonNegative, Primitive(a - b, GuardKind.NonNegative), 0);

    /// <summary>[modulus divides a]. Coefficients are reduced, so that a loop-invariant test does not look variant.</summary>
    public static Guard Divides(int modulus, Affine a) => new(
        GuardKind.Divides,
        Affine.Create(a.Terms.Select(term => term with { Coefficient = Reduce(term.Coefficient, modulus) }), Reduce(a.Constant, modulus)),
        modulus);

    /// <summary>The guard with another argument.</summary>
    public Guard With(Affine argument) => Kind == GuardKind.Divides ? Divides(Modulus, argument) : new(Kind, Primitive(argument, Kind), 0);

    /// <summary>The guard with indices replaced.</summary>
    public Guard Substitute(Substitution map) => map.Touches(Argument.Indices) ? With(Argument.Substitute(map)) : this;

    /// <summary>True or false where the guard is so for all indices in range and all sizes, else null.</summary>
    public bool? Decide() => Kind switch
    {
        GuardKind.NonNegative => Argument.IsProvablyNonNegative ? true : Argument.IsProvablyNegative ? false : null,
        GuardKind.Equal when Argument.AsConstant is int value => value == 0,
        GuardKind.Equal when IsNeverWhole(Argument) => false,
        GuardKind.Equal => (Argument - 1).IsProvablyNonNegative || Argument.IsProvablyNegative ? false : null,
        _ => Argument.AsConstant is int value ? Reduce(value, Modulus) == 0 : null,
    };

    /// <summary>Whether the guard holds for a value of its argument.</summary>
    public bool Holds(int value) => Kind switch
    {
        GuardKind.Equal => value == 0,
        GuardKind.NonNegative => value >= 0,
        _ => Reduce(value, Modulus) == 0,
    };

    internal string KeyWith(Func<IndexVar, string>? naming) => Kind switch
    {
        GuardKind.NonNegative => "≥" + Argument.KeyWith(naming),
        GuardKind.Equal => "=" + Smaller(Argument.KeyWith(naming), (-Argument).KeyWith(naming)),
        _ => "|" + CanonicalKey.Number(Modulus) + Smaller(Argument.KeyWith(naming), Divides(Modulus, -Argument).Argument.KeyWith(naming)),
    };

    /// <summary>The argument without a divisor that all coefficients share, and in ranges without quotient: [2 ≤ 2·u + 2·r] is [1 ≤ u + r].</summary>
    private static Affine Primitive(Affine argument, GuardKind kind)
    {
        argument = kind == GuardKind.NonNegative ? AffineBounds.OfSameSign(argument) : argument;
        int divisor = CommonDivisor(argument);
        return divisor < 2 || (kind == GuardKind.Equal && argument.Constant % divisor != 0)
            ? argument
            : Affine.Create(
                argument.Terms.Select(term => term with { Coefficient = term.Coefficient / divisor }), Affine.FloorDivide(argument.Constant, divisor));
    }

    /// <summary>Whether the coefficients share a divisor that the constant lacks, so that the argument is never 0.</summary>
    private static bool IsNeverWhole(Affine argument) => CommonDivisor(argument) > 1;

    private static int CommonDivisor(Affine argument) => argument.Terms.Aggregate(0, (divisor, term) => GreatestCommonDivisor(divisor, Math.Abs(term.Coefficient)));

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private static string Smaller(string a, string b) => string.CompareOrdinal(a, b) <= 0 ? a : b;

    private static int Reduce(int value, int modulus) => ((value % modulus) + modulus) % modulus;

    /// <inheritdoc/>
    public bool Equals(Guard? other) => ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && Key == other.Key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Guard);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => TextPrinter.Print(this);
}
