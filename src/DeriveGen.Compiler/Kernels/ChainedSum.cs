using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>
/// A contraction as a plain loop nest, for operands that no register tile fits. The sum is the same chain of fused multiply-adds from
/// the same start in the same order as in a tile, so the bits are the same.
/// </summary>
/// <param name="contraction">The contraction.</param>
internal sealed class ChainedSum(Contraction contraction)
{
    /// <summary>The sum as the first statement of the nest.</summary>
    public Statement Core { get; } = new(
        contraction.Core with { Value = Polynomial.Of(new Group(Polynomial.Of(contraction.A) + Polynomial.Of(contraction.B))) },
        StatementKind.Window, contraction.Lane, contraction.Stored);

    /// <summary>The nest: the sum, then the epilogue.</summary>
    public Nest Nest => new(contraction.Core.Indices.RemoveAt(contraction.Core.Indices.Length - 1), new EquatableArray<Statement>().Add(Core).AddRange(contraction.Epilogue));

    /// <summary>Writes the sum at one point.</summary>
    public Code Write(KernelMethod method, ExpressionPrinter printer)
    {
        Polynomial start = contraction.Start ?? Polynomial.Zero;
        string name = method.Names.Fresh("sum");
        Code sum = printer.Declare(name, printer.AsLanes(printer.Print(start)));
        var addressing = new Addressing(method);
        addressing.Over(SumOrder.Of(contraction, method.Storage), () =>
        {
            Code product = printer.MultiplyAdd(printer.Print(Polynomial.Of(contraction.A)), printer.Print(Polynomial.Of(contraction.B)), sum);
            method.Body.Line(name + " = " + product.Text + ";");
        });
        return sum;
    }
}
