namespace DeriveGen.Symbolics.Text.Syntax;

/// <summary>A statement as it is written.</summary>
internal abstract record StatementSyntax(TextSpan Span)
{
    /// <summary>Where it is written, <c>if</c> and what must hold of the constructor parameters for the statement to count.</summary>
    public ExpressionSyntax? Condition { get; init; }
}

/// <summary>A statement that names a tensor and its axes.</summary>
internal abstract record DeclarationSyntax(NameSyntax Name, EquatableArray<IndexSyntax> Axes, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>input</c>, <c>target</c> or <c>label</c>, with the bound of whole numbers.</summary>
internal sealed record InputSyntax(string Keyword, NameSyntax Name, EquatableArray<IndexSyntax> Axes, ExpressionSyntax? Bound, TextSpan Span)
    : DeclarationSyntax(Name, Axes, Span);

/// <summary><c>param</c> with its initializer: a distribution and its arguments, or a constant; <c>frozen param</c> is not learned.</summary>
internal sealed record ParameterSyntax(
    NameSyntax Name, EquatableArray<IndexSyntax> Axes, NameSyntax? Distribution, EquatableArray<ExpressionSyntax> Arguments, ExpressionSyntax? Constant, TextSpan Span)
    : DeclarationSyntax(Name, Axes, Span)
{
    /// <summary>Whether it is not learned.</summary>
    public bool IsFrozen { get; init; }
}

/// <summary><c>state</c> with its first value.</summary>
internal sealed record StateSyntax(NameSyntax Name, EquatableArray<IndexSyntax> Axes, ExpressionSyntax Initial, TextSpan Span) : DeclarationSyntax(Name, Axes, Span);

/// <summary><c>scan</c>: a tensor defined along <paramref name="Time"/>, forwards or backwards.</summary>
internal sealed record ScanSyntax(NameSyntax Name, EquatableArray<IndexSyntax> Axes, NameSyntax Time, int Direction, ExpressionSyntax Initial, TextSpan Span)
    : DeclarationSyntax(Name, Axes, Span);

/// <summary><c>random</c> or <c>gaussian</c>.</summary>
internal sealed record RandomSyntax(NameSyntax Name, EquatableArray<IndexSyntax> Axes, bool IsGaussian, TextSpan Span) : DeclarationSyntax(Name, Axes, Span);

/// <summary>An equation; with a prime, of the next value of a state.</summary>
internal sealed record EquationSyntax(NameSyntax Name, bool IsNext, EquatableArray<IndexSyntax> Axes, ExpressionSyntax Value, TextSpan Span)
    : DeclarationSyntax(Name, Axes, Span);

/// <summary>A function definition.</summary>
internal sealed record FunctionSyntax(NameSyntax Name, EquatableArray<NameSyntax> Parameters, ExpressionSyntax Body, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>fact</c>: both sides are equal, the user promises.</summary>
internal sealed record FactSyntax(ExpressionSyntax Left, ExpressionSyntax Right, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>fact</c> with a condition on numbers that are known where the text is used: it is checked there.</summary>
internal sealed record RequirementSyntax(ExpressionSyntax Required, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>output</c>: what Predict returns.</summary>
internal sealed record OutputSyntax(NameSyntax Name, EquatableArray<IndexSyntax> Axes, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>loss</c>: the scalar to differentiate.</summary>
internal sealed record LossSyntax(NameSyntax Name, TextSpan Span) : StatementSyntax(Span);

/// <summary>A whole text.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Statements">What could be read, in order.</param>
/// <param name="Broken">The names that unreadable statements were about, so that nobody is told twice.</param>
/// <param name="Problems">What could not be read.</param>
internal sealed record TextSyntax(string Text, EquatableArray<StatementSyntax> Statements, EquatableArray<string> Broken, EquatableArray<TextProblem> Problems);
