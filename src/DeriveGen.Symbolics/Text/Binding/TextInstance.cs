using System.Globalization;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Syntax;

namespace DeriveGen.Symbolics.Text.Binding;

/// <summary>One text in one place: a layer of a stack, or a network's own equations. Names are resolved and extents inferred; nothing is lowered yet.</summary>
/// <remarks>
/// Extents are found by joining: an index that stands plainly in an axis has that axis' extent, unless its extent was written.
/// Declarations are read first, then equations in order, so that each equation finds the shapes of what it reads.
/// </remarks>
internal sealed class TextInstance
{
    private readonly List<WrittenIndex> _indices = [];

    private TextInstance(TextSyntax syntax, TextEnvironment environment)
    {
        Syntax = syntax;
        Environment = environment;
        Extents = new ExtentEvaluator(this);
        Problems = [.. syntax.Problems];
        Broken = [.. syntax.Broken];
    }

    /// <summary>The text as it is written, without the statements whose condition fails here.</summary>
    public TextSyntax Syntax { get; private set; }

    /// <summary>What stands around it.</summary>
    public TextEnvironment Environment { get; }

    /// <summary>Whole-number arithmetic of extents.</summary>
    public ExtentEvaluator Extents { get; }

    /// <summary>What is wrong.</summary>
    public List<TextProblem> Problems { get; }

    /// <summary>Why parameters cannot take the place of those that they are tied to.</summary>
    public List<string> TieFaults { get; } = [];

    /// <summary>Names whose statement is wrong; reading them is no second problem.</summary>
    public HashSet<string> Broken { get; }

    /// <summary>The tensors by their name in the text, in order of appearance.</summary>
    public Dictionary<string, TensorSymbol> Symbols { get; } = [];

    /// <summary>The next values of states, by the name of the state.</summary>
    public Dictionary<string, TensorSymbol> NextValues { get; } = [];

    /// <summary>The functions that the text defines.</summary>
    public Dictionary<string, FunctionSyntax> Functions { get; } = [];

    /// <summary>The equations and facts.</summary>
    public List<BoundStatement> Statements { get; } = [];

    /// <summary>What <c>output</c> names.</summary>
    public List<TensorSymbol> Outputs { get; } = [];

    /// <summary>What <c>loss</c> names; null where no statement names it.</summary>
    public TensorSymbol? NamedLoss { get; private set; }

    /// <summary>Whether a <c>loss</c> statement names the loss.</summary>
    public bool NamesLoss => Syntax.Statements.Any(statement => statement is LossSyntax);

    /// <summary>The keyword of the first statement that concerns the network as a whole, which no part of it can make; null where there is none.</summary>
    public string? OfNetwork => Syntax.Statements.Select(statement => statement switch
    {
        InputSyntax { Keyword: not "input" } given => given.Keyword,
        LossSyntax => "loss",
        OutputSyntax => "output",
        _ => null,
    }).FirstOrDefault(keyword => keyword is not null);

    /// <summary>The tensor that the last equation defines.</summary>
    public TensorSymbol? Result { get; set; }

    /// <summary>Whether an error was found.</summary>
    public bool HasErrors => Problems.Any(problem => problem.Descriptor.Severity == Severity.Error);

    /// <summary>Resolves a text in its place.</summary>
    public static TextInstance Bind(TextSyntax syntax, TextEnvironment environment)
    {
        var instance = new TextInstance(ListExpansion.Expand(syntax, environment.Parameters), environment);
        instance.Bind();
        return instance;
    }

    /// <summary>Runs one statement's work; what is wrong with it is noted and its name is marked.</summary>
    public void Try(string subject, Action work)
    {
        try
        {
            work();
        }
        catch (TextException exception)
        {
            if (!Follows(exception.Problem))
            {
                Problems.Add(exception.Problem);
            }

            Broken.Add(subject);
        }
        catch (BrokenReadException)
        {
            Broken.Add(subject);
        }
    }

    /// <summary>Whether a problem comes from one that was found before: a name that is wrong in several places, letters of an incoming shape that does not fit, axes of a tensor whose own statement is wrong.</summary>
    private bool Follows(TextProblem problem)
    {
        bool Is(params Descriptor[] rows) => rows.Contains(problem.Descriptor);
        return Is(TextErrors.OpenPack) ? Broken.Count > 0
            : Is(TextErrors.UnknownName, TextErrors.UnknownIndex, TextErrors.UnknownFunction) && Problems.Any(other => ReferenceEquals(other.Descriptor, TextErrors.IncomingRank)
                || (ReferenceEquals(other.Descriptor, problem.Descriptor) && other.Arguments.Equals(problem.Arguments)));
    }

    /// <summary>Notes an index whose extent has to be found.</summary>
    public IndexSlot Track(IndexSlot slot, TextSpan span)
    {
        _indices.Add(new(slot.Name, slot.Extent, span));
        return slot;
    }

    /// <summary>A tensor of the text by name; null where there is none.</summary>
    public TensorSymbol? Find(string name) =>
        Symbols.TryGetValue(name, out TensorSymbol? symbol) || Environment.Given.TryGetValue(name, out symbol) ? symbol
        : name == IncomingName ? Environment.Incoming
        : null;

    /// <summary>A tensor of the text, or an earlier layer's output where the text may name one and gives the name to nothing of its own.</summary>
    public TensorSymbol? Reach(string name) => Find(name) ?? (Environment.ReadsLayers && !IsOwn(name) ? Environment.FindLayer(name) : null);

    /// <summary>Whether a statement of the text declares or defines a name.</summary>
    private bool IsOwn(string name) => Syntax.Statements.Any(statement => statement is DeclarationSyntax declaration && declaration.Name.Text == name);

    /// <summary>What the text says there.</summary>
    public string Quote(TextSpan span) => span.End <= Syntax.Text.Length ? Syntax.Text.Substring(span.Start, span.Length) : "";

    /// <summary>For a size or a parameter that is a number, what it is: <c>groups is 4</c>; else null.</summary>
    public string? Valued(ExpressionSyntax syntax) => syntax switch
    {
        CallSyntax { Function.Text: "size" } size when Extents.SizeOf(size, null).Value is { } extent => $"{Quote(size.Span)} is {extent}",
        NameExpressionSyntax { IsNext: false, Name.Text: var name } when NumberOf(name) is { } number => $"{name} is {(number.IsInteger ? number.ToString() : number.ToDouble().ToString("R", CultureInfo.InvariantCulture)).Replace('-', '−')}",
        _ => null,
    };

    /// <summary>What a constructor parameter is, where it is a number; else null.</summary>
    public Rational? NumberOf(string name) => Environment.Defaults.TryGetValue(name, out Rational known) ? known
        : Environment.Parameters.TryGetValue(name, out ParameterValue? value) && value is ParameterValue.Number number ? number.Value
        : null;

    /// <summary>What a layer calls its input.</summary>
    public const string IncomingName = "x";

    /// <summary>The names that a text may use for tensors here, for suggestions.</summary>
    public IEnumerable<string> KnownNames => Symbols.Keys.Concat(Environment.Given.Keys).Concat(Environment.Parameters.Keys.Where(name => !ListExpansion.IsItem(name)))
        .Concat(Environment.Incoming is null ? [] : [IncomingName]).Concat(Environment.ReadsLayers ? Environment.LayerNames : []);

    private void Bind()
    {
        Syntax = Syntax with { Statements = [.. Syntax.Statements.Where(Counts)] };
        foreach (FunctionSyntax function in Syntax.Statements.OfType<FunctionSyntax>())
        {
            Functions[function.Name.Text] = function;
        }

        foreach (KeyValuePair<string, EquatableArray<Rational>> table in Environment.Tables)
        {
            ExtentSlot extent = table.Value.Length == 0 ? new() : new(Extent.Of(table.Value.Length), table.Key);
            Symbols[table.Key] = new(table.Key, Environment.FullName(table.Key), TensorKind.Constant) { Axes = [extent], AxisNames = ["k"], Numbers = table.Value, IsDefined = true };
        }

        foreach (KeyValuePair<string, TensorSymbol> next in Environment.GivenNext)
        {
            NextValues[next.Key] = next.Value;
        }

        var declarations = new DeclarationBinder(this);
        declarations.CollectLetters(Syntax.Statements.OfType<DeclarationSyntax>());
        foreach (DeclarationSyntax declaration in Syntax.Statements.OfType<DeclarationSyntax>().Where(d => d is not EquationSyntax))
        {
            Try(declaration.Name.Text, () => declarations.Declare(declaration));
        }

        foreach (StatementSyntax statement in Syntax.Statements)
        {
            Resolve(statement);
        }

        declarations.CompleteRanges();
        CompleteRoles();
        ReportDoubts();
    }

    private bool Counts(StatementSyntax statement)
    {
        bool holds = true;
        if (statement.Condition is { } condition)
        {
            Try((statement as DeclarationSyntax)?.Name.Text ?? "", () => holds = Constants.Holds(this, condition));
        }

        return holds;
    }

    private void Resolve(StatementSyntax statement)
    {
        switch (statement)
        {
            case EquationSyntax equation:
                Try(equation.Name.Text, () => new StatementResolver(this).Equation(equation));
                break;
            case ScanSyntax scan when Symbols.TryGetValue(scan.Name.Text, out TensorSymbol? symbol) && symbol.Axes is not null:
                Try(scan.Name.Text, () => new StatementResolver(this).Scan(scan, symbol));
                break;
            case FactSyntax fact:
                Try("", () => new StatementResolver(this).Fact(fact));
                break;
            case RequirementSyntax requirement:
                Try("", () => new StatementResolver(this).Requirement(requirement));
                break;
        }
    }

    private void CompleteRoles()
    {
        foreach (OutputSyntax output in Syntax.Statements.OfType<OutputSyntax>())
        {
            Try("", () => Outputs.Add(Known(output.Name)));
        }

        foreach (LossSyntax loss in Syntax.Statements.OfType<LossSyntax>())
        {
            Try("", () => NamedLoss = Known(loss.Name) is { Axes.Count: > 0 } symbol
                ? throw TextException.Of(TextErrors.LossWithIndices, loss.Name.Span, symbol.Name)
                : Known(loss.Name));
        }
    }

    private TensorSymbol Known(NameSyntax name) => Find(name.Text)
        ?? (Broken.Contains(name.Text) ? throw new BrokenReadException() : throw TextException.Misspelled(TextErrors.UnknownName, name.Span, name.Text, KnownNames));

    private void ReportDoubts()
    {
        if (HasErrors)
        {
            return;
        }

        Problems.AddRange(OpenExtents.Of(this, _indices));
        Problems.AddRange(HasErrors ? [] : Exchanges.Of(this));
    }
}

/// <summary>What is left of a statement after resolving.</summary>
internal abstract record BoundStatement(TextSpan Span);

/// <summary>An equation whose names are resolved.</summary>
/// <param name="Target">What it defines.</param>
/// <param name="Indices">Its free indices.</param>
/// <param name="Value">Its right side.</param>
/// <param name="Span">Where its name stands.</param>
internal sealed record BoundEquation(TensorSymbol Target, IndexSlot[] Indices, BoundExpression Value, TextSpan Span) : BoundStatement(Span);

/// <summary>A promise whose names are resolved.</summary>
internal sealed record BoundFact(IndexSlot[] Indices, BoundExpression Left, BoundExpression Right, FactSyntax Syntax) : BoundStatement(Syntax.Span);

/// <summary>A condition that has to hold where the text is used.</summary>
internal sealed record BoundRequirement(BoundCondition Condition, RequirementSyntax Syntax) : BoundStatement(Syntax.Span);

/// <summary>A tensor is read whose own statement is wrong; that was reported there.</summary>
internal sealed class BrokenReadException : Exception;
