using CsCheck;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Laws;

/// <summary>A formula as a plain tree, which evaluates itself without any of the algebra's laws and builds the polynomial that uses them.</summary>
internal abstract record Formula
{
    private static readonly IndexVar s_i = new("i", 3);
    private static readonly IndexVar s_k = new("k", 4);

    private static readonly Gen<string> s_functions = OneOf("tanh", "sin", "cos", "softplus", "step", "erf");
    private static readonly Gen<Rational> s_exponents = OneOf<Rational>(2, -1, Rational.Half, -Rational.Half);

    /// <summary>The free indices.</summary>
    public static IndexVar[] Free => [s_i, s_k];

    /// <summary>The tensors that are read: x[i,k], w[k], y[i].</summary>
    public static Tensor[] Inputs { get; } = [new("x", [3, 4], TensorKind.Input), new("w", [4], TensorKind.Input), new("y", [3], TensorKind.Input)];

    /// <summary>The value at indices i and k.</summary>
    public abstract double Evaluate(double[][] inputs, int i, int k);

    /// <summary>The polynomial over the given indices.</summary>
    public abstract Polynomial Build(IndexVar i, IndexVar k);

    /// <summary>The polynomial over the free indices.</summary>
    public Polynomial Build() => Build(s_i, s_k);

    /// <summary>Random formulas of at most a depth.</summary>
    public static Gen<Formula> OfDepth(int depth)
    {
        Gen<Formula> leaf = Gen.OneOf(
            Gen.Int[0, 2].Select(tensor => (Formula)new Read(tensor)),
            Gen.Int[-2, 3].Select(value => (Formula)new Number(new Rational(value, 2))));
        if (depth == 0)
        {
            return leaf;
        }

        Gen<Formula> inner = OfDepth(depth - 1);
        Gen<Formula> positive = Gen.OneOf(
            inner.Select(a => (Formula)new Call("exp", a)),
            inner.Select(a => (Formula)new Call("sigmoid", a)),
            inner.Select(a => (Formula)new Sum(new Number(1), new Call("exp", a))),
            inner.Select(a => (Formula)new Complement(a)),
            Gen.Select(inner, inner, (a, b) => (Formula)new Product(new Call("exp", a), new Power(new Call("softplus", b), -1))));
        return Gen.OneOf(
            leaf,
            Gen.Select(inner, inner, (a, b) => (Formula)new Sum(a, b)),
            Gen.Select(inner, inner, (a, b) => (Formula)new Product(a, b)),
            Gen.Select(s_functions, inner, (name, a) => (Formula)new Call(name, a)),
            positive.Select(a => (Formula)new Call("log", a)),
            Gen.Select(positive, s_exponents, (a, exponent) => (Formula)new Power(a, exponent)),
            inner.Select(a => (Formula)new Total(a)),
            Gen.Select(Gen.Int[-1, 4], inner, (bound, a) => (Formula)new Guarded(bound, a)));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(position => values[position]);

    internal sealed record Read(int Tensor) : Formula
    {
        public override double Evaluate(double[][] inputs, int i, int k) => inputs[Tensor][Tensor switch { 0 => (4 * i) + k, 1 => k, _ => i }];

        public override Polynomial Build(IndexVar i, IndexVar k) => Inputs[Tensor].At(Tensor switch { 0 => [i, k], 1 => [k], _ => (Affine[])[i] });
    }

    internal sealed record Number(Rational Value) : Formula
    {
        public override double Evaluate(double[][] inputs, int i, int k) => Value.ToDouble();

        public override Polynomial Build(IndexVar i, IndexVar k) => Polynomial.Number(Value);
    }

    internal sealed record Sum(Formula A, Formula B) : Formula
    {
        public override double Evaluate(double[][] inputs, int i, int k) => A.Evaluate(inputs, i, k) + B.Evaluate(inputs, i, k);

        public override Polynomial Build(IndexVar i, IndexVar k) => A.Build(i, k) + B.Build(i, k);
    }

    internal sealed record Product(Formula A, Formula B) : Formula
    {
        public override double Evaluate(double[][] inputs, int i, int k) => A.Evaluate(inputs, i, k) * B.Evaluate(inputs, i, k);

        public override Polynomial Build(IndexVar i, IndexVar k) => A.Build(i, k).Times(B.Build(i, k));
    }

    internal sealed record Call(string Function, Formula Argument) : Formula
    {
        public override double Evaluate(double[][] inputs, int i, int k) => ScalarFunction.All[Function].Evaluate(Argument.Evaluate(inputs, i, k));

        public override Polynomial Build(IndexVar i, IndexVar k) => Algebra.Build.Call(Function, Argument.Build(i, k));
    }

    /// <summary>1 − sigmoid(a), which the tree knows as sigmoid(−a): near 0 the difference has no digits left to compare a logarithm with.</summary>
    internal sealed record Complement(Formula A) : Formula
    {
        public override double Evaluate(double[][] inputs, int i, int k) => ScalarFunction.All["sigmoid"].Evaluate(-A.Evaluate(inputs, i, k));

        public override Polynomial Build(IndexVar i, IndexVar k) => Polynomial.Number(1) - Algebra.Build.Call("sigmoid", A.Build(i, k));
    }

    internal sealed record Power(Formula A, Rational Exponent) : Formula
    {
        public override double Evaluate(double[][] inputs, int i, int k) => Math.Pow(A.Evaluate(inputs, i, k), Exponent.ToDouble());

        public override Polynomial Build(IndexVar i, IndexVar k) => A.Build(i, k).To(Exponent);
    }

    /// <summary>The sum over k.</summary>
    internal sealed record Total(Formula A) : Formula
    {
        public override double Evaluate(double[][] inputs, int i, int k) => Enumerable.Range(0, 4).Sum(l => A.Evaluate(inputs, i, l));

        public override Polynomial Build(IndexVar i, IndexVar k)
        {
            IndexVar l = k.Fresh();
            return A.Build(i, l).SumOver(l);
        }
    }

    /// <summary>[k ≥ bound] times the formula.</summary>
    internal sealed record Guarded(int Bound, Formula A) : Formula
    {
        public override double Evaluate(double[][] inputs, int i, int k) => k >= Bound ? A.Evaluate(inputs, i, k) : 0;

        public override Polynomial Build(IndexVar i, IndexVar k) => A.Build(i, k).Where(Guard.AtLeast(k, Bound));
    }
}
