using System.Globalization;
using DeriveGen.Symbolics.Algebra;

namespace DeriveGen.Symbolics.Notation;

/// <summary>A formula in matrix notation, as a tree. A vector is a column.</summary>
public abstract record MatrixExpression
{
    private protected MatrixExpression()
    {
    }

    /// <summary>How many named matrices and vectors stand transposed; the fewest read best.</summary>
    public abstract int Transposes { get; }

    /// <summary>The extents as rows and columns, or null where any shape fits (a constant).</summary>
    public abstract (string Rows, string Columns)? Shape { get; }

    /// <summary>How many symbols there are to read.</summary>
    public int Symbols
    {
        get
        {
            int count = 0;
            _ = Replace(symbol =>
            {
                count++;
                return symbol;
            });
            return count;
        }
    }

    private protected abstract int Precedence { get; }

    private protected abstract string Text { get; }

    /// <summary>The transpose, carried to the leaves.</summary>
    public abstract MatrixExpression Transpose();

    /// <inheritdoc/>
    public sealed override string ToString() => Text;

    private protected string Inside(int precedence) => Precedence < precedence ? "(" + Text + ")" : Text;

    /// <summary>The expression with symbols replaced, transposed where the symbol stands transposed; products stay flat and numbers in front.</summary>
    /// <param name="replace">What takes a symbol's place, untransposed; null keeps it.</param>
    public virtual MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) => this;

    /// <summary>The transpose of a sum or an element-wise product: of each part, or as (z − t)ᵀ where that writes fewer.</summary>
    private protected MatrixExpression TransposedBy(MatrixExpression parts) => parts.Transposes > Math.Max(Transposes, 1) ? new Transposed(this) : parts;

    /// <summary>A sum or an element-wise product that stands transposed as a whole, (z − t)ᵀ.</summary>
    public sealed record Transposed(MatrixExpression Value) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => Value.Shape is { } shape ? (shape.Columns, shape.Rows) : null;

        /// <inheritdoc/>
        public override int Transposes => Value.Transposes + 1;

        private protected override int Precedence => 5;

        private protected override string Text => Value.Inside(5) + "ᵀ";

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => Value;

        /// <inheritdoc/>
        public override MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) => Value.Replace(replace).Transpose();
    }

    /// <summary>A named matrix or vector.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="IsTransposed">Whether the transpose stands.</param>
    /// <param name="Rows">The rows of what is named, before transposing.</param>
    /// <param name="Columns">The columns of what is named; 1 for a vector.</param>
    public sealed record Symbol(string Name, bool IsTransposed, string Rows, string Columns) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => IsTransposed ? (Columns, Rows) : (Rows, Columns);

        /// <inheritdoc/>
        public override int Transposes => IsTransposed ? 1 : 0;

        private protected override int Precedence => 5;

        private protected override string Text => IsTransposed ? Name + "ᵀ" : Name;

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => this with { IsTransposed = !IsTransposed };

        /// <inheritdoc/>
        public override MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) =>
            replace(this with { IsTransposed = false }) is { } value ? (IsTransposed ? value.Transpose() : value) : this;
    }

    /// <summary>The vector of ones.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="IsTransposed">Whether it is a row.</param>
    public sealed record Ones(string Count, bool IsTransposed) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => IsTransposed ? ("1", Count) : (Count, "1");

        /// <inheritdoc/>
        public override int Transposes => 0;

        private protected override int Precedence => 5;

        private protected override string Text => IsTransposed ? "𝟏ᵀ" : "𝟏";

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => this with { IsTransposed = !IsTransposed };
    }

    /// <summary>The same number in every place.</summary>
    public sealed record Constant(string Number) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => null;

        /// <inheritdoc/>
        public override int Transposes => 0;

        private protected override int Precedence => 5;

        private protected override string Text => Number;

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => this;
    }

    /// <summary>The matrix with a vector on its diagonal.</summary>
    public sealed record Diagonal(MatrixExpression Vector) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => Vector.Shape is not { } shape ? null : shape.Rows == "1" ? (shape.Columns, shape.Columns) : (shape.Rows, shape.Rows);

        /// <inheritdoc/>
        public override int Transposes => Vector.Transposes;

        private protected override int Precedence => 5;

        private protected override string Text => "Diag(" + (Vector.Transpose() is var row && row.Transposes < Vector.Transposes ? row : Vector) + ")";

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => this;

        /// <inheritdoc/>
        public override MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) => new Diagonal(Vector.Replace(replace));
    }

    /// <summary>A matrix product.</summary>
    public sealed record Product(EquatableArray<MatrixExpression> Factors) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => (Factors[0].Shape?.Rows ?? "1", Factors[Factors.Length - 1].Shape?.Columns ?? "1");

        /// <inheritdoc/>
        public override int Transposes => Factors.Sum(factor => factor.Transposes);

        private protected override int Precedence => 3;

        private protected override string Text => string.Join(" ", Factors.Select(factor => factor.Inside(4)));

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => new Product(Factors.Reverse().Select(factor => factor.Transpose()).ToEquatableArray());

        /// <inheritdoc/>
        public override MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) =>
            Scaled.InFrontOf(Factors.Map(factor => factor.Replace(replace)), factors => factors.Aggregate(Of));

        /// <summary>left · right, products flattened.</summary>
        public static MatrixExpression Of(MatrixExpression left, MatrixExpression right) => new Product([.. FactorsOf(left), .. FactorsOf(right)]);

        private static IEnumerable<MatrixExpression> FactorsOf(MatrixExpression expression) => expression is Product product ? product.Factors : [Lighter(expression)];

        /// <summary>A factor that is easier to read the other way round, as ((z − t) W)ᵀ.</summary>
        private static MatrixExpression Lighter(MatrixExpression factor) => factor is Hadamard or Sum or Quotient
            && factor.Transpose() is not Transposed and var other && other.Transposes + 1 < factor.Transposes ? new Transposed(other) : factor;
    }

    /// <summary>An element-wise product, <c>∘</c>.</summary>
    public sealed record Hadamard(EquatableArray<MatrixExpression> Factors) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => Factors.Select(factor => factor.Shape).FirstOrDefault(shape => shape is not null);

        /// <inheritdoc/>
        public override int Transposes => Factors.Sum(factor => factor.Transposes);

        private protected override int Precedence => 2;

        private protected override string Text => string.Join(" ∘ ", Factors.Select(factor => factor.Inside(4)));

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => TransposedBy(new Hadamard(Factors.Map(factor => factor.Transpose())));

        /// <inheritdoc/>
        public override MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) =>
            Scaled.InFrontOf(Factors.Map(factor => factor.Replace(replace)), factors => factors.Aggregate(Of));

        /// <summary>left ∘ right, products flattened; matrix products stand first and sums last, as in (W₂ᵀ δ₂) ∘ z₁ ∘ (1 − z₁).</summary>
        public static MatrixExpression Of(MatrixExpression left, MatrixExpression right) =>
            new Hadamard(FactorsOf(left).Concat(FactorsOf(right)).OrderBy(Rank).ToEquatableArray());

        private static int Rank(MatrixExpression factor) => factor switch
        {
            Product => 0,
            Symbol => 1,
            Sum or Quotient or Transposed => 3,
            _ => 2,
        };

        private static IEnumerable<MatrixExpression> FactorsOf(MatrixExpression expression) => expression is Hadamard product ? product.Factors : [expression];
    }

    /// <summary>An element-wise quotient, <c>⊘</c>.</summary>
    public sealed record Quotient(MatrixExpression Numerator, MatrixExpression Denominator) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => Numerator.Shape ?? Denominator.Shape;

        /// <inheritdoc/>
        public override int Transposes => Numerator.Transposes + Denominator.Transposes;

        private protected override int Precedence => 2;

        private protected override string Text => Numerator.Inside(3) + " ⊘ " + Denominator.Inside(4);

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => TransposedBy(new Quotient(Numerator.Transpose(), Denominator.Transpose()));

        /// <inheritdoc/>
        public override MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) => new Quotient(Numerator.Replace(replace), Denominator.Replace(replace));
    }

    /// <summary>An element-wise power.</summary>
    public sealed record Power(MatrixExpression Base, Rational Exponent) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => Base.Shape;

        /// <inheritdoc/>
        public override int Transposes => Base.Transposes;

        private protected override int Precedence => 4;

        private protected override string Text =>
            Base.Inside(5) + "^∘" + (Exponent is { IsInteger: true, Sign: > 0 } ? Exponent.ToString() : "(" + Exponent.ToString().Replace('-', '−') + ")");

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => this with { Base = Base.Transpose() };

        /// <inheritdoc/>
        public override MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) => this with { Base = Base.Replace(replace) };
    }

    /// <summary>A function of every element; the step function is a bracket.</summary>
    public sealed record Function(string Name, MatrixExpression Argument) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => Argument.Shape;

        /// <inheritdoc/>
        public override int Transposes => Argument.Transposes;

        private protected override int Precedence => 5;

        private protected override string Text => Name == "step" ? "[" + Argument + " > 0]" : (Name == "sigmoid" ? "σ" : Name) + "(" + Argument + ")";

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => this with { Argument = Argument.Transpose() };

        /// <inheritdoc/>
        public override MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) => this with { Argument = Argument.Replace(replace) };
    }

    /// <summary>A number or scalar times a matrix.</summary>
    public sealed record Scaled(Rational Number, string Scalar, MatrixExpression Value) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => Value.Shape;

        /// <inheritdoc/>
        public override int Transposes => Value.Transposes;

        private protected override int Precedence => 2;

        private protected override string Text => Sign + (Magnitude.Length > 0 ? Magnitude + " " : string.Empty) + Value.Inside(Magnitude.Length > 0 ? 3 : 2);

        private string Sign => Number.Sign < 0 ? "−" : string.Empty;

        private string Magnitude => (Number.Abs(), Scalar) switch
        {
            ({ IsOne: true }, "") => string.Empty,
            ({ IsInteger: false } number, "") => "(" + number + ")",
            ({ } number, "") => number.ToString(),
            ({ IsInteger: false } number, { } below) when IsDivision => "(" + Whole(number.Numerator) + "/(" + Whole(number.Denominator) + "·" + below.Substring(1) + "))",
            ({ } number, _) when IsDivision => "(" + number + Scalar + ")",
            ({ IsOne: true }, _) => Scalar,
            ({ } number, _) => number + " " + Scalar,
        };

        private bool IsDivision => Scalar.StartsWith("/", StringComparison.Ordinal);

        private static string Whole(System.Numerics.BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => this with { Value = Value.Transpose() };

        /// <inheritdoc/>
        public override MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) =>
            InFrontOf([this with { Value = Value.Replace(replace) }], factors => factors[0]);

        /// <summary>A product of scaled factors as a scaled product.</summary>
        internal static MatrixExpression InFrontOf(EquatableArray<MatrixExpression> factors, Func<IReadOnlyList<MatrixExpression>, MatrixExpression> product)
        {
            Rational number = 1;
            string scalar = string.Empty;
            var values = new List<MatrixExpression>();
            foreach (MatrixExpression factor in factors)
            {
                MatrixExpression value = factor;
                while (value is Scaled scaled && (scalar.Length == 0 || scaled.Scalar.Length == 0))
                {
                    number *= scaled.Number;
                    scalar += scaled.Scalar;
                    value = scaled.Value;
                }

                values.Add(value);
            }

            MatrixExpression result = product(values);
            return number.IsOne && scalar.Length == 0 ? result : new Scaled(number, scalar, result);
        }
    }

    /// <summary>A sum.</summary>
    public sealed record Sum(EquatableArray<MatrixExpression> Terms) : MatrixExpression
    {
        /// <inheritdoc/>
        public override (string Rows, string Columns)? Shape => Terms.Select(term => term.Shape).FirstOrDefault(shape => shape is not null);

        /// <inheritdoc/>
        public override int Transposes => Terms.Sum(term => term.Transposes);

        private protected override int Precedence => 1;

        private protected override string Text => string.Concat(Terms.Select((term, position) =>
        {
            string text = term.Inside(2);
            return position == 0 ? text : text[0] == '−' ? " − " + text.Substring(1) : " + " + text;
        }));

        /// <inheritdoc/>
        public override MatrixExpression Transpose() => TransposedBy(new Sum(Terms.Map(term => term.Transpose())));

        /// <inheritdoc/>
        public override MatrixExpression Replace(Func<Symbol, MatrixExpression?> replace) => new Sum(Terms.Map(term => term.Replace(replace)));
    }
}
