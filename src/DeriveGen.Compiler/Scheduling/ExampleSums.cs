using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Cuts a long sum over examples and more into one for each example: Σ_{i,u,v} f = Σ_i T[i] with T[i] = Σ_{u,v} f. Nothing is summed
/// along the examples of T, so that threads can share them, each with the examples that it has in its cache; and a sum is short enough to
/// stay in registers. The order of the additions is the same for any number of threads.
/// </summary>
internal static class ExampleSums
{
    /// <summary>A sum of fewer points under each example is not worth a step of its own.</summary>
    private const long LeastPoints = 4096;

    /// <summary>More columns than these threads share as they are.</summary>
    private const int MostColumns = 64;

    /// <summary>Rows of fewer columns leave more of a vector idle than a step of their own saves.</summary>
    private const int LeastColumns = 4;

    /// <summary>So many times the sums of all examples must be smaller than what they are computed from.</summary>
    private const long LeastSaving = 4;

    /// <summary>The equations that take the place of a bare reduction, the last one with its target; null where it stays whole.</summary>
    public static EquatableArray<Equation>? Of(Equation reduction)
    {
        Term sum = reduction.Value.Terms[0];
        IndexVar? example = sum.Bound.Length < 2 ? null : sum.Bound.FirstOrDefault(index => index.Extent.AsSize is not null && IsInFront(index, sum));
        if (example is null || !IsWorthwhile(reduction, sum, example))
        {
            return null;
        }

        EquatableArray<IndexVar> indices = new EquatableArray<IndexVar>().Add(example).AddRange(reduction.Indices);
        var each = new Tensor(reduction.Target.Name + "Each", indices.Map(index => index.Extent), TensorKind.Temporary);
        EquatableArray<IndexVar> bound = sum.Bound.Where(index => index != example).ToEquatableArray();
        var inner = new Equation(each, indices, Polynomial.Create(new Term(1, bound, sum.Factors, sum.Guards)));
        var outer = reduction with { Value = Polynomial.Create(new Term(1, [example], [new Factor(new Access(each, indices.Map(Affine.Of)), 1)], [])) };
        return OfColumns(inner) is var (columns, total) ? [columns.Freshen(), total.Freshen(), outer.Freshen()] : [inner.Freshen(), outer.Freshen()];
    }

    /// <summary>
    /// The same once more for the columns of an example, where all of it is summed: T[i] = Σ_c C[i,c] with C[i,c] = Σ_{u,v} f. Sums along columns
    /// are computed by the step that computes the rows, so that these need not be read again.
    /// </summary>
    private static (Equation Columns, Equation Total)? OfColumns(Equation each)
    {
        Term sum = each.Value.Terms[0];
        IndexVar? column = Walk.Accesses(each.Value).Select(access => access.Positions[access.Positions.Length - 1].AsIndex).FirstOrDefault();
        bool isOfAll = column is not null && each.Indices.Length == 1 && sum.Bound.Length > 1 && sum.Bound.Contains(column) && column.Extent.AtCapacity() is >= LeastColumns and <= MostColumns
            && sum.Guards.All(guard => !guard.Argument.Indices.Contains(column))
            && sum.Factors.SelectMany(factor => Walk.Atoms(factor.Atom)).Where(atom => atom.Indices.Contains(column))
                .All(atom => atom is not (Access or IndexValue) || (atom is Access access && IsLast(access, column)));
        if (!isOfAll)
        {
            return null;
        }

        EquatableArray<IndexVar> indices = each.Indices.Add(column!);
        var columns = new Tensor(each.Target.Name + "Columns", indices.Map(index => index.Extent), TensorKind.Temporary);
        return (
            new Equation(columns, indices, Polynomial.Create(new Term(1, sum.Bound.Where(index => index != column).ToEquatableArray(), sum.Factors, sum.Guards))),
            each with { Value = Polynomial.Create(new Term(1, [column!], [new Factor(new Access(columns, indices.Map(Affine.Of)), 1)], [])) });
    }

    /// <summary>Whether an access reads a row in the order of an index.</summary>
    private static bool IsLast(Access access, IndexVar index) => access.Positions[access.Positions.Length - 1].AsIndex == index
        && access.Positions.Take(access.Positions.Length - 1).All(position => !position.Indices.Contains(index));

    /// <summary>Whether an index counts the first axis of all that reads it, and nothing else reads it.</summary>
    private static bool IsInFront(IndexVar index, Term sum)
    {
        bool InFront(Atom atom) => atom switch
        {
            Access access => access.Positions[0].AsIndex == index && access.Positions.Skip(1).All(position => !position.Indices.Contains(index)),
            _ => false,
        };
        return sum.Guards.All(guard => !guard.Argument.Indices.Contains(index))
            && !Walk.Gathers(Polynomial.Create(sum)).Any()
            && sum.Factors.SelectMany(factor => Walk.Atoms(factor.Atom)).Where(atom => atom is Access or IndexValue && atom.Indices.Contains(index)).All(InFront);
    }

    private static bool IsWorthwhile(Equation reduction, Term sum, IndexVar example)
    {
        long points = sum.AllIndices.Where(index => index != example).Aggregate(1L, (product, index) => product * index.Extent.AtCapacity());
        long sums = reduction.Indices.Aggregate((long)example.Extent.AtCapacity(), (product, index) => product * index.Extent.AtCapacity());
        long operands = Walk.Accesses(Polynomial.Create(sum)).Select(access => access.Tensor).Distinct().Sum(tensor => tensor.ElementsAtCapacity);
        int columns = reduction.Indices.Length == 0 ? 1 : reduction.Indices[reduction.Indices.Length - 1].Extent.AtCapacity();
        return columns <= MostColumns && points >= LeastPoints && sums * LeastSaving <= operands;
    }
}
