using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;
using DeriveGen.Symbolics.Text.Binding;
using DeriveGen.Symbolics.Text.Lowering;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Both sides of a claim as values over the same indices.</summary>
/// <param name="Left">What the left side names.</param>
/// <param name="Right">What the right side says.</param>
internal sealed record ComparedSides(Equation Left, Equation Right);

/// <summary>A line of claims as it is written, before its names mean something.</summary>
internal abstract record StatedClaim
{
    /// <summary>Both sides under a reading, in one layer.</summary>
    /// <exception cref="ShapeException">Matrices do not fit.</exception>
    /// <exception cref="ClaimException">The line has no meaning.</exception>
    public abstract ComparedSides Compare(ClaimNetwork network, Vocabulary names, Reading reading, IReadOnlyDictionary<string, int> layers);

    /// <summary>The line.</summary>
    public abstract override string ToString();
}

/// <summary>A claim in matrix notation.</summary>
internal sealed record MatrixClaim(ClaimExpression Left, ClaimExpression Right) : StatedClaim
{
    /// <inheritdoc/>
    public override ComparedSides Compare(ClaimNetwork network, Vocabulary names, Reading reading, IReadOnlyDictionary<string, int> layers)
    {
        var elaboration = new Elaboration(network, names, reading, layers);
        MatrixValue left = elaboration.Of(Left), right = elaboration.Of(Right);
        if (right.IsNumber && !left.IsNumber)
        {
            right = right with { Rows = left.Rows, Columns = left.Columns, IsNumber = false };
        }

        if (!left.HasShapeOf(right) && (left.IsEitherWay || right.IsEitherWay) && left.HasShapeOf(right.Transposed()))
        {
            left = left.Transposed(Left);
        }

        if (!left.HasShapeOf(right) && !(left.IsScalar && right.IsScalar))
        {
            bool isTranspose = left.HasShapeOf(right.Transposed());
            throw new ShapeException(
                Right, $"{Left} is {left.Shape(network)}, but {Right} is {right.Shape(network)}{(isTranspose ? ", the transpose of the shape that it must have" : "")}");
        }

        right = right with { Rows = left.Rows ?? right.Rows, Columns = left.Columns ?? right.Columns };
        left = left with { Rows = right.Rows, Columns = right.Columns };
        if (left.Rows is null || left.Columns is null)
        {
            throw new ShapeException(Right, $"nothing says how many ones {Right} has");
        }

        Equation expected = left.AsEquation("expected");
        Polynomial value = right.At(MatrixValue.Position(expected.Indices[0]), MatrixValue.Position(expected.Indices[1]));
        return new(expected, new Equation(new Tensor("claimed", expected.Target.Shape, TensorKind.Temporary), expected.Indices, value));
    }

    /// <inheritdoc/>
    public override string ToString() => Left + " = " + Right;
}

/// <summary>A claim in index notation, of an element or of a number, J = …: the equation language with the claim's own names.</summary>
/// <param name="Target">The name on the left.</param>
/// <param name="Letters">The indices on the left.</param>
/// <param name="Formula">The right side.</param>
internal sealed record IndexClaim(string Target, EquatableArray<string> Letters, string Formula) : StatedClaim
{
    private const string Claimed = "claimed__", Prime = "Prime__";

    private static readonly Regex s_line = new(@"^\s*(?<name>[^\[\]=\s]+)\s*\[(?<letters>[^\[\]]*)\]\s*=(?!=)\s*(?<formula>.+)$");
    private static readonly Regex s_number = new(@"^\s*(?<name>\p{L}[\p{L}\p{M}\p{Nd}]*)\s*=(?!=)\s*(?<formula>.*[\p{L}\p{M}\p{Nd}]\[\p{L}[^\[\]]*\].*)$");
    private static readonly Regex s_bound = new(@"\b(?:sum|mean|max|min|softmax|logsoftmax|logsumexp)\s*\((?<letters>[\p{L}\p{Nd}\s,]+)(?::|\bwhere\b)");
    private static readonly Regex s_prime = new(@"(?<name>\p{L}[\p{L}\p{Nd}]*)(?<primes>['′]+)\s*\(");
    private static readonly Regex s_name = new(@"(?<![\p{L}\p{M}\p{Nd}_])(?:∂\p{L}+/∂)?\p{L}[\p{L}\p{M}\p{Nd}]*(?:_\{[^}]*\}|_[\p{L}\p{Nd}]+|\^\{[^}]*\})?");

    /// <summary>The claim, or null where the line is not in index notation.</summary>
    public static IndexClaim? Read(string line)
    {
        Match match = s_line.Match(line) is { Success: true } element ? element : s_number.Match(line);
        bool isIndexed = match.Success && match.Groups["formula"].Value.IndexOf('\\') < 0;
        EquatableArray<string> letters = match.Groups["letters"].Success ? match.Groups["letters"].Value.Split(',').Select(letter => letter.Trim()).ToEquatableArray() : [];
        return isIndexed ? new(match.Groups["name"].Value, letters, SumSign.Spelled(match.Groups["formula"].Value.Trim())) : null;
    }

    /// <inheritdoc/>
    public override ComparedSides Compare(ClaimNetwork network, Vocabulary names, Reading reading, IReadOnlyDictionary<string, int> layers)
    {
        (Tensor? target, Polynomial? scale) = Find(Target, network, names, reading, layers);
        if (target is null)
        {
            throw new ClaimException(default, $"'{Target}' is not known here{Spelling.Suggest(Target, names.Known)}");
        }

        if (target.Rank != Letters.Length)
        {
            throw new ShapeException(new ClaimExpression.Name(Target, null, Letters, default), $"{Target} has {target.Rank} {(target.Rank == 1 ? "index" : "indices")}, but the claim writes {Letters.Length}");
        }

        HashSet<string> bound = [.. s_bound.Matches(Formula).Cast<Match>().SelectMany(match => match.Groups["letters"].Value.Split(',')).Select(letter => letter.Trim())];
        var given = new Dictionary<string, TensorSymbol>();
        var scales = new Dictionary<Tensor, Polynomial>();
        var written = new Dictionary<string, string>();
        var examples = new Tensor("examples", [], TensorKind.Temporary);
        string formula = s_name.Replace(Formula, match => Placeholder(match)).Replace("⋅", "*");
        formula = s_prime.Replace(formula, match => match.Groups["name"].Value + string.Concat(match.Groups["primes"].Value.Select(_ => Prime)) + "(");
        string Placeholder(Match match)
        {
            bool isAccess = match.Index + match.Length < Formula.Length && Formula.Substring(match.Index + match.Length).TrimStart().StartsWith("[", StringComparison.Ordinal);
            if (!isAccess && (bound.Contains(match.Value) || IsInPosition(match.Index)))
            {
                return match.Value;
            }

            if (match.Value is "m" or SizeTable.Batch && !isAccess)
            {
                given["examples__"] = TensorSymbol.Of(examples);
                return "examples__";
            }

            (Tensor? tensor, Polynomial? factor) = Find(match.Value, network, names, reading, layers);
            if (tensor is null)
            {
                return match.Value;
            }

            string placeholder = "tensor" + tensor.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) + "__";
            given[placeholder] = TensorSymbol.Of(tensor);
            written[tensor.Name] = match.Value;
            if (factor is not null)
            {
                scales[tensor] = factor;
            }

            return placeholder;
        }

        string left = string.Join(", ", Letters.Select((letter, axis) => target.Shape[axis].Static is int extent ? letter + ":" + extent.ToString(System.Globalization.CultureInfo.InvariantCulture) : letter));
        Equation right = Bind(Letters.Length == 0 ? $"{Claimed} = {formula}" : $"{Claimed}[{left}] = {formula}", given, written, names);
        Polynomial count = network.Examples is { } size ? Polynomial.Of(new SizeValue(size)) : Polynomial.One;
        Polynomial value = Walk.Replace(right.Value, access =>
            ReferenceEquals(access.Tensor, examples) ? count
            : scales.TryGetValue(access.Tensor, out Polynomial? factor) ? Build.Multiply(factor, Polynomial.Of(access))
            : null);
        Polynomial expected = Polynomial.Of(target, right.Indices);
        expected = scale is null ? expected : Build.Multiply(scale, expected);
        for (int axis = 0; axis < target.Rank; axis++)
        {
            if (!right.Indices[axis].Extent.Equals(target.Shape[axis]))
            {
                throw new ShapeException(
                    new ClaimExpression.Name(Target, null, Letters, default),
                    $"{Letters[axis]} runs over {network.Shown(target.Shape[axis])} in {Target}, but over {network.Shown(right.Indices[axis].Extent)} on the right side");
            }
        }

        return new(
            new Equation(new Tensor("expected", target.Shape, TensorKind.Temporary), right.Indices, expected),
            new Equation(new Tensor("claimed", target.Shape, TensorKind.Temporary), right.Indices, value));
    }

    /// <param name="text">The claim as an equation.</param>
    /// <param name="given">The tensors that it reads, under names of their own.</param>
    /// <param name="written">How the claim calls each tensor: dZ for ZBar. Messages call them so.</param>
    /// <param name="names">The names of functions.</param>
    private static Equation Bind(string text, IReadOnlyDictionary<string, TensorSymbol> given, IReadOnlyDictionary<string, string> written, Vocabulary names)
    {
        Dictionary<string, ScalarFunction> unknown = names.UnknownFunctions.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (Match primed in Regex.Matches(text, $@"\p{{L}}[\p{{L}}\p{{Nd}}]*?({Prime})+(?=\()"))
        {
            unknown[primed.Value] = UnknownFunction.Of(primed.Value);
        }

        TextInstance instance = TextInstance.Bind(StatementParser.Parse(text), new TextEnvironment { Given = given, Unknown = unknown });
        var builder = new SystemBuilder(training: true);
        if (!instance.HasErrors)
        {
            new TextLowering(instance, new Helpers(instance), builder).Lower();
        }

        if (instance.HasErrors)
        {
            TextProblem problem = instance.Problems.First(problem => problem.Descriptor.Severity == Severity.Error);
            bool isShape = problem.Code is "DG0140" or "DG0141" or "DG0143" or "DG0123";
            string message = Regex.Replace(problem.Message, @"tensor(\d+)__", match => given.TryGetValue(match.Value, out TensorSymbol? symbol) ? symbol.FullName : match.Value);
            message = Regex.Replace(message, @"[\p{L}_][\p{L}\p{M}\p{Nd}_.]*", match => written.TryGetValue(match.Value, out string? word) ? word : match.Value);
            message = message.Replace("the statement that begins with '" + Claimed + "'", "the claim");
            throw isShape ? new ShapeException(new ClaimExpression.Ones(), message) : new ClaimException(default, message);
        }

        // A softmax or a maximum of the claim has equations of its own.
        Equation claim = builder.Equations.First(equation => equation.Target.Name == Claimed);
        Dictionary<Tensor, Equation> helpers = builder.Equations.Where(equation => equation != claim && equation.Value.AsMaximum is null).ToDictionary(equation => equation.Target);
        for (int depth = 0; depth < helpers.Count; depth++)
        {
            claim = claim with { Value = Walk.Replace(claim.Value, access => helpers.TryGetValue(access.Tensor, out Equation? helper) ? helper.At(access.Positions) : null) };
        }

        return claim with { Value = Walk.ReplaceAtoms(claim.Value, atom => atom is Apply apply ? Differentiated(apply, names) : null) };
    }

    /// <summary>g′(x) where gPrime__(x) stands, else null.</summary>
    private static Polynomial? Differentiated(Apply apply, Vocabulary names)
    {
        int primes = Regex.Matches(apply.Function.Name, Prime).Count;
        return primes == 0 ? null : names.Function(apply.Function.Name.Replace(Prime, ""), primes)(apply.Argument);
    }

    /// <summary>The tensor that a name reads, and the number of examples where dX is per example.</summary>
    private static (Tensor? Tensor, Polynomial? Scale) Find(string word, ClaimNetwork network, Vocabulary names, Reading reading, IReadOnlyDictionary<string, int> layers)
    {
        ClaimExpression expression;
        try
        {
            expression = ClaimParser.ParseExpression(word, names);
        }
        catch (ClaimException)
        {
            return (null, null);
        }

        Meaning? meaning = expression switch
        {
            ClaimExpression.Name name => names.Find(name with { Indices = [] }, layers),
            ClaimExpression.Derivative { Of: ClaimExpression.Name of, By: ClaimExpression.Name by } when names.IsLoss(of.Base) && names.Find(by, layers) is Meaning.Value value =>
                new Meaning.Adjoint(value.Tensor),
            _ => null,
        };
        return meaning switch
        {
            Meaning.Value value => (value.Tensor, null),
            Meaning.Adjoint adjoint when reading.Tangents => (network.TangentOf(adjoint.Of), null),
            Meaning.Adjoint adjoint when network.ByChainRule.AdjointOf.TryGetValue(adjoint.Of, out Tensor? tensor) =>
                (tensor, reading.PerExample && network.Orientation.HasExamples(adjoint.Of) ? Polynomial.Of(new SizeValue(network.Examples!)) : null),
            _ => (null, null),
        };
    }

    /// <summary>Whether a place of the formula lies between the brackets of an access.</summary>
    private bool IsInPosition(int at)
    {
        int depth = 0;
        for (int i = 0; i < at; i++)
        {
            depth += Formula[i] == '[' ? 1 : Formula[i] == ']' ? -1 : 0;
        }

        return depth > 0;
    }

    /// <inheritdoc/>
    public override string ToString() => (Letters.Length == 0 ? Target : $"{Target}[{string.Join(",", Letters)}]") + " = " + Formula;
}
