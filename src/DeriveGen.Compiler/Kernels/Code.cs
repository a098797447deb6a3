namespace DeriveGen.Compiler.Kernels;

/// <summary>How tightly an expression holds together.</summary>
internal enum Binding
{
    /// <summary>A choice <c>a ? b : c</c>.</summary>
    Choice,

    /// <summary>A sum.</summary>
    Sum,

    /// <summary>A product or quotient.</summary>
    Product,

    /// <summary>With a sign before it.</summary>
    Signed,

    /// <summary>A name, a call, a literal.</summary>
    Primary,
}

/// <summary>A C# expression.</summary>
/// <param name="Text">Its text.</param>
/// <param name="IsLanes">Whether it is packed numbers; else one number.</param>
/// <param name="Binding">How tightly it holds together.</param>
internal readonly record struct Code(string Text, bool IsLanes, Binding Binding)
{
    /// <summary>The text where at least <paramref name="binding"/> is needed, in parentheses if it must.</summary>
    public string At(Binding binding) => Binding >= binding ? Text : "(" + Text + ")";

    /// <summary>a·b.</summary>
    public static Code Multiply(Code a, Code b) => new(a.At(Binding.Product) + " * " + b.At(Binding.Signed), a.IsLanes || b.IsLanes, Binding.Product);

    /// <summary>a/b.</summary>
    public static Code Divide(Code a, Code b) => new(a.At(Binding.Product) + " / " + b.At(Binding.Signed), a.IsLanes || b.IsLanes, Binding.Product);

    /// <summary>a + b or a − b.</summary>
    public static Code Add(Code a, Code b, bool subtract = false) =>
        new(a.At(Binding.Sum) + (subtract ? " - " : " + ") + b.At(Binding.Product), a.IsLanes || b.IsLanes, Binding.Sum);

    /// <summary>−a.</summary>
    public static Code Negate(Code a) => a.Text[0] == '-' && a.Binding == Binding.Signed
        ? new(a.Text.Substring(1), a.IsLanes, Binding.Primary)
        : new("-" + a.At(Binding.Primary), a.IsLanes, Binding.Signed);
}
