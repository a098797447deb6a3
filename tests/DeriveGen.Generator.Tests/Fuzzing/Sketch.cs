using System.Globalization;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>A network while it is drawn: its lines so far, and the shape of what each of them gives.</summary>
/// <param name="seed">Another seed, another network.</param>
internal sealed class Sketch(int seed)
{
    /// <summary>The most numbers of one example that a layer gives: the interpreter, which is compared with, is slow.</summary>
    public const int MostElements = 700;

    // One vector more, one less, exactly one, one number alone, and primes, at every width.
    private static readonly int[] s_extents = [1, 2, 3, 5, 7, 8, 11, 13, 15, 16, 17, 19, 23, 31, 32, 33];

    private readonly Random _random = new(seed);
    private readonly List<Line> _lines = [];
    private readonly List<Output> _outputs = [];
    private readonly List<Tie> _ties = [];
    private int[]? _widths;

    /// <summary>The attributes so far.</summary>
    public IReadOnlyList<Line> Lines => _lines;

    /// <summary>The shape of an example of what comes in next.</summary>
    public int[] Shape => Current.Shape;

    /// <summary>The extent of its last axis.</summary>
    public int Width => Shape[^1];

    /// <summary>Whether what comes in next are whole numbers.</summary>
    public bool IsTokens => Current.IsTokens;

    /// <summary>Whether the first axis of every sequence is a symbol: the shapes here have its largest value.</summary>
    public bool HasSymbolicLength { get; private set; }

    /// <summary>Whether what comes in next is what the last layer gave.</summary>
    public bool IsAtEnd => Current == _outputs[^1];

    private Output Current { get; set; } = new(0, [], false, true);

    /// <summary>A whole number, from inclusive to exclusive.</summary>
    public int Next(int from, int to) => _random.Next(from, to);

    /// <summary>Once in so many times.</summary>
    public bool Chance(int times) => _random.Next(times) == 0;

    /// <summary>One of the choices.</summary>
    public T Any<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>An extent. A network has few different ones, so that branches often fit.</summary>
    public int Extent() => Any<int>(_widths ??= [Any<int>(s_extents), Any<int>(s_extents), Any<int>(s_extents)]);

    /// <summary>A divisor of a number.</summary>
    public int DivisorOf(int number) => Any<int>([.. Enumerable.Range(1, number).Where(divisor => number % divisor == 0)]);

    /// <summary>A number between two, with three digits, as C# writes it.</summary>
    public string Number(double from, double to) => (from + ((to - from) * _random.NextDouble())).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>An optional argument: left out, or one of the values by its name.</summary>
    public string Maybe(string name, params IReadOnlyList<string> values) => Chance(2) ? "" : $", {name}: {Any(values)}";

    /// <summary>Declares the input: a row, a sequence, an image, tokens, or a sequence of any length and sometimes a row beside it, in equations.</summary>
    public void Begin()
    {
        switch (Next(0, 8))
        {
            case 0 or 1:
                BeginWith([Extent()], isTokens: false);
                break;
            case 2 or 3:
                BeginWith([Next(1, 12), Next(1, 9)], isTokens: false);
                break;
            case 4 or 5:
                BeginWith([Next(1, 9), Next(1, 9), Next(1, 5)], isTokens: false);
                break;
            case 6:
                BeginWith(Chance(3) ? [] : [Next(1, 12)], isTokens: true);
                break;
            default:
                BeginWithLength(Next(1, 12), Next(1, 9), Extent());
                break;
        }
    }

    private void BeginWith(int[] shape, bool isTokens)
    {
        _lines.Add(new("Input", string.Join(", ", shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))));
        Begin(new(0, shape, isTokens, true));
    }

    private void BeginWithLength(int capacity, int width, int units)
    {
        string beside = Chance(2) ? "; " : string.Create(CultureInfo.InvariantCulture, $"; input r[i, k:{units}]; ");
        _lines.Add(new("Equations", string.Create(
            CultureInfo.InvariantCulture,
            $"\"input x[i:batch, t:T<={capacity}, d:{width}]{beside}param A[d, k:{units}] ~ glorot; h0[i, t, k] = x[i, t, d] * A[d, k]{(beside.Length > 2 ? " + tanh(r[i, k])" : "")}\"")));
        HasSymbolicLength = true;
        Begin(new(0, [capacity, units], false, false));
    }

    private void Begin(Output output)
    {
        Current = output;
        _outputs.Add(output);
    }

    /// <summary>Appends a layer that reads <see cref="Shape"/>, and goes on from it.</summary>
    /// <param name="line">The layer.</param>
    /// <param name="shape">What it gives.</param>
    /// <param name="hasName">Whether it can be given a name.</param>
    public void Append(Line line, int[] shape, bool hasName = true)
    {
        _lines.Add(line with { From = Origin() });
        Current = new(_lines.Count - 1, shape, false, hasName);
        _outputs.Add(Current);
    }

    /// <summary>Appends a loss, which gives nothing that could be read.</summary>
    public void AppendLoss(Line line) => _lines.Add(line with { From = Origin() });

    /// <summary>Appends a clipper or an optimizer.</summary>
    public void AppendOptimizer(Line line) => _lines.Add(line);

    /// <summary>Appends a layer of an activation beside what is there, and returns its name.</summary>
    /// <param name="activation">The activation.</param>
    public string Beside(string activation)
    {
        NameOfCurrent();
        Output from = Current;
        Append(new("Dense", string.Create(CultureInfo.InvariantCulture, $"{Width}, {activation}")), Shape);
        string name = NameOf(Current);
        Current = from;
        return name;
    }

    /// <summary>Goes on from some earlier output in place of the last one.</summary>
    public void Branch()
    {
        Output[] reals = [.. _outputs.Where(output => !output.IsTokens && output.HasName)];
        Current = reals.Length > 0 ? Any<Output>(reals) : Current;
    }

    /// <summary>The name of what comes in next; where it cannot have one, a layer that can is put behind it.</summary>
    public string NameOfCurrent()
    {
        if (!Current.HasName)
        {
            Append(new("Activate", "Activation.Identity"), Shape);
        }

        return NameOf(Current);
    }

    /// <summary>The name and shape of an earlier output that fits, other than the one that comes in next where there is a choice; or null.</summary>
    public (string Name, int[] Shape)? Other(Func<int[], bool> fits)
    {
        Output[] fitting = [.. _outputs.Where(output => !output.IsTokens && output.HasName && fits(output.Shape))];
        Output[] others = [.. fitting.Where(output => output != Current)];
        Output? chosen = others.Length > 0 ? Any<Output>(others) : fitting.FirstOrDefault();
        return chosen is null ? null : (NameOf(chosen), chosen.Shape);
    }

    /// <summary>A matrix of the layer that is appended next can be tied to by later ones.</summary>
    public void Offer(string parameter, int rows, int columns) => _ties.Add(new(_lines.Count, parameter, rows, columns));

    /// <summary>The number of columns and the text of a tie of a matrix with so many rows to an earlier one; or null.</summary>
    public (int Columns, string Share)? TieOf(string parameter, int rows)
    {
        (int Columns, string Side, Tie Tie)[] fitting =
        [
            .. _ties.Where(tie => tie.Rows == rows).Select(tie => (tie.Columns, "", tie)),
            .. _ties.Where(tie => tie.Columns == rows).Select(tie => (tie.Rows, "'", tie)),
        ];
        if (fitting.Length == 0)
        {
            return null;
        }

        (int columns, string side, Tie chosen) = Any<(int, string, Tie)>(fitting);
        return (columns, $"{parameter} = {NameOf(new(chosen.Line, [], false, true))}.{chosen.Parameter}{side}");
    }

    /// <summary>Null where what comes in next is what the last line gave.</summary>
    private string? Origin() => IsAtEnd ? null : NameOf(Current);

    private string NameOf(Output output)
    {
        if (output.Line == 0)
        {
            return "x";
        }

        string name = _lines[output.Line].Name ?? string.Create(CultureInfo.InvariantCulture, $"n{output.Line}");
        _lines[output.Line] = _lines[output.Line] with { Name = name };
        return name;
    }

    private sealed record Output(int Line, int[] Shape, bool IsTokens, bool HasName);

    private sealed record Tie(int Line, string Parameter, int Rows, int Columns);
}
