using System.Globalization;
using System.Text.RegularExpressions;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Notation;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Claims;

/// <summary>Decides claims, line by line.</summary>
public static class ClaimChecker
{
    /// <summary>The verdicts on every claim of a file, in order of its lines.</summary>
    /// <param name="markdown">The text of a claims file.</param>
    /// <exception cref="FormatException">The file has no claims, a network of it has errors, or a setting cannot be read; the message says where.</exception>
    public static EquatableArray<ClaimVerdict> Check(string markdown) => ClaimsFile.Read(markdown).SelectMany(fence => Check(fence)).ToEquatableArray();

    /// <summary>The verdicts on one fence.</summary>
    /// <exception cref="FormatException">The network has errors, or a setting cannot be read.</exception>
    public static EquatableArray<ClaimVerdict> Check(ClaimsFence fence)
    {
        var settings = new ClaimSettings();
        int first = 0;
        for (; first < fence.Lines.Length; first++)
        {
            try
            {
                if (settings.With(fence.Lines[first].Text) is not { } extended)
                {
                    break;
                }

                settings = extended;
            }
            catch (FormatException exception)
            {
                throw new FormatException($"Line {fence.Lines[first].Number}: {exception.Message}");
            }
        }

        ClaimNetwork network = Network(fence, settings);
        var session = new ClaimSession(network, settings, () => ClaimNetwork.Read(fence.Network, settings.Functions).Network!);
        return fence.Lines.Skip(first).Select(session.Decide).ToEquatableArray();
    }

    /// <summary>The first line that does not hold, in words; null where every line holds.</summary>
    public static string? FirstError(EquatableArray<ClaimVerdict> verdicts) =>
        verdicts.FirstOrDefault(verdict => !verdict.Holds) is { } wrong ? $"The first line that does not hold is line {wrong.Line}: {wrong.Claim}" : null;

    /// <summary>The network with pairwise distinct sizes, or with its own where those do not fit it.</summary>
    private static ClaimNetwork Network(ClaimsFence fence, ClaimSettings settings)
    {
        if (DistinctSizes.Apply(fence.Network) is var (text, letters) && ClaimNetwork.Read(text, settings.Functions, letters).Network is { } resized)
        {
            return resized;
        }

        (ClaimNetwork? network, EquatableArray<TextProblem> problems) = ClaimNetwork.Read(fence.Network, settings.Functions);
        if (network is not null)
        {
            return network;
        }

        TextProblem? problem = problems.FirstOrDefault(problem => problem.Descriptor.Severity == Severity.Error);
        int line = problem is null ? 0 : fence.Network.Take(Math.Min(problem.Span.Start, fence.Network.Length)).Count(c => c == '\n');
        throw new FormatException(problem is null
            ? $"Line {fence.NetworkLine}: the network has no loss; its last equation without indices is the loss, L = mean(i: …)."
            : $"Line {fence.NetworkLine + line}: {problem.Code}: {problem.Message}");
    }
}

/// <summary>The claims of one fence: definitions made by one line are known to the next.</summary>
internal sealed class ClaimSession
{
    private const int MostCandidates = 4000;

    private readonly ClaimNetwork _network;
    private readonly ClaimSettings _settings;
    private readonly Vocabulary _names;
    private readonly Prover _prover;
    private readonly Lazy<Points> _points;
    private readonly Lazy<Points> _promised;
    private readonly Lazy<Points> _held;
    private readonly Lazy<ClaimNetwork> _own;
    private readonly Lazy<FieldPoint[]> _field;
    private readonly Reading _reading;

    /// <summary>A fence with its settings.</summary>
    /// <param name="network">The network at sizes that differ.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="own">The network at its own sizes.</param>
    public ClaimSession(ClaimNetwork network, ClaimSettings settings, Func<ClaimNetwork> own)
    {
        _own = new(own);
        (_network, _settings) = (network, settings);
        _names = new Vocabulary(network, settings);
        _prover = new Prover(network);
        _points = new(() => new Points(network, keepsFacts: false));
        _promised = new(() => new Points(network, keepsFacts: true));
        _field = new(() => [new FieldPoint(network, 3), new FieldPoint(network, 7)]);
        _held = new(() => new Points(network, keepsFacts: true, holdsParameters: true));
        _reading = new(settings.Convention ?? network.Declared, settings.PerExample, settings.Tangents);
    }

    /// <summary>The verdict on a line.</summary>
    public ClaimVerdict Decide(ClaimLine line)
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
        catch (ArithmeticException exception)
        {
            return new(line.Number, line.Text, VerdictKind.Unreadable, "unreadable: a number in it does not exist; " + exception.Message);
        }
    }

    private IReadOnlyList<StatedClaim> Read(string text)
    {
        if (IndexClaim.Read(text) is { } indexed)
        {
            return [indexed];
        }

        return [.. ClaimParser.ParseEquation(text, _names).Select(StatedClaim (equation) => IndexText.IsIndexed(equation.Left) || IndexText.IsIndexed(equation.Right)
            ? new IndexText(_network, _names, AllLayers).Of(equation)
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
        List<IReadOnlyDictionary<string, int>> layers = [.. Layers(matrix).Where(layer => _names.Find(name, layer) is null)];
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
                ClaimExpression right = Instantiated(matrix.Right, layer);
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

    /// <summary>The formula with every layer a number, so that it means the same in lines with other letters.</summary>
    private static ClaimExpression Instantiated(ClaimExpression formula, IReadOnlyDictionary<string, int> layers) => formula is ClaimExpression.Name { Layer: { } layer } name
        ? name with { Layer = new LayerIndex(null, layer.Value(layers) ?? throw new ClaimException(name.Span, $"the layer of {name} is not known"), layer.IsRaised) }
        : formula.With(formula.Operands.Map(operand => Instantiated(operand, layers)));

    private IEnumerable<IReadOnlyDictionary<string, int>> AllLayers => _settings.Layers is { } layers ? Enumerable.Range(layers.First, layers.Last - layers.First + 1).Select(With) : [_names.FixedLayers];

    private IReadOnlyDictionary<string, int> With(int layer)
    {
        var letters = _names.FixedLayers.ToDictionary(pair => pair.Key, pair => pair.Value);
        letters[_settings.Layers!.Value.Letter] = layer;
        return letters;
    }

    /// <summary>The values of the letters in a claim: one row for each layer, or one row alone.</summary>
    private IEnumerable<IReadOnlyDictionary<string, int>> Layers(StatedClaim claim)
    {
        bool isForEachLayer = _settings.Layers is { } layers && Regex.IsMatch(claim.ToString(), $@"[_^][\{{(\[]*{layers.Letter}\b");
        return isForEachLayer ? AllLayers : [_names.FixedLayers];
    }

    /// <summary>Both sides in every layer that has the names.</summary>
    /// <exception cref="ShapeException">Matrices do not fit in some layer.</exception>
    /// <exception cref="ClaimException">No layer has the names.</exception>
    private List<(string Where, ComparedSides Sides)> Compared(StatedClaim claim, Reading reading)
    {
        var compared = new List<(string, ComparedSides)>();
        ClaimException? missing = null;
        foreach (IReadOnlyDictionary<string, int> layers in Layers(claim))
        {
            try
            {
                string where = _settings.Layers is { } range && layers.TryGetValue(range.Letter, out int value) ? string.Format(CultureInfo.InvariantCulture, " for {0} = {1}", range.Letter, value) : "";
                compared.Add((where, claim.Compare(_network, _names, reading, layers)));
            }
            catch (ClaimException exception)
            {
                missing ??= exception;
            }
        }

        return compared.Count > 0 ? compared : throw missing ?? new ClaimException(default, "no layer has these names");
    }

    private ClaimVerdict Decide(ClaimLine line, StatedClaim claim)
    {
        List<(string Where, ComparedSides Sides)> compared;
        try
        {
            compared = Compared(claim, _reading);
        }
        catch (ShapeException exception)
        {
            return InAnotherReading(line, claim, $"As it stands, {exception.Message}.") ?? WithRepair(new(line.Number, line.Text, VerdictKind.Shape, "shape: " + exception.Message), claim);
        }

        if (compared.All(pair => _points.Value.AreEqual(pair.Sides.Right, pair.Sides.Left)))
        {
            bool isProved = compared.All(pair => _prover.Proves(pair.Sides.Right.Value, pair.Sides.Left.Value));
            return isProved ? new(line.Number, line.Text, VerdictKind.Proved, "proved") : new(line.Number, line.Text, VerdictKind.Equal, "equal (numerically, not proved)") { Explanation = [Evidence(compared)] };
        }

        if (_network.System.Facts.Length > 0 && compared.All(pair => _promised.Value.AreEqual(pair.Sides.Right, pair.Sides.Left)))
        {
            string facts = string.Join(" and ", _network.System.Facts);
            bool isProved = compared.All(pair => _prover.ProvesWithFacts(pair.Sides.Right.Value, pair.Sides.Left.Value) || _prover.Proves(pair.Sides.Right.Value, pair.Sides.Left.Value));
            return isProved
                ? new(line.Number, line.Text, VerdictKind.Proved, $"proved, if {facts}") { Explanation = [$"Without {facts} it does not hold."] }
                : new(line.Number, line.Text, VerdictKind.Equal, $"equal (numerically, not proved), if {facts}");
        }

        return HeldTangent(line, claim) ?? Scaled(line, claim, compared) ?? InAnotherReading(line, claim) ?? Wrong(line, claim, compared);
    }

    /// <summary>On what grounds an equality without proof is believed.</summary>
    private string Evidence(List<(string Where, ComparedSides Sides)> compared) => compared.All(pair => _field.Value.All(point => point.AreEqual(pair.Sides.Right, pair.Sides.Left)))
        ? "Both sides agree exactly at random points of a prime field."
        : "Both sides agree to nine digits at random points.";

    private ClaimVerdict? Scaled(ClaimLine line, StatedClaim claim, List<(string Where, ComparedSides Sides)> compared)
    {
        List<(Rational Number, int PowerOfExamples)?> factors = compared.ConvertAll(pair => _promised.Value.Factor(pair.Sides.Right, pair.Sides.Left));
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
        string? other = Holds(claim, _reading with { PerExample = !_reading.PerExample }) ? $"It is right with {(_reading.PerExample ? "total" : "per-example")} adjoints." : null;
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
            if (Holds(claim, _reading with { Convention = convention }))
            {
                return WithRepair(
                    new(line.Number, line.Text, VerdictKind.OtherConvention, $"right in convention {convention}") { Explanation = [$"Here convention {_reading.Convention} is meant: {Described(_reading.Convention)}.", .. asItStands] },
                    claim);
            }
        }

        if (Holds(claim, _reading with { PerExample = !_reading.PerExample }))
        {
            return WithRepair(new(line.Number, line.Text, VerdictKind.OtherAdjoints, $"right with {(_reading.PerExample ? "total" : "per-example")} adjoints"), claim);
        }

        Reading tangents = _reading with { Tangents = true };
        bool moves = !_reading.Tangents && Holds(claim, tangents), movesHeld = !_reading.Tangents && !moves && Holds(claim, tangents, _held.Value);
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
    private ClaimVerdict? HeldTangent(ClaimLine line, StatedClaim claim) => _reading.Tangents && Holds(claim, _reading, _held.Value)
        ? new(line.Number, line.Text, VerdictKind.Equal, "equal (numerically, not proved), the parameters held fixed")
        : null;

    private static string Described(MatrixConvention convention) => convention switch
    {
        MatrixConvention.R => "rows are examples, Z = A W + 1 b",
        MatrixConvention.C => "columns are examples, Z = W A + b 1ᵀ",
        MatrixConvention.Cw => "columns are examples, Z = wᵀ A + b 1ᵀ",
        _ => "rows are examples, Z = A Wᵀ + 1 b",
    };

    private bool Holds(StatedClaim claim, Reading reading) => Holds(claim, reading, _promised.Value);

    private bool Holds(StatedClaim claim, Reading reading, Points points)
    {
        try
        {
            return Compared(claim, reading) is var compared && compared.All(pair => points.AreEqual(pair.Sides.Right, pair.Sides.Left)) && !compared.All(pair => IsZero(pair.Sides.Left));
        }
        catch (Exception exception) when (exception is ShapeException or ClaimException or ArithmeticException)
        {
            return false;
        }
    }

    private bool IsZero(Equation equation) => _promised.Value.AreEqual(equation, equation with { Value = Polynomial.Zero });

    private ClaimVerdict Wrong(ClaimLine line, StatedClaim claim, List<(string Where, ComparedSides Sides)> compared)
    {
        (string where, ComparedSides sides) = compared.First(pair => !_promised.Value.AreEqual(pair.Sides.Right, pair.Sides.Left));
        double worst = _promised.Value.WorstDifference(sides.Right, sides.Left);
        string difference = worst.ToString("0.##", CultureInfo.InvariantCulture);
        string? example = Counterexample.Of(_network, sides, claim is MatrixClaim matrix ? matrix.Left.ToString() : ((IndexClaim)claim).Target);
        return WithRepair(
            new(line.Number, line.Text, VerdictKind.Wrong, $"wrong: it differs by up to {difference} of the largest value{where}") { Explanation = example is null ? [] : [example] }, claim);
    }

    /// <summary>∂Y/∂X of two tensors has the indices of both; only vectors by vectors fit a matrix.</summary>
    private ClaimVerdict Jacobian(ClaimLine line, MatrixClaim claim, ClaimExpression.Derivative derivative)
    {
        IReadOnlyDictionary<string, int> layers = Layers(claim).Last();
        var elaboration = new Elaboration(_network, _names, _reading, layers);
        if (derivative.By is not ClaimExpression.Name by || _names.Find(by, layers) is not Meaning.Value { Tensor: { } tensor })
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
                if (_points.Value.AreEqual(claimed, expected))
                {
                    bool isProved = _prover.Proves(claimed.Value, expected.Value);
                    return new(line.Number, line.Text, isProved ? VerdictKind.Proved : VerdictKind.Equal, (isProved ? "proved" : "equal (numerically, not proved)") + note);
                }
            }
        }

        return new(line.Number, line.Text, VerdictKind.Wrong, $"wrong: {derivative} is not {claim.Right}") { Explanation = [jacobian.Formula] };
    }

    /// <summary>The verdict with the derived formula and the smallest change that makes the line right.</summary>
    private ClaimVerdict WithRepair(ClaimVerdict verdict, StatedClaim claim)
    {
        string? derived = Derived(claim);
        if (derived is not null)
        {
            verdict = verdict with { Explanation = verdict.Explanation.Add($"Derived: {derived}.") };
        }

        ClaimVerdict Repaired(string what, StatedClaim repaired) => verdict with { Explanation = verdict.Explanation.Add($"What differs: {what}."), Repair = repaired.ToString() };
        if (claim is IndexClaim indexed)
        {
            return IndexRepairs.Of(indexed, candidate => IsRight(candidate, _reading)) is (var repaired, var what) ? Repaired(what, repaired) : verdict with { Repair = derived };
        }

        var matrix = (MatrixClaim)claim;
        if (Smallest(matrix, _reading) is { } repair)
        {
            return Repaired(repair.What, repair.Claim with { Right = repair.Claim.Right.Carried() });
        }

        Reading tangents = _reading with { Tangents = true };
        return !_reading.Tangents && verdict.Kind != VerdictKind.Tangent && Smallest(matrix, tangents) is { Cost: < 3 } moved
            ? verdict with { Explanation = verdict.Explanation.Add($"As a tangent it would be right with one change, {moved.What}: {moved.Claim with { Right = moved.Claim.Right.Carried() }}."), Repair = derived }
            : verdict with { Repair = derived };
    }

    private bool IsRight(StatedClaim claim, Reading reading)
    {
        try
        {
            return Compared(claim, reading) is var compared
                && compared.All(pair => _promised.Value.AreEqual(pair.Sides.Right, pair.Sides.Left))
                && !compared.Any(pair => pair.Sides.Right.Value.Equals(pair.Sides.Left.Value));
        }
        catch (Exception exception) when (exception is ShapeException or ClaimException or ArithmeticException)
        {
            return false;
        }
    }

    private bool IsProved(StatedClaim claim, Reading reading) => Compared(claim, reading).All(pair =>
        _prover.ProvesWithFacts(pair.Sides.Right.Value, pair.Sides.Left.Value) || _prover.Proves(pair.Sides.Right.Value, pair.Sides.Left.Value));

    /// <summary>The cheapest repair that is right, proved ones before others.</summary>
    private Repair? Smallest(MatrixClaim claim, Reading reading)
    {
        var seen = new HashSet<string> { claim.ToString() };
        List<Repair> ring = [new(claim, 0, "")];
        int tried = 0;
        for (int depth = 0; depth < 3; depth++)
        {
            List<Repair> next = [];
            foreach (Repair from in ring)
            {
                foreach (Repair edit in Repairs.Of(from.Claim, _names))
                {
                    if (seen.Add(edit.Claim.ToString()))
                    {
                        next.Add(edit with { Cost = from.Cost + edit.Cost, What = from.What.Length == 0 ? edit.What : from.What + ", " + edit.What });
                    }
                }
            }

            next.Sort((a, b) => a.Cost - b.Cost);
            List<Repair> right = [];
            foreach (Repair candidate in next)
            {
                if (right.Count > 0 && candidate.Cost > right[0].Cost)
                {
                    break;
                }

                if (++tried > MostCandidates)
                {
                    break;
                }

                if (IsRight(candidate.Claim, reading))
                {
                    right.Add(candidate);
                }
            }

            if (right.Count > 0)
            {
                return right.FirstOrDefault(repair => IsProved(repair.Claim, reading)) ?? right[0];
            }

            if (tried > MostCandidates)
            {
                return null;
            }

            ring = next;
        }

        return null;
    }

    /// <summary>The derived formula of what the left side names, in the notation of the claim where there is one.</summary>
    private string? Derived(StatedClaim claim)
    {
        if (_reading.Tangents)
        {
            return null;
        }

        Equation expected;
        try
        {
            expected = Compared(claim, _reading)[0].Sides.Left;
        }
        catch (ShapeException)
        {
            // The left side alone still says what is spoken of.
            if (claim is not MatrixClaim { Left: var left })
            {
                return null;
            }

            MatrixValue value = new Elaboration(_network, _names, _reading, Layers(claim).First()).Of(left);
            expected = new Equation(new Tensor("left", [], TensorKind.Temporary), [], value.At(Affine.Zero, Affine.Zero));
        }
        catch (Exception exception) when (exception is ClaimException or ArithmeticException)
        {
            return null;
        }

        Tensor? primal = Walk.Accesses(expected.Value).Select(access => access.Tensor.AdjointOf).FirstOrDefault(tensor => tensor is not null);
        if (primal is null)
        {
            return null;
        }

        // The user's own sizes stand in the formula, and the shorter of one step of the chain rule and the rewritten form.
        Tensor? own = _own.Value.System.Tensors.FirstOrDefault(tensor => tensor.Name == primal.Name);
        Equation? derived = new[] { _own.Value.ByChainRule, _own.Value.Rewritten }
            .Where(system => own is not null && system.AdjointOf.ContainsKey(own))
            .Select(system => InClaimsNames(system, system.AdjointOf[own!]))
            .Where(equation => !equation.Value.IsZero)
            .OrderBy(equation => equation.Value.Weight).FirstOrDefault();
        if (derived is null)
        {
            return null;
        }

        string text = new MatrixNotation(tensor => tensor.Rank == 2 && _reading.Exchanges(tensor.AdjointOf ?? tensor, _network)).Print(derived) ?? derived.ToString();
        return text.Replace("batch", "m");
    }

    private Equation InClaimsNames(DerivedSystem system, Tensor adjoint)
    {
        int position = system.Adjoints.ToList().FindIndex(equation => ReferenceEquals(equation.Target, adjoint));
        return _reading.PerExample && _own.Value.Examples is { } examples ? PerExample.Rewrite(system, examples)[position] : system.Adjoints[position];
    }
}
