using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Kernels;

/// <summary>Conditions on the lane index as masks.</summary>
/// <param name="method">The kernel that is written.</param>
internal sealed class LaneMasks(KernelMethod method)
{
    private readonly Addressing _addressing = new(method);

    /// <summary>The lanes where a guard holds whose argument is c·lane + rest, or which compares the position of a maximum.</summary>
    /// <param name="guard">The guard.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="load">The name of a row that is read.</param>
    public string Print(Guard guard, Place place, Func<Access, string> load)
    {
        IndexVar lane = place.Lane!;
        if (LaneRules.AsPositionDelta(guard, lane) is (var position, var value))
        {
            string at = load(position), wanted = place.LaneType + ".Create((" + method.Element.Name + ")(" + _addressing.Print(value) + "))";
            return "(" + at + " <= " + wanted + ") & (" + at + " >= " + wanted + ")";
        }

        int coefficient = guard.Argument.CoefficientOf(lane) ?? 0;
        Affine rest = guard.Argument - (Affine.Of(lane) * coefficient);
        string Lane(Affine at) => place.First == "0" ? _addressing.Print(at) : _addressing.Print(at) + " - " + place.First;
        return (guard.Kind, coefficient) switch
        {
            (GuardKind.Equal, 1) => place.LaneType + ".Lane(" + Lane(-rest) + ")",
            (GuardKind.Equal, -1) => place.LaneType + ".Lane(" + Lane(rest) + ")",
            (GuardKind.NonNegative, > 0) => place.LaneType + ".LanesFrom(" + Lane((-rest + (coefficient - 1)).FloorDivide(coefficient)) + ")",
            (GuardKind.NonNegative, < 0) => place.LaneType + ".LanesBelow(" + Lane(rest.FloorDivide(-coefficient) + 1) + ")",
            _ => throw new InvalidOperationException($"{guard} has no mask along {lane}."),
        };
    }
}
