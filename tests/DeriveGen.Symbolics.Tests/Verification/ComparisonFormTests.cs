using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Symbolics.Tests.Verification;

/// <summary>One form for formulas that are equal, by whatever steps one became the other.</summary>
public sealed class ComparisonFormTests
{
    private readonly SystemBuilder _net = new();
    private readonly IndexVar _i = new("i", 3);
    private readonly IndexVar _k = new("k", 4);

    [Fact]
    public void Definitions_are_written_out_and_products_distributed()
    {
        Tensor x = _net.Input("x", 3), y = _net.Input("y", 3);
        Tensor d = _net.Define("d", [_i], x.At(_i) - y.At(_i));
        EquationSystem system = _net.Build();

        Assert.True(ComparisonForm.AreEqual(d.At(_i).To(2), x.At(_i).To(2) - (2 * x.At(_i).Times(y.At(_i))) + y.At(_i).To(2), system.Equations));
        Assert.False(ComparisonForm.AreEqual(d.At(_i).To(2), x.At(_i).To(2) - x.At(_i).Times(y.At(_i)) + y.At(_i).To(2), system.Equations));
    }

    [Fact]
    public void A_softmax_in_two_spellings_is_one()
    {
        Tensor z = _net.Input("z", 3, 4), m = _net.Input("m", 3);
        IndexVar j = new("j", 4);
        Tensor e = _net.Define("e", [_i, _k], Build.Call("exp", z.At(_i, _k) - m.At(_i)));
        Tensor p = _net.Define("p", [_i, _k], e.At(_i, _k).Over(e.At(_i, j).SumOver(j)));

        Polynomial plain = Build.Call("exp", z.At(_i, _k)).Over(Build.Call("exp", z.At(_i, j)).SumOver(j));

        Assert.True(ComparisonForm.AreEqual(p.At(_i, _k).Times(Polynomial.One - p.At(_i, _k)), plain - plain.To(2), _net.Build().Equations));
    }

    [Fact]
    public void A_difference_of_fractions_is_compared_over_a_common_denominator()
    {
        Tensor x = _net.Input("x", 3);
        Polynomial onePlus = Polynomial.One + x.At(_i).To(2);

        Assert.True(ComparisonForm.AreEqual(x.At(_i).To(2).Over(onePlus), Polynomial.One - onePlus.To(-1), []));
        Assert.False(ComparisonForm.AreEqual(x.At(_i).Over(onePlus), Polynomial.One - onePlus.To(-1), []));
    }

    [Fact]
    public void Functions_are_odd_or_even_and_sigmoids_complements()
    {
        Tensor x = _net.Input("x", 3);
        Polynomial a = x.At(_i);

        Assert.True(ComparisonForm.AreEqual(Build.Call("tanh", -a), -Build.Call("tanh", a), []));
        Assert.True(ComparisonForm.AreEqual(Build.Call("cos", -a), Build.Call("cos", a), []));
        Assert.True(ComparisonForm.AreEqual(Polynomial.One - Build.Call("sigmoid", a), Build.Call("sigmoid", -a), []));
        Assert.False(ComparisonForm.AreEqual(Build.Call("cos", -a), -Build.Call("cos", a), []));
    }

    [Fact]
    public void A_reciprocal_gives_up_what_its_terms_have_in_common()
    {
        Tensor x = _net.Input("x", 3), y = _net.Input("y", 3);
        Polynomial a = x.At(_i), b = y.At(_i);

        Assert.Equal(
            ComparisonForm.Normalise(((2 * a.Times(b)) + (2 * a)).To(-1), []).Key,
            ComparisonForm.Normalise(Rational.Half * a.To(-1).Times((Polynomial.One + b).To(-1)), []).Key);
    }

    [Fact]
    public void Recurrent_equations_and_maxima_stay_tensors()
    {
        IndexVar t = new("t", 3);
        Tensor h = _net.Forward("h", t), z = _net.Input("z", 3, 4);
        _net.Define(h, [t], h.At(Affine.Of(t) - 1).Where(Guard.AtLeast(t, 1)) + Polynomial.One);
        Tensor m = _net.Define("m", [_i], Build.Maximum([_k], [], z.At(_i, _k)));

        Polynomial value = h.At(t) + m.At(_i);

        Assert.Equal(value.Key, ComparisonForm.Normalise(value, _net.Build().Equations).Key);
    }

    /// <summary>Rewriting in random orders: distributing, taking factors out, writing definitions out or not, renaming, reordering.</summary>
    [Fact]
    public void Random_orders_of_rewriting_reach_one_form()
    {
        for (int seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            (Polynomial start, Equation[] definitions) = RandomFormula(random);
            Polynomial current = start;
            for (int step = 0; step < 8; step++)
            {
                Polynomial before = current;
                current = Rewritten(current, definitions, random);
                Assert.False(ComparisonForm.AreEqual(start, current + Polynomial.Number(new Rational(1, 1000)), definitions));
                Assert.True(
                    ComparisonForm.AreEqual(start, current, definitions),
                    $"seed {seed}, step {step}:\n{before}\n{current}\n{ComparisonForm.Normalise(current - start, definitions)}");
            }
        }
    }

    private (Polynomial Start, Equation[] Definitions) RandomFormula(Random random)
    {
        Tensor x = new("x", [3, 4], TensorKind.Input), w = new("w", [4], TensorKind.Input), y = new("y", [3], TensorKind.Input);
        Tensor u = new("u", [3, 4], TensorKind.Forward), s = new("s", [3], TensorKind.Forward), v = new("v", [3, 4], TensorKind.Forward);
        IndexVar i = _i, k = _k, l = new("l", 4);
        string[] functions = ["tanh", "exp", "sigmoid", "sin", "softplus"];
        string function = functions[random.Next(functions.Length)];
        Equation[] definitions =
        [
            new(u, [i, k], x.At(i, k).Times(w.At(k)) - y.At(i)),
            new(s, [i], Build.Call(function, u.At(i, l)).Times(x.At(i, l)).SumOver(l) + Polynomial.Number(2)),
            new(v, [i, k], (u.At(i, k) + y.At(i)).Over(s.At(i))),
        ];
        Polynomial[] parts = [u.At(i, k), v.At(i, k), s.At(i), w.At(k), y.At(i), u.At(i, l).Times(v.At(i, l)).SumOver(l), Build.Call(function, -u.At(i, k))];
        Polynomial Part() => parts[random.Next(parts.Length)];
        return (Part().Times(Part() + Part()) - Part().Times(Part(), Part()), definitions);
    }

    private static Polynomial Rewritten(Polynomial current, Equation[] definitions, Random random)
    {
        Equation definition = definitions[random.Next(definitions.Length)];
        Polynomial WriteOut(bool grouped) => Walk.Replace(current, access => ReferenceEquals(access.Tensor, definition.Target) ? definition.At(access.Positions) : null, grouped);
        return random.Next(6) switch
        {
            0 => Build.Expand(current),
            1 => CommonFactors.Apply(current),
            2 => WriteOut(grouped: true),
            3 => WriteOut(grouped: false),
            4 => Polynomial.Create(current.Freshen().Terms.Reverse()),
            _ => Polynomial.Create(current.Terms.Select(term => new Term(term.Coefficient, term.Bound.Reverse().ToEquatableArray(), term.Factors.Reverse().ToEquatableArray(), term.Guards))),
        };
    }
}
