using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Derivation;

/// <summary>Puts an equation system together without the parser, so that derivation is tested apart from it.</summary>
internal sealed class Network
{
    private readonly List<Tensor> _tensors = [];
    private readonly List<Equation> _equations = [];
    private readonly List<Fact> _facts = [];
    private readonly List<ScanBlock> _scans = [];

    public Size Batch { get; } = new("m", 32);

    public Extent M => Extent.Of(Batch);

    public static IndexVar Index(string name, Extent extent) => new(name, extent);

    public Tensor Input(string name, params Extent[] shape) => Add(new Tensor(name, shape.ToEquatableArray(), TensorKind.Input));

    public Tensor Parameter(string name, params Extent[] shape) => Add(new Tensor(name, shape.ToEquatableArray(), TensorKind.Parameter));

    public Tensor Label(string name, Extent range, params Extent[] shape) => Add(new Tensor(name, shape.ToEquatableArray(), TensorKind.Target) { Range = range });

    /// <summary>A tensor that <see cref="Define(Tensor, IndexVar[], Polynomial)"/> defines later: recurrent ones need it first.</summary>
    public Tensor Declare(string name, params Extent[] shape) => Add(new Tensor(name, shape.ToEquatableArray(), TensorKind.Forward));

    public Tensor Define(string name, IndexVar[] indices, Polynomial value) =>
        Define(Declare(name, indices.Select(index => index.Extent).ToArray()), indices, value);

    public Tensor Define(Tensor tensor, IndexVar[] indices, Polynomial value)
    {
        _equations.Add(new Equation(tensor, indices.ToEquatableArray(), value));
        return tensor;
    }

    public void Fact(IndexVar[] indices, Term pattern, Polynomial value) => _facts.Add(new Fact(indices.ToEquatableArray(), pattern, value));

    public void Scan(int direction, int timeAxis, params Tensor[] tensors) =>
        _scans.Add(new ScanBlock(tensors.ToEquatableArray(), tensors.Select(_ => timeAxis).ToEquatableArray(), direction));

    /// <summary>z[i,k] = Σj x[i,j]·W[j,k] + b[k].</summary>
    public Tensor Dense(string name, Tensor x, Tensor w, Tensor b)
    {
        IndexVar i = Index("i", x.Shape[0]), j = Index("j", x.Shape[1]), k = Index("k", w.Shape[1]);
        return Define(name, [i, k], Build.Sum([j], Polynomial.Of(x, i, j) * Polynomial.Of(w, j, k)) + Polynomial.Of(b, k));
    }

    /// <summary>y[…] = f(x[…]).</summary>
    public Tensor Map(string name, Tensor x, Func<Polynomial, Polynomial> function)
    {
        IndexVar[] indices = Indices(x);
        return Define(name, indices, function(Polynomial.Of(x, indices.ToEquatableArray())));
    }

    /// <summary>The labelled softmax cross-entropy, its parts as tensors of their own.</summary>
    public Tensor SoftmaxCrossEntropy(Tensor z, Tensor labels)
    {
        IndexVar i = Index("i", z.Shape[0]), k = Index("k", z.Shape[1]);
        Tensor max = Define("M", [i], Build.Maximum([k], [], Polynomial.Of(z, i, k)));
        Tensor exp = Define("E", [i, k], Build.Call("exp", Polynomial.Of(z, i, k) - Polynomial.Of(max, i)));
        Tensor sum = Define("S", [i], Build.Sum([k], Polynomial.Of(exp, i, k)));
        Tensor p = Define("p", [i, k], Build.Divide(Polynomial.Of(exp, i, k), Polynomial.Of(sum, i)));
        Affine label = Affine.Of(new GatherAtom(labels, [i]));
        return Define("L", [], -Mean([i], Build.Call("log", Polynomial.Of(p, i, label))));
    }

    /// <summary>Σ (x − target)²/m.</summary>
    public Tensor SquaredError(Tensor x, Tensor target)
    {
        IndexVar[] indices = Indices(x);
        Polynomial difference = Polynomial.Of(x, indices.ToEquatableArray()) - Polynomial.Of(target, indices.ToEquatableArray());
        return Define("L", [], Build.Divide(Build.Sum(indices, Build.Power(difference, 2)), Build.Number(M)));
    }

    public static Polynomial Mean(IndexVar[] indices, Polynomial value) =>
        indices.Aggregate(Build.Sum(indices, value), (sum, index) => Build.Divide(sum, Build.Number(index.Extent)));

    public EquationSystem System() => new()
    {
        Tensors = [.. _tensors],
        Equations = [.. _equations],
        Facts = [.. _facts],
        Scans = [.. _scans],
        Loss = _tensors.First(tensor => tensor.Name == "L"),
    };

    private static IndexVar[] Indices(Tensor tensor) => tensor.Shape.Select((extent, axis) => Index("ikuvw"[axis].ToString(), extent)).ToArray();

    private Tensor Add(Tensor tensor)
    {
        _tensors.Add(tensor);
        return tensor;
    }
}
