using System.Globalization;
using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Diagnostics;
using DeriveGen.Symbolics.Claims;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using Microsoft.CodeAnalysis;

namespace DeriveGen.Generator.HandWritten;

/// <summary>Follows one backward pass and compares what it computes.</summary>
/// <param name="method">The method.</param>
/// <param name="network">Its network.</param>
/// <param name="compilation">What the method is compiled with.</param>
/// <param name="examples">The number of examples at the point.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class BackwardVerification(IMethodSymbol method, NetworkEquations network, Compilation compilation, int examples, CancellationToken cancellation)
{
    /// <summary>Examples where nothing else is asked for: few, and no extent of a usual network.</summary>
    private const int Few = 3;

    /// <summary>More examples than these take too long to follow.</summary>
    private const int Most = 256;

    /// <summary>Rounds of loops that are followed: about a second.</summary>
    private const int Steps = 10_000_000;

    private readonly BackwardParameters _names = new(network);
    private GradientPoint _point = new(network.Training, Sizes(network, examples), network.Examples);

    /// <summary>What is wrong with a method. One that counts on as many examples as the network's calls have is followed with so many.</summary>
    /// <exception cref="OperationCanceledException">It was asked for.</exception>
    public static Diagnostic[] DiagnosticsOf(IMethodSymbol method, IOperation body, NetworkEquations network, Compilation compilation, CancellationToken cancellation)
    {
        Diagnostic[] With(int examples) => [.. new BackwardVerification(method, network, compilation, examples, cancellation).Run(body)];
        Diagnostic[] found = With(Few);
        if (!found.Any(IsOutside) || network.Model.Settings.BatchSize is Few or > Most)
        {
            return found;
        }

        Diagnostic[] asCalled = With(network.Model.Settings.BatchSize);
        return asCalled.Any(IsOutside) ? found : asCalled;

        static bool IsOutside(Diagnostic diagnostic) => diagnostic.Id == Descriptors.OutsideOfArray.Id;
    }

    private IEnumerable<Diagnostic> Run(IOperation body)
    {
        Diagnostic[] unbound = [.. method.Parameters.Select(Unbound).OfType<Diagnostic>()];
        if (unbound.Length > 0)
        {
            return unbound;
        }

        try
        {
            MethodCode code = MethodCode.Of(method, body, new CodeLibrary(compilation, cancellation));

            // What is read before it is written was given to the method: the cotangent of a layer behind.
            Dictionary<ISymbol, ArrayValue> called = Called(code, []);
            HashSet<ISymbol> given = new(called.Where(pair => pair.Key is IParameterSymbol && pair.Value.All().Any(array => array.IsReadFirst)).Select(pair => pair.Key), SymbolEqualityComparer.Default);
            called = given.Count == 0 ? called : Called(code, given);

            // Where the method computes no adjoint of its own for a tensor, that adjoint is written out in the others, as it is in the method.
            _point = new(network.Training, Sizes(network, examples), network.Examples, [.. called.Keys.Select(AdjointOf).OfType<Tensor>().Distinct()]);
            return [.. Compared(called, given)];
        }
        catch (OutsideException outside)
        {
            return [Report(Descriptors.OutsideOfArray, outside.Syntax, method.Name, outside.Message, examples.ToString(CultureInfo.InvariantCulture))];
        }
        catch (NotFollowedException stop)
        {
            return [Report(Descriptors.NotFollowed, stop.Syntax, method.Name, stop.Message)];
        }
    }

    private static Dictionary<Size, int> Sizes(NetworkEquations network, int examples) => network.Sizes.Prepend(network.Examples)
        .Select((size, position) => (size, Math.Min(examples + position, size.Capacity ?? int.MaxValue))).ToDictionary(pair => pair.size, pair => pair.Item2);

    /// <summary>Calls the method at the point; the arrays that are called like adjoints come back.</summary>
    private Dictionary<ISymbol, ArrayValue> Called(MethodCode code, HashSet<ISymbol> given)
    {
        Frame frame = code.Frame(new Budget(Steps, cancellation));
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            int slot = code.SlotOf(parameter);
            if (_names.TensorOf(parameter.Name) is { } tensor)
            {
                Give(tensor, [.. _point[tensor]]);
            }
            else if (_names.AdjointOf(parameter.Name) is { } of)
            {
                double[] derived = _point.AdjointOf(of);
                Give(of, given.Contains(parameter) || !ExpressionCode.IsArray(parameter.Type) ? [.. derived] : new double[derived.Length]);
            }
            else
            {
                frame.Numbers[slot] = _point.SizeOf(Extent.Of(_names.SizeOf(parameter.Name)!));
            }

            void Give(Tensor shaped, double[] values)
            {
                frame.Arrays[slot] = BackwardParameters.Value(parameter.Type, BackwardParameters.ShapeOf(shaped, _point), values);
                frame.Numbers[slot] = values[0];
            }
        }

        code.Run(frame);
        return code.Variables.Where(variable => frame.Arrays[variable.Value] is not null && AdjointOf(variable.Key) is not null)
            .ToDictionary(variable => variable.Key, variable => frame.Arrays[variable.Value]!, (IEqualityComparer<ISymbol>)SymbolEqualityComparer.Default);
    }

    /// <summary>The tensor whose adjoint an array is, where it has one.</summary>
    private Tensor? AdjointOf(ISymbol variable) =>
        _names.TensorOf(variable.Name) is null && _names.AdjointOf(variable.Name) is { } tensor && _point.WithAdjoints.Contains(tensor) ? tensor : null;

    private IEnumerable<Diagnostic> Compared(Dictionary<ISymbol, ArrayValue> arrays, HashSet<ISymbol> given)
    {
        Dictionary<Tensor, (ISymbol Variable, ArrayValue Array)> own = arrays.Where(pair => !given.Contains(pair.Key) && pair.Key is not IParameterSymbol { Type.Name: "ReadOnlySpan" })
            .GroupBy(pair => AdjointOf(pair.Key)!).ToDictionary(group => group.Key, group => group.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => IsWritten(pair.Value)).First());
        if (own.Count == 0)
        {
            yield return Report(Descriptors.NothingToVerify, null, method.Name, network.Model.Name, string.Join(", ", network.Parameters.Select(parameter => "d" + parameter.Tensor.Name)));
            yield break;
        }

        foreach ((Tensor tensor, (ISymbol variable, ArrayValue _)) in own.Where(pair => !IsWritten(pair.Value.Array)).Select(pair => (pair.Key, pair.Value)))
        {
            yield return Create(Descriptors.NeverWritten, variable.Locations[0], method.Name, variable.Name, _point.FormulaOf(tensor));
        }

        var computed = new Dictionary<Tensor, double[]>();
        var wrong = new List<(ISymbol Variable, ArrayValue Array, Tensor Tensor, string What)>();
        foreach (Tensor tensor in _point.WithAdjoints.Where(own.ContainsKey))
        {
            (ISymbol variable, ArrayValue array) = own[tensor];
            double[] numbers = array.ToArray();
            int expected = _point.AdjointOf(tensor).Length;
            if (numbers.Length == expected)
            {
                if (IsWritten(array) && !_point.IsRight(tensor, numbers) && !_point.Follows(tensor, numbers, computed))
                {
                    wrong.Add((variable, array, tensor, _point.Explain(tensor, numbers, computed)));
                }

                computed[tensor] = numbers;
            }
            else if (IsWritten(array))
            {
                yield return Wrong(variable, array, $"it has {numbers.Length} elements at {examples} examples, and {expected} are needed", tensor);
            }
        }

        // A slip in a number between the arrays is in all that is computed from it: one mistake, told of the first of them.
        foreach (var same in wrong.GroupBy(one => one.What))
        {
            (ISymbol variable, ArrayValue array, Tensor tensor, string what) = same.First();
            yield return Wrong(variable, array, what + string.Concat(same.Skip(1).Select((one, position) => (position == 0 ? ", and so in " : ", ") + one.Variable.Name)), tensor);
        }
    }

    private static bool IsWritten(ArrayValue array) => array.All().Any(part => part.Written is not null);

    private Diagnostic Wrong(ISymbol variable, ArrayValue array, string what, Tensor tensor) =>
        Report(Descriptors.WrongGradient, array.All().Select(part => part.Written).FirstOrDefault(syntax => syntax is not null), method.Name, variable.Name, what, _point.FormulaOf(tensor));

    private Diagnostic? Unbound(IParameterSymbol parameter)
    {
        string name = parameter.Name;
        if ((_names.TensorOf(name) ?? _names.AdjointOf(name)) is { } tensor)
        {
            int[] shape = BackwardParameters.ShapeOf(tensor, _point);
            bool isAdjoint = _names.TensorOf(name) is null;
            if (isAdjoint && !_point.WithAdjoints.Contains(tensor))
            {
                return Create(Descriptors.UnknownParameter, parameter.Locations[0], name, network.Model.Name, $", since the loss does not depend on {tensor.Name}");
            }

            bool fits = ExpressionCode.IsArray(parameter.Type) ? BackwardParameters.Value(parameter.Type, shape, new double[shape.Aggregate(1, (product, extent) => product * extent)]) is not null : tensor.Rank == 0;
            string element = tensor.IsInteger ? "int" : "float";
            return fits ? null : Create(
                Descriptors.ParameterType, parameter.Locations[0], name, parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                tensor.Rank == 0 ? $"{tensor.Name} is one number" : $"{tensor.Name} has the shape {string.Join(" × ", tensor.Shape)}",
                tensor.Rank == 0 ? element : $"{element}[{new string(',', tensor.Rank - 1)}] or {(isAdjoint ? "Span" : "ReadOnlySpan")}<{element}>");
        }

        return _names.SizeOf(name) is not null && !ExpressionCode.IsArray(parameter.Type) ? null
            : Create(Descriptors.UnknownParameter, parameter.Locations[0], name, network.Model.Name, _names.Suggestion(name));
    }

    private Diagnostic Report(Descriptor descriptor, SyntaxNode? place, params string[] arguments) => Create(descriptor, place?.GetLocation() ?? method.Locations[0], arguments);

    private static Diagnostic Create(Descriptor descriptor, Location place, params string[] arguments) => Diagnostic.Create(DescriptorTable.Find(descriptor.Id), place, [.. arguments]);
}
