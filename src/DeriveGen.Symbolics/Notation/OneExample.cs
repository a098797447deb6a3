using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Notation;

/// <summary>
/// Equations per example as they are for one example: the axis of examples is left out, so that what was a matrix of examples is a
/// vector. Posts and books write backpropagation so, and only vectors can stand on a diagonal.
/// </summary>
/// <param name="examples">The size that counts the examples.</param>
public sealed class OneExample(Size examples)
{
    private readonly Dictionary<Tensor, Tensor> _vectors = [];

    /// <summary>The equation for one example, or null where it mixes examples: a mean over the batch that is no gradient's.</summary>
    public Equation? Of(Equation equation)
    {
        int axis = equation.Target.Shape.ToList().FindIndex(extent => extent.AsSize == examples);
        IndexVar? free = axis < 0 ? null : equation.Indices[axis];
        List<Term> terms = [];
        foreach (Term term in equation.Value.Terms)
        {
            IndexVar[] summed = [.. term.Bound.Where(index => index.Extent.AsSize == examples)];
            if (summed.Length > (free is null ? 1 : 0) || term.Guards.Length > 0 || !Reads(term, free ?? summed.FirstOrDefault()))
            {
                return null;
            }

            terms.Add(new Term(
                term.Coefficient,
                term.Bound.Where(index => !summed.Contains(index)).ToEquatableArray(),
                term.Factors.Where(factor => factor.Atom is not SizeValue size || size.Size != examples).ToEquatableArray(),
                []));
        }

        Polynomial? Vector(Access access) => Axis(access.Tensor) is >= 0 and int at ? Polynomial.Of(new Access(Of(access.Tensor), access.Positions.RemoveAt(at))) : null;
        return new Equation(
            Of(equation.Target), axis < 0 ? equation.Indices : equation.Indices.RemoveAt(axis), Walk.Replace(Polynomial.Create(terms), Vector));
    }

    private int Axis(Tensor tensor) => tensor.Shape.ToList().FindIndex(extent => extent.AsSize == examples);

    private Tensor Of(Tensor tensor)
    {
        if (Axis(tensor) is not (>= 0 and int axis))
        {
            return tensor;
        }

        if (!_vectors.TryGetValue(tensor, out Tensor? vector))
        {
            _vectors[tensor] = vector = new Tensor(TextPrinter.Name(tensor), tensor.Shape.RemoveAt(axis), tensor.Kind) { PrintedFor = tensor };
        }

        return vector;
    }

    /// <summary>Whether every tensor with examples is read at one and the same example.</summary>
    private bool Reads(Term term, IndexVar? example) => Walk.Accesses(Polynomial.Raw([term])).All(access => Axis(access.Tensor) is var axis
        && (axis < 0 || (example is not null && access.Positions[axis].AsIndex == example))
        && access.Positions.Where((_, at) => at != axis).All(position => example is null || !position.Indices.Contains(example)));
}
