using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Where an expression is evaluated.</summary>
/// <param name="Lane">The index along the lanes, or null where single numbers are computed.</param>
/// <param name="Pivot">The innermost index of the statement: factors that do not read it are multiplied first, whether there are lanes or not.</param>
/// <param name="LaneType">The type of packed numbers.</param>
/// <param name="First">The value of the lane index in the first lane, as C#.</param>
/// <param name="InRegister">The name of a value that is at hand, or null where it is read from memory.</param>
/// <param name="Load">How an access that reads the lane index is loaded.</param>
internal sealed record Place(
    IndexVar? Lane, IndexVar? Pivot, string LaneType, string First, Func<Access, Code?> InRegister, Func<Access, Code?> Load);
