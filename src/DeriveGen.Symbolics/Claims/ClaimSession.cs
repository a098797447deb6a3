using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;

namespace DeriveGen.Symbolics.Claims;

/// <summary>The claims of one fence: definitions made by one line are known to the next.</summary>
internal sealed class ClaimSession
{
    private readonly ClaimNetwork _network;
    private readonly Vocabulary _names;
    private readonly Reading _reading;
    private readonly LayerRange _layers;
    private readonly Comparisons _comparisons;
    private readonly RepairSearch _repairs;
    private readonly DerivedFormula _derived;
    private readonly OwnSizes? _ownSizes;

    /// <summary>A fence with its settings.</summary>
    /// <param name="network">The network at sizes that differ.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="own">The network at its own sizes.</param>
    public ClaimSession(ClaimNetwork network, ClaimSettings settings, Func<ClaimNetwork> own)
    {
        _network = network;
        _names = new Vocabulary(network, settings);
        _reading = new(settings.Convention ?? network.Orientation.Declared, settings.PerExample, settings.Tangents);
        _layers = new LayerRange(settings, _names);
        _comparisons = new Comparisons(network, _names, _layers);
        _repairs = new RepairSearch(_comparisons, _names);
        var shared = new Lazy<ClaimNetwork>(own);
        _ownSizes = network.IsResized ? new OwnSizes(shared, settings) : null;
        _derived = new DerivedFormula(network, shared, _names, _layers, _reading, IsRefuted);
    }

    /// <summary>The verdict on a line.</summary>
    public ClaimVerdict Decide(ClaimLine line)
    {
        ClaimVerdict verdict = AtTheseSizes(line);
        return _ownSizes?.Confirm(line, verdict) ?? verdict;
    }

    private ClaimVerdict AtTheseSizes(ClaimLine line)
    {
        try
        {
            return Decide(line, Read(line.Text));
        }
        catch (ClaimException exception)
        {
            string place = exception.Span.Length > 0 && exception.Span.End <= line.Text.Length ? $" (at column {exception.Span.Start + 1})" : "";
            return new(line.Number, line.Text, VerdictKind.Unreadable, "unreadable: " + exception.Message + place);
        }
        catch (ShapeException exception)
        {
            return new(line.Number, line.Text, VerdictKind.Shape, "shape: " + exception.Message);
        }
        catch (ArithmeticException exception)
        {
            return new(line.Number, line.Text, VerdictKind.Unreadable, "unreadable: a number in it does not exist; " + exception.Message);
        }
    }

    /// <summary>The line with one slip, in every way, where it is a claim in matrix notation.</summary>
    public IEnumerable<(SlipKind Kind, string Text)> Slips(ClaimLine line) => (Read(line.Text) is { Count: 1 } claims ? claims[0] : null) switch
    {
        MatrixClaim claim => Repairs.Of(claim, _names).Where(slip => slip.Cost == 1).Select(slip => (slip.Kind, slip.Claim.ToString())),
        IndexClaim claim => IndexRepairs.Candidates(claim).Select(slip => (slip.Kind, (claim with { Formula = slip.Formula }).ToString())),
        _ => [],
    };

    private bool IsRefuted(string text)
    {
        try
        {
            return !Read(text).All(claim => _comparisons.Holds(claim, _reading));
        }
        catch (ClaimException)
        {
            return false;
        }
    }

    private IReadOnlyList<StatedClaim> Read(string text)
    {
        OneHot.Refuse(text, _network.System);
        if (IndexClaim.Read(text) is { } indexed)
        {
            return [indexed];
        }

        return [.. ClaimParser.ParseEquation(text, _names).Select(StatedClaim (equation) => IndexText.IsIndexed(equation.Left) || IndexText.IsIndexed(equation.Right)
            ? new IndexText(_network, _names, _layers.All).Of(equation)
            : Solved(new MatrixClaim(equation.Left, equation.Right)))];
    }

    /// <summary>dzᵀ A = m dw as dw = dzᵀ A / m: the side that is a name, with its factor on the other side.</summary>
    private static MatrixClaim Solved(MatrixClaim claim)
    {
        if (claim.Left is ClaimExpression.Name or ClaimExpression.Derivative)
        {
            return claim;
        }

        return claim.Right switch
        {
            ClaimExpression.Name or ClaimExpression.Derivative => new(claim.Right, claim.Left),
            ClaimExpression.Binary { Operator: ClaimOperator.Product, Left: ClaimExpression.Number or ClaimExpression.Name { Base: "m" }, Right: ClaimExpression.Name or ClaimExpression.Derivative } scaled =>
                new(scaled.Right, new ClaimExpression.Binary(ClaimOperator.Quotient, claim.Left, scaled.Left)),
            _ => claim,
        };
    }

    private ClaimVerdict Decide(ClaimLine line, IReadOnlyList<StatedClaim> stated)
    {
        ClaimVerdict? last = null;
        foreach (StatedClaim claim in stated)
        {
            last = Definition(line, claim) ?? (claim is MatrixClaim { Left: ClaimExpression.Derivative derivative } jacobian && !IsByLoss(derivative) ? Jacobian(line, jacobian, derivative) : Decide(line, claim));
            if (!last.Holds)
            {
                return last;
            }
        }

        return last!;
    }

    private bool IsByLoss(ClaimExpression.Derivative derivative) => derivative.Of is ClaimExpression.Name of && _names.IsLoss(of.Base);

    /// <summary>A line whose left side is a new name.</summary>
    private ClaimVerdict? Definition(ClaimLine line, StatedClaim claim)
    {
        if (claim is not MatrixClaim { Left: ClaimExpression.Name { Indices.Length: 0 } name } matrix || name.Base == "m" || _names.LooksLikeAdjoint(name))
        {
            return null;
        }

        // A recurrence defines layer after layer, from the last one down or from the first one up.
        List<IReadOnlyDictionary<string, int>> layers = [.. _layers.Of(matrix).Where(layer => _names.Find(name, layer) is null)];
        if (layers.Count == 0)
        {
            return null;
        }

        bool defined = false;
        Exception? failure = null;
        foreach (IReadOnlyDictionary<string, int> layer in layers.Concat(Enumerable.Reverse(layers)).Where(layer => _names.Find(name, layer) is null))
        {
            try
            {
                ClaimExpression right = LayerRange.Instantiate(matrix.Right, layer);
                new Elaboration(_network, _names, _reading, layer).Of(right);
                _names.Define(name.Base, name.Layer?.Value(layer), right);
                defined = true;
            }
            catch (Exception exception) when (exception is ClaimException or ShapeException)
            {
                failure ??= exception;
            }
        }

        return defined ? new ClaimVerdict(line.Number, line.Text, VerdictKind.Definition, $"defines {name}")
            : failure is ShapeException shape ? new(line.Number, line.Text, VerdictKind.Shape, "shape: " + shape.Message)
            : throw failure!;
    }

    private ClaimVerdict Decide(ClaimLine line, StatedClaim claim)
    {
        List<(string Where, ComparedSides Sides)> compared;
        try
        {
            compared = _comparisons.Of(claim, _reading);
        }
        catch (ShapeException exception)
        {
            return InAnotherReading(line, claim, $"As it stands, {exception.Message}.") ?? WithRepair(new(line.Number, line.Text, VerdictKind.Shape, "shape: " + exception.Message), claim);
        }

        if (!_comparisons.Free.AreFinite)
        {
            return Exactly(line, compared);
        }

        if (compared.All(pair => _comparisons.Free.AreEqual(pair.Sides.Right, pair.Sides.Left)))
        {
            bool isProved = compared.All(pair => _comparisons.IsProved(pair.Sides));
            return isProved ? new(line.Number, line.Text, VerdictKind.Proved, "proved") { Explanation = Sizes } : new(line.Number, line.Text, VerdictKind.Equal, "equal (numerically, not proved)") { Explanation = [Evidence(compared), .. Sizes] };
        }

        if (_network.System.Facts.Length > 0 && compared.All(pair => _comparisons.Promised.AreEqual(pair.Sides.Right, pair.Sides.Left)))
        {
            string facts = string.Join(" and ", _network.System.Facts);
            bool isProved = compared.All(pair => _comparisons.IsProvedWithFacts(pair.Sides));
            return isProved
                ? new(line.Number, line.Text, VerdictKind.Proved, $"proved, if {facts}") { Explanation = [$"Without {facts} it does not hold."] }
                : new(line.Number, line.Text, VerdictKind.Equal, $"equal (numerically, not proved), if {facts}");
        }

        return HeldTangent(line, claim) ?? Scaled(line, claim, compared) ?? InAnotherReading(line, claim) ?? Wrong(line, claim, compared);
    }

    /// <summary>The verdict where the network's values are finite nowhere that was tried: by proof and exact arithmetic alone.</summary>
    private ClaimVerdict Exactly(ClaimLine line, List<(string Where, ComparedSides Sides)> compared) =>
        compared.All(pair => _comparisons.IsProvedWithFacts(pair.Sides)) ? new(line.Number, line.Text, VerdictKind.Proved, "proved") { Explanation = Sizes }
        : compared.All(pair => _comparisons.AgreeExactly(pair.Sides)) ? new(line.Number, line.Text, VerdictKind.Equal, "equal (numerically, not proved)") { Explanation = [Evidence(compared), .. Sizes] }
        : new(line.Number, line.Text, VerdictKind.Unreadable, "not decided: no proof was found, and the values of the network are not finite at the points that were tried");

    /// <summary>What is to be said of sizes that could not be made different.</summary>
    private EquatableArray<string> Sizes => _network.HasEqualSizes ? ["Checked at the network's own sizes, some of which are equal: a transpose could hide behind them."] : [];

    /// <summary>On what grounds an equality without proof is believed.</summary>
    private string Evidence(List<(string Where, ComparedSides Sides)> compared) => compared.All(pair => _comparisons.AgreeExactly(pair.Sides))
        ? "Both sides agree exactly at random points of a prime field."
        : "Both sides agree to nine digits at random points.";

    private ClaimVerdict? Scaled(ClaimLine line, StatedClaim claim, List<(string Where, ComparedSides Sides)> compared)
    {
        List<(Rational Number, int PowerOfExamples)?> factors = compared.ConvertAll(pair => _comparisons.Promised.Factor(pair.Sides.Right, pair.Sides.Left));
        if (factors[0] is not { } factor || factors.Any(other => other != factor))
        {
            return null;
        }

        string name = FactorName(factor.Number, factor.PowerOfExamples);
        string hint = (factor.Number, factor.PowerOfExamples) switch
        {
            ({ IsOne: true }, 1) => "The 1/m of the mean over m examples is missing.",
            ({ IsOne: true }, -1) => "It is divided by m once too often.",
            ({ } number, 0) when number == -1 => "The sign is wrong.",
            ({ } number, 0) when number == 2 => "The claim has a factor 2 that is not there: compare (·)² with ½(·)².",
            ({ } number, 0) when number == Rational.Half => "A factor 2 is missing: compare (·)² with ½(·)².",
            _ => $"The claim is {name} times what the left side is.",
        };
        string? other = _comparisons.Holds(claim, _reading with { PerExample = !_reading.PerExample }) ? $"It is right with {(_reading.PerExample ? "total" : "per-example")} adjoints." : null;
        return WithRepair(new(line.Number, line.Text, VerdictKind.Scaled, "scaled by " + name) { Explanation = other is null ? [hint] : [hint, other] }, claim);
    }

    private static string FactorName(Rational number, int power)
    {
        string examples = Math.Abs(power) == 2 ? "m²" : "m";
        string text = number == Rational.Half ? "½" : number.ToString().Replace('-', '−');
        return power == 0 ? text
            : power > 0 ? (number.IsOne ? "" : number == -1 ? "−" : text + " ") + examples
            : (number.Numerator.IsOne && number.Denominator.IsOne ? "1" : text) + "/" + examples;
    }

    private ClaimVerdict? InAnotherReading(ClaimLine line, StatedClaim claim, params string[] asItStands)
    {
        foreach (MatrixConvention convention in new[] { MatrixConvention.R, MatrixConvention.C, MatrixConvention.Cw, MatrixConvention.P }.Where(convention => convention != _reading.Convention && claim is MatrixClaim))
        {
            if (_comparisons.Holds(claim, _reading with { Convention = convention }))
            {
                return WithRepair(
                    new(line.Number, line.Text, VerdictKind.OtherConvention, $"right in convention {convention}") { Explanation = [$"Here the convention is {_reading.Convention.Describe()}.", .. asItStands] },
                    claim);
            }
        }

        if (_comparisons.Holds(claim, _reading with { PerExample = !_reading.PerExample }))
        {
            return WithRepair(new(line.Number, line.Text, VerdictKind.OtherAdjoints, $"right with {(_reading.PerExample ? "total" : "per-example")} adjoints"), claim);
        }

        Reading tangents = _reading with { Tangents = true };
        bool moves = !_reading.Tangents && _comparisons.Holds(claim, tangents), movesHeld = !_reading.Tangents && !moves && _comparisons.Holds(claim, tangents, _comparisons.Held);
        return moves || movesHeld
            ? WithRepair(
                new(line.Number, line.Text, VerdictKind.Tangent, "right as a tangent" + (movesHeld ? ", the parameters held fixed" : ""))
                {
                    Explanation = ["It says how a small change moves forward through the network; the adjoint runs backward through the transposed matrices.", .. asItStands],
                },
                claim)
            : null;
    }

    /// <summary>With tangents: dz = wᵀ da holds where the parameters do not move.</summary>
    private ClaimVerdict? HeldTangent(ClaimLine line, StatedClaim claim) => _reading.Tangents && _comparisons.Holds(claim, _reading, _comparisons.Held)
        ? new(line.Number, line.Text, VerdictKind.Equal, "equal (numerically, not proved), the parameters held fixed")
        : null;

    private ClaimVerdict Wrong(ClaimLine line, StatedClaim claim, List<(string Where, ComparedSides Sides)> compared)
    {
        (string where, ComparedSides sides) = compared.First(pair => !_comparisons.Promised.AreEqual(pair.Sides.Right, pair.Sides.Left));
        double worst = _comparisons.Promised.WorstDifference(sides.Right, sides.Left);
        string difference = double.IsNaN(worst) || double.IsInfinity(worst) ? "it is no finite number" : $"it differs by up to {worst.ToString("0.##", CultureInfo.InvariantCulture)} of the largest value";
        string? example = Counterexample.Of(_network, sides, claim is MatrixClaim matrix ? matrix.Left.ToString() : ((IndexClaim)claim).Target);
        return WithRepair(
            new(line.Number, line.Text, VerdictKind.Wrong, $"wrong: {difference}{where}") { Explanation = example is null ? [] : [example] }, claim);
    }

    /// <summary>∂Y/∂X of two tensors has the indices of both; only vectors by vectors fit a matrix.</summary>
    private ClaimVerdict Jacobian(ClaimLine line, MatrixClaim claim, ClaimExpression.Derivative derivative)
    {
        IReadOnlyDictionary<string, int> layers = _layers.Of(claim).Last();
        var elaboration = new Elaboration(_network, _names, _reading, layers);
        if (_names.TensorOf(derivative.By, layers) is not { } tensor)
        {
            throw new ClaimException(derivative.Span, $"{derivative.By} is no tensor of the network");
        }

        MatrixValue of = elaboration.Of(derivative.Of);
        Jacobian jacobian = Claims.Jacobian.Of(_network, of, tensor);
        if (jacobian.Matrix is null)
        {
            return new(line.Number, line.Text, VerdictKind.Shape, $"shape: {derivative} has {jacobian.Rank} indices, so no matrix is equal to it")
            {
                Explanation = [jacobian.Formula, jacobian.Contracted],
            };
        }

        MatrixValue right = elaboration.Of(claim.Right);
        foreach ((MatrixValue layout, string note) in new[] { (jacobian.Matrix, ""), (jacobian.Matrix.Transposed(), " (in denominator layout)") })
        {
            if (layout.HasShapeOf(right) && right.Rows is not null && right.Columns is not null)
            {
                Equation expected = layout.AsEquation("expected");
                Equation claimed = new(new Tensor("claimed", expected.Target.Shape, TensorKind.Temporary), expected.Indices, right.At(MatrixValue.Position(expected.Indices[0]), MatrixValue.Position(expected.Indices[1])));
                if (_comparisons.Free.AreEqual(claimed, expected))
                {
                    bool isProved = _comparisons.IsProved(new(expected, claimed));
                    return new(line.Number, line.Text, isProved ? VerdictKind.Proved : VerdictKind.Equal, (isProved ? "proved" : "equal (numerically, not proved)") + note);
                }
            }
        }

        return new(line.Number, line.Text, VerdictKind.Wrong, $"wrong: {derivative} is not {claim.Right}") { Explanation = [jacobian.Formula] };
    }

    /// <summary>The verdict with the derived formula and the smallest change that makes the line right.</summary>
    private ClaimVerdict WithRepair(ClaimVerdict verdict, StatedClaim claim)
    {
        string? derived = _derived.Of(claim, _comparisons);
        if (derived is not null)
        {
            verdict = verdict with { Explanation = verdict.Explanation.Add($"Derived: {derived}.") };
        }

        ClaimVerdict Repaired(string what, StatedClaim repaired) => verdict with { Explanation = verdict.Explanation.Add($"What differs: {what}."), Repair = repaired.ToString() };
        if (claim is IndexClaim indexed)
        {
            return IndexRepairs.Of(indexed, candidate => _comparisons.IsRight(candidate, _reading), name => _names.Beside(new(name, null, [], default))) is (var repaired, var what)
                ? Repaired(what, repaired)
                : verdict with { Repair = AsWritten(derived is null ? null : IndexClaim.Read(derived)?.ToString() ?? derived, verdict.Claim) };
        }

        var matrix = (MatrixClaim)claim;
        if (_repairs.Smallest(matrix, _reading) is { } repair)
        {
            return Repaired(repair.What, repair.Claim with { Right = repair.Claim.Right.Carried() });
        }

        Reading tangents = _reading with { Tangents = true };
        return !_reading.Tangents && verdict.Kind != VerdictKind.Tangent && _repairs.Smallest(matrix, tangents) is { Cost: < 3 } moved
            ? verdict with { Explanation = verdict.Explanation.Add($"As a tangent it would be right with one change, {moved.What}: {moved.Claim with { Right = moved.Claim.Right.Carried() }}."), Repair = AsWritten(derived, verdict.Claim) }
            : verdict with { Repair = AsWritten(derived, verdict.Claim) };
    }

    /// <summary>A formula with adjoints as a line writes them: dZ, where it has neither Z̄ nor ∂.</summary>
    private static string? AsWritten(string? formula, string line) => formula is null || line.Contains("∂") || line.Contains("partial") || line.Normalize(NormalizationForm.FormD).Contains("\u0304")
        ? formula
        : Regex.Replace(formula.Normalize(NormalizationForm.FormD), @"(\p{L}+)\u0304", "d$1").Normalize(NormalizationForm.FormC);
}
