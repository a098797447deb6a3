using DeriveGen.Compiler.Equations;
using DeriveGen.Symbolics.Claims;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.HandWritten;

/// <summary>What the names of a backward method stand for.</summary>
/// <param name="network">The network.</param>
internal sealed class BackwardParameters(NetworkEquations network)
{
    private static readonly string[] s_prefixes = ["d", "grad", "bar"], s_suffixes = ["Bar", "Grad", "Gradient"];

    private readonly Tensor[] _tensors = [.. network.Training.Tensors.Where(tensor => tensor.Kind is not (TensorKind.Setting or TensorKind.Random))];

    /// <summary>The names that parameters may have, for messages.</summary>
    public IEnumerable<string> Names => _tensors.Select(tensor => tensor.Name).Concat(_tensors.Where(tensor => !tensor.IsInteger).Select(tensor => "d" + tensor.Name)).Concat(Sizes.Select(size => size.Name));

    private IEnumerable<Size> Sizes => network.Sizes.Prepend(network.Examples);

    /// <summary>The tensor of a name; letters may be large or small where that leaves no doubt.</summary>
    public Tensor? TensorOf(string name) => Only(_tensors, tensor => Plain(tensor.Name), name);

    /// <summary>The tensor whose adjoint a name stands for: W1 for dW1, W1Bar and gradW1.</summary>
    public Tensor? AdjointOf(string name) =>
        s_prefixes.Where(prefix => name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal)).Select(prefix => TensorOf(name.Substring(prefix.Length)))
            .Concat(s_suffixes.Where(suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)).Select(suffix => TensorOf(name.Substring(0, name.Length - suffix.Length))))
            .FirstOrDefault(tensor => tensor is { IsInteger: false });

    /// <summary>The size of a name.</summary>
    public Size? SizeOf(string name) => Only([.. Sizes], size => size.Name, name);

    /// <summary>The near name, for messages.</summary>
    public string Suggestion(string name) => Spelling.Suggest(name, Names);

    /// <summary>The values as a parameter of a type takes them; null where it cannot hold the shape.</summary>
    public static ArrayValue? Value(ITypeSymbol type, int[] shape, double[] values)
    {
        int depth = 0;
        ITypeSymbol element = type;
        while (element is IArrayTypeSymbol { Rank: 1 } nested)
        {
            element = nested.ElementType;
            depth++;
        }

        return type switch
        {
            IArrayTypeSymbol { Rank: var rank } when rank == shape.Length && rank > 1 => ArrayValue.Of(values, shape),
            IArrayTypeSymbol when depth == shape.Length && depth > 1 => Nested(shape, values),
            IArrayTypeSymbol when depth == 1 => ArrayValue.Of(values, values.Length),
            _ when ExpressionCode.IsSpan(type) => ArrayValue.Of(values, values.Length),
            _ => null,
        };
    }

    /// <summary>The shape of a tensor at a point.</summary>
    public static int[] ShapeOf(Tensor tensor, GradientPoint point) => [.. tensor.Shape.Select(point.SizeOf)];

    private static ArrayValue Nested(int[] shape, double[] values)
    {
        if (shape.Length == 1)
        {
            return ArrayValue.Of(values, values.Length);
        }

        int each = values.Length / Math.Max(1, shape[0]);
        return ArrayValue.Nested([.. Enumerable.Range(0, shape[0]).Select(row => Nested([.. shape.Skip(1)], [.. values.Skip(row * each).Take(each)]))]);
    }

    /// <summary>Blocks set their names before that of a tensor with a point, which no parameter has: block1_W for block1.W.</summary>
    private static string Plain(string name) => name.Replace('.', '_');

    private static T? Only<T>(T[] all, Func<T, string> nameOf, string name)
        where T : class
    {
        T? exact = System.Array.Find(all, one => nameOf(one) == name);
        T[] near = [.. all.Where(one => string.Equals(nameOf(one), name, StringComparison.OrdinalIgnoreCase))];
        return exact ?? (near.Length == 1 ? near[0] : null);
    }
}
