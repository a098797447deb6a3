using System.ComponentModel;

namespace DeriveGen.Numerics;

/// <summary>
/// Numbers side by side in one or more vector registers, as a type argument: generated loops are written once over it and compiled for
/// each width, to the machine code that the vector types themselves would give.
/// </summary>
/// <remarks>
/// A mask is a value whose lanes have all bits set or none. Every operation does the same to every lane, and sums over lanes are one
/// fixed tree, so that sixteen lanes give the same bits whether they are one register, two or four.
/// </remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPacked<TSelf, T>
    where TSelf : struct, IPacked<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Zeros.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf Create(T value);

    /// <summary>The numbers <paramref name="first"/>, <paramref name="first"/> + 1, …</summary>
    static abstract TSelf Iota(nint first);

    /// <summary>The elements from <paramref name="offset"/> on.</summary>
    static abstract TSelf Load(ref T source, nint offset);

    /// <summary>At most <paramref name="count"/> elements from <paramref name="offset"/> on, zeros behind them; reads nothing further.</summary>
    static abstract TSelf Load(ref T source, nint offset, nint count);

    /// <summary>At most <paramref name="count"/> elements, <paramref name="stride"/> apart, zeros behind them; reads nothing further.</summary>
    static abstract TSelf Gather(ref T source, nint offset, nint stride, nint count);

    /// <summary>Writes all lanes from <paramref name="offset"/> on.</summary>
    void Store(ref T target, nint offset);

    /// <summary>Writes at most <paramref name="count"/> lanes from <paramref name="offset"/> on, and nothing further.</summary>
    void Store(ref T target, nint offset, nint count);

    /// <summary><c>a·b + c</c>, rounded once where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary><c>a·b + c</c> with the same number <paramref name="a"/> in every lane, rounded once where the machine can.</summary>
    static abstract TSelf MultiplyAdd(ref T a, TSelf b, TSelf c);

    /// <summary>The larger number of each pair; NaN if either is.</summary>
    static abstract TSelf Larger(TSelf a, TSelf b);

    /// <summary>The mask of the lanes where <paramref name="a"/> takes the place of <paramref name="best"/>: larger, or NaN where that is not.</summary>
    static abstract TSelf Beats(TSelf a, TSelf best);

    /// <summary>√a.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>e^a.</summary>
    static abstract TSelf Exp(TSelf a);

    /// <summary>The natural logarithm.</summary>
    static abstract TSelf Log(TSelf a);

    /// <summary>The hyperbolic tangent.</summary>
    static abstract TSelf Tanh(TSelf a);

    /// <summary>1/(1 + e^−a).</summary>
    static abstract TSelf Sigmoid(TSelf a);

    /// <summary>log(1 + e^a).</summary>
    static abstract TSelf Softplus(TSelf a);

    /// <summary>The error function.</summary>
    static abstract TSelf Erf(TSelf a);

    /// <summary>The sine.</summary>
    static abstract TSelf Sin(TSelf a);

    /// <summary>The cosine.</summary>
    static abstract TSelf Cos(TSelf a);

    /// <summary>a^(exponent + low), low being what the exponent was rounded by.</summary>
    static abstract TSelf Power(TSelf a, TSelf exponent, TSelf low);

    /// <summary>Lane by lane <paramref name="whenSet"/> where the mask is set, else <paramref name="otherwise"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenSet, TSelf otherwise);

    /// <summary>The mask of the lanes below <paramref name="bound"/>.</summary>
    static abstract TSelf LanesBelow(nint bound);

    /// <summary>The mask of the lanes from <paramref name="start"/> on.</summary>
    static abstract TSelf LanesFrom(nint start);

    /// <summary>The mask of one lane, or of none where there is no such lane.</summary>
    static abstract TSelf Lane(nint position);

    /// <summary>The number in a lane.</summary>
    static abstract T At(TSelf a, int lane);

    /// <summary>The numbers with another one in a lane.</summary>
    static abstract TSelf With(TSelf a, int lane, T value);

    /// <summary>The sum over the lanes: the upper half added to the lower one until a number is left.</summary>
    static abstract T Sum(TSelf a);

    /// <summary>The largest lane; NaN if a lane is.</summary>
    static abstract T Max(TSelf a);

    /// <summary>The sum.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>The difference.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The product.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>The quotient.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>The negative.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>The bits set in both.</summary>
    static abstract TSelf operator &(TSelf a, TSelf b);

    /// <summary>The mask of the lanes where a ≤ b.</summary>
    static abstract TSelf operator <=(TSelf a, TSelf b);

    /// <summary>The mask of the lanes where a ≥ b.</summary>
    static abstract TSelf operator >=(TSelf a, TSelf b);
}
