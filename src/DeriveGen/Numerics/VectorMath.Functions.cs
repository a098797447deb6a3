using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeriveGen.Numerics;

// Each function is written once for each number type, over ILanes; here are its forms by vector type.
public static partial class VectorMath
{
    /// <summary><c>eˣ</c>: +∞ from 88.72 (709.78) on, denormal results kept, 0 below −103.97 (−745.13).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => SingleExponential.Exp<SingleLane, float, int>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) =>
        SingleExponential.Exp<Lanes512<float, int>, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) =>
        SingleExponential.Exp<Lanes256<float, int>, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) =>
        SingleExponential.Exp<Lanes128<float, int>, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double x) => DoubleExponential.Exp<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x) =>
        DoubleExponential.Exp<Lanes512<double, long>, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x) =>
        DoubleExponential.Exp<Lanes256<double, long>, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x) =>
        DoubleExponential.Exp<Lanes128<double, long>, Vector128<double>, Vector128<long>>(x);

    /// <summary><c>1/(1 + e⁻ˣ)</c>, accurate in both tails.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => SingleExponential.Sigmoid<SingleLane, float, int>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) =>
        SingleExponential.Sigmoid<Lanes512<float, int>, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) =>
        SingleExponential.Sigmoid<Lanes256<float, int>, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) =>
        SingleExponential.Sigmoid<Lanes128<float, int>, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sigmoid(double x) => DoubleExponential.Sigmoid<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x) =>
        DoubleExponential.Sigmoid<Lanes512<double, long>, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sigmoid(Vector256<double> x) =>
        DoubleExponential.Sigmoid<Lanes256<double, long>, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sigmoid(Vector128<double> x) =>
        DoubleExponential.Sigmoid<Lanes128<double, long>, Vector128<double>, Vector128<long>>(x);

    /// <summary><c>(eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)</c>, accurate near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => SingleExponential.Tanh<SingleLane, float, int>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) =>
        SingleExponential.Tanh<Lanes512<float, int>, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) =>
        SingleExponential.Tanh<Lanes256<float, int>, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) =>
        SingleExponential.Tanh<Lanes128<float, int>, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tanh(double x) => DoubleExponential.Tanh<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x) =>
        DoubleExponential.Tanh<Lanes512<double, long>, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tanh(Vector256<double> x) =>
        DoubleExponential.Tanh<Lanes256<double, long>, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Tanh(Vector128<double> x) =>
        DoubleExponential.Tanh<Lanes128<double, long>, Vector128<double>, Vector128<long>>(x);

    /// <summary><c>ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|)</c>, accurate in both tails.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => SingleLogarithm.Softplus<SingleLane, float, int>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) =>
        SingleLogarithm.Softplus<Lanes512<float, int>, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) =>
        SingleLogarithm.Softplus<Lanes256<float, int>, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) =>
        SingleLogarithm.Softplus<Lanes128<float, int>, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Softplus(double x) => DoubleLogarithm.Softplus<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Softplus(Vector512<double> x) =>
        DoubleLogarithm.Softplus<Lanes512<double, long>, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Softplus(Vector256<double> x) =>
        DoubleLogarithm.Softplus<Lanes256<double, long>, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Softplus(Vector128<double> x) =>
        DoubleLogarithm.Softplus<Lanes128<double, long>, Vector128<double>, Vector128<long>>(x);

    /// <summary>The natural logarithm: −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => SingleLogarithm.Log<SingleLane, float, int>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) =>
        SingleLogarithm.Log<Lanes512<float, int>, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) =>
        SingleLogarithm.Log<Lanes256<float, int>, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) =>
        SingleLogarithm.Log<Lanes128<float, int>, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x) => DoubleLogarithm.Log<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x) =>
        DoubleLogarithm.Log<Lanes512<double, long>, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x) =>
        DoubleLogarithm.Log<Lanes256<double, long>, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log(Vector128<double> x) =>
        DoubleLogarithm.Log<Lanes128<double, long>, Vector128<double>, Vector128<long>>(x);

    /// <summary>The error function <c>2/√π·∫₀ˣ e^−t² dt</c>, accurate near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x) => SingleErrorFunction.Erf<SingleLane, float, int>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x) =>
        SingleErrorFunction.Erf<Lanes512<float, int>, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x) =>
        SingleErrorFunction.Erf<Lanes256<float, int>, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x) =>
        SingleErrorFunction.Erf<Lanes128<float, int>, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Erf(double x) => DoubleErrorFunction.Erf<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Erf(Vector512<double> x) =>
        DoubleErrorFunction.Erf<Lanes512<double, long>, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Erf(Vector256<double> x) =>
        DoubleErrorFunction.Erf<Lanes256<double, long>, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Erf(Vector128<double> x) =>
        DoubleErrorFunction.Erf<Lanes128<double, long>, Vector128<double>, Vector128<long>>(x);

    /// <summary>The sine of an angle in radians, NaN for infinities.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x) => SingleTrigonometry.Sin<SingleLane, float, int>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x) =>
        SingleTrigonometry.Sin<Lanes512<float, int>, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sin(Vector256<float> x) =>
        SingleTrigonometry.Sin<Lanes256<float, int>, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sin(Vector128<float> x) =>
        SingleTrigonometry.Sin<Lanes128<float, int>, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sin(double x) => DoubleTrigonometry.Sin<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sin(Vector512<double> x) =>
        DoubleTrigonometry.Sin<Lanes512<double, long>, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sin(Vector256<double> x) =>
        DoubleTrigonometry.Sin<Lanes256<double, long>, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sin(Vector128<double> x) =>
        DoubleTrigonometry.Sin<Lanes128<double, long>, Vector128<double>, Vector128<long>>(x);

    /// <summary>The cosine of an angle in radians, NaN for infinities.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float x) => SingleTrigonometry.Cos<SingleLane, float, int>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x) =>
        SingleTrigonometry.Cos<Lanes512<float, int>, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cos(Vector256<float> x) =>
        SingleTrigonometry.Cos<Lanes256<float, int>, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Cos(Vector128<float> x) =>
        SingleTrigonometry.Cos<Lanes128<float, int>, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cos(double x) => DoubleTrigonometry.Cos<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cos(Vector512<double> x) =>
        DoubleTrigonometry.Cos<Lanes512<double, long>, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Cos(Vector256<double> x) =>
        DoubleTrigonometry.Cos<Lanes256<double, long>, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Cos(Vector128<double> x) =>
        DoubleTrigonometry.Cos<Lanes128<double, long>, Vector128<double>, Vector128<long>>(x);
}
