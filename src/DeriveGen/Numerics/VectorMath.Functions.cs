using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeriveGen.Numerics;

// Each function is written once for each number type, over ILanes; here are its forms by vector type.
public static partial class VectorMath
{
    // Where the caller's budget for inlining is spent, the function is called, and then must not start out unoptimised.
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary><c>eˣ</c>: +∞ from 88.72 (709.78) on, denormal results kept, 0 below −103.97 (−745.13).</summary>
    [MethodImpl(Inlined)]
    public static float Exp(float x) => SingleExponential.Exp<SingleLane, float, int>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<float> Exp(Vector512<float> x) =>
        SingleExponential.Exp<Single512, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<float> Exp(Vector256<float> x) =>
        SingleExponential.Exp<Single256, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<float> Exp(Vector128<float> x) =>
        SingleExponential.Exp<Single128, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inlined)]
    public static double Exp(double x) => DoubleExponential.Exp<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<double> Exp(Vector512<double> x) =>
        DoubleExponential.Exp<Double512, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<double> Exp(Vector256<double> x) =>
        DoubleExponential.Exp<Double256, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<double> Exp(Vector128<double> x) =>
        DoubleExponential.Exp<Double128, Vector128<double>, Vector128<long>>(x);

    /// <summary><c>1/(1 + e⁻ˣ)</c>, accurate in both tails.</summary>
    [MethodImpl(Inlined)]
    public static float Sigmoid(float x) => SingleExponential.Sigmoid<SingleLane, float, int>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<float> Sigmoid(Vector512<float> x) =>
        SingleExponential.Sigmoid<Single512, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<float> Sigmoid(Vector256<float> x) =>
        SingleExponential.Sigmoid<Single256, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<float> Sigmoid(Vector128<float> x) =>
        SingleExponential.Sigmoid<Single128, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inlined)]
    public static double Sigmoid(double x) => DoubleExponential.Sigmoid<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<double> Sigmoid(Vector512<double> x) =>
        DoubleExponential.Sigmoid<Double512, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<double> Sigmoid(Vector256<double> x) =>
        DoubleExponential.Sigmoid<Double256, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<double> Sigmoid(Vector128<double> x) =>
        DoubleExponential.Sigmoid<Double128, Vector128<double>, Vector128<long>>(x);

    /// <summary><c>(eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)</c>, accurate near 0.</summary>
    [MethodImpl(Inlined)]
    public static float Tanh(float x) => SingleExponential.Tanh<SingleLane, float, int>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<float> Tanh(Vector512<float> x) =>
        SingleExponential.Tanh<Single512, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<float> Tanh(Vector256<float> x) =>
        SingleExponential.Tanh<Single256, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<float> Tanh(Vector128<float> x) =>
        SingleExponential.Tanh<Single128, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inlined)]
    public static double Tanh(double x) => DoubleExponential.Tanh<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<double> Tanh(Vector512<double> x) =>
        DoubleExponential.Tanh<Double512, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<double> Tanh(Vector256<double> x) =>
        DoubleExponential.Tanh<Double256, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<double> Tanh(Vector128<double> x) =>
        DoubleExponential.Tanh<Double128, Vector128<double>, Vector128<long>>(x);

    /// <summary><c>ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|)</c>, accurate in both tails.</summary>
    [MethodImpl(Inlined)]
    public static float Softplus(float x) => SingleLogarithm.Softplus<SingleLane, float, int>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<float> Softplus(Vector512<float> x) =>
        SingleLogarithm.Softplus<Single512, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<float> Softplus(Vector256<float> x) =>
        SingleLogarithm.Softplus<Single256, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<float> Softplus(Vector128<float> x) =>
        SingleLogarithm.Softplus<Single128, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inlined)]
    public static double Softplus(double x) => DoubleLogarithm.Softplus<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<double> Softplus(Vector512<double> x) =>
        DoubleLogarithm.Softplus<Double512, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<double> Softplus(Vector256<double> x) =>
        DoubleLogarithm.Softplus<Double256, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<double> Softplus(Vector128<double> x) =>
        DoubleLogarithm.Softplus<Double128, Vector128<double>, Vector128<long>>(x);

    /// <summary>The natural logarithm: −∞ at 0, NaN below.</summary>
    [MethodImpl(Inlined)]
    public static float Log(float x) => SingleLogarithm.Log(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<float> Log(Vector512<float> x) =>
        SingleLogarithm.Log<Single512, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<float> Log(Vector256<float> x) =>
        SingleLogarithm.Log<Single256, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<float> Log(Vector128<float> x) =>
        SingleLogarithm.Log<Single128, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(Inlined)]
    public static double Log(double x) => DoubleLogarithm.Log<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<double> Log(Vector512<double> x) =>
        DoubleLogarithm.Log<Double512, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<double> Log(Vector256<double> x) =>
        DoubleLogarithm.Log<Double256, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<double> Log(Vector128<double> x) =>
        DoubleLogarithm.Log<Double128, Vector128<double>, Vector128<long>>(x);

    /// <summary>The error function <c>2/√π·∫₀ˣ e^−t² dt</c>, accurate near 0.</summary>
    [MethodImpl(Inlined)]
    public static float Erf(float x) => SingleErrorFunction.Erf<SingleLane, float, int>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<float> Erf(Vector512<float> x) =>
        SingleErrorFunction.Erf<Single512, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<float> Erf(Vector256<float> x) =>
        SingleErrorFunction.Erf<Single256, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<float> Erf(Vector128<float> x) =>
        SingleErrorFunction.Erf<Single128, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inlined)]
    public static double Erf(double x) => DoubleErrorFunction.Erf<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<double> Erf(Vector512<double> x) =>
        DoubleErrorFunction.Erf<Double512, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<double> Erf(Vector256<double> x) =>
        DoubleErrorFunction.Erf<Double256, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<double> Erf(Vector128<double> x) =>
        DoubleErrorFunction.Erf<Double128, Vector128<double>, Vector128<long>>(x);

    /// <summary>The sine of an angle in radians, NaN for infinities.</summary>
    [MethodImpl(Inlined)]
    public static float Sin(float x) => SingleTrigonometry.Sin<SingleLane, float, int>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<float> Sin(Vector512<float> x) =>
        SingleTrigonometry.Sin<Single512, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<float> Sin(Vector256<float> x) =>
        SingleTrigonometry.Sin<Single256, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<float> Sin(Vector128<float> x) =>
        SingleTrigonometry.Sin<Single128, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(Inlined)]
    public static double Sin(double x) => DoubleTrigonometry.Sin<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<double> Sin(Vector512<double> x) =>
        DoubleTrigonometry.Sin<Double512, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<double> Sin(Vector256<double> x) =>
        DoubleTrigonometry.Sin<Double256, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<double> Sin(Vector128<double> x) =>
        DoubleTrigonometry.Sin<Double128, Vector128<double>, Vector128<long>>(x);

    /// <summary>The cosine of an angle in radians, NaN for infinities.</summary>
    [MethodImpl(Inlined)]
    public static float Cos(float x) => SingleTrigonometry.Cos<SingleLane, float, int>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<float> Cos(Vector512<float> x) =>
        SingleTrigonometry.Cos<Single512, Vector512<float>, Vector512<int>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<float> Cos(Vector256<float> x) =>
        SingleTrigonometry.Cos<Single256, Vector256<float>, Vector256<int>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<float> Cos(Vector128<float> x) =>
        SingleTrigonometry.Cos<Single128, Vector128<float>, Vector128<int>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inlined)]
    public static double Cos(double x) => DoubleTrigonometry.Cos<DoubleLane, double, long>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<double> Cos(Vector512<double> x) =>
        DoubleTrigonometry.Cos<Double512, Vector512<double>, Vector512<long>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<double> Cos(Vector256<double> x) =>
        DoubleTrigonometry.Cos<Double256, Vector256<double>, Vector256<long>>(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<double> Cos(Vector128<double> x) =>
        DoubleTrigonometry.Cos<Double128, Vector128<double>, Vector128<long>>(x);

    /// <summary>The power x^(y + low) = e^((y + low)·ln x), right in the last places for large exponents too: NaN for x &lt; 0, and where y·ln x is.</summary>
    /// <param name="x">The base.</param>
    /// <param name="y">The exponent.</param>
    /// <param name="low">What y was rounded by; 0 where it is exact.</param>
    [MethodImpl(Inlined)]
    public static float Power(float x, float y, float low) =>
        SinglePower.Power<SingleLane, float, int>(x, y, low);

    /// <inheritdoc cref="Power(float, float, float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<float> Power(Vector512<float> x, Vector512<float> y, Vector512<float> low) =>
        SinglePower.Power<Single512, Vector512<float>, Vector512<int>>(x, y, low);

    /// <inheritdoc cref="Power(float, float, float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<float> Power(Vector256<float> x, Vector256<float> y, Vector256<float> low) =>
        SinglePower.Power<Single256, Vector256<float>, Vector256<int>>(x, y, low);

    /// <inheritdoc cref="Power(float, float, float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<float> Power(Vector128<float> x, Vector128<float> y, Vector128<float> low) =>
        SinglePower.Power<Single128, Vector128<float>, Vector128<int>>(x, y, low);

    /// <inheritdoc cref="Power(float, float, float)"/>
    [MethodImpl(Inlined)]
    public static double Power(double x, double y, double low) =>
        DoublePower.Power<DoubleLane, double, long>(x, y, low);

    /// <inheritdoc cref="Power(float, float, float)"/>
    [MethodImpl(Inlined)]
    public static Vector512<double> Power(Vector512<double> x, Vector512<double> y, Vector512<double> low) =>
        DoublePower.Power<Double512, Vector512<double>, Vector512<long>>(x, y, low);

    /// <inheritdoc cref="Power(float, float, float)"/>
    [MethodImpl(Inlined)]
    public static Vector256<double> Power(Vector256<double> x, Vector256<double> y, Vector256<double> low) =>
        DoublePower.Power<Double256, Vector256<double>, Vector256<long>>(x, y, low);

    /// <inheritdoc cref="Power(float, float, float)"/>
    [MethodImpl(Inlined)]
    public static Vector128<double> Power(Vector128<double> x, Vector128<double> y, Vector128<double> low) =>
        DoublePower.Power<Double128, Vector128<double>, Vector128<long>>(x, y, low);
}
