namespace DeriveGen.Numerics;

/// <summary>
/// One vector width and number type, as a type argument: functions are written once over it and compiled for each width, the same
/// operations on every lane, so that results never depend on the width. All members are inlined; a specialised function is the same
/// machine code as one written with the vector types themselves.
/// </summary>
/// <remarks>
/// A mask is a vector whose lanes have all bits set or none. There is a struct for each width and number type, none generic in the number:
/// asking for the type inside would use up the compiler's budget for inlining.
/// </remarks>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="TWhole">The vector of whole numbers with lanes of the same size.</typeparam>
/// <typeparam name="TNumber">A lane.</typeparam>
internal interface ILanes<TVector, TWhole, TNumber>
{
    static abstract TVector Create(TNumber value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a·b + c, rounded once where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>a·2ⁿ, rounded once where the result is denormal, infinite where it is too large; n also as whole numbers.</summary>
    static abstract TVector Scale(TVector a, TVector n, TWhole whole);

    static abstract TVector Abs(TVector a);

    /// <summary>The value, or the bound where it is lower; what becomes of NaN is left to the machine.</summary>
    static abstract TVector AtLeast(TVector a, TVector low);

    /// <summary>The value, or the bound where it is higher; what becomes of NaN is left to the machine.</summary>
    static abstract TVector AtMost(TVector a, TVector high);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    static abstract TVector Xor(TVector a, TVector b);

    static abstract TVector LessThan(TVector a, TVector b);

    static abstract TVector LessThanOrEqual(TVector a, TVector b);

    static abstract TVector Equal(TVector a, TVector b);

    static abstract TVector Select(TVector mask, TVector whenSet, TVector otherwise);

    static abstract bool Any(TVector mask);

    static abstract TWhole Whole(long value);

    static abstract TWhole Bits(TVector a);

    static abstract TVector FromBits(TWhole a);

    static abstract TWhole Add(TWhole a, TWhole b);

    static abstract TWhole Subtract(TWhole a, TWhole b);

    static abstract TWhole And(TWhole a, TWhole b);

    static abstract TWhole EqualWhole(TWhole a, TWhole b);

    static abstract TWhole ShiftLeft(TWhole a, int count);

    /// <summary>Shift to the right that moves zeros in.</summary>
    static abstract TWhole ShiftRight(TWhole a, int count);

    /// <summary>Applies a function lane by lane.</summary>
    static abstract TVector Map<TFunction>(TVector a)
        where TFunction : struct, ILaneFunction<TNumber>;
}

/// <summary>A function of one number, as a type argument.</summary>
internal interface ILaneFunction<TNumber>
{
    static abstract TNumber Evaluate(TNumber x);
}
