using System.Globalization;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Symbolics.Claims.Syntax;

/// <summary>The layer that a name belongs to: a number, or a letter with something added, <c>l − 1</c>.</summary>
/// <param name="Letter">The letter, or null.</param>
/// <param name="Offset">What is added to the letter, or the number itself.</param>
/// <param name="IsRaised">Whether it is written as a superscript.</param>
internal readonly record struct LayerIndex(string? Letter, int Offset, bool IsRaised)
{
    /// <summary>The layer as a number.</summary>
    /// <param name="letters">The values of letters.</param>
    /// <returns>Null where the letter has no value.</returns>
    public int? Value(IReadOnlyDictionary<string, int> letters) => Letter is null ? Offset : letters.TryGetValue(Letter, out int value) ? value + Offset : null;

    /// <summary>As it is written between braces.</summary>
    public override string ToString()
    {
        string number = Math.Abs(Offset).ToString(CultureInfo.InvariantCulture);
        return Letter is null ? Offset.ToString(CultureInfo.InvariantCulture) : Offset == 0 ? Letter : Letter + (Offset < 0 ? "−" : "+") + number;
    }
}

/// <summary>The operators between two operands.</summary>
internal enum ClaimOperator
{
    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The difference.</summary>
    Difference,

    /// <summary>The matrix product, or the product with a scalar.</summary>
    Product,

    /// <summary>The element-wise product, ∘.</summary>
    Hadamard,

    /// <summary>The outer product, ⊗.</summary>
    Outer,

    /// <summary>The quotient by a scalar, or element by element.</summary>
    Quotient,
}

/// <summary>A formula of a claim as it is written, in any of the notations.</summary>
internal abstract record ClaimExpression
{
    /// <summary>The formula inside another that binds at least as tightly as <paramref name="precedence"/>.</summary>
    private string Inside(int precedence) => Precedence < precedence ? "(" + this + ")" : ToString();

    /// <summary>How tightly the outermost operator binds.</summary>
    private protected abstract int Precedence { get; }

    /// <summary>The direct operands.</summary>
    public abstract EquatableArray<ClaimExpression> Operands { get; }

    /// <summary>The same with other operands.</summary>
    public abstract ClaimExpression With(EquatableArray<ClaimExpression> operands);

    /// <summary>The same with transposes carried to the names: (A B)ᵀ as Bᵀ Aᵀ.</summary>
    public ClaimExpression Carried() => this switch
    {
        Transpose { Operand: Binary { Operator: ClaimOperator.Product or ClaimOperator.Outer } product } =>
            new Binary(product.Operator, Transpose.Of(product.Right).Carried(), Transpose.Of(product.Left).Carried()),
        Transpose { Operand: Binary { Operator: ClaimOperator.Hadamard or ClaimOperator.Sum or ClaimOperator.Difference } sum } =>
            new Binary(sum.Operator, Transpose.Of(sum.Left).Carried(), Transpose.Of(sum.Right).Carried()),
        Transpose { Operand: Negative negative } => new Negative(Transpose.Of(negative.Operand).Carried()),
        Transpose { Operand: Number or Diagonal } transpose => transpose.Operand,
        Transpose { Operand: Call call } => call with { Argument = Transpose.Of(call.Argument).Carried() },
        _ => With(Operands.Map(operand => operand.Carried())),
    };

    /// <summary>As a reader writes it.</summary>
    public abstract override string ToString();

    /// <summary>A number.</summary>
    public sealed record Number(Rational Value) : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [];

        private protected override int Precedence => Value.IsInteger ? 9 : 4;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => this;

        /// <inheritdoc/>
        public override string ToString() => Value.ToString();
    }

    /// <summary>The vector of ones, as long as its place asks for.</summary>
    public sealed record Ones : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [];

        private protected override int Precedence => 9;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => this;

        /// <inheritdoc/>
        public override string ToString() => "𝟏";
    }

    /// <summary>A name: a tensor, an adjoint as dX, a definition above, a size.</summary>
    /// <param name="Base">The letters.</param>
    /// <param name="Layer">The layer, where one is written apart from the letters.</param>
    /// <param name="Indices">The element, where letters of indices stand behind the name: W with jk below.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Name(string Base, LayerIndex? Layer, EquatableArray<string> Indices, TextSpan Span) : ClaimExpression
    {
        /// <summary>The letter that counts the examples, where one stands above the name in brackets of its own.</summary>
        public string? Example { get; init; }

        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [];

        private protected override int Precedence => 9;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => this;

        /// <inheritdoc/>
        public override string ToString()
        {
            string layer = Layer is not { } index ? "" : (index.IsRaised ? "^" : "_") + (index.ToString().Length > 1 ? "{" + index + "}" : index.ToString());
            return Base.Normalize() + layer + (Example is null ? "" : "^{(" + Example + ")}") + (Indices.Length == 0 ? "" : "[" + string.Join(",", Indices) + "]");
        }

        /// <summary>Two names are equal wherever they stand.</summary>
        public bool Equals(Name? other) => other is not null && Base == other.Base && Layer.Equals(other.Layer) && Indices.Equals(other.Indices) && Example == other.Example;

        /// <inheritdoc/>
        public override int GetHashCode() => Base.GetHashCode();
    }

    /// <summary>∂L/∂X, or the Jacobian ∂Y/∂X.</summary>
    public sealed record Derivative(ClaimExpression Of, ClaimExpression By, TextSpan Span) : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [Of, By];

        private protected override int Precedence => 8;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => this with { Of = operands[0], By = operands[1] };

        /// <inheritdoc/>
        public override string ToString() => "∂" + Of.Inside(9) + "/∂" + By.Inside(9);
    }

    /// <summary>−x.</summary>
    public sealed record Negative(ClaimExpression Operand) : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [Operand];

        private protected override int Precedence => 2;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => new Negative(operands[0]);

        /// <inheritdoc/>
        public override string ToString() => "−" + Operand.Inside(3);
    }

    /// <summary>Two operands with an operator between.</summary>
    public sealed record Binary(ClaimOperator Operator, ClaimExpression Left, ClaimExpression Right) : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [Left, Right];

        private protected override int Precedence => Operator switch
        {
            ClaimOperator.Sum or ClaimOperator.Difference => 1,
            ClaimOperator.Hadamard or ClaimOperator.Outer => 3,
            _ => 4,
        };

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => this with { Left = operands[0], Right = operands[1] };

        /// <inheritdoc/>
        public override string ToString() => Operator switch
        {
            ClaimOperator.Sum => Left.Inside(1) + " + " + Right.Inside(2),
            ClaimOperator.Difference => Left.Inside(1) + " − " + Right.Inside(2),
            // A product beside ∘ stands in brackets: readers do not agree on which binds more tightly.
            ClaimOperator.Hadamard => Left.Inside(Left is Binary { Operator: ClaimOperator.Hadamard } ? 3 : 5) + " ∘ " + Right.Inside(5),
            ClaimOperator.Outer => Left.Inside(5) + " ⊗ " + Right.Inside(5),
            ClaimOperator.Quotient when Left is Number { Value.IsOne: true } && Right.Precedence == 9 => "(1/" + Right + ")",
            ClaimOperator.Quotient => Left.Inside(4) + " / " + Right.Inside(5),
            _ => Left.Inside(4) + " " + Right.Inside(5),
        };
    }

    /// <summary>x to a number.</summary>
    public sealed record Power(ClaimExpression Base, Rational Exponent) : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [Base];

        private protected override int Precedence => 8;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => this with { Base = operands[0] };

        /// <inheritdoc/>
        public override string ToString() => Base.Inside(9) + "^" + (Exponent is { IsInteger: true, Sign: > 0 } ? Exponent.ToString() : "(" + Exponent + ")");
    }

    /// <summary>The transpose.</summary>
    public sealed record Transpose(ClaimExpression Operand) : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [Operand];

        private protected override int Precedence => 8;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => Of(operands[0]);

        /// <summary>The transpose; of a transpose the matrix itself.</summary>
        public static ClaimExpression Of(ClaimExpression operand) => operand is Transpose transpose ? transpose.Operand : new Transpose(operand);

        /// <inheritdoc/>
        public override string ToString() => Operand is Name { Layer.IsRaised: true } ? "(" + Operand + ")ᵀ" : Operand.Inside(9) + "ᵀ";
    }

    /// <summary>A function of every element, its derivative, or its inverse.</summary>
    /// <param name="Function">The name.</param>
    /// <param name="Primes">How often it is differentiated.</param>
    /// <param name="IsInverse">Whether the inverse stands.</param>
    /// <param name="Argument">What it is applied to.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Call(string Function, int Primes, bool IsInverse, ClaimExpression Argument, TextSpan Span) : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [Argument];

        private protected override int Precedence => 9;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => this with { Argument = operands[0] };

        /// <inheritdoc/>
        public override string ToString() => Function + (IsInverse ? "⁻¹" : "") + new string('′', Primes) + "(" + Argument + ")";

        /// <summary>Two calls are equal wherever they stand.</summary>
        public bool Equals(Call? other) =>
            other is not null && Function == other.Function && Primes == other.Primes && IsInverse == other.IsInverse && Argument.Equals(other.Argument);

        /// <inheritdoc/>
        public override int GetHashCode() => Function.GetHashCode();
    }

    /// <summary>The matrix with a vector on its diagonal.</summary>
    public sealed record Diagonal(ClaimExpression Vector) : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [Vector];

        private protected override int Precedence => 9;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => new Diagonal(operands[0]);

        /// <inheritdoc/>
        public override string ToString() => "Diag(" + Vector + ")";
    }

    /// <summary>Σ over indices that are written.</summary>
    public sealed record Summation(EquatableArray<string> Indices, ClaimExpression Body) : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [Body];

        private protected override int Precedence => 2;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => this with { Body = operands[0] };

        /// <inheritdoc/>
        public override string ToString() => "Σ" + string.Join(",", Indices) + " " + Body.Inside(3);
    }

    /// <summary>Kronecker's delta of two indices.</summary>
    public sealed record Delta(string First, string Second) : ClaimExpression
    {
        /// <inheritdoc/>
        public override EquatableArray<ClaimExpression> Operands => [];

        private protected override int Precedence => 9;

        /// <inheritdoc/>
        public override ClaimExpression With(EquatableArray<ClaimExpression> operands) => this;

        /// <inheritdoc/>
        public override string ToString() => "δ[" + First + "," + Second + "]";
    }
}
